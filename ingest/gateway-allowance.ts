/**
 * Gateway allowance: how much each gateway may add to the journal, which is for ever. A centre after a month without a line
 * uses a hundredth of it; a gateway gone mad is asked to wait, keeps what it has on its own disk, and leaves ours to the others.
 */
import type { GatewayId } from '../contract/ids.ts';

export interface AllowanceLimits {
  /** Bytes that may come at once after a quiet time. */
  readonly burstBytes: number;
  /** Bytes an hour that come back. */
  readonly bytesPerHour: number;
}

/** Two hundred pedometers with all of sixty days are 5 MB. */
export const allowanceLimits: AllowanceLimits = { burstBytes: 256 * 1024 * 1024, bytesPerHour: 64 * 1024 * 1024 };

/** A row of the journal and what is derived from the least of batches take this much, however short it is. */
const messageBytesMin = 2048;
/**
 * More than any programme has. Behind a broker of its own a name is whatever somebody wrote into a topic: whoever has not
 * sent for longest is forgotten, and has its burst again.
 */
export const gatewaysMax = 10_000;
const hourMs = 3_600_000;
const waitMsMax = hourMs;

export class GatewayAllowance {
  readonly #limits: AllowanceLimits;
  /** Whoever sent last stands last. */
  readonly #left = new Map<GatewayId, { readonly bytes: number; readonly atMs: number }>();

  constructor(limits: AllowanceLimits = allowanceLimits) {
    this.#limits = limits;
  }

  /** Takes a message of so many bytes off the gateway's allowance, at `nowMs` of a clock that never goes back. */
  spend(gateway: GatewayId, bytes: number, nowMs: number): void {
    const left = this.#leftAt(gateway, nowMs) - Math.max(bytes, messageBytesMin);
    this.#left.delete(gateway);
    this.#left.set(gateway, { bytes: left, atMs: nowMs });
    const [longestAgo] = this.#left.size > gatewaysMax ? this.#left.keys() : [];
    if (longestAgo !== undefined) this.#left.delete(longestAgo);
  }

  /** How many are remembered. */
  get size(): number {
    return this.#left.size;
  }

  /** How long until the gateway may send again, in ms; 0 while it may. */
  waitMs(gateway: GatewayId, nowMs: number): number {
    const missing = -this.#leftAt(gateway, nowMs);
    if (missing < 0) return 0;
    // Long enough for some more than one message: it need not ask for each.
    return Math.min(waitMsMax, Math.ceil(((missing + this.#pauseBytes) / this.#limits.bytesPerHour) * hourMs));
  }

  /** Gateways whose allowance is used up. */
  exhausted(nowMs: number): readonly GatewayId[] {
    return [...this.#left.keys()].filter((gateway) => this.waitMs(gateway, nowMs) > 0);
  }

  get #pauseBytes(): number {
    return this.#limits.bytesPerHour / 60;
  }

  #leftAt(gateway: GatewayId, nowMs: number): number {
    const { burstBytes, bytesPerHour } = this.#limits;
    const last = this.#left.get(gateway);
    if (last === undefined) return burstBytes;
    return Math.min(burstBytes, last.bytes + ((nowMs - last.atMs) / hourMs) * bytesPerHour);
  }
}
