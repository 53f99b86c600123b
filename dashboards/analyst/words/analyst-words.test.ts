/** Promises of the analysts' dictionaries: they say the same things, each in its own language, and numbers carry their unit. */
import { expect, test } from 'vitest';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { analystWordsOf } from './analyst-words.ts';
import { percent } from './figures.ts';

describeDictionaries(analystWordsOf);

const { ja, en } = analystWordsOf;

test('a share is told in whole per cents, and finer where there are few', () => {
  expect([0.684, 0.0123, 0, 1, 0.0996, 0.08].map(percent)).toEqual(['68%', '1.2%', '0%', '100%', '10%', '8%']);
});

test('a finding is a sentence made of the numbers', () => {
  expect(ja.participation.finding(410, '11月20日(金)', 0.68)).toBe(
    '11月20日(金)までの1週間に 約410人が来ました。貸し出した人の 68%です',
  );
  expect(en.participation.finding(10, 'Fri 20 Nov', null)).toBe('About 10 people came in the week to Fri 20 Nov');
  expect(ja.steps.finding(5214, 3000, '72%')).toBe('1日の歩数の まんなかは 5,214歩です。3,000歩以上の日は 72%です');
});

test('what is too coarse to be said is said to be, in whole sentences', () => {
  expect(en.points.finding('May 2026', 'about 600 points', 'about 3,000 points', null)).toBe(
    'About 600 points were given in May 2026; about 3,000 points are outstanding',
  );
  expect(en.points.finding('May 2026', null, null, null)).toBe(
    'How many points were given in May 2026 cannot be said: too few people',
  );
  expect(en.points.finding('May 2026', null, null, 'about 900 points')).toBe(
    'About 900 points were given in May 2026; too few people to say it more exactly',
  );
  expect(ja.liability.findingCoarse('約5,000円')).toMatch(/約5,000円です。.*これより/u);
  const alone = [ja, en].map(({ points, liability, steps, trial }) => [
    points.finding('5月', null, null, null),
    liability.findingCoarse(null),
    liability.vouchersCoarse,
    steps.tiersCoarse,
    trial.monthsCoarse,
    trial.centresCoarse,
  ]);
  expect(alone.flat().filter((text) => /くわしく|exactly/u.test(text))).toEqual([]);
  expect(ja.trial.findingCoarse(true)).not.toMatch(/\d/u);
  expect([ja.rounding.note([1_000]), en.rounding.note([300, 1_000])]).toEqual([
    '一人ひとりの分が逆算できないように、1,000きざみに丸めた数です。',
    'Rounded to steps of 300 to 1,000, so that nobody’s figure can be reckoned back.',
  ]);
});

test('what is hidden may be a large number: it is never said to be few', () => {
  const said = [
    [ja.hidden, ja.choose.gaps, ja.arrival.findingHidden, ja.quality.unsaid],
    [en.hidden, en.choose.gaps, en.arrival.findingHidden, en.quality.unsaid],
    ...[ja, en].map(({ participation: text }) => [
      text.findingEarlier(40, '20'),
      text.findingLent(40),
      text.findingEnrolled(40),
    ]),
  ];
  expect(said.flat().filter((text) => /少|few/u.test(text))).toEqual([]);
  expect(en.participation.findingLent(40)).toBe(
    'About 40 people have a pedometer on loan; how many came cannot be shown',
  );
});

test('who would gain and who would lose by other rules is told apart where one of them is hidden', () => {
  expect(en.trial.changesTitle('about 20 people', '0 people')).toBe('About 20 people would have more, 0 people fewer');
  expect(en.trial.changesTitle(null, '0 people')).toBe(
    '0 people would have fewer; how many would have more cannot be shown',
  );
  expect(ja.trial.changesTitle('約20人', null)).toBe('増える人は 約20人です。減る人の数は 見せられません');
  expect([ja, en].map(({ trial }) => trial.changesTitle(null, null)).join(' ')).not.toMatch(/\d|null/u);
});

test('clocks that are all told as one have no bound', () => {
  expect([ja, en].map(({ quality }) => quality.driftBin(null, null))).toEqual(['すべて', 'all']);
  expect([en.quality.driftBin(null, -20), en.quality.driftBin(20, null)]).toEqual(['below −20', '20 up']);
});
