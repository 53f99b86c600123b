/** Visit plan: when each person of a recording goes to their centre, in the order of time. */
import type { ParticipantId } from '../contract/ids.ts';

export interface PlannedVisit {
  readonly participant: ParticipantId;
  /** Ms since the Unix epoch. */
  readonly atMs: number;
}

export interface RecordedSpan {
  readonly participant: ParticipantId;
  readonly firstDate: Temporal.PlainDate;
  readonly lastDate: Temporal.PlainDate;
}

const visitTime = Temporal.PlainTime.from('10:00');

/**
 * The first visit `everyDays` after the first recorded date at 10:00 local, then every `everyDays`, and a last one on the
 * day after the last recorded date.
 */
export const planVisits = (spans: readonly RecordedSpan[], everyDays: number, zone: string): readonly PlannedVisit[] =>
  spans
    .flatMap(({ participant, firstDate, lastDate }) =>
      visitDates(firstDate, lastDate, everyDays).map((date) => ({
        participant,
        atMs: date.toZonedDateTime({ timeZone: zone, plainTime: visitTime }).epochMilliseconds,
      })),
    )
    .sort((a, b) => a.atMs - b.atMs || a.participant.localeCompare(b.participant));

const visitDates = (
  firstDate: Temporal.PlainDate,
  lastDate: Temporal.PlainDate,
  everyDays: number,
): readonly Temporal.PlainDate[] => {
  const last = lastDate.add({ days: 1 });
  const dates: Temporal.PlainDate[] = [];
  let date = firstDate.add({ days: everyDays });
  while (Temporal.PlainDate.compare(date, last) < 0) {
    dates.push(date);
    date = date.add({ days: everyDays });
  }
  return [...dates, last];
};
