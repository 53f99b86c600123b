/** Gateway events: what a kiosk beside the gateway shows to the person who has just put a pedometer down. */
import type { DeviceSerial } from '../contract/ids.ts';
import type { VisitResult } from '../contract/visit-result.ts';
import type { BreakReason } from './visit/visit-words.ts';

/** The number on the sticker, where the roster knows the device; no names anywhere. */
interface Whose {
  readonly address: string;
  readonly device: DeviceSerial | undefined;
  readonly label: string | undefined;
}

export type GatewayEvent =
  | (Whose & { readonly kind: 'visit-started' })
  | (Whose & { readonly kind: 'visit-progress'; readonly buckets: number; readonly bucketsAsked: number })
  | (Whose & {
      readonly kind: 'visit-done';
      /** The id under which the cloud will speak of it; undefined where nothing had to be brought. */
      readonly visit: string | undefined;
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
  /** The radio does not work; `sentence` and `hint` are for whoever looks after the gateway. */
  | { readonly kind: 'radio-deaf'; readonly sentence: string; readonly hint: string };

export type GatewayEventListener = (event: GatewayEvent) => void;
