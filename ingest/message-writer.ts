/** Message writer: what becomes of one message inside intake's transaction: journalled, derived, and what its gateway is to be told. */
import type { DatabaseSync } from 'node:sqlite';
import type { Batch } from '../contract/batch.ts';
import type { ActionBatch } from '../contract/centre-action.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { Clock } from '../runtime/clock.ts';
import { isDiskFault } from '../runtime/database.ts';
import { messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { UpMessage } from './broker/wire.ts';
import { ChangedBatches } from './changed-batches.ts';
import type { Derivation, Effect } from './derivation.ts';
import type { Journal } from './journal.ts';
import type { IntakeMeter } from './metrics/intake-meter.ts';
import { readActions, readBatch, reasonAgainst, type Unreadable } from './read-batch.ts';
import { readingOf, type Reading } from './reading.ts';
import { Savepoint } from './savepoint.ts';

/** Where volunteers' actions go, and who wants to know which pedometers were read. */
export interface ActionTaker {
  take(batch: ActionBatch, journal: number, receivedMs: number, onFailed: (error: unknown) => void): void;
  visited(devices: Iterable<DeviceSerial>): void;
}

export interface MessageWriterParts {
  readonly database: DatabaseSync;
  readonly journal: Journal;
  readonly derivation: Derivation;
  readonly actions: ActionTaker;
  readonly clock: Clock;
  readonly log: Log;
  /** Nobody counts when absent. */
  readonly meter?: IntakeMeter | undefined;
}

export interface IntakeCounts {
  readonly batches: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly retried: number;
}

export interface Answer {
  readonly gateway: GatewayId;
  readonly receipt: Receipt;
  readonly effect: Effect | undefined;
}

/** A batch cannot be derived, and nothing has been kept that could be gone back to: the transaction is to be undone. */
export class Underivable extends Error {
  override readonly name = 'Underivable';
}

/** The gateway still has what it formed, and the next copy is most likely whole. */
const changedRetryMs = 5_000;

export class MessageWriter {
  readonly #parts: MessageWriterParts;
  readonly #changed = new ChangedBatches();
  readonly #savepoint: Savepoint;
  #counts: IntakeCounts = { batches: 0, duplicates: 0, quarantined: 0, retried: 0 };
  #hasWayBack = false;

  constructor(parts: MessageWriterParts) {
    this.#parts = parts;
    this.#savepoint = new Savepoint(parts.database);
  }

  get counts(): IntakeCounts {
    return this.#counts;
  }

  count(what: keyof IntakeCounts): void {
    this.#counts = { ...this.#counts, [what]: this.#counts[what] + 1 };
  }

  /**
   * Inside a transaction. Undefined where it cannot even be told whom to answer. Throws Underivable where its visits cannot be
   * derived: what the writer has counted in this transaction is then taken back by `countAgain`.
   */
  write(message: UpMessage): Answer | undefined {
    const { gateway, payload } = message;
    const { journal, clock } = this.#parts;
    const receivedMs = clock.wallMs();
    if (message.name === 'actions') return this.#writeActions(message, receivedMs);
    // Only now: what waits is bytes.
    const reading = message.reading && readingOf(payload, message.reading);
    const read = reading?.read ?? readBatch(gateway, payload);
    if (read.kind !== 'batch') return this.#setAside(message, read, receivedMs, reading);
    const { batch } = read;
    const id = journal.addBatch(gateway, batch.seq, payload, receivedMs, reading?.digest);
    this.count(id === undefined ? 'duplicates' : 'batches');
    const effect = id === undefined ? undefined : this.#derive(batch, id, receivedMs, reading?.checked);
    if (effect !== undefined) this.#parts.actions.visited(batch.visits.map(({ device }) => device));
    return { gateway, receipt: this.#receiptFor(batch, id, effect), effect };
  }

  /**
   * Work in which each batch can be undone without the others. That costs a tenth of everything, and is hardly ever needed:
   * what cannot be derived without it is tried again with it.
   */
  withWayBack<Value>(work: () => Value): Value {
    this.#hasWayBack = true;
    try {
      return work();
    } finally {
      this.#hasWayBack = false;
    }
  }

  /** The transaction since which it has counted was undone. */
  countAgain(from: IntakeCounts): void {
    this.#counts = from;
  }

  #writeActions(message: UpMessage, receivedMs: number): Answer | undefined {
    const { gateway, payload } = message;
    const { journal, actions, log } = this.#parts;
    const read = readActions(gateway, payload);
    if (read.kind !== 'batch') return this.#setAside(message, read, receivedMs);
    const { batch } = read;
    const id = journal.addActions(gateway, batch.seq, payload, receivedMs);
    this.count(id === undefined ? 'duplicates' : 'batches');
    if (id === undefined) return { gateway, receipt: { v: 1, seq: batch.seq, status: 'duplicate' }, effect: undefined };
    actions.take(batch, id, receivedMs, (error) => {
      log.error({ journal: id, error: messageOf(error) }, 'actions could not be settled');
    });
    // Whose days have changed thereby stands in the tables, where feeds look it up.
    return { gateway, receipt: { v: 1, seq: batch.seq, status: 'stored' }, effect: { visits: [], revised: [] } };
  }

  /** Keeps what is no batch. Where the gateway has a better copy it is asked for that, and must not delete it. */
  #setAside(
    { gateway, payload }: UpMessage,
    read: Unreadable,
    receivedMs: number,
    reading?: Reading,
  ): Answer | undefined {
    const { journal, derivation, log } = this.#parts;
    const id = journal.addUnreadable(gateway, payload, receivedMs, reading?.digest);
    if (id !== undefined) {
      const fact = { id, kind: 'unreadable', gateway, receivedMs, body: payload } as const;
      derivation.applyUnreadable(fact, reading?.against ?? reasonAgainst(gateway, payload));
    }
    const isAskedAgain = read.kind === 'changed' && this.#changed.isWorthAsking(gateway, payload);
    this.count(isAskedAgain ? 'retried' : 'quarantined');
    if (read.kind === 'changed') log.warn({ gateway, seq: read.seq, isAskedAgain }, 'a batch was changed on the way');
    if (read.seq === undefined) {
      this.#parts.meter?.answered('quarantined');
      return undefined;
    }
    const base = { v: 1, seq: read.seq, reason: read.reason } as const;
    const receipt: Receipt = isAskedAgain
      ? { ...base, status: 'retry', retryAfterMs: changedRetryMs }
      : { ...base, status: 'quarantined' };
    return { gateway, receipt, effect: undefined };
  }

  /** One batch that cannot be derived must not hold up the others: it is set aside, safe in the journal. */
  #derive(batch: Batch, id: number, receivedMs: number, checked: Reading['checked'] | undefined): Effect | undefined {
    const { derivation, log } = this.#parts;
    if (this.#hasWayBack) this.#savepoint.begin();
    try {
      return derivation.applyBatch(batch, id, receivedMs, checked);
    } catch (error) {
      // The batch is not at fault: none of its group is stored, and all of it comes again.
      if (isDiskFault(error)) throw error;
      if (!this.#hasWayBack) throw new Underivable('to be written again with a way back', { cause: error });
      log.error({ journal: id, error: messageOf(error) }, 'derivation failed');
      this.#savepoint.undo();
      derivation.forget();
      derivation.setAside(id, batch.gateway, messageOf(error));
      return undefined;
    } finally {
      if (this.#hasWayBack) this.#savepoint.end();
    }
  }

  #receiptFor(batch: Batch, id: number | undefined, effect: Effect | undefined): Receipt {
    const confirmed: Record<DeviceSerial, number> = {};
    for (const { device } of batch.visits) {
      confirmed[device] = this.#parts.derivation.states.get(device).coverage.confirmed;
    }
    const base = { v: 1, seq: batch.seq, confirmed } as const;
    if (id === undefined) return { ...base, status: 'duplicate' };
    const usable = effect?.visits.some((visit) => visit.buckets > 0 || visit.quarantined === 0) ?? false;
    return usable
      ? { ...base, status: 'stored' }
      : { ...base, status: 'quarantined', reason: 'kept for a person to look at' };
  }
}
