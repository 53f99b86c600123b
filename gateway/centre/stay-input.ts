/** Stay input: what a gateway's event about a pedometer is to its card. Pure. */
import type { GatewayEvent } from '../gateway-event.ts';
import type { ViewDevice } from './centre-view.ts';
import type { StaySign, Whose } from './stay.ts';

export type PedometerEvent = Extract<GatewayEvent, { readonly address: string }>;
export type VisitDone = Extract<PedometerEvent, { readonly kind: 'visit-done' }>;

/** `view`: the pedometer, where the centre knows it. */
export const whoseOf = ({ address, device, label }: PedometerEvent, view: ViewDevice | undefined): Whose => ({
  address,
  device,
  label: view?.label ?? label ?? null,
  nickname: view?.nickname ?? null,
});

/** Everything but a visit that is done: what that tells is for the centre to say. */
export const signOf = (event: Exclude<PedometerEvent, VisitDone>): StaySign => {
  switch (event.kind) {
    case 'noticed':
      return { kind: 'noticed' };
    case 'visit-started':
      return { kind: 'started' };
    case 'visit-progress':
      return { kind: 'progress', done: event.buckets, asked: event.bucketsAsked };
    case 'visit-failed':
      return { kind: 'failed', because: event.because, isPartial: event.isPartial };
  }
};
