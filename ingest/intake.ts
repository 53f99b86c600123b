/**
 * Intake: takes batches off the wire without ever holding it up, writes them in groups, one transaction every few
 * milliseconds, and gives each its receipt after the commit and not before.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Batch } from '../contract/batch.ts';
import type { ActionBatch } from '../contract/centre-action.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { Receipt } from '../contract/receipt.ts';
import { topicOf } from '../contract/topics.ts';
import type { Clock } from '../runtime/clock.ts';
import { inTransaction, isDiskFault } from '../runtime/database.ts';
import { messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { UpMessage, Wire } from './broker/wire.ts';
import { ChangedBatches } from './changed-batches.ts';
import type { IntakeMeter } from './metrics/intake-meter.ts';
import type { Derivation, Effect } from './derivation.ts';
import { GatewayAllowance, type AllowanceLimits } from './gateway-allowance.ts';
import type { Journal } from './journal.ts';
import type { Reading } from './reading.ts';
import { readActions, readBatch, readSeq, type Unreadable } from './read-batch.ts';
import { Savepoint } from './savepoint.ts';
import { WaitingLine } from './waiting-line.ts';

/** Where volunteers' actions go, and who wants to know which pedometers were read. */
export interface ActionTaker {
  take(batch: ActionBatch, journal: number, receivedMs: number, onFailed: (error: unknown) => void): void;
  visited(devices: Iterable<DeviceSerial>): void;
}

export interface IntakeParts {
  readonly database: DatabaseSync;
  readonly journal: Journal;
  readonly derivation: Derivation;
  readonly actions: ActionTaker;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after each commit, outside the transaction. */
  readonly onCommitted: (effects: readonly Effect[]) => void;
  /** Nobody counts when absent. */
  readonly meter?: IntakeMeter | undefined;
  /** How much each gateway may add; as much as any centre could ever need, when absent. */
  readonly allowance?: AllowanceLimits;
}

export interface IntakeCounts {
  readonly batches: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly retried: number;
}

/**
 * A transaction ends when nothing waits any more, and after this much work, so that the broker's sockets are looked after in
 * between. The disk takes some milliseconds for each, however much is in it.
 */
const transactionMs = 40;
/** Beyond this much waiting, batches are answered `retry`: gateways keep them on disk, we would only keep them in memory. */
const waitingBytesMax = 64 * 1024 * 1024;
/** Of one gateway: twice what a real one has on its way at most. */
const gatewayWaitingBytesMax = 4 * 1024 * 1024;
const overloadRetryMs = 5_000;
/** Whoever has this much waiting is read on a little later, and whoever has used up its allowance, much later. */
const slowFromBytes = gatewayWaitingBytesMax / 4;
const slowMs = 20;
const exhaustedSlowMs = 2_000;
const failureRetryMs = 30_000;
/** The gateway still has what it formed, and the next copy is most likely whole. */
const changedRetryMs = 5_000;

/** A message, and when it was taken. */
interface Taken extends UpMessage {
  readonly takenMs: number;
}

interface Answer {
  readonly gateway: GatewayId;
  readonly receipt: Receipt;
  readonly effect: Effect | undefined;
}

