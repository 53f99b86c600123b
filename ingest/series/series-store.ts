/** SeriesStore: the port behind which day blocks become a time series somebody can draw. */
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { DayBlock } from '../day-block.ts';

/** A day block with whoever held the pedometer (null: nobody, or more than one). */
export interface SeriesDay {
  readonly block: DayBlock;
  readonly participant: ParticipantId | null;
  /**
   * True when an earlier write of this day held slots that this one does not, or stood under another participant. Stores
   * that keep points instead of days clear the day first; all others of the days only ever grow, and are overwritten.
   */
  readonly moved?: boolean;
}

/** Steps on the regular grid of the day: slot n begins n × seconds after local midnight. */
export interface SlotSteps {
  readonly startMs: number;
  readonly seconds: number;
  readonly steps: number;
}

export type SeriesWriteOutcome =
  | { readonly kind: 'written' }
  /** Try the same days again, not before `waitMs`. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly waitMs: number }
  /** These days will never be taken as they are; the rest was written. */
  | { readonly kind: 'refused'; readonly days: readonly SeriesDay[]; readonly reason: string };

export interface SeriesStore extends AsyncDisposable {
  readonly name: string;
  /** Makes ready what can be; a store that is away does not keep the cloud from starting. */
  start(signal: AbortSignal): Promise<void>;
  /** Writes whole days; writing a day again replaces it. Never rejects for what the store or the network does. */
  write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome>;
  /** Slots that hold data of the local dates from … to, both included, by time. Rejects when the store is away. */
  read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]>;
}
