/** Stay: one pedometer's time beside the kiosk, from its first sign to its leaving, and what its card says meanwhile. Pure. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { KioskStep } from '../../contract/kiosk.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import type { BreakReason } from '../visit/visit-words.ts';

export interface Whose {
  readonly address: string;
  readonly device: DeviceSerial | undefined;
  readonly label: string | null;
  readonly nickname: string | null;
}

export interface Stay extends Whose {
  readonly id: string;
  /** Monotonic: when it last gave a sign, and when its step last changed. */
  readonly signMs: number;
  readonly changedMs: number;
  /** Wall time of the first sign and of the last change. */
  readonly sinceMs: number;
  readonly atMs: number;
  readonly step: KioskStep;
  readonly isShown: boolean;
  /** The id under which the cloud will speak of what `step` tells. */
  readonly visit: string | null;
  readonly failures: number;
  /** Some of what it holds is safe although its link broke. */
  readonly hasSome: boolean;
}

export type ToldStep = Extract<KioskStep, { readonly kind: 'received' | 'already' | 'not-on-loan' }>;

export type StaySign =
  | { readonly kind: 'noticed' | 'started' }
  | { readonly kind: 'progress'; readonly done: number; readonly asked: number }
  | { readonly kind: 'told'; readonly step: ToldStep; readonly visit: string | null }
  | { readonly kind: 'failed'; readonly because: BreakReason; readonly isPartial: boolean };
export type StayInput = Whose & StaySign;

export interface StayNow {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** A person is asked to put it down again so often; then somebody has to look at it. */
const failuresMax = 3;

/** Where a pedometer that nobody has is at home. */
const shelf: readonly (DeviceStatus | null)[] = ['in-stock', 'returned'];

/** Putting it down once more does not mend what talks nonsense. */
const nonsense: readonly BreakReason[] = ['not-a-pedometer', 'bad-serial', 'bad-status', 'too-much'];

export const begunStay = (id: string, input: StayInput, now: StayNow): Stay => {
  const { address, device, label, nickname } = input;
  return {
    ...{ id, address, device, label, nickname },
    ...{ signMs: now.monotonicMs, changedMs: now.monotonicMs, sinceMs: now.wallMs, atMs: now.wallMs },
    step: { kind: 'noticed' },
    isShown: true,
    visit: null,
    failures: 0,
    hasSome: false,
  };
};

export const stepStay = (stay: Stay, input: StayInput, now: StayNow): Stay => {
  const signed: Stay = { ...stay, ...whoseOf(stay, input), signMs: now.monotonicMs };
  switch (input.kind) {
    case 'noticed':
      return stay.isShown || !isWaiting(stay) ? signed : changed(signed, stay.step, now, true);
    case 'started':
      return isWaiting(stay) ? changed(signed, { kind: 'reading', done: 0, asked: 0 }, now) : signed;
    case 'progress':
      return isWaiting(stay) || stay.step.kind === 'staff' ? changed(signed, reading(input), now) : signed;
    case 'told':
      return takeTold(signed, input, now);
    case 'failed':
      return takeFailure(signed, input, now);
  }
};

/** It is another one's turn; its own comes again. */
export const pausedStay = (stay: Stay, now: StayNow): Stay =>
  stay.step.kind === 'reading' ? changed(stay, { kind: 'noticed' }, now) : stay;

/** It has nothing to tell yet: what happens next is news. */
const isWaiting = ({ step }: Stay): boolean =>
  step.kind === 'noticed' || step.kind === 'reading' || step.kind === 'again';

const reading = ({ done, asked }: { readonly done: number; readonly asked: number }): KioskStep => ({
  kind: 'reading',
  done: Math.min(done, asked),
  asked,
});

/** One that nobody has lies there for hours and is read each hour: it is told of once, and not at all once it was given back here. */
const takeTold = (stay: Stay, { step, visit }: Extract<StayInput, { kind: 'told' }>, now: StayNow): Stay => {
  const isSaid = step.kind === 'not-on-loan' && stay.step.kind === step.kind && stay.step.status === step.status;
  const isPutAway = step.kind === 'not-on-loan' && shelf.includes(step.status) && !isWaiting(stay);
  if (isSaid || isPutAway) return stay;
  return { ...changed(stay, step, now, !stay.isShown), visit, failures: 0, hasSome: false };
};

const takeFailure = (stay: Stay, input: Extract<StayInput, { kind: 'failed' }>, now: StayNow): Stay => {
  const { because, isPartial } = input;
  // What is known of the address is somebody else's.
  const own: Stay = because === 'other-device' ? { ...stay, device: undefined, label: null, nickname: null } : stay;
  const isTold = !isWaiting(stay) && stay.step.kind !== 'staff';
  // What it came for has been told; the next hour's steps come with the next try.
  if (isTold) return own;
  if (because === 'outbox-full') return changed(own, { kind: 'staff', because: 'full' }, now);
  const failures = stay.failures + 1;
  const failed = { ...own, failures, hasSome: stay.hasSome || isPartial };
  if (nonsense.includes(because)) return changed(failed, { kind: 'staff', because: 'pedometer' }, now);
  if (failures >= failuresMax) return changed(failed, { kind: 'staff', because: 'link' }, now);
  return changed(failed, { kind: 'again', isPartial: failed.hasSome }, now, true);
};

/** The same once more is no change, and calls nobody, unless it is `anew`. */
const changed = (stay: Stay, step: KioskStep, now: StayNow, anew = false): Stay => {
  const isSame = !anew && stay.step.kind === step.kind && JSON.stringify(stay.step) === JSON.stringify(step);
  if (isSame) return stay;
  return { ...stay, step, isShown: true, changedMs: now.monotonicMs, atMs: now.wallMs };
};

/** Once it is known whose it is, an advertisement that does not say so changes nothing. */
const whoseOf = (stay: Stay, input: Whose): Whose => {
  const { address, device, label, nickname } = input;
  if (device === undefined) return { address, device: stay.device, label: stay.label, nickname: stay.nickname };
  return { address, device, label, nickname };
};
