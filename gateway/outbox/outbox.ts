/** Outbox: visits on disk until the cloud's own receipt says that they are on the cloud's (docs/wire.md §2). */
import type { DatabaseSync } from 'node:sqlite';
import { withDigest } from '../../contract/batch-digest.ts';
import { batchBytesMax, batchVisitsMax } from '../../contract/batch.ts';
import type { DeviceSerial, GatewayId } from '../../contract/ids.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { sha256 } from '../../runtime/sha256.ts';
import type { OutgoingVisit } from '../visit/collected-visit.ts';
import type { Ballast } from './ballast.ts';
import { checksumOf, isSameChecksum } from './checksum.ts';
import { isDiskFull, writeUnlessFull } from './sqlite-error.ts';

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

export interface OutboxSummary {
  /** Formed batches, and one more where visits wait to be put into one. */
  readonly batches: number;
  readonly bytes: number;
  readonly oldestMs: number | undefined;
  readonly parked: number;
  /** Rows the disk gave back changed: kept, not sent, not counted on. */
  readonly rotten: number;
}

export type BatchBody = { readonly kind: 'body'; readonly body: Uint8Array } | { readonly kind: 'rotten' | 'gone' };

/** Room kept for the visit under way when deciding beforehand whether there is any. */
const visitBytesMax = batchBytesMax;
/** `{"v":1,"gateway":…,"boot":…,"seq":…,"sentAt":…,"visits":[],"ext":{"digest":…}}` with ids of 64 characters. */
const envelopeBytesMax = 400;

interface VisitRow {
  readonly position: number;
  readonly device: string;
  readonly first_sequence: number;
  readonly end_sequence: number;
  readonly stored_ms: number;
  readonly report: string;
  readonly checksum: Uint8Array;
}

export class Outbox {
  readonly #database: DatabaseSync;
  readonly #options: OutboxOptions;
  readonly #sql: Prepared;
  #isWithoutBallast = false;
  /** Until the next write: health asks every second, and the rows may be a week's. */
  #summary: OutboxSummary | undefined;

