/** Outbox: visits and actions on disk until the cloud's own receipt says that they are on the cloud's (docs/wire.md §2). */
import type { DatabaseSync } from 'node:sqlite';
import { withDigest } from '../../contract/batch-digest.ts';
import { batchBytesMax } from '../../contract/batch.ts';
import type { CentreAction } from '../../contract/centre-action.ts';
import type { DeviceSerial, GatewayId } from '../../contract/ids.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { sha256 } from '../../runtime/sha256.ts';
import type { OutgoingVisit } from '../visit/collected-visit.ts';
import { ActionRows, type KeptAction } from './action-rows.ts';
import type { Ballast } from './ballast.ts';
import { checksumOf, isSameChecksum } from './checksum.ts';
import { summaryOf, type OutboxSummary } from './outbox-summary.ts';
import { isDiskFull, writeUnlessFull } from './sqlite-error.ts';
import { VisitRows } from './visit-rows.ts';
import { fitting, type WaitingRow } from './waiting-row.ts';

export interface OutboxOptions {
  readonly gateway: GatewayId;
  /** One per start of the gateway. */
  readonly boot: string;
  readonly bytesMax: number;
  /** Free bytes on the outbox's disk, null where that cannot be told. */
  readonly diskFreeBytes: () => number | null;
  readonly diskFreeBytesMin: number;
  /** Given up for what is already here; never for more. */
  readonly ballast: Ballast;
}

/** What a batch carries, and the topic it goes out on. */
export const batchKinds = ['visits', 'actions'] as const;
export type BatchKind = (typeof batchKinds)[number];

export type BatchBody =
  | { readonly kind: 'body'; readonly carries: BatchKind; readonly body: Uint8Array }
  | { readonly kind: 'rotten' | 'gone' };

/** Room kept for the visit under way when deciding beforehand whether there is any. */
const visitBytesMax = batchBytesMax;
/** A visit is in its pedometer too, an action nowhere else: it is still taken in where visits have used up their budget. */
const actionReserveBytes = 256 * 1024;

interface BatchRow {
  readonly kind: BatchKind;
  readonly body: Uint8Array;
  readonly checksum: Uint8Array;
}

export class Outbox {
  readonly #database: DatabaseSync;
  readonly #options: OutboxOptions;
  readonly #sql: Prepared;
  readonly #visits: VisitRows;
  readonly #actions: ActionRows;
  #isWithoutBallast = false;
  /** Until the next write: health asks every second, and the rows may be a week's. */
  #summary: OutboxSummary | undefined;

  constructor(database: DatabaseSync, options: OutboxOptions) {
    this.#database = database;
    this.#sql = new Prepared(database);
    this.#visits = new VisitRows(database);
    this.#actions = new ActionRows(database);
    this.#options = options;
  }

