/** ClockKeeper: looks at the gateway's clock now and then and says whether it may be trusted at this moment. */
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import { lookAtClock, unsetClock, type ClockTrust } from './clock-trust.ts';
import type { DeviceMemory } from './outbox/device-memory.ts';

/** Whether a time service vouches for the machine's clock. Never rejects. */
export type ClockProbe = () => Promise<boolean>;

export interface ClockKeeperOptions {
  readonly trust: 'ntp' | 'always';
  readonly probe: ClockProbe;
  readonly clock: Clock;
  readonly memory: DeviceMemory;
  readonly log: Log;
}

const lookMs = 30_000;
/** Written no oftener than this, to spare the card. */
const keepMs = 600_000;
const latestNote = 'clock-trusted-at';

export class ClockKeeper implements Service {
  readonly #options: ClockKeeperOptions;
  readonly #over = new AbortController();
  #trust: ClockTrust;
  #isSynchronised = false;
  #keptMs = 0;
  #life: Promise<void> = Promise.resolve();

  constructor(options: ClockKeeperOptions) {
    this.#options = options;
    this.#trust = unsetClock(0);
  }

  async start(signal: AbortSignal): Promise<void> {
    if (this.#options.trust === 'always') return;
    this.#keptMs = Number(this.#options.memory.note(latestNote) ?? 0) || 0;
    this.#trust = unsetClock(this.#keptMs);
    this.#isSynchronised = await this.#options.probe();
    this.isTrusted();
    this.#life = this.#live(AbortSignal.any([signal, this.#over.signal]));
  }

  /** Looks, and says. */
  isTrusted(): boolean {
    const { trust, clock, log } = this.#options;
    if (trust === 'always') return true;
    const before = this.#trust.standing;
    this.#trust = lookAtClock(this.#trust, {
      wallMs: clock.wallMs(),
      monotonicMs: clock.monotonicMs(),
      isSynchronised: this.#isSynchronised,
    });
    if (before !== this.#trust.standing) log.info({ before, now: this.#trust.standing }, 'standing of the clock');
    this.#keep();
    return this.#trust.standing === 'trusted';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#life;
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#options.clock.sleep(lookMs, signal);
      this.#isSynchronised = await this.#options.probe();
      this.isTrusted();
    }
  }

  #keep(): void {
    const { latestMs } = this.#trust;
    if (Math.abs(latestMs - this.#keptMs) < keepMs) return;
    this.#keptMs = latestMs;
    this.#options.memory.setNote(latestNote, String(latestMs));
  }
}
