/** Event reader: one browser at the end of a stream, and what waits for it while it reads slowly. */
import type { Writable } from 'node:stream';
import type { Clock } from './clock.ts';

/**
 * Events kept for a reader that does not take them: of the live page five of the largest batches. Beyond it the reader is
 * dropped; its browser connects again and gets the state as it is then, which holds all it missed.
 */
export const waitingEventsMax = 1000;

/** A reader that takes nothing for so long is gone, even if its connection has not noticed. */
export const stalledDurationMaxMs = 30_000;

export type ReaderEnd = 'closed' | 'slow' | 'stalled';

export class EventReader {
  readonly #stream: Writable;
  readonly #clock: Clock;
  readonly #onEnd: (end: ReaderEnd) => void;
  #events: string[] = [];
  /** Only the newest state is worth waiting for. */
  #state: string | undefined;
  #stalledSinceMs: number | undefined;
  #ended = false;

  constructor(stream: Writable, clock: Clock, onEnd: (end: ReaderEnd) => void) {
    this.#stream = stream;
    this.#clock = clock;
    this.#onEnd = onEnd;
    stream.on('drain', () => this.#drain());
    stream.on('close', () => this.#end('closed'));
    // What went wrong with a reader's connection changes nothing for us: 'close' follows.
    stream.on('error', () => undefined);
  }

  sendState(frame: string): void {
    if (this.#stalledSinceMs === undefined) this.#write(frame);
    else this.#state = frame;
  }

  sendEvent(frame: string): void {
    if (this.#stalledSinceMs === undefined) this.#write(frame);
    else if (this.#events.length < waitingEventsMax) this.#events.push(frame);
    else this.#drop('slow');
  }

  /** Says that we are alive, and finds out whether the reader is. */
  sendHeartbeat(frame: string): void {
    if (this.#stalledSinceMs === undefined) this.#write(frame);
    else if (this.#clock.monotonicMs() - this.#stalledSinceMs >= stalledDurationMaxMs) this.#drop('stalled');
  }

  /** Ends the stream in order; the browser will try again after its `retry:` time. */
  close(): void {
    this.#end('closed');
    this.#stream.end();
  }

  #write(frame: string): void {
    if (!this.#ended && !this.#stream.write(frame)) this.#stalledSinceMs = this.#clock.monotonicMs();
  }

  #drain(): void {
    this.#stalledSinceMs = undefined;
    const waiting = [...this.#events, ...(this.#state === undefined ? [] : [this.#state])];
    this.#events = [];
    this.#state = undefined;
    // One write for all of it: bounded by waitingEventsMax and one state.
    if (waiting.length > 0) this.#write(waiting.join(''));
  }

  #drop(end: ReaderEnd): void {
    this.#end(end);
    this.#stream.destroy();
  }

  #end(end: ReaderEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events = [];
    this.#state = undefined;
    this.#onEnd(end);
  }
}
