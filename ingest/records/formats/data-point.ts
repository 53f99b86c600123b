/** Data point: a count of steps over a stretch of time, as the two forms of Open mHealth and IEEE 1752.1 both tell it. Pure. */
import type { DayTotal } from '../../../contract/day-total.ts';
import type { RecordedInterval } from '../interval-reader.ts';
import type { FormatContext } from './record-format.ts';
import { recordId } from './record-id.ts';

export interface DataPoint {
  readonly id: string;
  readonly participant: string;
  readonly start: string;
  readonly end: string;
  readonly steps: number;
}

export const pointOfDay = (
  { participant: whose, date, steps }: DayTotal,
  { pseudonyms, times }: FormatContext,
): DataPoint => {
  const participant = pseudonyms.participant(whose);
  return { id: recordId(`${participant} ${date}`), participant, ...times.ofDate(date), steps };
};

export const pointOfInterval = (
  { participant: whose, device, startMs, seconds, steps }: RecordedInterval,
  { pseudonyms, times }: FormatContext,
): DataPoint => {
  const participant = pseudonyms.participant(whose);
  const start = times.at(startMs);
  const id = recordId(`${participant} ${pseudonyms.device(device)} ${start}`);
  return { id, participant, start, end: times.at(startMs + seconds * 1000), steps };
};

export const timeFrameOf = ({ start, end }: DataPoint) => ({
  time_interval: { start_date_time: start, end_date_time: end },
});
