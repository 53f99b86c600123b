/** The grid keeps every step of a day, once, and in the slot its bucket's middle says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { stepsOf, undated, type DayBlock, type Run } from '../day-block.ts';
import { LocalDays } from '../local-days.ts';
import { losesSlots, slotsOf } from './grid.ts';

const days = new LocalDays('Asia/Tokyo');
const date = '2026-11-20' as PlainDateText;
const day = days.of(date);
const midnightMs = Date.parse('2026-11-20T00:00:00+09:00');
const hourMs = 3_600_000;

const run = (startMs: number, steps: readonly number[], bucketSeconds = 3600): Run => ({
  epoch: 1,
  firstSequence: 0,
  startSeconds: 0,
  startMs,
  bucketSeconds,
  steps: Uint16Array.from(steps),
  lastOpen: false,
  signed: true,
  syncedDay: 20_000,
  source: { journal: 1, visit: 0, page: 0 },
});
const block = (...runs: readonly Run[]): DayBlock => ({ device: 'AYM-000001' as DeviceSerial, date, runs });
const brief = (of: DayBlock): readonly (readonly [number, number])[] =>
  slotsOf(of, day).map((slot) => [(slot.startMs - midnightMs) / 60_000, slot.steps]);

describe('slots of a day', () => {
  test('begin at local midnight, whatever minute the pedometer was powered on', () => {
    expect(brief(block(run(midnightMs + 17 * 60_000, [10, 20, 30])))).toEqual([
      [0, 10],
      [60, 20],
      [120, 30],
    ]);
  });

  test('take a bucket by its middle', () => {
    expect(brief(block(run(midnightMs + 31 * 60_000, [10, 20])))).toEqual([
      [60, 10],
      [120, 20],
    ]);
  });

  test('sum the buckets that meet in one, as around a battery swap', () => {
    const before = run(midnightMs + 8 * hourMs + 600_000, [100]);
    const after = run(midnightMs + 8 * hourMs + 1_500_000, [40]);
    expect(brief(block(before, after))).toEqual([[480, 140]]);
  });

  test('are not made for a bucket that was not recorded, but are for one without a step', () => {
    expect(brief(block(run(midnightMs, [0, stepsNotRecorded, 7])))).toEqual([
      [0, 0],
      [120, 7],
    ]);
  });

  test('are as long as the shortest bucket of the day, and a longer bucket stands in one of them', () => {
    const slots = slotsOf(block(run(midnightMs, [600]), run(midnightMs + hourMs, [1, 2], 900)), day);
    expect(slots).toEqual([
      { startMs: midnightMs + 1_800_000, seconds: 900, steps: 600 },
      { startMs: midnightMs + hourMs, seconds: 900, steps: 1 },
      { startMs: midnightMs + hourMs + 900_000, seconds: 900, steps: 2 },
    ]);
  });

  test('do not exist without a date, or without a bucket', () => {
    expect(slotsOf({ ...block(run(0, [5])), date: undated }, day)).toEqual([]);
    expect(slotsOf(block(), day)).toEqual([]);
  });

  test('keep a bucket whose middle was rounded over midnight in the date its block says', () => {
    expect(brief(block(run(midnightMs - hourMs / 2 - 1, [9])))).toEqual([[0, 9]]);
    expect(brief(block(run(midnightMs + 24 * hourMs - hourMs / 2, [9])))).toEqual([[23 * 60, 9]]);
  });

  test('follow a day of 25 hours to its end', () => {
    const zone = new LocalDays('Europe/Berlin');
    const long = '2026-10-25' as PlainDateText;
    const bounds = zone.of(long);
    const slots = slotsOf(
      {
        ...block(
          run(
            bounds.startMs,
            Array.from({ length: 25 }, () => 1),
          ),
        ),
        date: long,
      },
      bounds,
    );
    expect(slots).toHaveLength(25);
    expect(slots.at(-1)?.startMs).toBe(bounds.endMs - hourMs);
  });

  test('always add up to the steps of the day, in order, each once', () => {
    const anyRun = fc
      .record({
        offsetMs: fc.integer({ min: -hourMs / 2, max: 23 * hourMs }),
        bucketSeconds: fc.constantFrom(60, 600, 900, 1800, 3600),
        steps: fc.array(fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constant(stepsNotRecorded)), {
          minLength: 1,
          maxLength: 40,
        }),
      })
      .map(({ offsetMs, bucketSeconds, steps }) => run(midnightMs + offsetMs, steps, bucketSeconds));
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 4 }), (runs) => {
        const slots = slotsOf(block(...runs), day);
        expect(slots.reduce((sum, slot) => sum + slot.steps, 0)).toBe(stepsOf(runs));
        slots.forEach((slot, i) => {
          expect((slot.startMs - day.startMs) % (slot.seconds * 1000)).toBe(0);
          expect(slot.startMs).toBeGreaterThan(slots[i - 1]?.startMs ?? -Infinity);
          expect(slot.startMs).toBeLessThan(day.endMs);
        });
      }),
    );
  });
});

describe('a rewritten day', () => {
  test('that only grew loses no slot', () => {
    expect(losesSlots(block(run(midnightMs, [1])), block(run(midnightMs, [3, 4])), day)).toBe(false);
  });

  test('that was dated an hour later, or got a finer grid, does', () => {
    const before = block(run(midnightMs, [1, 2]));
    expect(losesSlots(before, block(run(midnightMs + hourMs, [1, 2])), day)).toBe(true);
    expect(losesSlots(before, block(run(midnightMs, [1, 2]), run(midnightMs + 5 * hourMs, [1], 900)), day)).toBe(true);
    expect(losesSlots(before, block(), day)).toBe(true);
  });
});
