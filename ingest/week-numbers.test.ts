/** A week's numbers tell of nobody how few they are, not even to whoever subtracts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupMin } from '../contract/centre-news.ts';
import { participantIdSchema, plainDateSchema, type ParticipantId } from '../contract/ids.ts';
import { weekNumbers, type WalkedDay } from './week-numbers.ts';

const dates = [16, 17, 18, 19, 20, 21, 22].map((day) => plainDateSchema.parse(`2026-11-${day}`));
const person = (n: number) => participantIdSchema.parse(`P-${n}`);
/** `days[n]`: on how many days, from Monday on, person n walked 100 steps. */
const walkedOf = (days: readonly number[]): readonly WalkedDay[] =>
  days.flatMap((count, n) => dates.slice(0, count).map((date) => ({ date, participant: person(n), steps: 100 })));
const people = (from: number, to: number): ReadonlySet<ParticipantId> =>
  new Set(Array.from({ length: to - from }, (_, i) => person(from + i)));
const numbers = (days: readonly number[], came: ReadonlySet<ParticipantId> = new Set()) =>
  weekNumbers(dates, walkedOf(days), came);
const times = (count: number, days: number): readonly number[] => Array.from({ length: count }, () => days);

test('ten may be told, nine are nobody', () => {
  expect(numbers(times(10, 7), people(0, 10))).toEqual({
    steps: 7000,
    people: 10,
    everyDay: 10,
    fiveDays: 10,
    came: 10,
    days: times(7, 1000),
  });
  expect(numbers(times(9, 7), people(0, 9))).toEqual({
    steps: null,
    people: null,
    everyDay: null,
    fiveDays: null,
    came: null,
    days: times(7, 0).map(() => null),
  });
});

test('a group that would tell how few the others are is not told', () => {
  // Three of thirty did not walk on five days; eleven of the rest walked on all seven.
  expect(numbers([...times(11, 7), ...times(16, 5), ...times(3, 1)])).toMatchObject({
    people: 30,
    fiveDays: null,
    everyDay: 11,
  });
  expect(numbers(times(30, 2), people(5, 35))).toMatchObject({ people: 30, came: null });
  expect(numbers(times(30, 2), people(0, 20))).toMatchObject({ people: 30, came: 20 });
});

test('a day that is not told cannot be told from the week', () => {
  // On the last two days three and twelve walked: without the twelve, the three would be what is left of the week.
  const { days, steps } = numbers([...times(3, 7), ...times(9, 6), ...times(10, 5)]);
  expect(steps).toBe(100 * (21 + 54 + 50));
  expect(days).toEqual([2200, 2200, 2200, 2200, 2200, null, null]);
});

test('whatever a week was, no number and no difference of two of them speaks of one to nine people', () => {
  const anyWeek = fc.record({
    walked: fc
      .array(fc.subarray(dates), { maxLength: 40 })
      .map((all) => all.flatMap((on, n) => on.map((date) => ({ date, participant: person(n), steps: n + 1 })))),
    came: fc.array(fc.nat(45), { maxLength: 45 }).map((all) => new Set(all.map(person))),
  });
  fc.assert(
    fc.property(anyWeek, ({ walked, came }) => {
      const week = weekNumbers(dates, walked, came);
      const on = Map.groupBy(walked, ({ participant }) => participant);
      const atLeast = (days: number) => new Set([...on].filter(([, each]) => each.length >= days).map(([who]) => who));
      const groups = [
        { told: week.people, group: atLeast(1) },
        { told: week.fiveDays, group: atLeast(5) },
        { told: week.everyDay, group: atLeast(7) },
        { told: week.came, group: came },
      ].filter(({ told }) => told !== null);
      const isSafe = (set: ReadonlySet<unknown>): boolean => set.size === 0 || set.size >= groupMin;
      for (const { told, group } of groups) {
        expect(told).toBe(group.size);
        expect([group, ...groups.map((other) => group.difference(other.group))].every(isSafe)).toBe(true);
      }
      const hidden = walked.filter(({ date }) => week.days[dates.indexOf(date)] === null);
      const shown = walked.filter((day) => !hidden.includes(day));
      if (week.steps !== null) {
        expect(isSafe(new Set(hidden.map(({ participant }) => participant)))).toBe(true);
        const left = week.steps - week.days.reduce((sum: number, steps) => sum + (steps ?? 0), 0);
        expect(left).toBe(hidden.reduce((sum, { steps }) => sum + steps, 0));
      }
      for (const date of dates) expect(isSafe(new Set(shown.filter((day) => day.date === date)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
