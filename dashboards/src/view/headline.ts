/** Headline: the one sentence that says how things are, before it is put into words. */
import type { LiveSnapshot } from '../../../contract/live.ts';
import {
  gatewaysOf,
  isBatteryLow,
  isLossNear,
  lossLevelOf,
  lossSoonDaysMax,
  troubledGatewaysCount,
} from './attention.ts';

/** The most pressing loss of data: how many people share it, and how soon. */
export type LossOutlook =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none'; readonly days: number }
  | { readonly kind: 'soon'; readonly people: number; readonly days: number }
  | { readonly kind: 'begun'; readonly people: number };

export type Headline =
  | { readonly kind: 'nobody-enrolled' }
  | { readonly kind: 'state'; readonly cameToday: number; readonly loss: LossOutlook };

export const headlineOf = (snapshot: LiveSnapshot): Headline => {
  if (snapshot.participants.length === 0) return { kind: 'nobody-enrolled' };
  return { kind: 'state', cameToday: cameTodayCount(snapshot), loss: lossOutlookOf(snapshot) };
};

/** The figures under the headline. */
export interface Figures {
  readonly cameToday: number;
  readonly enrolled: number;
  readonly lossNear: number;
  readonly batteryLow: number;
  readonly gateways: number;
  readonly gatewaysTroubled: number;
  readonly quarantined: number;
  readonly pointsToday: number;
  readonly pointsIssued: number;
}

export const figuresOf = (snapshot: LiveSnapshot): Figures => ({
  cameToday: cameTodayCount(snapshot),
  enrolled: snapshot.participants.length,
  lossNear: snapshot.participants.filter(isLossNear).length,
  batteryLow: snapshot.participants.filter(isBatteryLow).length,
  gateways: gatewaysOf(snapshot).length,
  gatewaysTroubled: troubledGatewaysCount(snapshot),
  quarantined: snapshot.quarantine,
  pointsToday: snapshot.points.today,
  pointsIssued: snapshot.points.issued,
});

const cameTodayCount = (snapshot: LiveSnapshot): number =>
  snapshot.participants.filter((participant) => participant.daysSinceVisit === 0).length;

const lossOutlookOf = (snapshot: LiveSnapshot): LossOutlook => {
  const near = snapshot.participants.filter(isLossNear);
  const begun = near.filter((participant) => lossLevelOf(participant) === 'begun').length;
  if (begun > 0) return { kind: 'begun', people: begun };
  const days = Math.min(...near.map((participant) => participant.daysUntilLoss ?? Infinity));
  if (near.length > 0) {
    return { kind: 'soon', people: near.filter((participant) => participant.daysUntilLoss === days).length, days };
  }
  const someoneKnown = snapshot.participants.some((participant) => lossLevelOf(participant) === 'later');
  return someoneKnown ? { kind: 'none', days: lossSoonDaysMax } : { kind: 'unknown' };
};
