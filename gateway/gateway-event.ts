/** Gateway events: what a kiosk beside the gateway shows to the person who has just put a pedometer down. */
import type { DeviceSerial } from '../contract/ids.ts';
import type { VisitResult } from '../contract/visit-result.ts';
import type { BreakReason } from './visit/visit-words.ts';

/** What a visit read of the pedometer itself. */
export interface VisitStatus {
  /** Wall time at which the visit began. */
  readonly startedMs: number;
  /** Wall time at which the pedometer's uptime was `uptimeSeconds`. */
  readonly stampMs: number;
  /** Whether the gateway's clock could be believed, from the beginning of the visit to its end. */
  readonly isClockTrusted: boolean;
  readonly epoch: number;
  /** Of the last visit this gateway remembers; undefined where it remembers none. */
  readonly epochBefore: number | undefined;
  readonly nextSequence: number;
  readonly uptimeSeconds: number;
  readonly bucketSeconds: number;
  readonly capacityBuckets: number;
  /** Unsent hours were overwritten since the last receipt. */
  readonly isOverwritten: boolean;
  readonly isBatteryLow: boolean;
  /** Buckets overwritten without a receipt, over the device's life. */
  readonly lostBuckets: number;
}

/** The number on the sticker, where the roster knows the device; no names anywhere. */
interface Whose {
  readonly address: string;
  readonly device: DeviceSerial | undefined;
  readonly label: string | undefined;
}

export type GatewayHappening =
  /** Heard, and its turn soon: at once, and once in a stay until its visit begins. */
  | (Whose & { readonly kind: 'noticed' })
  | (Whose & { readonly kind: 'visit-started' })
  | (Whose & { readonly kind: 'visit-progress'; readonly buckets: number; readonly bucketsAsked: number })
  | (Whose & {
      readonly kind: 'visit-done';
      /** The id under which the cloud will speak of it; undefined where no visit was made, as nothing had to be brought. */
      readonly visit: string | undefined;
      /** Undefined where no visit was made. */
      readonly status: VisitStatus | undefined;
      /** Local dates of which something came. */
      readonly days: number;
      readonly buckets: number;
      readonly alreadySent: boolean;
      readonly batteryPercent: number | undefined;
    })
  /** `isPartial`: some of it is safe, and the next visit brings the rest. */
  | (Whose & { readonly kind: 'visit-failed'; readonly because: BreakReason; readonly isPartial: boolean })
  /** The cloud's answer to a visit. */
  | { readonly kind: 'result'; readonly result: VisitResult }
  | { readonly kind: 'uplink'; readonly isUp: boolean }
  /** The cloud has said something of the centre's pedometers, or of the centre; it is in the gateway's memory. */
  | { readonly kind: 'roster' | 'centre-news'; readonly version: number }
  /** The cloud has these actions on its disk. */
  | { readonly kind: 'actions-sent'; readonly ids: readonly string[] }
  /** The radio does not work; `sentence` and `hint` are for whoever looks after the gateway. */
  | { readonly kind: 'radio-deaf'; readonly sentence: string; readonly hint: string }
  /** It works again. */
  | { readonly kind: 'radio-listening' };

/** `atMs`: wall time. */
export type GatewayEvent = GatewayHappening & { readonly atMs: number };

export type GatewayEventListener = (event: GatewayEvent) => void;
