/**
 * Intake: takes batches off the wire without ever holding it up, writes them in groups, one transaction every few
 * milliseconds, and gives each its receipt after the commit and not before.
 */
import type { GatewayId } from '../contract/ids.ts';
import type { Receipt } from '../contract/receipt.ts';
import { topicOf } from '../contract/topics.ts';
import { inTransaction, isDiskFault } from '../runtime/database.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import { messageOf } from '../runtime/fault.ts';
import type { UpMessage, Wire } from './broker/wire.ts';
import type { Effect } from './derivation.ts';
import { GatewayAllowance, type AllowanceLimits } from './gateway-allowance.ts';
import {
  MessageWriter,
  Underivable,
  type Answer,
  type IntakeCounts,
  type MessageWriterParts,
} from './message-writer.ts';
import { readSeq } from './read-batch.ts';
import { WaitingLine } from './waiting-line.ts';

export interface IntakeParts extends MessageWriterParts {
  readonly wire: Wire;
  /** Called after each commit, outside the transaction, with the gateways whose messages were in it. */
  readonly onCommitted: (effects: readonly Effect[], by: ReadonlySet<GatewayId>) => void;
  /** How much each gateway may add; as much as any centre could ever need, when absent. */
  readonly allowance?: AllowanceLimits;
}

/**
 * A transaction ends when nothing waits any more, and after this much work, so that the desk is answered in between. The more is
 * in it the less each visit costs: a page of the database that many of them change is written once for all.
 */
const transactionMs = 200;
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

/** A message, and when it was taken. */
interface Taken extends UpMessage {
  readonly takenMs: number;
}

export class Intake {
  readonly #parts: IntakeParts;
  readonly #writer: MessageWriter;
  readonly #patience: DiskPatience;
  readonly #line = new WaitingLine<Taken>({
    bytesMax: waitingBytesMax,
    gatewayBytesMax: gatewayWaitingBytesMax,
  });
  readonly #allowance: GatewayAllowance;
  #draining: Promise<void> | undefined;
  #isClosed = false;
  #takenMs: number | undefined;
  /** When the latest commit failed; undefined once another has succeeded. */
  #failedMs: number | undefined;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#allowance = new GatewayAllowance(parts.allowance);
    this.#writer = new MessageWriter(parts);
    this.#patience = new DiskPatience(parts.log, 'batches of the gateways');
  }

  get counts(): IntakeCounts {
    return this.#writer.counts;
  }

  /** Bytes taken and not yet written. */
  get waitingBytes(): number {
    return this.#line.bytes;
  }

  /** Whether something taken is still being written. */
  get isBusy(): boolean {
    return this.#draining !== undefined;
  }

  /** Whether a message was taken within `withinMs`. */
  hasTaken(withinMs: number): boolean {
    return this.#takenMs !== undefined && this.#parts.clock.monotonicMs() - this.#takenMs <= withinMs;
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
    this.#takenMs = nowMs;
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
    const { derivation, log, clock, meter } = this.#parts;
    const group: Taken[] = [];
    const beganMs = clock.monotonicMs();
    let answers: readonly Answer[];
    try {
      answers = this.#store(group);
    } catch (error) {
      derivation.forget();
      // Not even begun: then nothing that waits can be stored.
      if (group.length === 0) group.push(...this.#line.drain());
      // The disk refused. Nothing of the group is stored, and that is what the gateways are told.
      if (isDiskFault(error)) this.#patience.bear(error);
      else log.error({ error: messageOf(error), batches: group.length }, 'commit failed');
      this.#failedMs = clock.monotonicMs();
      for (const message of group) this.#answerRetry(message, 'storage failed', failureRetryMs);
      return;
    }
    this.#failedMs = undefined;
    this.#patience.over();
    meter?.committed((clock.monotonicMs() - beganMs) / 1000);
    for (const { gateway, receipt } of answers) this.#send(gateway, receipt);
    const sentMs = clock.monotonicMs();
    for (const { takenMs } of group) meter?.receipted((sentMs - takenMs) / 1000);
    const effects = answers.flatMap(({ effect }) => (effect === undefined ? [] : [effect]));
    if (effects.length > 0) this.#parts.onCommitted(effects, new Set(answers.map(({ gateway }) => gateway)));
  }

  /** All that can be written at a time, in one transaction. One batch that cannot be derived does not hold up the others. */
  #store(group: Taken[]): readonly Answer[] {
    const { database, derivation } = this.#parts;
    const { counts } = this.#writer;
    try {
      return inTransaction(database, () => this.#writeUntil(group));
    } catch (error) {
      if (!(error instanceof Underivable)) throw error;
      derivation.forget();
      this.#writer.countAgain(counts);
    }
    const again = (): readonly Answer[] => group.flatMap((message) => this.#writer.write(message) ?? []);
    return inTransaction(database, () => this.#writer.withWayBack(again));
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
      const answer = this.#writer.write(taken);
      if (answer !== undefined) answers.push(answer);
    } while (clock.monotonicMs() < endMs);
    return answers;
  }

  #answerRetry({ gateway, payload }: UpMessage, reason: string, retryAfterMs: number): void {
    this.#writer.count('retried');
    const seq = readSeq(payload);
    if (seq !== undefined) this.#send(gateway, { v: 1, seq, status: 'retry', reason, retryAfterMs });
  }

  #send(gateway: GatewayId, receipt: Receipt): void {
    this.#parts.meter?.answered(receipt.status);
    this.#parts.wire.publish(topicOf(gateway, 'receipts'), JSON.stringify(receipt), { retain: false });
  }
}
