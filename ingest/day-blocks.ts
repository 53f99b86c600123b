/** Day blocks: the table of dated buckets, one row per (date, pedometer), in key order by date. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { decodeRuns, encodeRuns, type DayBlock, type Run } from './day-block.ts';

export interface StoredBlock {
  readonly block: DayBlock;
  readonly participant: ParticipantId | null;
  /** Grows with every write of any block: what a durable cursor counts. */
  readonly change: number;
}

export class DayBlocks {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #ofDevice: StatementSync;
  readonly #since: StatementSync;
  readonly #lastChange: StatementSync;
  #change: number | undefined;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT runs FROM day_block WHERE date = ? AND device = ?');
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO day_block (date, device, participant, runs, change) VALUES (?, ?, ?, ?, ?)',
    );
    this.#ofDevice = database.prepare('SELECT date, runs FROM day_block WHERE device = ? ORDER BY date');
    this.#since = database.prepare('SELECT * FROM day_block WHERE change > ? ORDER BY change LIMIT ?');
    this.#lastChange = database.prepare('SELECT max(change) AS last FROM day_block');
  }

  /** The runs of a block; none where nothing has come. */
  runs(date: PlainDateText, device: DeviceSerial): readonly Run[] {
    const row = this.#get.get(date, device);
    return row === undefined ? [] : decodeRuns(row['runs'] as Uint8Array);
  }

  put(block: DayBlock, participant: ParticipantId | null): void {
    this.#change = (this.#change ?? Number(this.#lastChange.get()?.['last'] ?? 0)) + 1;
    this.#put.run(block.date, block.device, participant, encodeRuns(block.runs), this.#change);
  }

  /** All blocks of a pedometer by date, the undated one first. */
  ofDevice(device: DeviceSerial): readonly DayBlock[] {
    return this.#ofDevice.all(device).map((row) => ({
      device,
      date: row['date'] as PlainDateText,
      runs: decodeRuns(row['runs'] as Uint8Array),
    }));
  }

  /** Blocks written after `change`, in the order of their last writing. */
  changedSince(change: number, limit: number): readonly StoredBlock[] {
    return this.#since.all(change, limit).map((row) => ({
      block: {
        device: row['device'] as DeviceSerial,
        date: row['date'] as PlainDateText,
        runs: decodeRuns(row['runs'] as Uint8Array),
      },
      participant: row['participant'] as ParticipantId | null,
      change: row['change'] as number,
    }));
  }

  /** To be called after a rolled-back transaction: the counter is read from the table again. */
  forget(): void {
    this.#change = undefined;
  }
}
