/** Soak strangers: telephones that pass by the gateways under random private addresses, heard a few times and never again. */
import type { Stranger } from '../firmware-sim/air/air.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';

export interface SoakStrangersOptions {
  readonly perSecond: number;
  /** All of them pass by every one of these. */
  readonly places: readonly string[];
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  readonly random: Random;
  readonly say: (stranger: Stranger) => void;
}

interface Passing {
  readonly stranger: Stranger;
  saysLeft: number;
  nextMs: number;
}

const tickMs = 100;
/** How often one is on the air before it is gone; some only once. */
const saysMax = 5;
/** Telephones advertise every one or two seconds. */
const gapMsMin = 500;
const gapMsMax = 2_000;
const addressBytes = 6;
const flags = [2, 0x01, 0x1a] as const;
const manufacturerData = 0xff;
/** Apple, Microsoft, Google, Samsung, as assigned by the Bluetooth SIG. */
const companies = [0x004c, 0x0006, 0x00e0, 0x0075] as const;
/** With the flags they fill the 31 bytes of an advertisement. */
const payloadBytesMax = 24;

export class SoakStrangers {
  readonly #options: SoakStrangersOptions;
  #passing: Passing[] = [];
  #met = 0;

  constructor(options: SoakStrangersOptions) {
    this.#options = options;
  }

  /** How many different ones there have been. */
  get met(): number {
    return this.#met;
  }

  /** Settles soon after `signal` aborts. */
  async passBy(signal: AbortSignal): Promise<void> {
    const { clock, perSecond } = this.#options;
    const beganMs = clock.monotonicMs();
    while (!signal.aborted) {
      const nowMs = clock.monotonicMs();
      const wanted = Math.floor(((nowMs - beganMs) / 1000) * perSecond);
      while (this.#met < wanted) this.#arrive(nowMs);
      for (const each of this.#passing) this.#speak(each, nowMs);
      this.#passing = this.#passing.filter(({ saysLeft }) => saysLeft > 0);
      await clock.sleep(tickMs, signal);
    }
  }

  #arrive(nowMs: number): void {
    const { random, places } = this.#options;
    this.#met += 1;
    const stranger = { address: this.#address(), data: this.#data(), isConnectable: random.next() < 0.5, places };
    this.#passing.push({ stranger, saysLeft: random.int(1, saysMax), nextMs: nowMs });
  }

  #speak(each: Passing, nowMs: number): void {
    if (nowMs < each.nextMs) return;
    this.#options.say(each.stranger);
    each.saysLeft -= 1;
    each.nextMs = nowMs + this.#options.random.int(gapMsMin, gapMsMax);
  }

  /** Resolvable private: the two highest bits are 01 (Vol 6, Part B, §1.3.2.2). 46 bits of chance do not repeat. */
  #address(): string {
    const bytes = this.#bytes(addressBytes);
    bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
    return Buffer.from(bytes)
      .toString('hex')
      .replaceAll(/(..)(?!$)/g, '$1:');
  }

  #data(): Uint8Array {
    const { random } = this.#options;
    const company = random.pick(companies);
    const payload = this.#bytes(random.int(4, payloadBytesMax));
    return Uint8Array.of(...flags, payload.length + 3, manufacturerData, company & 0xff, company >> 8, ...payload);
  }

  #bytes(count: number): number[] {
    return Array.from({ length: count }, () => this.#options.random.int(0, 255));
  }
}
