/** Visit words: what goes into a visit's decisions, what comes out of them, and how a visit can end. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { LogStatus } from '../../contract/log-status.ts';
import type { Connection, ReadableValue } from '../radio/radio.ts';
import type { CollectedVisit } from './collected-visit.ts';
import type { KnownDevice } from './identity.ts';

export interface VisitPlan {
  /** What is remembered of this address, provided its advertisement fits (`isSameDevice`). */
  readonly known: KnownDevice | undefined;
  /** Of the last advertisement, dBm. */
  readonly rssi: number;
  readonly clockTrusted: boolean;
}

/** `atMs` is monotonic. Every operation is answered by exactly one input; the listed few come on their own. */
export type VisitInput = { readonly atMs: number } & (
  | { readonly kind: 'connected'; readonly attMtu: number }
  | { readonly kind: 'not-connected'; readonly fault: (Connection & { readonly kind: 'failed' })['fault'] }
  /** `wallMs`: the wall time half-way between question and answer. */
  | { readonly kind: 'answered'; readonly bytes: Uint8Array; readonly wallMs: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'recalled'; readonly held: number }
  | { readonly kind: 'stored' | 'full' }
  /** On their own: */
  | { readonly kind: 'page-segment'; readonly segment: Uint8Array }
  | { readonly kind: 'record-access'; readonly bytes: Uint8Array }
  | { readonly kind: 'link-lost' }
  | { readonly kind: 'timeout' }
);

export type Reply = Extract<VisitInput, { readonly kind: 'answered' | 'refused' }>;

export type VisitAction =
  | { readonly kind: 'connect'; readonly deadlineMs: number }
  | { readonly kind: 'read'; readonly value: ReadableValue; readonly deadlineMs: number }
  /** From which sequence is this device to be asked? What the cloud has confirmed, or where a broken visit left off. */
  | { readonly kind: 'recall'; readonly serial: DeviceSerial }
  | { readonly kind: 'subscribe'; readonly deadlineMs: number }
  | { readonly kind: 'request'; readonly bytes: Uint8Array; readonly deadlineMs: number }
  /** Wait on, with a new deadline. */
  | { readonly kind: 'await'; readonly deadlineMs: number }
  | { readonly kind: 'progress'; readonly summary: VisitSummary }
  /** Into the outbox, fsync. */
  | { readonly kind: 'store'; readonly visit: CollectedVisit }
  | { readonly kind: 'receipt'; readonly sequence: number; readonly deadlineMs: number }
  | { readonly kind: 'set-time' | 'set-zone' | 'disconnect'; readonly deadlineMs: number }
  | { readonly kind: 'end'; readonly end: VisitEnd };

export const breakReasons = [
  'timeout',
  'link-lost',
  'refused',
  'gone',
  'not-a-pedometer',
  'bad-serial',
  'bad-status',
  'other-device',
  'too-much',
  'outbox-full',
] as const;
export type BreakReason = (typeof breakReasons)[number];

export interface VisitSummary {
  readonly device: DeviceSerial;
  readonly known: KnownDevice;
  readonly status: LogStatus;
  readonly attMtu: number;
  readonly batteryPercent: number | undefined;
  readonly pages: readonly Uint8Array[];
  /** Wall time, ms, at which the device's uptime was `known.uptimeSeconds`. */
  readonly stampMs: number;
  readonly bucketsAsked: number;
  /** Closed buckets that came. */
  readonly buckets: number;
  /** Every bucket below this is on our disk or confirmed. */
  readonly contiguousEnd: number;
  readonly isReceipted: boolean;
}

/**
 * `done`: all that was asked for has come (or all the device would give) and is on disk. `broken`: whole pages are on disk
 * and the next visit resumes. `failed`: nothing was kept.
 */
export type VisitEnd =
  | { readonly kind: 'done'; readonly summary: VisitSummary }
  | { readonly kind: 'broken'; readonly during: string; readonly because: BreakReason; readonly summary: VisitSummary }
  | { readonly kind: 'failed'; readonly during: string; readonly because: BreakReason };
