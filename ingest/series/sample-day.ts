/** SampleDay: days as intake would leave them, for the tests and the benchmark of the series stores. */
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { Run } from '../day-block.ts';
import { LocalDays } from '../local-days.ts';
import type { SeriesDay } from './series-store.ts';
import type { SeriesTags } from './series-tags.ts';

export const sampleZone = 'Asia/Tokyo';
export const sampleDays = new LocalDays(sampleZone);

export interface SampleDay {
  readonly device: string;
  readonly date: string;
  readonly participant?: string | null;
  /** Seconds after local midnight at which the first bucket began. */
  readonly fromSeconds?: number;
  readonly bucketSeconds?: number;
  readonly steps: readonly number[];
  readonly moved?: boolean;
  readonly tags?: SeriesTags;
}

/** A day of one closed run; no steps make an emptied day. Dates '' are undated. */
export const sampleDay = (sample: SampleDay): SeriesDay => {
  const date = sample.date as PlainDateText;
  const run: Run = {
    epoch: 1,
    firstSequence: 0,
    startSeconds: 0,
    startMs: date === '' ? 0 : sampleDays.of(date).startMs + (sample.fromSeconds ?? 0) * 1000,
    bucketSeconds: sample.bucketSeconds ?? 3600,
    steps: Uint16Array.from(sample.steps),
    lastOpen: false,
    signed: true,
    syncedDay: 20_000,
    source: { journal: 1, visit: 0, page: 0 },
  };
  const runs = sample.steps.length === 0 ? [] : [run];
  return {
    block: { device: sample.device as DeviceSerial, date, runs },
    participant: (sample.participant ?? null) as ParticipantId | null,
    ...(sample.moved === undefined ? {} : { moved: sample.moved }),
    ...(sample.tags === undefined ? {} : { tags: sample.tags }),
  };
};

/** A date `days` after `date`. */
export const dateAfter = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();
