/** SeriesBook: what is known of one external store on our own disk: how far it has got, its layout and tags, what it refused. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import type { DayBlock } from '../day-block.ts';
import type { DescribeSeries } from './describe-series.ts';
import { layoutText, tagText, tagsOf } from './series-tags.ts';
import type { SeriesDay, SeriesStore } from './series-store.ts';
import type { ChangedDay, SqliteSeriesStore } from './sqlite-series-store.ts';

/** A day the store would not take, and why. */
export interface RefusedDay {
  readonly device: DeviceSerial;
  readonly date: PlainDateText;
  readonly reason: string;
  readonly change: number;
  readonly atMs: number;
}

export interface SeriesBookParts {
  /** With `day_block`, `series_cursor` and what `seriesBookSchema` makes. */
  readonly database: DatabaseSync;
  readonly source: SqliteSeriesStore;
  readonly store: SeriesStore;
  readonly describe: DescribeSeries;
}

export class SeriesBook {
  readonly #database: DatabaseSync;
  readonly #source: SqliteSeriesStore;
  readonly #store: SeriesStore;
  readonly #describe: DescribeSeries;
  readonly #statements: Statements;

  constructor({ database, source, store, describe }: SeriesBookParts) {
    this.#database = database;
    this.#source = source;
    this.#store = store;
    this.#describe = describe;
    this.#statements = prepare(database);
  }

  /** The last change the store has; 0 before the first, and again when the blocks were made anew with smaller numbers. */
  position(): number {
    const change = Number(this.#statements.cursor.get(this.#store.name)?.['change'] ?? 0);
    return change > this.#source.lastChange() ? 0 : change;
  }

  /** The day with the tags it is to be written under. */
  tagged(day: SeriesDay): SeriesDay {
    const { participant, block } = day;
    const tags = this.#describe(block.device, participant);
    const isAsked = this.#store.layout.participantTag && participant !== null;
    return { ...day, tags: tagsOf(isAsked ? { ...tags, participant } : tags) };
  }

  /** Whether the pedometer's days for this participant were written under other tags than these. */
  hasOtherTags({ block, participant, tags = {} }: SeriesDay): boolean {
    const held = this.#statements.tags.get(this.#store.name, block.device, participant ?? '')?.['tags'];
    return held !== undefined && held !== tagText(tags);
  }

  /** Days the store has got: what was refused of them before is settled. Inside the caller's transaction. */
  noteWritten(days: readonly SeriesDay[]): void {
    const { name } = this.#store;
    const hasRefused = this.#statements.anyRefused.get(name) !== undefined;
    for (const { block, participant, tags = {} } of days) {
      if (hasRefused) this.settle(block);
      this.#statements.noteTags.run(name, block.device, participant ?? '', tagText(tags));
    }
  }

  /** The store has the day now, whatever was refused of it before. Inside the caller's transaction. */
  settle({ date, device }: DayBlock): void {
    this.#statements.accept.run(this.#store.name, date, device);
  }

  /** Inside the caller's transaction. */
  noteRefused(days: readonly ChangedDay[], reason: string, atMs: number): void {
    for (const { day, change } of days) {
      this.#statements.refuse.run(this.#store.name, day.block.date, day.block.device, reason, change, atMs);
    }
  }

  /** Inside the caller's transaction. */
  move(change: number): void {
    this.#statements.moveCursor.run(this.#store.name, change);
  }

  /** `other`: it was filled in another layout, or before layouts were noted, and has to be filled anew. */
  layout(): 'same' | 'new' | 'other' {
    const held = this.#statements.layout.get(this.#store.name)?.['layout'];
    if (held === layoutText(this.#store.layout)) return 'same';
    return held === undefined && this.position() === 0 ? 'new' : 'other';
  }

  /** The store is filled from the beginning, in its present layout. */
  begin(): void {
    const { name, layout } = this.#store;
    inTransaction(this.#database, () => {
      this.#statements.forgetTags.run(name);
      this.#statements.forgetRefused.run(name);
      this.#statements.noteLayout.run(name, layoutText(layout));
      this.move(0);
    });
  }

  /** What waits, oldest date first, at most `max`. */
  refused(max: number): readonly RefusedDay[] {
    return this.#statements.refused.all(this.#store.name, max).map((row) => ({
      device: row['device'] as DeviceSerial,
      date: row['date'] as PlainDateText,
      reason: row['reason'] as string,
      change: Number(row['change']),
      atMs: Number(row['at_ms']),
    }));
  }

  countRefused(): number {
    return Number(this.#statements.countRefused.get(this.#store.name)?.['days']);
  }
}

/** What of a batch was not refused. */
export const withoutRefused = (days: readonly SeriesDay[], refused: readonly SeriesDay[]): readonly SeriesDay[] => {
  const keys = new Set(refused.map(({ block }) => keyOf(block)));
  return days.filter(({ block }) => !keys.has(keyOf(block)));
};

export const onlyRefused = (days: readonly ChangedDay[], refused: readonly SeriesDay[]): readonly ChangedDay[] => {
  const keys = new Set(refused.map(({ block }) => keyOf(block)));
  return days.filter(({ day }) => keys.has(keyOf(day.block)));
};

const keyOf = ({ date, device }: DayBlock): string => `${date} ${device}`;

type Statements = ReturnType<typeof prepare>;

const prepare = (database: DatabaseSync) => ({
  cursor: database.prepare('SELECT change FROM series_cursor WHERE store = ?'),
  moveCursor: database.prepare(
    'INSERT INTO series_cursor (store, change) VALUES (?, ?) ON CONFLICT DO UPDATE SET change = excluded.change',
  ),
  layout: database.prepare('SELECT layout FROM series_layout WHERE store = ?'),
  noteLayout: database.prepare(
    'INSERT INTO series_layout (store, layout) VALUES (?, ?) ON CONFLICT DO UPDATE SET layout = excluded.layout',
  ),
  tags: database.prepare('SELECT tags FROM series_tags WHERE store = ? AND device = ? AND participant = ?'),
  noteTags: database.prepare(
    `INSERT INTO series_tags (store, device, participant, tags) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET tags = excluded.tags WHERE tags <> excluded.tags`,
  ),
  forgetTags: database.prepare('DELETE FROM series_tags WHERE store = ?'),
  refuse: database.prepare(
    `INSERT INTO series_refused (store, date, device, reason, change, at_ms) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET reason = excluded.reason, change = excluded.change, at_ms = excluded.at_ms`,
  ),
  accept: database.prepare('DELETE FROM series_refused WHERE store = ? AND date = ? AND device = ?'),
  forgetRefused: database.prepare('DELETE FROM series_refused WHERE store = ?'),
  anyRefused: database.prepare('SELECT 1 FROM series_refused WHERE store = ? LIMIT 1'),
  refused: database.prepare('SELECT * FROM series_refused WHERE store = ? ORDER BY date, device LIMIT ?'),
  countRefused: database.prepare('SELECT count(*) AS days FROM series_refused WHERE store = ?'),
});
