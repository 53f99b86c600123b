/** SeriesStore: the port behind which day blocks become a time series somebody can draw. */
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { DayBlock } from '../day-block.ts';
import type { SeriesTags } from './series-tags.ts';

/** A day block with whoever held the pedometer (null: nobody, or more than one). */
export interface SeriesDay {
  readonly block: DayBlock;
  readonly participant: ParticipantId | null;
  /**
   * True when an earlier write of this day held slots that this one does not, or stood under another participant. Stores
   * that keep points instead of days clear the day first; all others of the days only ever grow, and are overwritten.
   */
  readonly moved?: boolean;
  /** What its points are told by beside device and length of slot. A day whose tags change has moved. */
  readonly tags?: SeriesTags;
}

/** Steps on the regular grid of the day: slot n begins n × seconds after local midnight. */
export interface SlotSteps {
  readonly startMs: number;
  readonly seconds: number;
  readonly steps: number;
}

/** A slot as a store holds it; `day`: the one point of a whole day, at its local midnight. */
export interface HeldSlot {
  readonly device: string;
  readonly startMs: number;
  readonly seconds: number | 'day';
  readonly steps: number;
}

/** What a store is asked to write; another layout than the one it was filled in means filling it anew. */
export interface SeriesLayout {
  /** A tag with the participant's number: pseudonymous, and only where the operator asks for it. */
  readonly participantTag: boolean;
  /** One point per device-day beside the slots. */
  readonly dayPoints: boolean;
}

/** Dates before these are not kept; undefined: all are. */
export interface KeptFrom {
  readonly slots: PlainDateText | undefined;
  readonly days: PlainDateText | undefined;
}

/** Try again, not before `waitMs`. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
  readonly waitMs: number;
}

export type SeriesWriteOutcome =
  | { readonly kind: 'written' }
  | Unavailable
  /** These days will never be taken as they are; the rest was written. */
  | { readonly kind: 'refused'; readonly days: readonly SeriesDay[]; readonly reason: string };

export type SeriesEmptyOutcome =
  { readonly kind: 'written' } | Unavailable | { readonly kind: 'refused'; readonly reason: string };

/** Whether a pedometer is one of this cloud's. Points of others in the same database are another cloud's to delete. */
export type IsRegistered = (device: DeviceSerial) => boolean;

export interface SeriesStore extends AsyncDisposable {
  /** Says which server and which database, so that a feed pointed at another one begins from the beginning. */
  readonly name: string;
  /** As people call it: by its name in the config, where it has one. */
  readonly called: string;
  readonly layout: SeriesLayout;
  /** By the time of asking; what the server said of itself counts, as soon as it was asked. */
  keptFrom(): KeptFrom;
  /** Makes ready what can be; a store that is away does not keep the cloud from starting. */
  start(signal: AbortSignal, isRegistered?: IsRegistered): Promise<void>;
  /** Writes whole days; writing a day again replaces it. Never rejects for what the store or the network does. */
  write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome>;
  /** Takes out everything ever written of the pedometers registered. `refused`: the server has no way to. Never rejects either. */
  empty(isRegistered: IsRegistered): Promise<SeriesEmptyOutcome>;
  /** Every device it holds anything of. Rejects when the store is away. */
  devices(): Promise<readonly DeviceSerial[]>;
  /** Slots that hold data of the local dates from … to, both included, by time. Rejects when the store is away. */
  read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]>;
  /** Everything held of these devices and dates, points of days too, in no order. Rejects when the store is away. */
  held(devices: readonly DeviceSerial[], from: PlainDateText, to: PlainDateText): Promise<readonly HeldSlot[]>;
}