  /** True: nothing more is taken in, and so nothing more is receipted, until batches have gone. */
  isFull(): boolean {
    const { bytesMax, diskFreeBytes, diskFreeBytesMin } = this.#options;
    if (this.#bytes() + visitBytesMax > bytesMax) return true;
    const free = diskFreeBytes();
    return free !== null && free < diskFreeBytesMin;
  }

  /** All of these visits are on disk when this returns `stored`, none when it returns `full`. */
  add(visits: readonly OutgoingVisit[], nowMs: number): 'stored' | 'full' {
    const incoming = visits.map((visit) => ({ ...visit, text: JSON.stringify(visit.report) }));
    const bytes = incoming.reduce((sum, { text }) => sum + text.length, 0);
    if (this.#bytes() + bytes > this.#options.bytesMax) return 'full';
    this.#summary = undefined;
    const isStored = writeUnlessFull(this.#database, () => {
      for (const { text, ...visit } of incoming) this.#visits.insert(visit, text, nowMs);
    });
    return isStored ? 'stored' : 'full';
  }

  /** As `add`. An action whose id is known, waiting or gone, is stored already. */
  addActions(actions: readonly CentreAction[], nowMs: number): 'stored' | 'full' {
    const incoming = actions.map((action) => ({ id: action.id, text: JSON.stringify(action) }));
    const bytes = incoming.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    if (this.#bytes() + bytes > this.#options.bytesMax + actionReserveBytes) return 'full';
    this.#summary = undefined;
    const isOnDisk = writeUnlessFull(this.#database, () => {
      for (const { id, text } of incoming) this.#actions.insert(id, text, nowMs);
      this.#actions.forgetOld(nowMs);
    });
    return isOnDisk ? 'stored' : 'full';
  }

  /** Those without a receipt, and those of the last weeks that the cloud has; oldest first. */
  keptActions(): readonly KeptAction[] {
    return this.#actions.kept();
  }

  /**
   * Every closed bucket of the device below the answer is confirmed, or here and on its way. Parked and rotten rows do
   * not count: what may never arrive is asked for again while the pedometer still has it.
   */
  held(device: DeviceSerial, confirmed: number): number {
    return this.#visits.held(device, confirmed);
  }

  /**
   * Puts what waits, visits or actions, whichever has waited longer, oldest first, into one batch whose bytes never change
   * again. Undefined where none waits, or where the disk has not even room for that.
   */
  form(nowMs: number): number | undefined {
    const [visits, actions] = [this.#next('visits'), this.#next('actions')];
    const isActionsTurn = (actions[0]?.storedMs ?? Infinity) < (visits[0]?.storedMs ?? Infinity);
    return isActionsTurn ? this.#formOf('actions', actions, nowMs) : this.#formOf('visits', visits, nowMs);
  }

  /** As `form`, of actions only: they wait for no visit. */
  formActions(nowMs: number): number | undefined {
    return this.#formOf('actions', this.#next('actions'), nowMs);
  }

  /** Numbers of the batches to be sent, oldest first. */
  waiting(): readonly number[] {
    const rows = this.#sql.of("SELECT seq FROM batch WHERE state = 'waiting' ORDER BY seq").all();
    return rows.map((row) => Number(row['seq']));
  }

  /** The bytes as they were formed. `rotten`: the disk has changed them; the row is set aside and others go on. */
  body(seq: number): BatchBody {
    const row = this.#sql.of('SELECT kind, body, checksum FROM batch WHERE seq = ?').get(seq) as BatchRow | undefined;
    if (row === undefined) return { kind: 'gone' };
    const { kind, body, checksum } = row;
    if (isSameChecksum(batchChecksum(seq, kind, body), checksum)) return { kind: 'body', carries: kind, body };
    this.#setBatchRotten(seq);
    return { kind: 'rotten' };
  }

  /** The devices a batch speaks of. */
  devices(seq: number): readonly string[] {
    return this.#visits.devicesIn(seq);
  }

  /** The ids of the actions in a batch; none where it is one of visits. */
  actionsIn(seq: number): readonly string[] {
    return this.#actions.idsIn(seq);
  }

  /** The cloud has it on its disk. `kept`: ours takes not even a deletion; it will be sent again, which does no harm. */
  delete(seq: number): 'deleted' | 'kept' {
    const isDeleted = this.#write(() => {
      this.#visits.delete(seq);
      this.#actions.setSent(seq);
      this.#sql.of('DELETE FROM batch WHERE seq = ?').run(seq);
    });
    if (this.#isWithoutBallast) this.takeBallast();
    return isDeleted ? 'deleted' : 'kept';
  }

  /** At the start, and again as soon as there is room. */
  takeBallast(): void {
    try {
      // The log, too, keeps room that only a full checkpoint gives back.
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.#options.ballast.take();
      this.#isWithoutBallast = false;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  park(seq: number): void {
    this.#write(() => this.#sql.of("UPDATE batch SET state = 'parked' WHERE seq = ? AND state = 'waiting'").run(seq));
  }

  /** Parked batches go out again: this one, or all of them. */
  unpark(seq?: number): void {
    this.#write(() =>
      this.#sql
        .of("UPDATE batch SET state = 'waiting' WHERE state = 'parked' AND seq = coalesce(?, seq)")
        .run(seq ?? null),
    );
  }

  summary(): OutboxSummary {
    return (this.#summary ??= summaryOf(this.#sql));
  }

  /** One transaction, on a full disk with the ballast's room. False where even that does not do. */
  #write(work: () => void): boolean {
    this.#summary = undefined;
    if (writeUnlessFull(this.#database, work)) return true;
    if (!this.#options.ballast.drop()) return false;
    this.#isWithoutBallast = true;
    return writeUnlessFull(this.#database, work);
  }

  /** What the next batch of this kind would hold. */
  #next(kind: BatchKind): readonly WaitingRow[] {
    const rows = kind === 'visits' ? this.#visits : this.#actions;
    return fitting(rows.waiting().filter((row) => row.isSound || this.#setRotten(kind, row.position)));
  }

  #formOf(kind: BatchKind, rows: readonly WaitingRow[], nowMs: number): number | undefined {
    const [oldest] = rows;
    if (oldest === undefined) return undefined;
    let seq: number | undefined;
    const isFormed = this.#write(() => {
      seq = this.#insertBatch(kind, rows, oldest.storedMs, nowMs);
    });
    return isFormed ? seq : undefined;
  }

  #insertBatch(kind: BatchKind, rows: readonly WaitingRow[], oldestMs: number, nowMs: number): number {
    const insert = this.#sql.of(
      "INSERT INTO batch (kind, body, checksum, oldest_ms, state) VALUES (?, x'', x'', ?, 'waiting')",
    );
    const seq = Number(insert.run(kind, oldestMs).lastInsertRowid);
    const { gateway, boot } = this.#options;
    const head = JSON.stringify({ v: 1, gateway, boot, seq, sentAt: isoInstant(nowMs) }).slice(0, -1);
    const body = withDigest(`${head},"${kind}":[${rows.map(({ text }) => text).join(',')}]}`, sha256);
    const fill = this.#sql.of('UPDATE batch SET body = ?, checksum = ? WHERE seq = ?');
    fill.run(body, batchChecksum(seq, kind, body), seq);
    for (const row of rows) row.setBatched(seq);
    return seq;
  }

  #setRotten(kind: BatchKind, position: number): false {
    this.#write(() => (kind === 'visits' ? this.#visits : this.#actions).setRotten(position));
    return false;
  }

  /** Its actions go into another one: they are whole rows of their own. */
  #setBatchRotten(seq: number): void {
    this.#write(() => {
      this.#sql.of("UPDATE batch SET state = 'rotten' WHERE seq = ?").run(seq);
      this.#actions.setWaiting(seq);
    });
  }

  #bytes(): number {
    return this.summary().bytes;
  }
}

/** Batches of visits have theirs from the time when there was no other kind. */
const batchChecksum = (seq: number, kind: BatchKind, body: Uint8Array): Uint8Array =>
  kind === 'visits' ? checksumOf(seq, body) : checksumOf(seq, kind, body);
