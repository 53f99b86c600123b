/**
 * Doubt: which days a person should look at before their steps count. Pure; holds nothing, accuses nobody.
 *
 * What the rest of `points/` uses of this folder:
 * - `judgeDay(day)` here: every reason to look at a day; none means that it counts at once.
 * - `doubtLimitsSchema`, `defaultDoubtLimits` (doubt-limits.ts): the limits, each of which a rule file may override.
 * - `curveKeys(curve, limits)` (curve-key.ts) and `isTwin(a, b, limits)` (twin.ts): how the same day is found on somebody
 *   else. A table keeps each day's first key with its date; all keys of a day are looked up in it; what is found is passed
 *   as `others`.
 * - `evidenceOf(curve, findings, ownDays)` (evidence.ts): what the screen shows on which a clerk decides.
 * - `findingWords(finding)` (finding-words.ts): the reason in Japanese and English.
 * - `Finding`, `findingKinds` (finding.ts).
 *
 * What hours cannot tell, and no limit here pretends to: a pedometer on a dog or a child, a drive, a machine that runs for
 * two hours or changes its speed by the hour, half an hour of shaking by hand, somebody else's pedometer on a part of a
 * walk. Against these stands that a day's points end where a brisk walk does.
 */
import type { DayCurve } from '../../contract/day-curve.ts';
import { cadenceFinding, hourStepsLimit } from './cadence.ts';
import { dayHoursOf, type DayHours } from './day-hours.ts';
import { defaultDoubtLimits, type DoubtLimits } from './doubt-limits.ts';
import type { Finding } from './finding.ts';
import { bestHour, habitLimit, hourStepsMax } from './habit.ts';
import { atTargetFinding, repeatFinding, roundFinding } from './invented.ts';
import { evenHoursFinding, evenMinutesFinding } from './pendulum.ts';
import { sharedDeviceFinding, twoAtOnceFinding } from './shared-device.ts';
import { twinFinding } from './twin.ts';
import { nightFinding, nightSteps, noPauseFinding } from './unresting.ts';

export interface DayToJudge {
  readonly curve: DayCurve;
  /** In years, on the date. Without one, nobody is held for being old and quick. */
  readonly age?: number | undefined;
  /**
   * The person's own recent days that are believed: neither held nor taken back. A habit seen on several of them (a night
   * shift, a runner) is no reason to look again, so that a clerk who accepts such days teaches.
   */
  readonly ownDays?: readonly DayCurve[];
  /** Days of other people of the same date that may be the same: found by `curveKeys`, or by a pedometer's serial. */
  readonly others?: readonly DayCurve[];
  /** Steps at which the programme gives more; days may end just above them by chance, not every day. */
  readonly targets?: readonly number[];
  readonly limits?: DoubtLimits;
}

/** Every reason to look at the day, the same for any order of its buckets. A day without a step has none. */
export const judgeDay = ({ curve, age, limits = defaultDoubtLimits, ...context }: DayToJudge): readonly Finding[] => {
  const { ownDays = [], others = [], targets = [] } = context;
  const day = dayHoursOf(curve);
  if (day.total === 0) return [];
  const found: (Finding | undefined)[] = [
    daySteps(day, limits),
    cadence(curve, day, ownDays, limits, age),
    evenHoursFinding(day, limits),
    evenMinutesFinding(curve, limits),
    night(day, ownDays, limits),
    noPauseFinding(day, limits),
    roundFinding(day, limits),
    repeatFinding(day, curve.date, ownDays, limits),
    atTargetFinding(day, curve.date, ownDays, targets, limits),
    twinFinding(curve, ownDays, others, limits),
    sharedDeviceFinding(curve, others),
    twoAtOnceFinding(curve, limits),
  ];
  return found.filter((each) => each !== undefined);
};

const daySteps = ({ total }: DayHours, { daySteps: limit }: DoubtLimits): Finding | undefined =>
  total > limit ? { kind: 'day-steps', hours: [], steps: total, limit } : undefined;

const cadence = (
  curve: DayCurve,
  day: DayHours,
  ownDays: readonly DayCurve[],
  limits: DoubtLimits,
  age: number | undefined,
): Finding | undefined => {
  const limit = hourStepsLimit(limits, age);
  const found = cadenceFinding(curve, day, limits, limit);
  if (found === undefined || ownDays.length === 0) return found;
  const raised = Math.min(habitLimit(limit, ownDays, limits, bestHour), Math.max(limit, hourStepsMax));
  return cadenceFinding(curve, day, limits, raised);
};

const night = (day: DayHours, ownDays: readonly DayCurve[], limits: DoubtLimits): Finding | undefined => {
  const found = nightFinding(day, limits.nightSteps);
  if (found === undefined || ownDays.length === 0) return found;
  return nightFinding(day, habitLimit(limits.nightSteps, ownDays, limits, nightSteps));
};
