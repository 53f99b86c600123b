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
  readonly provenance: Provenance;
}

/** Who says so. Both forms have the same two words for how: what no pedometer's key has signed is somebody's word. */
export interface Provenance {
  readonly source: string;
  readonly modality: 'sensed' | 'self-reported';
}

const provenances = {
  signed: { source: 'Ayumi', modality: 'sensed' },
  unsigned: { source: 'Ayumi, unsigned', modality: 'self-reported' },
  imported: { source: 'another system, imported into Ayumi', modality: 'self-reported' },
} as const satisfies Readonly<Record<string, Provenance>>;

export const pointOfDay = (
  { participant: whose, date, steps, trust, devices }: DayTotal,
  { pseudonyms, times }: FormatContext,
): DataPoint => {
  const participant = pseudonyms.participant(whose);
  // Days of other systems are of no pedometer.
  const provenance = provenances[trust === 'unsigned' && devices.length === 0 ? 'imported' : trust];
  return { id: recordId(`${participant} ${date}`), participant, ...times.ofDate(date), steps, provenance };
};

export const pointOfInterval = (
  { participant: whose, device, startMs, seconds, steps, trust }: RecordedInterval,
  { pseudonyms, times }: FormatContext,
): DataPoint => {
  const participant = pseudonyms.participant(whose);
  const start = times.at(startMs);
  const id = recordId(`${participant} ${pseudonyms.device(device)} ${start}`);
  return { id, participant, start, end: times.at(startMs + seconds * 1000), steps, provenance: provenances[trust] };
};

export const timeFrameOf = ({ start, end }: DataPoint) => ({
  time_interval: { start_date_time: start, end_date_time: end },
});
