/** Changed batches: how often the very same changed bytes have come. What is wrong at its source is not asked for for ever. */
import type { GatewayId } from '../contract/ids.ts';
import { sha256 } from '../runtime/sha256.ts';

/** A line that changes bytes changes them otherwise each time; what has come as often was sent so. */
const timesMax = 20;
/** Different ones remembered; the least recent is forgotten first, and is then asked for a little longer. */
const rememberedMax = 1_000;

export class ChangedBatches {
  readonly #times = new Map<string, number>();

  /** Counts these bytes in. Whether there is hope that they come unchanged when they are sent again. */
  isWorthAsking(gateway: GatewayId, payload: Uint8Array): boolean {
    const key = `${gateway} ${sha256(payload).toHex()}`;
    const times = (this.#times.get(key) ?? 0) + 1;
    this.#times.delete(key);
    this.#times.set(key, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > rememberedMax && oldest !== undefined) this.#times.delete(oldest);
    return times < timesMax;
  }
}