  constructor(database: DatabaseSync, options: OutboxOptions) {
    this.#database = database;
    this.#sql = new Prepared(database);
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
    const insert = this.#sql.of(
      `INSERT INTO visit (device, first_sequence, end_sequence, stored_ms, report, checksum, state)
       VALUES (?, ?, ?, ?, ?, ?, 'waiting')`,
    );
    const isStored = writeUnlessFull(this.#database, () => {
      for (const { report, firstSequence, endSequence, text } of incoming) {
        const checksum = checksumOf(report.device, firstSequence, endSequence, text);
        insert.run(report.device, firstSequence, endSequence, Math.floor(nowMs), text, checksum);
      }
    });
    return isStored ? 'stored' : 'full';
  }

  /**
   * Every closed bucket of the device below the answer is confirmed, or here and on its way. Parked and rotten rows do
   * not count: what may never arrive is asked for again while the pedometer still has it.
   */
  held(device: DeviceSerial, confirmed: number): number {
    const rows = this.#sql
      .of(
        `SELECT visit.* FROM visit LEFT JOIN batch ON batch.seq = visit.batch
         WHERE visit.device = ?
           AND (visit.state = 'waiting' OR (visit.state = 'batched' AND batch.state = 'waiting'))
         ORDER BY visit.first_sequence`,
      )
      .all(device) as unknown as readonly VisitRow[];
    return rows
      .filter(isSound)
      .reduce((held, row) => (row.first_sequence <= held ? Math.max(held, row.end_sequence) : held), confirmed);
  }

  /**
   * Puts waiting visits, oldest first, into one batch whose bytes never change again. Undefined where none waits, or
   * where the disk has not even room for that.
   */
  form(nowMs: number): number | undefined {
    const rows = this.#sql
      .of("SELECT * FROM visit WHERE state = 'waiting' ORDER BY position LIMIT ?")
      .all(batchVisitsMax) as unknown as readonly VisitRow[];
    const sound = rows.filter((row) => isSound(row) || this.#setRotten('visit', 'position', row.position));
    const chosen = fitting(sound);
    const [oldest] = chosen;
    if (oldest === undefined) return undefined;
    let seq: number | undefined;
    const isFormed = this.#write(() => (seq = this.#insertBatch(chosen, oldest.stored_ms, nowMs)));
    return isFormed ? seq : undefined;
  }

  /** Numbers of the batches to be sent, oldest first. */
  waiting(): readonly number[] {
    const rows = this.#sql.of("SELECT seq FROM batch WHERE state = 'waiting' ORDER BY seq").all();
    return rows.map((row) => Number(row['seq']));
  }

  /** The bytes as they were formed. `rotten`: the disk has changed them; the row is set aside and others go on. */
  body(seq: number): BatchBody {
    const row = this.#sql.of('SELECT body, checksum FROM batch WHERE seq = ?').get(seq) as
      { readonly body: Uint8Array; readonly checksum: Uint8Array } | undefined;
    if (row === undefined) return { kind: 'gone' };
    if (isSameChecksum(checksumOf(seq, row.body), row.checksum)) return { kind: 'body', body: row.body };
    this.#setRotten('batch', 'seq', seq);
    return { kind: 'rotten' };
  }

  /** The devices a batch speaks of. */
  devices(seq: number): readonly string[] {
    const rows = this.#sql.of('SELECT DISTINCT device FROM visit WHERE batch = ?').all(seq);
    return rows.map((row) => String(row['device']));
  }

  /** The cloud has it on its disk. `kept`: ours takes not even a deletion; it will be sent again, which does no harm. */
  delete(seq: number): 'deleted' | 'kept' {
    const isDeleted = this.#write(() => {
      this.#sql.of('DELETE FROM visit WHERE batch = ?').run(seq);
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
    return (this.#summary ??= this.#sumUp());
  }

  /** One transaction, on a full disk with the ballast's room. False where even that does not do. */
  #write(work: () => void): boolean {
    this.#summary = undefined;
    if (writeUnlessFull(this.#database, work)) return true;
    if (!this.#options.ballast.drop()) return false;
    this.#isWithoutBallast = true;
    return writeUnlessFull(this.#database, work);
  }

  #insertBatch(visits: readonly VisitRow[], oldestMs: number, nowMs: number): number {
    const insert = this.#sql.of("INSERT INTO batch (body, checksum, oldest_ms, state) VALUES (x'', x'', ?, 'waiting')");
    const seq = Number(insert.run(oldestMs).lastInsertRowid);
    const { gateway, boot } = this.#options;
    const head = JSON.stringify({ v: 1, gateway, boot, seq, sentAt: isoInstant(nowMs) }).slice(0, -1);
    const body = withDigest(`${head},"visits":[${visits.map(({ report }) => report).join(',')}]}`, sha256);
    this.#sql.of('UPDATE batch SET body = ?, checksum = ? WHERE seq = ?').run(body, checksumOf(seq, body), seq);
    const move = this.#sql.of(
      "UPDATE visit SET state = 'batched', batch = ?, report = '', checksum = ? WHERE position = ?",
    );
    for (const visit of visits) {
      move.run(seq, checksumOf(visit.device, visit.first_sequence, visit.end_sequence, ''), visit.position);
    }
    return seq;
  }

  #setRotten(table: 'visit' | 'batch', key: 'position' | 'seq', value: number): false {
    this.#write(() => this.#sql.of(`UPDATE ${table} SET state = 'rotten' WHERE ${key} = ?`).run(value));
    return false;
  }

  #bytes(): number {
    return this.summary().bytes;
  }

  #sumUp(): OutboxSummary {
    const row = this.#sql
      .of(
        `SELECT
           (SELECT count(*) FROM batch WHERE state <> 'rotten')
             + (SELECT count(*) > 0 FROM visit WHERE state = 'waiting') AS batches,
           (SELECT count(*) FROM batch WHERE state = 'parked') AS parked,
           (SELECT count(*) FROM batch WHERE state = 'rotten')
             + (SELECT count(*) FROM visit WHERE state = 'rotten') AS rotten,
           (SELECT min(oldest_ms) FROM (
             SELECT oldest_ms FROM batch WHERE state <> 'rotten'
             UNION ALL SELECT stored_ms FROM visit WHERE state = 'waiting')) AS oldest,
           (SELECT coalesce(sum(octet_length(report)), 0) FROM visit)
             + (SELECT coalesce(sum(octet_length(body)), 0) FROM batch) AS bytes`,
      )
      .get();
    return {
      batches: Number(row?.['batches'] ?? 0),
      bytes: Number(row?.['bytes'] ?? 0),
      oldestMs: typeof row?.['oldest'] === 'number' ? row['oldest'] : undefined,
      parked: Number(row?.['parked'] ?? 0),
      rotten: Number(row?.['rotten'] ?? 0),
    };
  }
}

const isSound = (row: VisitRow): boolean =>
  isSameChecksum(checksumOf(row.device, row.first_sequence, row.end_sequence, row.report), row.checksum);

/** As many of the first visits as one batch takes; a report alone always fits (`reportsOf`). */
const fitting = (rows: readonly VisitRow[]): readonly VisitRow[] => {
  let bytes = envelopeBytesMax;
  return rows.filter((row, i) => {
    bytes += row.report.length + 1;
    return i === 0 || bytes <= batchBytesMax;
  });
};