export class Intake {
  readonly #parts: IntakeParts;
  readonly #changed = new ChangedBatches();
  readonly #savepoint: Savepoint;
  readonly #line = new WaitingLine<Taken>({
    bytesMax: waitingBytesMax,
    gatewayBytesMax: gatewayWaitingBytesMax,
  });
  readonly #allowance: GatewayAllowance;
  #draining: Promise<void> | undefined;
  #counts: IntakeCounts = { batches: 0, duplicates: 0, quarantined: 0, retried: 0 };
  /** When the latest commit failed; undefined once another has succeeded. */
  #failedMs: number | undefined;
  #isClosed = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#allowance = new GatewayAllowance(parts.allowance);
    this.#savepoint = new Savepoint(parts.database);
  }

  get counts(): IntakeCounts {
    return this.#counts;
  }

  /** Bytes taken and not yet written. */
  get waitingBytes(): number {
    return this.#line.bytes;
  }

  /** Whether the last commit was refused within `withinMs`: nothing that comes now is likely to be stored. */
  hasFailed(withinMs: number): boolean {
    return this.#failedMs !== undefined && this.#parts.clock.monotonicMs() - this.#failedMs <= withinMs;
  }

  /** Takes a message and returns at once. */
  take(message: UpMessage): void {
    if (this.#isClosed) return;
    const { gateway, payload } = message;
    const nowMs = this.#parts.clock.monotonicMs();
    const waitMs = this.#allowance.waitMs(gateway, nowMs);
    if (waitMs > 0) {
      this.#answerRetry(message, 'more than a gateway may send', waitMs);
      return;
    }
    if (!this.#line.add({ ...message, takenMs: nowMs })) {
      this.#answerRetry(message, 'overloaded', overloadRetryMs);
      return;
    }
    this.#allowance.spend(gateway, payload.byteLength, nowMs);
    this.#draining ??= this.#drain();
  }

  /** How long the next message of this gateway is best left on the line, in ms: 0 as long as all is well. */
  slowMsOf(gateway: GatewayId): number {
    if (this.#allowance.waitMs(gateway, this.#parts.clock.monotonicMs()) > 0) return exhaustedSlowMs;
    return this.#line.bytesOf(gateway) > slowFromBytes ? slowMs : 0;
  }

  /** Takes nothing more, and says nothing of it: gateways send it again. What was taken is still receipted. */
  close(): void {
    this.#isClosed = true;
  }

  /** Settles when everything taken so far is committed. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#line.count > 0) {
      await new Promise((resume) => setImmediate(resume));
      this.#writeGroup();
    }
    this.#draining = undefined;
  }

  #writeGroup(): void {
    const { database, derivation, log, clock, meter } = this.#parts;
    const group: Taken[] = [];
    const beganMs = clock.monotonicMs();
    let answers: readonly Answer[];
    try {
      answers = inTransaction(database, () => this.#writeUntil(group));
    } catch (error) {
      derivation.forget();
      // Not even begun: then nothing that waits can be stored.
      if (group.length === 0) group.push(...this.#line.drain());
      // The disk refused. Nothing of the group is stored, and that is what the gateways are told.
      log.error({ error: messageOf(error), batches: group.length }, 'commit failed');
      this.#failedMs = clock.monotonicMs();
      for (const message of group) this.#answerRetry(message, 'storage failed', failureRetryMs);
      return;
    }
    this.#failedMs = undefined;
    meter?.committed((clock.monotonicMs() - beganMs) / 1000);
    for (const { gateway, receipt } of answers) this.#send(gateway, receipt);
    const sentMs = clock.monotonicMs();
    for (const { takenMs } of group) meter?.receipted((sentMs - takenMs) / 1000);
    const effects = answers.flatMap(({ effect }) => (effect === undefined ? [] : [effect]));
    if (effects.length > 0) this.#parts.onCommitted(effects);
  }

  #writeUntil(group: Taken[]): readonly Answer[] {
    const { clock, derivation } = this.#parts;
    derivation.refresh();
    const endMs = clock.monotonicMs() + transactionMs;
    const answers: Answer[] = [];
    do {
      const taken = this.#line.next();
      if (taken === undefined) break;
      group.push(taken);
      const answer = this.#write(taken);
      if (answer !== undefined) answers.push(answer);
    } while (clock.monotonicMs() < endMs);
    return answers;
  }

  /** Journals and derives one message. Undefined where it cannot even be told whom to answer. */
  #write(message: UpMessage): Answer | undefined {
    const { gateway, payload } = message;
    const { journal, clock } = this.#parts;
    const receivedMs = clock.wallMs();
    if (message.name === 'actions') return this.#writeActions(message, receivedMs);
    const read = message.reading?.read ?? readBatch(gateway, payload);
    if (read.kind !== 'batch') return this.#setAside(message, read, receivedMs);
    const { batch } = read;
    const id = journal.addBatch(gateway, batch.seq, payload, receivedMs, message.reading?.digest);
    this.#count(id === undefined ? 'duplicates' : 'batches');
    const effect = id === undefined ? undefined : this.#derive(batch, id, receivedMs, message.reading?.checked);
    if (effect !== undefined) this.#parts.actions.visited(batch.visits.map(({ device }) => device));
    return { gateway, receipt: this.#receiptFor(batch, id, effect), effect };
  }

  #writeActions(message: UpMessage, receivedMs: number): Answer | undefined {
    const { gateway, payload } = message;
    const { journal, actions, log } = this.#parts;
    const read = readActions(gateway, payload);
    if (read.kind !== 'batch') return this.#setAside(message, read, receivedMs);
    const { batch } = read;
    const id = journal.addActions(gateway, batch.seq, payload, receivedMs);
    this.#count(id === undefined ? 'duplicates' : 'batches');
    if (id === undefined) return { gateway, receipt: { v: 1, seq: batch.seq, status: 'duplicate' }, effect: undefined };
    actions.take(batch, id, receivedMs, (error) => {
      log.error({ journal: id, error: messageOf(error) }, 'actions could not be settled');
    });
    // Whose days have changed thereby stands in the tables, where feeds look it up.
    return { gateway, receipt: { v: 1, seq: batch.seq, status: 'stored' }, effect: { visits: [], revised: [] } };
  }

  /** Keeps what is no batch. Where the gateway has a better copy it is asked for that, and must not delete it. */
  #setAside({ gateway, payload }: UpMessage, read: Unreadable, receivedMs: number): Answer | undefined {
    const { journal, derivation, log } = this.#parts;
    const id = journal.addUnreadable(gateway, payload, receivedMs);
    const fact = id === undefined ? undefined : journal.get(id);
    if (fact !== undefined) derivation.apply(fact);
    const isAskedAgain = read.kind === 'changed' && this.#changed.isWorthAsking(gateway, payload);
    this.#count(isAskedAgain ? 'retried' : 'quarantined');
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
    this.#savepoint.begin();
    try {
      return derivation.applyBatch(batch, id, receivedMs, checked);
    } catch (error) {
      // The batch is not at fault: none of its group is stored, and all of it comes again.
      if (isDiskFault(error)) throw error;
      log.error({ journal: id, error: messageOf(error) }, 'derivation failed');
      this.#savepoint.undo();
      derivation.forget();
      derivation.setAside(id, batch.gateway, messageOf(error));
      return undefined;
    } finally {
      this.#savepoint.end();
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

  #answerRetry({ gateway, payload }: UpMessage, reason: string, retryAfterMs: number): void {
    this.#count('retried');
    const seq = readSeq(payload);
    if (seq !== undefined) this.#send(gateway, { v: 1, seq, status: 'retry', reason, retryAfterMs });
  }

  #send(gateway: GatewayId, receipt: Receipt): void {
    this.#parts.meter?.answered(receipt.status);
    this.#parts.wire.publish(topicOf(gateway, 'receipts'), JSON.stringify(receipt), { retain: false });
  }

  #count(what: keyof IntakeCounts): void {
    this.#counts = { ...this.#counts, [what]: this.#counts[what] + 1 };
  }
}
