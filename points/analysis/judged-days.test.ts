/** A judged day counts, for every window, the steps that the engine counts; whatever came of it, and in whatever pieces. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayStates } from '../../contract/day-total.ts';
import { countDay } from '../engine/counted-day.ts';
import type { DayFacts } from '../engine/facts.ts';
import { daysAfter } from '../rule/calendar.ts';
import { iwamizawa, plainDate } from '../trial-points.ts';
import { dayNumberOf } from './day-number.ts';
import { judgeDay } from './judged-day.ts';
import { JudgedDays } from './judged-days.ts';

const date = plainDate('2026-05-10');
const day = dayNumberOf(date);
const [rules] = iwamizawa.versions;

const revision = fc.record({
  steps: fc.constantFrom(0, 1_000, 5_000, 6_000, 12_000),
  state: fc.constantFrom(...dayStates),
  lag: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(253, 254, 255, 300)),
  doubted: fc.boolean(),
});
const decision = fc.option(fc.record({ kind: fc.constantFrom('accept', 'cap', 'void'), revision: fc.nat(6) } as const));

test('of any revisions and decision', () => {
  fc.assert(
    fc.property(fc.array(revision, { minLength: 1, maxLength: 6 }), decision, (said, decided) => {
      const revisions = said.map(({ lag, ...rest }, i) => ({
        ...rest,
        revision: i + 1,
        syncedOn: daysAfter(date, lag),
      }));
      const facts: DayFacts = {
        date,
        revisions,
        ...(decided === null ? {} : { decision: { ...decided, steps: decided.kind === 'cap' ? 4_000 : null } }),
      };
      if (rules === undefined) throw new Error('a programme has rules');
      const days = new JudgedDays({ daysMax: 100, cellsMax: 10_000 });
      days.grid.makeRoom(1, day - 3, day);
      days.put(0, day, judgeDay(facts, rules));
      for (const windowDays of [1, 2, 3, 5, 8, 12, 13, 30, 254, 255, 256, 300, 301, 366]) {
        const counted = countDay(facts, { ...rules, backfill: { windowDays } })?.steps;
        expect([windowDays, days.stepsAt(days.grid.at(0, day), 0, day, windowDays)]).toEqual([windowDays, counted]);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('keeps what was credited however often it grows, and through any move of the columns', () => {
  const days = new JudgedDays({ daysMax: 400, cellsMax: 1_000_000 });
  days.grid.makeRoom(1, day, day);
  for (const points of [4, 100, 50, -120, 3]) days.credit(0, day, points);
  days.put(0, day, { counted: [{ lag: 2, steps: 7_000 }], isFinal: true });
  days.grid.makeRoom(900, day - 200, day + 90);
  const at = days.grid.at(0, day);
  expect([days.creditedAt(at, 0, day), days.stepsAt(at, 0, day, 3), days.isFinalAt(at)]).toEqual([37, 7_000, true]);
  expect(days.stepsAt(days.grid.at(5, day), 5, day, 3)).toBeUndefined();
});
