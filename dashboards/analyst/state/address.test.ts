/** Promises of the address: what is looked at can be shared, and what of it makes no sense is mended and said so. */
import { expect, test } from 'vitest';
import { analysisTermsSchema, periodDaysMax, type AnalysisTerms } from '../../../contract/analysis-terms.ts';
import { spanDaysMax } from '../view/span.ts';
import { firstAsked, languageOf, linkedChapterOf, readAddress, writeAddress, type Asked } from './address.ts';

const terms: AnalysisTerms = analysisTermsSchema.parse({
  state: { kind: 'ready' },
  peopleMin: 10,
  zone: 'Asia/Tokyo',
  today: '2026-11-21',
  days: null,
  centres: [
    { id: 'kita', name: '北公民館' },
    { id: 'minami', name: '南公民館' },
  ],
  ages: ['under-65', '75-79'],
  programme: {
    id: 'town',
    name: { ja: '町', en: 'Town' },
    unit: { ja: '点', en: { one: 'point', other: 'points' } },
    tiers: [{ from: 3000, points: 1 }],
    backfillDays: 30,
    voucher: { points: 1000, yen: 1000 },
    yearBegins: 4,
  },
});
const read = (query: string) => readAddress(query, terms);

test('the usual needs no saying', () => {
  expect(writeAddress(firstAsked, 'ja')).toBe('?');
  expect(read('')).toEqual({ asked: firstAsked, mended: [] });
});

test('everything that can be chosen comes back from the address it is written to', () => {
  const asked: Asked = {
    period: { kind: 'dates', from: '2026-04-01', to: '2026-06-30' },
    centres: ['kita', 'minami'],
    ages: ['75-79'],
    trial: {
      tiers: [{ from: 4000, points: 2 }],
      monthPointsMax: 60,
      backfillDays: 45,
      voucher: { points: 500, yen: 600 },
    },
  };
  const address = writeAddress(asked, 'en');
  expect(address).toBe(
    '?from=2026-04-01&to=2026-06-30&centres=kita,minami&ages=75-79&trial=on&tiers=4000:2&cap=60&backfill=45&voucher=500:600&lang=en',
  );
  expect(read(address)).toEqual({ asked, mended: [] });
  expect(languageOf(address)).toBe('en');
});

test.each([
  ['?period=forever', 'period'],
  ['?from=2026-02-30&to=2026-03-01', 'period'],
  ['?from=2026-03-02&to=2026-03-01', 'period'],
  ['?from=2026-03-01', 'period'],
  ['?centres=kita,mars', 'centres'],
  ['?ages=12', 'ages'],
  ['?tiers=5000:2,3000:1', 'trial'],
  ['?tiers=3001:1', 'trial'],
  ['?tiers=abc', 'trial'],
  ['?cap=-3', 'trial'],
  ['?voucher=1000', 'trial'],
])('%s is mended, and the reader is told of the %s', (query, what) => {
  const { asked, mended } = read(query);
  expect(mended.map(({ part }) => part)).toEqual([what]);
  expect(asked.period).toEqual(firstAsked.period);
  expect(asked.trial).toBeNull();
});

test('a period longer than can be looked at is cut to its end, and the reader is told', () => {
  expect(read('?from=2020-01-01&to=2026-03-01')).toMatchObject({
    asked: { period: { kind: 'dates', from: '2024-03-01', to: '2026-03-01' } },
    mended: [{ part: 'long' }],
  });
});

test('what is right in a bad address is kept', () => {
  expect(read('?centres=kita,mars&period=year').asked).toMatchObject({ centres: ['kita'], period: { kind: 'year' } });
});

test('of a list the reader is told what nobody knows, and whether the rest was kept', () => {
  expect(read('?centres=mars,kita,venus,mars').mended).toEqual([
    { part: 'centres', unknown: ['mars', 'venus'], isSomethingKept: true },
  ]);
  expect(read('?ages=12').mended).toEqual([{ part: 'ages', unknown: ['12'], isSomethingKept: false }]);
});

test('a chapter that is none is told of, and one that is is led to', () => {
  const chapters = (query: string, hash = '') =>
    readAddress(query, terms, hash).mended.flatMap(({ unknown }) => unknown);
  expect([chapters('?page=nonsense'), chapters('', '#qualitty'), chapters('', '#%E5')]).toEqual([
    ['nonsense'],
    ['qualitty'],
    ['%E5'],
  ]);
  expect([chapters('?page=quality'), chapters('', '#quality'), chapters('', '#content'), chapters('')].flat()).toEqual(
    [],
  );
  expect([linkedChapterOf('?page=quality', ''), linkedChapterOf('', '#trend'), linkedChapterOf('?page=x', '')]).toEqual(
    ['quality', 'trend', null],
  );
});

test('the page and the server hold the same longest period', () => {
  expect(spanDaysMax).toBe(periodDaysMax);
});
