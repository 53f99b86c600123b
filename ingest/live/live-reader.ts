/** Live reader: one browser at the end of a stream, and what waits for it while it reads slowly. */
import type { Writable } from 'node:stream';
import type { Clock } from '../../runtime/clock.ts';

/**
 * Visits kept for a reader that does not take them: five of the largest batches. Beyond it the reader is dropped; its
 * browser connects again and gets a fresh snapshot, which holds all it missed.
 */
export const waitingVisitsMax = 1000;

/** A reader that takes nothing for so long is gone, even if its connection has not noticed. */
export const stalledDurationMaxMs = 30_000;

export type ReaderEnd = 'closed' | 'slow' | 'stalled';

export class LiveReader {
  readonly #stream: Writable;
  readonly #clock: Clock;
  readonly #onEnd: (end: ReaderEnd) => void;
  #visits: string[] = [];
  /** Only the newest snapshot is worth waiting for. */
  #snapshot: string | undefined;
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

  sendSnapshot(frame: string): void {
    if (this.#stalledSinceMs === undefined) this.#write(frame);
    else this.#snapshot = frame;
  }

  sendVisit(frame: string): void {
    if (this.#stalledSinceMs === undefined) this.#write(frame);
    else if (this.#visits.length < waitingVisitsMax) this.#visits.push(frame);
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
    const waiting = [...this.#visits, ...(this.#snapshot === undefined ? [] : [this.#snapshot])];
    this.#visits = [];
    this.#snapshot = undefined;
    // One write for all of it: bounded by waitingVisitsMax and one snapshot.
    if (waiting.length > 0) this.#write(waiting.join(''));
  }

  #drop(end: ReaderEnd): void {
    this.#end(end);
    this.#stream.destroy();
  }

  #end(end: ReaderEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#visits = [];
    this.#snapshot = undefined;
    this.#onEnd(end);
  }
}
