/** Week numbers: what may be told of a centre's week, so that nobody is told how few they are. Pure. */
import { groupMin, type CentreWeek } from '../contract/centre-news.ts';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';

/** One finished day of one person on which they walked. */
export interface WalkedDay {
  readonly date: PlainDateText;
  readonly participant: ParticipantId;
  readonly steps: number;
}

export type WeekNumbers = Pick<CentreWeek, 'steps' | 'people' | 'everyDay' | 'fiveDays' | 'came' | 'days'>;

/**
 * Of the days of one week, Monday first, and whoever came to the centre in it. A group is told of ten people or more, and
 * only where it differs from every other group told by nobody or by ten or more; steps only of as many people.
 */
export const weekNumbers = (
  dates: readonly PlainDateText[],
  walked: readonly WalkedDay[],
  came: ReadonlySet<ParticipantId>,
): WeekNumbers => {
  const daysOf = Map.groupBy(walked, ({ participant }) => participant);
  const walking = (daysMin: number): ReadonlySet<ParticipantId> =>
    new Set([...daysOf].filter(([, days]) => days.length >= daysMin).map(([participant]) => participant));
  const told: ReadonlySet<ParticipantId>[] = [];
  const tell = (group: ReadonlySet<ParticipantId>): number | null => {
    if (group.size < groupMin || told.some((other) => tellsFew(group, other))) return null;
    told.push(group);
    return group.size;
  };
  const people = tell(walking(1));
  const [fiveDays, everyDay] = [tell(walking(5)), tell(walking(dates.length))];
  const steps = people === null ? null : sumOf(walked);
  return { steps, people, everyDay, fiveDays, came: tell(came), days: daySteps(dates, walked) };
};

/** Whether subtracting one from the other, or thinking one part of the other, tells of one to nine people. */
const tellsFew = (a: ReadonlySet<ParticipantId>, b: ReadonlySet<ParticipantId>): boolean =>
  [a.difference(b).size, b.difference(a).size].some((size) => size > 0 && size < groupMin);

/** What is not shown of the days can be told from the week: that must be the steps of ten people too. */
const daySteps = (dates: readonly PlainDateText[], walked: readonly WalkedDay[]): (number | null)[] => {
  const byDate = Map.groupBy(walked, ({ date }) => date);
  const walkersOn = (date: PlainDateText): number => byDate.get(date)?.length ?? 0;
  const shown = new Set(dates.filter((date) => walkersOn(date) >= groupMin));
  const hidden = (): number =>
    new Set(walked.filter(({ date }) => !shown.has(date)).map(({ participant }) => participant)).size;
  while (shown.size > 0 && hidden() > 0 && hidden() < groupMin) {
    const [fewest] = [...shown].toSorted((a, b) => walkersOn(a) - walkersOn(b));
    if (fewest !== undefined) shown.delete(fewest);
  }
  return dates.map((date) => (shown.has(date) ? sumOf(byDate.get(date) ?? []) : null));
};

const sumOf = (walked: readonly WalkedDay[]): number => walked.reduce((sum, { steps }) => sum + steps, 0);
