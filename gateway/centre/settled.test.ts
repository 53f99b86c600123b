/** Settled promises: what the cloud has not spoken of yet is still shown here, and what it will not speak of again is not. */
import { expect, test } from 'vitest';
import { centreActionSchema } from '../../contract/centre-action.ts';
import { centreNewsSchema, outcomesMax } from '../../contract/centre-news.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { settledIn } from './settled.ts';
import { morningMs, serialOf } from './trial-centre.ts';

const hourMs = 3_600_000;
const lost = (id: string, at: number) =>
  centreActionSchema.parse({ id, at, trusted: true, kind: 'lost', device: serialOf(1) });
const outcome = (action: string, atMs: number, word = 'done') => {
  const rest = { because: null, by: null, changedAt: null };
  return { action, kind: 'lost', device: serialOf(1), at: isoInstant(atMs), outcome: word, ...rest };
};
const news = (atMs: number, ...outcomes: readonly object[]) =>
  centreNewsSchema.parse({
    v: 1,
    version: 1,
    at: isoInstant(atMs),
    centre: { id: 'centre-1', name: '中央公民館' },
    devices: {},
    participants: {},
    outcomes,
    week: null,
  });

test('nothing is settled before the cloud has been heard, nor in the moment between its receipt and its news', () => {
  expect(settledIn(undefined)(lost('a', morningMs), true)).toBe(false);
  expect(settledIn(news(morningMs + hourMs))(lost('a', morningMs), true)).toBe(false);
});

test('what became of it is told: settled, unless the desk has still to decide', () => {
  const told = settledIn(news(morningMs, outcome('a', morningMs), outcome('b', morningMs, 'held')));
  expect(told(lost('a', morningMs), false)).toBe(true);
  expect(told(lost('b', morningMs), true)).toBe(false);
});

test('what is older than all that the cloud still tells has been settled', () => {
  const many = Array.from({ length: outcomesMax }, (_, i) => outcome(`told-${i}`, morningMs + i));
  const told = settledIn(news(morningMs + hourMs, ...many));
  expect(told(lost('a', morningMs - 1), true)).toBe(true);
  expect(told(lost('a', morningMs - 1), false)).toBe(false);
});

test('news of a day later that are silent about what the cloud has will stay so', () => {
  const told = settledIn(news(morningMs + 25 * hourMs));
  expect(told(lost('a', morningMs), true)).toBe(true);
  expect(told(lost('a', morningMs), false)).toBe(false);
});
