/** State stream: tells every browser at its end how things are: the newest state, no more often than is of use, and signs of life. */
import type { Writable } from 'node:stream';
import { isoInstant, type Clock } from './clock.ts';
import { commentFrame, eventFrame, retryFrame } from './event-frame.ts';
import { EventReader } from './event-reader.ts';
import { messageOf } from './fault.ts';
import type { Log } from './log.ts';
import type { Service } from './service.ts';

/** Shorter than the minute after which common proxies close a quiet connection. */
export const heartbeatIntervalMs = 15_000;
/** Back soon after our restart, without a storm of readers. */
export const reconnectAfterMs = 3000;

export interface StateStreamOptions {
  /** How the log calls what is read. */
  readonly page: string;
  /** Name of the event that carries a state. */
  readonly event: string;
  /** Asked for at most once in `intervalMs`, however many read. */
  readonly state: () => unknown;
  readonly intervalMs: number;
  readonly readersMax: number;
  readonly clock: Clock;
  readonly log: Log;
}

interface Seat {
  readonly reader: EventReader;
  readonly isWelcome: () => boolean;
}

export class StateStream implements Service {
  readonly #options: StateStreamOptions;
  readonly #seats = new Set<Seat>();
  readonly #end = new AbortController();
  #over: AbortSignal = this.#end.signal;
  #heartbeats: Promise<void> | undefined;
  #publishing: Promise<void> | undefined;
  #changed = false;
  /** When a state was last taken or tried, so that a failing source is not asked more often either. */
  #triedMs = -Infinity;
  #taken: { readonly frame: string; readonly atMs: number } | undefined;

  constructor(options: StateStreamOptions) {
    this.#options = options;
  }

  start(signal: AbortSignal): Promise<void> {
    this.#over = AbortSignal.any([signal, this.#end.signal]);
    this.#heartbeats = this.#beat();
    return Promise.resolve();
  }

  get readersCount(): number {
    return this.#seats.size;
  }

  get isFull(): boolean {
    return this.#seats.size >= this.#options.readersMax;
  }

  /**
   * Gives the stream that `open` opens the present state, and from then on everything that changes, until `isWelcome` says
   * no: it is asked before anything is told.
   */
  admit(open: () => Writable, isWelcome: () => boolean = () => true): void {
    const { clock, log, page } = this.#options;
    const first = retryFrame(reconnectAfterMs) + this.#currentFrame();
    const reader = new EventReader(open(), clock, (end) => {
      this.#seats.delete(seat);
      if (end !== 'closed') log.info({ end }, `dropped a reader of ${page}; it will connect again`);
    });
    const seat: Seat = { reader, isWelcome };
    this.#seats.add(seat);
    reader.sendState(first);
  }

  /** The state is another now: readers are told, together with what else changes until their time has come. */
  changed(): void {
    if (this.#over.aborted) return;
    this.#changed = true;
    this.#publishing ??= this.#publish();
  }

  /** Something that happened, told at once and to a slow reader later, but told. */
  tell(event: string, data: unknown): void {
    if (this.#over.aborted) return;
    const frame = eventFrame(event, data);
    for (const reader of this.#welcome()) reader.sendEvent(frame);
  }

  /** Ends the streams of those who are not welcome any more. */
  review(): void {
    for (const { reader, isWelcome } of this.#seats) if (!isWelcome()) reader.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    // A line that only breaks off may be anybody's fault: this one is ended, and says so.
    const parting = eventFrame('parting', { now: isoInstant(this.#options.clock.wallMs()) });
    for (const reader of this.#welcome()) {
      reader.sendEvent(parting);
      reader.close();
    }
    await Promise.all([this.#heartbeats, this.#publishing]);
  }

  #welcome(): readonly EventReader[] {
    this.review();
    return Array.from(this.#seats, ({ reader }) => reader);
  }

  async #publish(): Promise<void> {
    const { clock, intervalMs } = this.#options;
    // What changes in the same turn is told together.
    await Promise.resolve();
    while (this.#changed) {
      const waitMs = this.#triedMs + intervalMs - clock.monotonicMs();
      if (waitMs > 0) await clock.sleep(waitMs, this.#over);
      if (this.#over.aborted) return;
      this.#changed = false;
      const readers = this.#welcome();
      if (readers.length > 0) this.#broadcast(readers);
    }
    // In the same turn as the last look: a change in between would wait for the next one.
    this.#publishing = undefined;
  }

  #broadcast(readers: readonly EventReader[]): void {
    try {
      const frame = this.#freshFrame();
      for (const reader of readers) reader.sendState(frame);
    } catch (error) {
      // The readers keep what they see and the next change tries again: the work does not stop for a page.
      this.#options.log.error({ error: messageOf(error) }, `no state for ${this.#options.page}`);
    }
  }

  /** Readers that come shortly after one another share a state. */
  #currentFrame(): string {
    const youngest = this.#options.clock.monotonicMs() - this.#options.intervalMs;
    if (this.#taken !== undefined && this.#taken.atMs > youngest) return this.#taken.frame;
    return this.#freshFrame();
  }

  #freshFrame(): string {
    const { clock, event, state } = this.#options;
    const atMs = clock.monotonicMs();
    this.#triedMs = atMs;
    const frame = eventFrame(event, state());
    this.#taken = { frame, atMs };
    return frame;
  }

  async #beat(): Promise<void> {
    const { clock } = this.#options;
    while (true) {
      await clock.sleep(heartbeatIntervalMs, this.#over);
      if (this.#over.aborted) return;
      const frame = commentFrame('heartbeat') + eventFrame('heartbeat', { now: isoInstant(clock.wallMs()) });
      for (const reader of this.#welcome()) reader.sendHeartbeat(frame);
    }
  }
}
