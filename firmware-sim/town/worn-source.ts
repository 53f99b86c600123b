/** WornSource: a pedometer's steps while it goes from hand to hand: those of whoever wears it, and none while it lies somewhere. */
import { assert } from '../../runtime/fault.ts';
import type { StepSource } from '../pedometer/step-source.ts';

interface Wearing {
  /** Ms since the Unix epoch. */
  readonly fromMs: number;
  /** Nobody's. */
  readonly wearer: StepSource | undefined;
  /** What had been counted before. */
  readonly before: number;
  /** What the wearer had walked by then. */
  readonly base: number;
}

export class WornSource implements StepSource {
  /** By time. */
  readonly #wearings: Wearing[];

  /** Worn by `wearer` from the beginning; by nobody, when absent. */
  constructor(wearer?: StepSource) {
    this.#wearings = [{ fromMs: -Infinity, wearer, before: 0, base: 0 }];
  }

  /** From `fromMs` on, which is later than any change before it, it is `wearer` who walks with it. */
  wear(wearer: StepSource, fromMs: number): void {
    this.#change(wearer, fromMs);
  }

  /** From `fromMs` on it lies still. */
  layDown(fromMs: number): void {
    this.#change(undefined, fromMs);
  }

  stepsUntil(wallMs: number): number {
    const wearing = this.#wearings.findLast(({ fromMs }) => fromMs <= wallMs);
    assert(wearing !== undefined, 'the first wearing began before all times');
    const { wearer, before, base } = wearing;
    return before + (wearer === undefined ? 0 : wearer.stepsUntil(wallMs) - base);
  }

  #change(wearer: StepSource | undefined, fromMs: number): void {
    const last = this.#wearings.at(-1);
    assert(last !== undefined && fromMs > last.fromMs, 'a pedometer changes hands in the order of time');
    const base = wearer?.stepsUntil(fromMs) ?? 0;
    this.#wearings.push({ fromMs, wearer, before: this.stepsUntil(fromMs), base });
  }
}
