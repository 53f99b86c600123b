/** Kiosk result: what is told of a visit, and how it fills as the cloud answers. Points are never reckoned here. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { KioskResult } from '../../contract/kiosk.ts';
import type { VisitResult } from '../../contract/visit-result.ts';
import type { VisitStatus } from '../gateway-event.ts';
import { dayStartMs, localDay } from './local-day.ts';
import type { VisitFacts } from './visit-facts.ts';

export interface VisitTold {
  readonly days: number;
  readonly batteryPercent: number | undefined;
  readonly status: VisitStatus;
}

/** Below this a pedometer may not last until the next visit. */
const batteryLowPercent = 20;
/** A cloud that has not answered by then answers to nobody's face any more. */
const followingMs = 6 * 3_600_000;

export const resultOf = (visit: VisitTold, troubles: KioskResult['troubles'], zone: string): KioskResult => ({
  days: visit.days,
  yesterday: null,
  monthPoints: null,
  points: 'following',
  battery: batteryWord(visit),
  troubles,
  comeBefore: comeBefore(visit.status, zone),
});

/** `isSwapExplained`: it lost power because somebody changed its battery. `last`: what the visit before told. */
export const troublesOf = (
  { status }: VisitTold,
  last: VisitFacts | undefined,
  isSwapExplained: boolean,
): KioskResult['troubles'] => {
  const epochBefore = last?.epoch ?? status.epochBefore;
  const hasLost = last !== undefined && status.lostBuckets > last.lostBuckets;
  return [
    ...(status.isOverwritten || hasLost ? ['memory' as const] : []),
    ...(epochBefore !== undefined && epochBefore !== status.epoch && !isSwapExplained ? ['power' as const] : []),
    ...(status.isClockTrusted ? [] : ['clock' as const]),
  ];
};

/** The cloud's word on the visit; its points where it has them already. */
export const withCloudsWord = (result: KioskResult, { yesterday, monthPoints }: VisitResult): KioskResult => ({
  ...result,
  yesterday: yesterday ?? result.yesterday,
  monthPoints: monthPoints ?? result.monthPoints,
  points: monthPoints === null ? result.points : 'here',
});

/** What a local date's visits have brought, after one more: yesterday does not change any more, points do. */
export const addedResult = (earlier: KioskResult | null, later: KioskResult): KioskResult => ({
  ...later,
  days: Math.max(earlier?.days ?? 0, later.days),
  yesterday: later.yesterday ?? earlier?.yesterday ?? null,
});

/** As it is told at `nowMs` of a visit made at `atMs`. */
export const agedResult = (result: KioskResult, atMs: number, nowMs: number, zone: string): KioskResult => {
  if (result.points !== 'following') return result;
  const isOver = nowMs - atMs >= followingMs || localDay(nowMs, zone) !== localDay(atMs, zone);
  return isOver ? { ...result, points: 'never' } : result;
};

/** The day before the one on which the ring comes round to the first hour of today. */
const comeBefore = ({ stampMs, capacityBuckets, bucketSeconds }: VisitStatus, zone: string): PlainDateText => {
  const overwrittenMs = dayStartMs(stampMs, zone) + capacityBuckets * bucketSeconds * 1000;
  return localDay(dayStartMs(overwrittenMs, zone, 1), zone);
};

const batteryWord = ({ batteryPercent, status }: VisitTold): KioskResult['battery'] => {
  if (status.isBatteryLow || (batteryPercent !== undefined && batteryPercent < batteryLowPercent)) return 'low';
  return batteryPercent === undefined ? 'unknown' : 'well';
};
