/** Promises of the stage: the newest answer is the big one, nobody's is cut short, and each can be called back. */
import { expect, test } from 'vitest';
import type { KioskCard, KioskStep } from '../../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith } from '../../fixture/kiosk-with.ts';
import { earlierOf, resultHoldMs, stageOf } from './stage.ts';

const noonMs = Date.parse('2026-11-21T03:00:00.000Z');
const card = (label: string, secondsAgo: number, step?: KioskStep): KioskCard =>
  kioskCardWith({
    id: label,
    label,
    at: new Date(noonMs - secondsAgo * 1000).toISOString(),
    step: step ?? { kind: 'received', isFirst: false, result: kioskResultWith() },
  });
const reading: KioskStep = { kind: 'reading', done: 1, asked: 8 };
const seen = (cards: readonly KioskCard[], calledBack: string | null = null, speed = 1) => {
  const { big, small } = stageOf({ cards, shownMs: noonMs, speed, calledBack });
  return [big?.label ?? null, small.map(({ label }) => label)];
};

test('nobody is there', () => expect(seen([])).toEqual([null, []]));

test('whoever is noticed is on the screen at once', () => {
  expect(seen([card('12', 0, { kind: 'noticed' })])).toEqual(['12', []]);
});

test('the newest answer is the big one', () => {
  expect(seen([card('7', 5), card('12', 2)])).toEqual(['12', ['7']]);
});

test('an answer keeps the big place while the next one is read', () => {
  expect(seen([card('7', 5), card('12', 0, reading)])).toEqual(['7', ['12']]);
});

test('four at most, the newest ones', () => {
  expect(seen(['1', '2', '3', '4', '5', '6'].map((label, index) => card(label, 10 - index)))).toEqual([
    '6',
    ['5', '4', '3'],
  ]);
});

test('a result stays half a minute when nobody else comes', () => {
  expect(seen([card('12', resultHoldMs / 1000 - 1)])).toEqual(['12', []]);
  expect(seen([card('12', resultHoldMs / 1000)])).toEqual([null, []]);
});

test('it stays longer while others are there', () => {
  expect(seen([card('7', 45), card('12', 3), card('25', 1, reading)])).toEqual(['12', ['25', '7']]);
});

test('where a trial runs faster than life, half a minute is half a minute of the reader', () => {
  expect(seen([card('12', 200)], null, 10)).toEqual(['12', []]);
});

test('one that was called back is the big one however old it is, with the others beside it', () => {
  expect(seen([card('3', 4000), card('12', 2)], '3')).toEqual(['3', ['12']]);
  expect(seen([card('3', 4000)], '3')).toEqual(['3', []]);
});

test('whatever came to an answer can be seen again, the newest first', () => {
  expect(earlierOf([card('3', 4000), card('12', 20), card('25', 1, reading)]).map(({ label }) => label)).toEqual([
    '12',
    '3',
  ]);
});
