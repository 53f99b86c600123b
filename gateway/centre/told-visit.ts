/** Told visit: what one complete visit means for its centre: what to keep of it, and what the kiosk says. Pure. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { KioskResult } from '../../contract/kiosk.ts';
import type { CameNote } from '../centre-store/came-notes.ts';
import type { VisitStatus } from '../gateway-event.ts';
import type { ViewDevice } from './centre-view.ts';
import { addedResult, agedResult, resultOf, troublesOf } from './kiosk-result.ts';
import { localDay } from './local-day.ts';
import type { VisitDone } from './stay-input.ts';
import type { ToldStep } from './stay.ts';
import type { VisitFacts } from './visit-facts.ts';

export interface VisitRoom {
  readonly device: DeviceSerial;
  /** As it was before the visit; undefined where the centre does not know it. */
  readonly view: ViewDevice | undefined;
  readonly last: VisitFacts | undefined;
  /** Of the same local date. */
  readonly came: CameNote | undefined;
  /** Somebody has changed its battery since its last visit. */
  readonly isSwapExplained: boolean;
  readonly zone: string;
}

export interface ToldVisit {
  readonly facts: VisitFacts;
  readonly came: CameNote;
  readonly step: ToldStep;
}

export const toldVisit = (event: VisitDone, status: VisitStatus, room: VisitRoom): ToldVisit => {
  const { device, view, last, came, zone } = room;
  const visit = { days: event.days, batteryPercent: event.batteryPercent, status };
  const brought = resultOf(visit, troublesOf(visit, last, room.isSwapExplained), zone);
  const earlier = ownResult(room);
  const result = event.alreadySent && earlier !== null ? earlier : addedResult(earlier, brought);
  const isOnLoan = view?.status === 'on-loan';
  return {
    facts: factsOf(event, status, room),
    came: {
      date: localDay(status.stampMs, zone),
      device,
      atMs: status.stampMs,
      visits: (came?.visits ?? 0) + 1,
      // What nobody has on loan brings nobody anything; who came with it earlier today came all the same.
      result: isOnLoan ? result : (came?.result ?? null),
    },
    step: stepOf(event.alreadySent, room, { told: result, brought }, status.startedMs),
  };
};

/** Heard, and nothing new: no visit was needed. */
export const toldAlready = (room: VisitRoom, nowMs: number): ToldStep => {
  const own = ownResult(room);
  const result = own === null || room.came === undefined ? null : agedResult(own, room.came.atMs, nowMs, room.zone);
  return stepOf(true, room, { told: result, brought: null }, nowMs);
};

const stepOf = (
  alreadySent: boolean,
  { view }: VisitRoom,
  result: { readonly told: KioskResult | null; readonly brought: KioskResult | null },
  startedMs: number,
): ToldStep => {
  if (view?.status !== 'on-loan') return { kind: 'not-on-loan', status: view?.status ?? null };
  if (alreadySent || result.brought === null) return { kind: 'already', result: result.told };
  // Of this visit: its days, and what it makes of the points; yesterday is known from earlier today.
  const { yesterday } = result.told ?? result.brought;
  // The cloud may have told of this very visit before it was over here.
  const isNoneBefore = view.lastVisitAtMs === null || view.lastVisitAtMs >= startedMs;
  const isFirst = view.participant !== null && view.sinceMs !== null && isNoneBefore;
  return { kind: 'received', isFirst, result: { ...result.brought, yesterday } };
};

/** What today's visits brought for whoever has it now; what they brought for somebody before is nobody else's to see. */
const ownResult = ({ came, view }: VisitRoom): KioskResult | null =>
  came === undefined || view?.status !== 'on-loan' || came.atMs < (view.sinceMs ?? 0) ? null : came.result;

const factsOf = (event: VisitDone, status: VisitStatus, { last, isSwapExplained, zone }: VisitRoom): VisitFacts => ({
  atMs: status.stampMs,
  visit: event.visit ?? null,
  days: event.days,
  epoch: status.epoch,
  nextSequence: status.nextSequence,
  uptimeSeconds: status.uptimeSeconds,
  bucketSeconds: status.bucketSeconds,
  capacityBuckets: status.capacityBuckets,
  lostBuckets: status.lostBuckets,
  battery: event.batteryPercent ?? null,
  powerLostAfterMs: isSwapExplained ? null : powerLostAfterMs(last, status, zone),
});

const powerLostAfterMs = (
  last: VisitFacts | undefined,
  { epoch, stampMs }: VisitStatus,
  zone: string,
): number | null => {
  if (last === undefined) return null;
  const isToday = localDay(last.atMs, zone) === localDay(stampMs, zone);
  const earlierMs = isToday ? last.powerLostAfterMs : null;
  return last.epoch === epoch ? earlierMs : (earlierMs ?? last.atMs);
};
