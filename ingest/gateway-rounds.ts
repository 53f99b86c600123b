/**
 * Gateway rounds: who is told next what a centre should know. Gateways that brought something come first; all come in turn,
 * and as long as batches wait they are told in a twentieth of the time.
 */
import type { GatewayId } from '../contract/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import type { Log } from '../runtime/log.ts';

export interface GatewayRoundsParts {
  /** What they are told, as the log calls it. */
  readonly called: string;
  readonly gateways: () => readonly GatewayId[];
  /** While it is the same, so is what all of them are told. */
  readonly knownAs: () => string;
  readonly tell: (gateway: GatewayId) => void;
  /** Whether somebody waits for the same thread. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Visits and actions come in bursts. */
const gatherMs = 1_000;
/** How long it rests after it has told one, as often as that took. */
const restFactors = { busy: 20, idle: 1 } as const;
/** Of the time between two rounds a round takes no more than a twentieth. */
const roundRestFactor = 20;
/** A disk that let somebody wait is no reason to let everybody wait for as long as that times twenty. */
const restMsMax = 1_000;

export class GatewayRounds implements AsyncDisposable {
  readonly #parts: GatewayRoundsParts;
  readonly #patience: DiskPatience;
  readonly #stop = new AbortController();
  /** When each was named, the longest ago first. */
  readonly #named = new Map<GatewayId, number>();
  /** When the next round may begin; undefined where nothing has changed since the last one began. */
  #roundFromMs: number | undefined;
  /** Of the round that is under way or was the last. */
  #tookMs = 0;
  /** Until then the last round is rested from, whatever has changed while it was under way. */
  #restedMs = 0;
  #toldAs = '';
  #working: Promise<void> | undefined;

  constructor(parts: GatewayRoundsParts) {
    this.#parts = parts;
    this.#patience = new DiskPatience(parts.log, parts.called);
  }

  /** The first round begins at once, and is not waited for: however many gateways there are, the cloud is there. */
  begin(): void {
    this.#roundFromMs = this.#parts.clock.monotonicMs();
    this.#working ??= this.#work();
  }

  /** What any of them is told may have changed, and most likely that of `named`. */
  changed(named: Iterable<GatewayId> = []): void {
    const nowMs = this.#parts.clock.monotonicMs();
    for (const gateway of named) if (!this.#named.has(gateway)) this.#named.set(gateway, nowMs);
    this.#roundFromMs ??= nowMs + gatherMs;
    this.#working ??= this.#work();
  }

  /** One round, in which who was named meanwhile comes between. Nothing is done where nothing has changed since the last. */
  async go(): Promise<void> {
    const { knownAs, gateways } = this.#parts;
    const toldAs = knownAs();
    if (toldAs === this.#toldAs) return;
    this.#toldAs = toldAs;
    this.#tookMs = 0;
    for (const gateway of gateways()) {
      await this.#tellNamed();
      await this.#tell(gateway);
    }
    this.#restedMs = this.#parts.clock.monotonicMs() + this.#tookMs * roundRestFactor;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#stop;
    while (!signal.aborted && (this.#named.size > 0 || this.#roundFromMs !== undefined)) {
      await clock.sleep(this.#waitMs(), signal);
      if (await this.#patience.tryLater(() => this.#tellDue())) continue;
      // Whoever was to be told is told in a round of all, when the disk takes things again.
      this.#toldAs = '';
      this.#roundFromMs = clock.monotonicMs() + gatherMs;
    }
    this.#working = undefined;
  }

  async #tellDue(): Promise<void> {
    await this.#tellNamed();
    if (this.#roundMs() > this.#parts.clock.monotonicMs()) return;
    this.#roundFromMs = undefined;
    await this.go();
  }

  async #tellNamed(): Promise<void> {
    for (const [gateway, namedMs] of this.#named) {
      if (namedMs + gatherMs > this.#parts.clock.monotonicMs()) return;
      this.#named.delete(gateway);
      await this.#tell(gateway);
    }
  }

  async #tell(gateway: GatewayId): Promise<void> {
    const { clock, tell, isBusy } = this.#parts;
    if (this.#stop.signal.aborted) return;
    const startedMs = clock.monotonicMs();
    tell(gateway);
    const tookMs = clock.monotonicMs() - startedMs;
    this.#tookMs += tookMs;
    const restMs = tookMs * restFactors[isBusy() ? 'busy' : 'idle'];
    await clock.sleep(Math.min(restMs, restMsMax), this.#stop.signal);
  }

  /** Until somebody may be told, in ms. */
  #waitMs(): number {
    const [namedMs = Infinity] = this.#named.values();
    return Math.max(0, Math.min(this.#roundMs(), namedMs + gatherMs) - this.#parts.clock.monotonicMs());
  }

  /** When the next round begins. */
  #roundMs(): number {
    return this.#roundFromMs === undefined ? Infinity : Math.max(this.#roundFromMs, this.#restedMs);
  }
}
