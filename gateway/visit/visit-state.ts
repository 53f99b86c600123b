/** Visit state: what is known at each point of a visit, so that no decision can lean on what has not been read yet. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { LogStatus } from '../../contract/log-status.ts';
import { bucketsOf, type Asked, type Collection } from './collection.ts';
import type { CollectedVisit } from './collected-visit.ts';
import type { BreakReason, VisitEnd, VisitPlan, VisitSummary } from './visit-words.ts';

export interface Identity {
  readonly serial: DeviceSerial;
  readonly model: string;
  /** Undefined: not read yet. Empty: the device keeps it to itself. */
  readonly firmware: string | undefined;
}

interface Met {
  readonly plan: VisitPlan;
  readonly attMtu: number;
}

interface Identified extends Met {
  readonly identity: Identity;
}

interface Recalled extends Identified {
  /** Confirmed by the cloud, or in our own outbox, up to here. */
  readonly held: number;
}

export interface Measured extends Recalled {
  readonly status: LogStatus;
  /** The gateway's wall time at the instant of `status.uptimeSeconds`. */
  readonly stampMs: number;
  readonly batteryPercent: number | undefined;
}

export interface Collecting extends Measured {
  readonly asked: Asked;
  readonly collection: Collection;
  readonly requests: number;
  /** Monotonic time of the first request. */
  readonly sinceMs: number;
}

export interface Stored extends Collecting {
  readonly isReceipted: boolean;
}

export interface Broken {
  readonly during: VisitState['kind'];
  readonly because: BreakReason;
  readonly isLinkLost: boolean;
}

export type VisitState =
  | { readonly kind: 'connecting'; readonly plan: VisitPlan }
  | ({
      readonly kind: 'identifying';
      readonly known: Partial<Identity>;
      readonly lacking: readonly (keyof Identity)[];
    } & Met)
  | ({ readonly kind: 'recalling' } & Identified)
  | ({ readonly kind: 'measuring' } & Recalled)
  | ({ readonly kind: 'reading-battery' } & Measured)
  | ({ readonly kind: 'subscribing' } & Measured)
  | ({ readonly kind: 'receiving' } & Collecting)
  | ({ readonly kind: 'storing'; readonly broken: Broken | undefined } & Collecting)
  | ({ readonly kind: 'receipting' } & Stored)
  | ({ readonly kind: 'setting-time' } & Stored)
  | ({ readonly kind: 'setting-zone' } & Stored)
  | { readonly kind: 'leaving'; readonly end: VisitEnd }
  | { readonly kind: 'ended' };

export type In<Kind extends VisitState['kind']> = Extract<VisitState, { readonly kind: Kind }>;

export const collectedOf = (state: Collecting): CollectedVisit => ({
  device: state.identity.serial,
  model: state.identity.model,
  firmware: state.identity.firmware === '' ? undefined : state.identity.firmware,
  stamp: {
    gateway: Math.round(state.stampMs),
    trusted: state.plan.clockTrusted,
    epoch: state.status.epoch,
    uptime: state.status.uptimeSeconds,
  },
  batteryPercent: state.batteryPercent,
  rssi: state.plan.rssi,
  lostBuckets: state.status.lostBuckets,
  nextSequence: state.status.nextSequence,
  oldestSequence: state.status.oldestSequence,
  from: state.asked.from,
  contiguousEnd: state.collection.contiguousEnd,
  pages: state.collection.pages,
});

export const summaryOf = (state: Collecting, isReceipted: boolean): VisitSummary => ({
  device: state.identity.serial,
  known: {
    ...state.identity,
    epoch: state.status.epoch,
    nextSequence: state.status.nextSequence,
    uptimeSeconds: state.status.uptimeSeconds,
  },
  status: state.status,
  attMtu: state.attMtu,
  batteryPercent: state.batteryPercent,
  pages: state.collection.pages,
  stampMs: state.stampMs,
  bucketsAsked: state.asked.nextSequence - state.asked.from,
  buckets: bucketsOf(state.collection),
  contiguousEnd: state.collection.contiguousEnd,
  isReceipted,
});
