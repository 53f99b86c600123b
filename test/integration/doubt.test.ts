/** Doubt on people who were recorded: how many honest days a clerk would have to look at, and whether copies are told. */
import { describe, expect, test } from 'vitest';
import { participantIdSchema } from '../../contract/ids.ts';
import { isTuning, miscounted, recordedPeople } from '../../bench/honest-days.ts';
import { curveKeys } from '../../points/doubt/curve-key.ts';
import { defaultDoubtLimits as limits } from '../../points/doubt/doubt-limits.ts';
import { judgeDay } from '../../points/doubt/doubt.ts';
import { isTwin } from '../../points/doubt/twin.ts';
import { seededRandom } from '../../runtime/random.ts';

const path = process.env['AYUMI_STEPS'] ?? '';
const why = path === '' ? ' (skipped: AYUMI_STEPS names none)' : '';
/** Of 1,000 days of people on whom no limit was tuned. */
const heldMax = 2;

describe.skipIf(path === '')(`doubt on a real recording${why}`, () => {
  const heldOut = path === '' ? [] : recordedPeople(path).filter((each) => !isTuning(each));
  const days = heldOut.flatMap((each) => each.days);

  test(`holds no more than ${heldMax} of 1,000 days of people nobody tuned it on`, () => {
    expect(days.length).toBeGreaterThan(0);
    const targets = [3000, 5000, 8000, 10_000];
    const held = heldOut.flatMap((person) =>
      person.days.filter((curve, i) => {
        const ownDays = person.days.slice(Math.max(0, i - 14), i);
        const others = days.filter((each) => each.date === curve.date && each.participant !== person.id);
        return judgeDay({ curve, ownDays, others, targets }).length > 0;
      }),
    );
    expect((held.length / days.length) * 1000).toBeLessThanOrEqual(heldMax);
  });

  test('tells a copy of a recorded day, counted 3 % differently, by its keys and its curve', () => {
    const random = seededRandom(1);
    const telling = days.filter((each) => curveKeys(each, limits).length > 0);
    const found = telling.filter((day) => {
      const copy = { ...miscounted(day, 0.03, random), participant: participantIdSchema.parse('P-second') };
      return curveKeys(copy, limits).includes(curveKeys(day, limits)[0] ?? '') && isTwin(copy, day, limits);
    });
    expect(found.length / telling.length).toBeGreaterThan(0.95);
  });
});
