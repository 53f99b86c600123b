/** Story: what happened in a simulated world, line by line, so that a person can follow how it came to an end. */
import { createHash } from 'node:crypto';
import type { VirtualTime } from './virtual-time.ts';

export class Story {
  readonly #time: VirtualTime;
  readonly #zone: string;
  readonly #lines: string[] = [];
  /** How often each kind of thing happened. */
  readonly counts = new Map<string, number>();

  constructor(time: VirtualTime, zone: string) {
    this.#time = time;
    this.#zone = zone;
  }

  tell(who: string, what: string): void {
    this.#lines.push(`${this.#time.nowMs}\t${who}\t${what}`);
  }

  /** Tells it, and counts it under `kind`. */
  happened(kind: string, who: string, what: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.tell(who, what);
  }

  get lines(): readonly string[] {
    return this.#lines.map((line) => {
      const [atMs, who, what] = line.split('\t');
      const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(atMs))).toZonedDateTimeISO(this.#zone);
      return `${at.toPlainDateTime().toString({ smallestUnit: 'second' })}  ${(who ?? '').padEnd(8)} ${what ?? ''}`;
    });
  }

  /** The same for the same story. */
  digest(): string {
    return createHash('sha256').update(this.#lines.join('\n')).digest('hex');
  }
}
