/** Live stream: tells every reader of the live page what changed, a snapshot at most once a second and visits as they come. */
import type { Writable } from 'node:stream';
import type { LiveHeartbeat } from '../../contract/live.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { Service } from '../../runtime/service.ts';
import { commentFrame, eventFrame, retryFrame } from './event-frame.ts';
import { LiveReader } from './live-reader.ts';
import type { LiveEvent, LiveSource } from './live-source.ts';

/** A person cannot read faster, and a snapshot of a whole programme is work. */
export const snapshotIntervalMs = 1000;
/** Shorter than the minute after which common proxies close a quiet connection. */
export const heartbeatIntervalMs = 15_000;
/** Back soon after our restart, without a storm of readers. */
export const reconnectAfterMs = 3000;
/** A town's staff and its wall screens; beyond it a reader is asked to come back later. */
export const readersMax = 200;

export interface LiveStreamOptions {
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly log: Log;
}

export class LiveStream implements Service {
  readonly #source: LiveSource;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #readers = new Set<LiveReader>();
  readonly #end = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #heartbeats: Promise<void> | undefined;
  #publishing: Promise<void> | undefined;
  #changed = false;
  /** When a snapshot was last taken or tried, so that a failing source is not asked more often either. */
  #triedMs = -Infinity;
  #snapshot: { readonly frame: string; readonly atMs: number } | undefined;

  constructor({ source, clock, log }: LiveStreamOptions) {
    this.#source = source;
    this.#clock = clock;
    this.#log = log;
  }

  start(signal: AbortSignal): Promise<void> {
    const over = AbortSignal.any([signal, this.#end.signal]);
    this.#unsubscribe = this.#source.subscribe((event) => this.#take(event, over));
    this.#heartbeats = this.#beat(over);
    return Promise.resolve();
  }

  get readersCount(): number {
    return this.#readers.size;
  }

  get isFull(): boolean {
    return this.#readers.size >= readersMax;
  }

  /** Gives the stream that `open` opens the present state, and from then on everything that changes. */
  admit(open: () => Writable): void {
    const first = retryFrame(reconnectAfterMs) + this.#currentFrame();
    const reader = new LiveReader(open(), this.#clock, (end) => {
      this.#readers.delete(reader);
      if (end !== 'closed') this.#log.info({ end }, 'dropped a reader of the live page; it will connect again');
    });
    this.#readers.add(reader);
    reader.sendSnapshot(first);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    this.#unsubscribe?.();
    for (const reader of this.#readers) reader.close();
    await Promise.all([this.#heartbeats, this.#publishing]);
  }

  #take(event: LiveEvent, over: AbortSignal): void {
    if (over.aborted) return;
    if (event.kind === 'visit') {
      const frame = eventFrame('visit', event.visit);
      for (const reader of this.#readers) reader.sendVisit(frame);
    }
    // A visit changes the snapshot too.
    this.#changed = true;
    this.#publishing ??= this.#publish(over).finally(() => (this.#publishing = undefined));
  }

  async #publish(over: AbortSignal): Promise<void> {
    while (this.#changed) {
      const waitMs = this.#triedMs + snapshotIntervalMs - this.#clock.monotonicMs();
      if (waitMs > 0) await this.#clock.sleep(waitMs, over);
      if (over.aborted) return;
      this.#changed = false;
      if (this.#readers.size > 0) this.#broadcast();
    }
  }

  #broadcast(): void {
    try {
      const frame = this.#freshFrame();
      for (const reader of this.#readers) reader.sendSnapshot(frame);
    } catch (error) {
      // The readers keep what they see and the next change tries again: intake does not stop for a page.
      this.#log.error({ error: messageOf(error) }, 'no snapshot for the live page');
    }
  }

  /** Readers that come within a second of one another share a snapshot. */
  #currentFrame(): string {
    const youngest = this.#clock.monotonicMs() - snapshotIntervalMs;
    if (this.#snapshot !== undefined && this.#snapshot.atMs > youngest) return this.#snapshot.frame;
    return this.#freshFrame();
  }

  #freshFrame(): string {
    const atMs = this.#clock.monotonicMs();
    this.#triedMs = atMs;
    const frame = eventFrame('snapshot', this.#source.snapshot());
    this.#snapshot = { frame, atMs };
    return frame;
  }

  async #beat(over: AbortSignal): Promise<void> {
    while (true) {
      await this.#clock.sleep(heartbeatIntervalMs, over);
      if (over.aborted) return;
      const sign: LiveHeartbeat = { now: isoInstant(this.#clock.wallMs()) };
      const frame = commentFrame('heartbeat') + eventFrame('heartbeat', sign);
      for (const reader of this.#readers) reader.sendHeartbeat(frame);
    }
  }
}
