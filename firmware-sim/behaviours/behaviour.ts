/** Behaviour: one way in which a pedometer is not as it should be; whatever it leaves alone stays truthful. */
import type { Pedometer, PedometerOptions } from '../pedometer/pedometer.ts';

export const behaviourNames = [
  'link-lost-mid-page',
  'battery-swapped',
  'clock-drift',
  'wrong-key',
  'repeated-pages',
  'repeated-segments',
  'ring-overwritten',
  'sensor-fault',
  'slow-device',
  'notify-without-end',
] as const;
export type BehaviourName = (typeof behaviourNames)[number];

/** What a pedometer does on its link, in order. */
export type Transmission =
  | { readonly kind: 'notify'; readonly segment: Uint8Array }
  | { readonly kind: 'indicate'; readonly response: Uint8Array }
  | { readonly kind: 'pause'; readonly durationMs: number }
  /** Gone without a word. */
  | { readonly kind: 'hang-up' };

export interface PageAsk {
  readonly pedometer: Pedometer;
  readonly fromSequence: number;
  readonly bucketsMax: number;
}

export type PagesFrom = (ask: PageAsk) => readonly Uint8Array[];
/** May go on for ever: whoever performs it takes one transmission at a time, and stops with the link. */
export type Send = (transmission: Transmission) => Iterable<Transmission>;

/** Each step is handled, altered, or passed to `next`: the behaviour put on before this one, in the end the truth. */
export interface Behaviour {
  readonly name: BehaviourName;
  /** Before the pedometer is made. */
  shape?(options: PedometerOptions): PedometerOptions;
  made?(pedometer: Pedometer): void;
  /** A gateway has connected and has been answered nothing yet. */
  connected?(pedometer: Pedometer): void;
  pagesFrom?(ask: PageAsk, next: PagesFrom): readonly Uint8Array[];
  send?(transmission: Transmission, next: Send): Iterable<Transmission>;
  /** How long each read and write waits for its answer. */
  answerDelayMs?(next: () => number): number;
}
