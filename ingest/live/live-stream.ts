/** Live stream: tells every reader of the live page what changed, a snapshot at most once a second and visits as they come. */
import type { Writable } from 'node:stream';
import type { LiveEventName } from '../../contract/live.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { Service } from '../../runtime/service.ts';
import { StateStream } from '../../runtime/state-stream.ts';
import type { LiveEvent, LiveSource } from './live-source.ts';

/** A person cannot read faster, and a snapshot of a whole programme is work. */
export const snapshotIntervalMs = 1000;
/** A town's staff and its wall screens; beyond it a reader is asked to come back later. */
export const readersMax = 200;

export interface LiveStreamOptions {
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly log: Log;
}

const snapshotEvent: LiveEventName = 'snapshot';
const visitEvent: LiveEventName = 'visit';

export class LiveStream implements Service {
  readonly #source: LiveSource;
  readonly #stream: StateStream;
  #unsubscribe: (() => void) | undefined;

  constructor({ source, clock, log }: LiveStreamOptions) {
    this.#source = source;
    this.#stream = new StateStream({
      page: 'the live page',
      event: snapshotEvent,
      state: () => source.snapshot(),
      intervalMs: snapshotIntervalMs,
      readersMax,
      clock,
      log,
    });
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#stream.start(signal);
    this.#unsubscribe = this.#source.subscribe((event) => this.#take(event));
  }

  get readersCount(): number {
    return this.#stream.readersCount;
  }

  get isFull(): boolean {
    return this.#stream.isFull;
  }

  /** Gives the stream that `open` opens the present state, and from then on everything that changes. */
  admit(open: () => Writable): void {
    this.#stream.admit(open);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe?.();
    await this.#stream[Symbol.asyncDispose]();
  }

  #take(event: LiveEvent): void {
    if (event.kind === 'visit') this.#stream.tell(visitEvent, event.visit);
    // A visit changes the snapshot too.
    this.#stream.changed();
  }
}
