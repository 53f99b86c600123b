/** SqliteSeriesStore: the `day_block` table, which is the first home of every day and, by default, the series store itself. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import { decodeRuns, encodeRuns, undated, type DayBlock } from '../day-block.ts';
import type { LocalDays } from '../local-days.ts';
import { losesSlots, slotsOf } from './grid.ts';
import { heldOf, pointDays } from './point-write.ts';
import type {
  HeldSlot,
  KeptFrom,
  SeriesDay,
  SeriesEmptyOutcome,
  SeriesLayout,
  SeriesStore,
  SeriesWriteOutcome,
  SlotSteps,
} from './series-store.ts';

/** A day as it stands, and the number of the write that left it so. */
export interface ChangedDay {
  readonly day: SeriesDay;
  readonly change: number;
}

/** The methods without a promise are for the middle of the caller's own transaction; their statements are prepared once. */
export class SqliteSeriesStore implements SeriesStore {
  readonly name = 'sqlite';
  readonly called = 'sqlite';
  readonly layout: SeriesLayout = { participantTag: true, dayPoints: true };
  readonly #database: DatabaseSync;
  readonly #days: LocalDays;
  readonly #statements: Statements;

  /** `database` has `dayBlockSchema` and `seriesSchema`. */
  constructor(database: DatabaseSync, days: LocalDays) {
    this.#database = database;
    this.#days = days;
    this.#statements = prepare(database);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  /** Blocks are kept for ever. */
  keptFrom(): KeptFrom {
    return { slots: undefined, days: undefined };
  }

  /** Puts the block in place of the one held, under the next number of changes, which the caller keeps growing. */
  writeBlock(block: DayBlock, participant: ParticipantId | null, change: number): void {
    this.replaceBlock(this.readBlock(block.device, block.date), block, participant, change);
  }

  /** The same for a caller that has just read what is `held`, so that it is not read again. */
  replaceBlock(held: SeriesDay | undefined, block: DayBlock, participant: ParticipantId | null, change: number): void {
    if (held !== undefined && this.#moves(held, block, participant))
      this.#statements.move.run(block.date, block.device);
    this.#statements.write.run(block.date, block.device, participant, encodeRuns(block.runs), change);
  }

  readBlock(device: DeviceSerial, date: PlainDateText): SeriesDay | undefined {
    const row = this.#statements.one.get(date, device);
    return row === undefined ? undefined : dayOf(row);
  }

  /** All its days by date, the undated block (date '') first. */
  blocksOfDevice(device: DeviceSerial): readonly SeriesDay[] {
    return this.blocksBetween(device, undated, lastDate);
  }

  /** From … to, both included. */
  blocksBetween(device: DeviceSerial, from: PlainDateText, to: PlainDateText): readonly SeriesDay[] {
    return this.#between(device, from, to).map(dayOf);
  }

  /**
   * The days written after change number `change`, oldest change first, about `limit` of them: those that share a number are
   * never parted, so that going on from the last one's number misses none.
   */
  changedSince(change: number, limit: number): readonly ChangedDay[] {
    const until = this.#statements.nthChange.get(change, limit - 1)?.['change'] ?? Number.MAX_SAFE_INTEGER;
    const rows = this.#statements.changed.all(change, Number(until));
    return rows.map((row) => ({ day: { ...dayOf(row), moved: row['moved'] === 1 }, change: Number(row['change']) }));
  }

  /** How many days were written after `change`, counted no further than `max`. */
  countChangedSince(change: number, max: number): number {
    return Number(this.#statements.countChanged.get(change, max)?.['days']);
  }

  lastChange(): number {
    return Number(this.#statements.lastChange.get()?.['change']);
  }

  write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    inTransaction(this.#database, () => {
      let change = this.lastChange();
      for (const { block, participant } of days) this.writeBlock(block, participant, ++change);
    });
    return Promise.resolve({ kind: 'written' });
  }

  read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    const blocks = this.#between(device, from, to).map((row) => dayOf(row).block);
    return Promise.resolve(blocks.flatMap((block) => slotsOf(block, this.#days.of(block.date))));
  }

  /** They are made from the journal and nowhere else. */
  empty(): Promise<SeriesEmptyOutcome> {
    return Promise.resolve({ kind: 'refused', reason: 'the day blocks are no copy' });
  }

  devices(): Promise<readonly DeviceSerial[]> {
    return Promise.resolve(this.#statements.devices.all().map((row) => row['device'] as DeviceSerial));
  }

  held(devices: readonly DeviceSerial[], from: PlainDateText, to: PlainDateText): Promise<readonly HeldSlot[]> {
    const days = devices.flatMap((device) => this.#between(device, from, to).map(dayOf));
    const points = pointDays(days, { zone: this.#days, dayPoints: true, keptFrom: this.keptFrom() });
    return Promise.resolve(points.flatMap(heldOf));
  }

  /** The days of one pedometer from … to, both included, each with the number of its last change. */
  changedDays(device: DeviceSerial, from: PlainDateText, to: PlainDateText): readonly ChangedDay[] {
    return this.#between(device, from, to).map((row) => ({ day: dayOf(row), change: Number(row['change']) }));
  }

  /** The first and the last date of any block; undefined where none is dated. */
  dates(): readonly [PlainDateText, PlainDateText] | undefined {
    const row = this.#statements.dates.get();
    if (row === undefined || row['first'] === null) return undefined;
    return [row['first'] as PlainDateText, row['last'] as PlainDateText];
  }

  /** The database is the caller's. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  /** Days lie in the order of dates, as they come: one pedometer's are looked for date by date. */
  #between(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Row[] {
    return this.#statements.between.all({ device, from, to });
  }

  #moves(held: SeriesDay, block: DayBlock, participant: ParticipantId | null): boolean {
    if (block.date === undated) return false;
    return held.participant !== participant || losesSlots(held.block, block, this.#days.of(block.date));
  }
}

/** After every date there can be. */
export const lastDate = '9999-12-31' as PlainDateText;

type Row = ReturnType<StatementSync['all']>[number];

const dayOf = (row: Row): SeriesDay => ({
  block: {
    device: row['device'] as DeviceSerial,
    date: row['date'] as PlainDateText,
    runs: decodeRuns(row['runs'] as Uint8Array),
  },
  participant: row['participant'] as ParticipantId | null,
});

type Statements = ReturnType<typeof prepare>;

const prepare = (database: DatabaseSync) => ({
  one: database.prepare('SELECT date, device, participant, runs FROM day_block WHERE date = ? AND device = ?'),
  between: database.prepare(
    `WITH RECURSIVE a(date) AS (
       SELECT (SELECT min(date) FROM day_block WHERE date >= :from)
       UNION ALL SELECT (SELECT min(date) FROM day_block WHERE date > a.date) FROM a WHERE date <= :to
     ) SELECT b.date, b.device, b.participant, b.runs, b.change
         FROM a CROSS JOIN day_block b ON b.date = a.date AND b.device = :device
        WHERE a.date <= :to ORDER BY b.date`,
  ),
  write: database.prepare(
    `INSERT INTO day_block (date, device, participant, runs, change) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET participant = excluded.participant, runs = excluded.runs, change = excluded.change`,
  ),
  move: database.prepare('INSERT OR IGNORE INTO day_moved (date, device) VALUES (?, ?)'),
  nthChange: database.prepare('SELECT change FROM day_block WHERE change > ? ORDER BY change LIMIT 1 OFFSET ?'),
  changed: database.prepare(
    `SELECT date, device, participant, runs, change,
            EXISTS (SELECT 1 FROM day_moved m WHERE m.date = b.date AND m.device = b.device) AS moved
       FROM day_block b WHERE change > ? AND change <= ? ORDER BY change`,
  ),
  countChanged: database.prepare('SELECT count(*) AS days FROM (SELECT 1 FROM day_block WHERE change > ? LIMIT ?)'),
  devices: database.prepare('SELECT DISTINCT device FROM day_block ORDER BY device'),
  dates: database.prepare(
    `SELECT (SELECT min(date) FROM day_block WHERE date > '') AS first, (SELECT max(date) FROM day_block WHERE date > '') AS last`,
  ),
  lastChange: database.prepare('SELECT coalesce(max(change), 0) AS change FROM day_block'),
});
