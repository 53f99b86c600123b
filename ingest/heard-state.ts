/** Heard state: what a visit says of how far a pedometer has been heard. Pure. */
import type { VisitReport } from '../contract/batch.ts';
import type { GatewayId } from '../contract/ids.ts';
import type { DeviceState } from './device-states.ts';
import type { PlacedRun } from './place-page.ts';
import type { GoodPage } from './verify-visit.ts';

/** Whether a copy of some bucket may lie on another date: it came before, and was not dated as it is now. */
export const mayOverlap = ({ coverage, open }: DeviceState, placed: readonly PlacedRun[]): boolean => {
  if (coverage.beyond.length > 0) return true;
  return placed.some(({ date, run }) => {
    const to = run.firstSequence + run.steps.length;
    const coversOpen = open !== null && run.firstSequence <= open.sequence && open.sequence < to;
    return run.firstSequence < coverage.confirmed || (coversOpen && open.date !== date);
  });
};

/** Of the visit itself: when, where, and how the battery was; an earlier one that comes late changes nothing. */
export const heardAt = (state: DeviceState, visit: VisitReport, visitMs: number, gateway: GatewayId): DeviceState => {
  if (state.lastVisitMs !== null && state.lastVisitMs > visitMs) return state;
  const battery = visit.battery !== undefined && visit.battery <= 100 ? visit.battery : state.battery;
  return { ...state, lastVisitMs: visitMs, lastGateway: gateway, battery };
};

/** How far into an epoch buckets are stored; of an epoch long over nobody keeps count, so as far as can be. */
export const reachOf = (state: DeviceState, epoch: number): number =>
  epoch === state.epoch ? state.reachSeconds : Infinity;

/** How far its pages reach. */
export const reached = (state: DeviceState, pages: readonly GoodPage[]): DeviceState => {
  let { epoch, reachSeconds } = state;
  for (const { page } of pages) {
    const lastStart = page.startSeconds + (page.steps.length - 1) * page.bucketSeconds;
    if (page.epoch === epoch) reachSeconds = Math.max(reachSeconds, lastStart);
    if (page.epoch > epoch) [epoch, reachSeconds] = [page.epoch, lastStart];
  }
  return { ...state, epoch, reachSeconds };
};
