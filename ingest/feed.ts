/** Feed: hands every revision of every day total, in order, to whoever counts points, and remembers how far it got. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTotal } from '../contract/day-total.ts';
import type { Clock } from '../runtime/clock.ts';
import { messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { nextWaitMs } from '../runtime/retry.ts';
import type { Service } from '../runtime/service.ts';
import type { DayTotals } from './day-totals.ts';

/** Accepting twice must be harmless: after a crash between accepting and remembering, the same totals come again. */
export type AcceptTotals = (totals: readonly DayTotal[]) => void | Promise<void>;

export interface FeedParts {
  readonly database: DatabaseSync;
  readonly totals: DayTotals;
  readonly consumer: string;
  readonly accept: AcceptTotals;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called after each delivery with what was accepted. */
  readonly onDelivered: (totals: readonly DayTotal[]) => void;
}

const totalsPerDeliveryMax = 500;
const retryBounds = { baseMs: 500, capMs: 60_000 };

export class Feed implements Service {
  readonly #parts: FeedParts;
  readonly #readCursor: StatementSync;
  readonly #moveCursor: StatementSync;
  readonly #stop = new AbortController();
  #delivering: Promise<void> | undefined;
  #again = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#readCursor = parts.database.prepare('SELECT revision_id FROM feed_cursor WHERE consumer = ?');
    this.#moveCursor = parts.database.prepare(
      'INSERT OR REPLACE INTO feed_cursor (consumer, revision_id) VALUES (?, ?)',
    );
  }

  start(): Promise<void> {
    this.notify();
    return Promise.resolve();
  }

  /** There may be new revisions. */
  notify(): void {
    this.#again = true;
    this.#delivering ??= this.#deliverAll();
  }

  /** Settles when everything known so far has been accepted. */
  async idle(): Promise<void> {
    await this.#delivering;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#delivering;
  }

  async #deliverAll(): Promise<void> {
    let waitMs = 0;
    while (this.#again && !this.#stop.signal.aborted) {
      this.#again = false;
      try {
        while (await this.#deliverSome());
        waitMs = 0;
      } catch (error) {
        waitMs = nextWaitMs(waitMs, retryBounds, this.#parts.random);
        this.#parts.log.warn({ consumer: this.#parts.consumer, error: messageOf(error), waitMs }, 'feed refused');
        this.#again = true;
        await this.#parts.clock.sleep(waitMs, this.#stop.signal);
      }
    }
    this.#delivering = undefined;
  }

  /** One delivery. Returns whether there was anything to deliver. */
  async #deliverSome(): Promise<boolean> {
    const { consumer, totals, accept, onDelivered } = this.#parts;
    const cursor = Number(this.#readCursor.get(consumer)?.['revision_id'] ?? 0);
    const entries = totals.revisionsAfter(cursor, totalsPerDeliveryMax);
    const last = entries.at(-1);
    if (last === undefined || this.#stop.signal.aborted) return false;
    const delivered = entries.map((entry) => entry.total);
    await accept(delivered);
    this.#moveCursor.run(consumer, last.id);
    onDelivered(delivered);
    return true;
  }
}
