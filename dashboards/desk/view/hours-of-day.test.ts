/** Promises of the small chart's hours: no step appears or vanishes, whatever the clock of the pedometer. */
import { expect, test } from 'vitest';
import { explainedPageSchema } from '../../../contract/desk-day.ts';
import { clockOf, hoursOfDay } from './hours-of-day.ts';

const pageOf = (...buckets: readonly (readonly [number, number, boolean?])[]) =>
  explainedPageSchema.parse({
    device: 'AYM-1',
    label: '1',
    firstSequence: 0,
    receivedAt: null,
    centre: null,
    trust: 'signed',
    buckets: buckets.map(([fromMinute, steps, isCounted = true]) => ({
      fromMinute,
      minutes: 60,
      steps,
      isCounted,
      note: null,
    })),
  });

test('a bucket between two hours is shared by the minutes', () => {
  const hours = hoursOfDay([pageOf([570, 100])]);
  expect([hours[9], hours[10]]).toEqual([50, 50]);
});

test('buckets that reach over midnight keep all their steps', () => {
  const hours = hoursOfDay([pageOf([-20, 90], [1400, 60])]);
  expect(hours[0]).toBe(90);
  expect(hours.reduce((sum, steps) => sum + steps, 0)).toBeCloseTo(150);
});

test('what does not count is not drawn', () => {
  expect(hoursOfDay([pageOf([600, 500, false])]).every((steps) => steps === 0)).toBe(true);
});

test('minutes are said as a clock says them', () => {
  expect([clockOf(-3), clockOf(615), clockOf(1440)]).toEqual(['23:57', '10:15', '00:00']);
});
