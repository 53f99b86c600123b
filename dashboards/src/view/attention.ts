/** Attention: which participants and gateways somebody should look after, and the limits from which on. */
import type { LiveGateway, LiveParticipant, LiveSnapshot } from '../../../contract/live.ts';

/** People come about once a week: who has no more than a week left may not come again in time. */
export const lossSoonDaysMax = 7;
/** Below a fifth a button cell has weeks, not months. */
export const batteryLowPercentMax = 20;
/** A radio that hears nothing for ten minutes in a room with pedometers deserves a look. */
export const radioSilentMaxMs = 600_000;

export type LossLevel = 'begun' | 'soon' | 'later' | 'never-came' | 'no-pedometer';

export const lossLevelOf = (participant: LiveParticipant): LossLevel => {
  if (participant.label === null) return 'no-pedometer';
  if (participant.daysUntilLoss === null) return 'never-came';
  if (participant.daysUntilLoss === 0) return 'begun';
  return participant.daysUntilLoss <= lossSoonDaysMax ? 'soon' : 'later';
};

export const isLossNear = (participant: LiveParticipant): boolean => {
  const level = lossLevelOf(participant);
  return level === 'begun' || level === 'soon';
};

export const isBatteryLow = (participant: LiveParticipant): boolean =>
  participant.label !== null && participant.battery !== null && participant.battery <= batteryLowPercentMax;

export const hasNeverCome = (participant: LiveParticipant): boolean =>
  participant.label !== null && participant.daysSinceVisit === null;

export type GatewayTrouble = 'offline' | 'full' | 'parked' | 'clock' | 'silent';

/** What is wrong with a gateway, worst first; nothing when all is well. */
export const troublesOf = (gateway: LiveGateway): readonly GatewayTrouble[] => {
  const { health } = gateway;
  // What an absent gateway said last no longer tells how it is.
  if (gateway.state === 'offline') return ['offline'];
  if (health === null) return [];
  return [
    ...(health.outbox.full ? (['full'] as const) : []),
    ...(health.outbox.parked > 0 ? (['parked'] as const) : []),
    ...(health.clock.trusted ? [] : (['clock'] as const)),
    ...((health.radio.silentMs ?? 0) > radioSilentMaxMs ? (['silent'] as const) : []),
  ];
};

export const gatewaysOf = (snapshot: LiveSnapshot): readonly LiveGateway[] =>
  snapshot.centres.flatMap((centre) => centre.gateways);

export const troubledGatewaysCount = (snapshot: LiveSnapshot): number =>
  gatewaysOf(snapshot).filter((gateway) => troublesOf(gateway).length > 0).length;
