/** Day totals: what the dated, attributed buckets of a participant's date add up to, and every revision of it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayState, DayTotal, Trust } from '../contract/day-total.ts';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../contract/ids.ts';

/** What a date amounts to just now, before it is compared with what was said of it. */
export interface DaySum {
  readonly steps: number;
  readonly trust: Trust;
  readonly devices: readonly DeviceSerial[];
  readonly held: boolean;
}

/** A new revision and what was said before it. */
export interface Revised {
  readonly total: DayTotal;
  readonly before: DayTotal | undefined;
}

export interface FeedEntry {
  readonly id: number;
  readonly total: DayTotal;
}

/** All dates from :from on of which anything is known, as table `a`: totals lie in the order of dates, and one person's are looked for date by date. */
export const totalDates = `WITH RECURSIVE a(date) AS (
  SELECT (SELECT min(date) FROM day_total WHERE date >= :from)
  UNION ALL SELECT (SELECT min(date) FROM day_total WHERE date > a.date) FROM a WHERE date NOTNULL
)`;

/** So many are kept for feeds, and at most twice as many. */
const newestKept = 4_000;
/** A read for a file holds this many rows in memory at a time. */
const rowsPerReadMax = 500;

export class DayTotals {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #append: StatementSync;
  readonly #openBefore: StatementSync;
  readonly #revisionsAfter: StatementSync;
  readonly #revisionsOf: StatementSync;
  readonly #all: StatementSync;
  readonly #madeBetween: StatementSync;
  readonly #journalSpan: StatementSync;
  readonly #revisionFrom: StatementSync;
  readonly #lastRevision: StatementSync;
  /** The newest as they were said, without a gap: feeds ask for them at once, and need not read them again. */
  #newest: FeedEntry[] = [];

  constructor(database: DatabaseSync) {
    const columns = 'participant, date, revision, steps, state, synced_on, trust, devices';
    this.#get = database.prepare(`SELECT ${columns} FROM day_total WHERE date = ? AND participant = ?`);
    this.#put = database.prepare(`INSERT OR REPLACE INTO day_total (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#append = database.prepare(
      `INSERT INTO day_revision (${columns}, journal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#openBefore = database.prepare(
      `SELECT ${columns} FROM day_total WHERE state = 'open' AND date < ? ORDER BY date, participant`,
    );
    this.#revisionsAfter = database.prepare(`SELECT id, ${columns} FROM day_revision WHERE id > ? ORDER BY id LIMIT ?`);
    this.#revisionsOf = database.prepare(
      `SELECT ${columns}, journal FROM day_revision WHERE participant = ? AND date = ? ORDER BY revision`,
    );
    this.#all = database.prepare(`SELECT ${columns} FROM day_total ORDER BY participant, date`);
    this.#journalSpan = database.prepare(
      'SELECT min(id) AS first, max(id) AS last FROM journal WHERE received_ms >= ? AND received_ms < ?',
    );
    this.#lastRevision = database.prepare('SELECT max(id) AS id FROM day_revision');
    this.#revisionFrom = database.prepare('SELECT id, journal FROM day_revision WHERE id >= ? ORDER BY id LIMIT 1');
    this.#madeBetween = database.prepare(
      `SELECT r.id, ${columns.replaceAll(/\w+/g, 'r.$&')} FROM day_revision r JOIN journal j ON j.id = r.journal
        WHERE r.id > :after AND r.id < :before AND j.received_ms >= :fromMs AND j.received_ms < :toMs
          AND NOT EXISTS (
            SELECT 1 FROM day_revision n JOIN journal k ON k.id = n.journal
             WHERE n.participant = r.participant AND n.date = r.date AND n.revision > r.revision
               AND k.received_ms < :toMs)
        ORDER BY r.id LIMIT ${rowsPerReadMax}`,
    );
  }

  get(participant: ParticipantId, date: PlainDateText): DayTotal | undefined {
    const row = this.#get.get(date, participant);
    return row === undefined ? undefined : totalOf(row);
  }

  /**
   * Says what the date amounts to now. Returns the new revision, or undefined when nothing changed. `syncedOn` is the
   * local date of the visit that brought the change.
   */
  revise(
    participant: ParticipantId,
    date: PlainDateText,
    sum: DaySum,
    syncedOn: PlainDateText,
    journal: number,
  ): Revised | undefined {
    const before = this.get(participant, date);
    if (before === undefined && sum.devices.length === 0 && sum.trust === 'signed') return undefined;
    const same =
      before !== undefined &&
      before.steps === sum.steps &&
      before.trust === sum.trust &&
      before.devices.join() === sum.devices.join();
    const state = nextState(before, sum, !same);
    if (same && state === before.state) return undefined;
    const { steps, trust, devices } = sum;
    const revision = (before?.revision ?? 0) + 1;
    // Where only the state changes, nobody's visit brought anything.
    const broughtOn = same ? before.syncedOn : syncedOn;
    // In the order of `totalOf`: what a feed sends is known again by its bytes, wherever it was read.
    const total = { participant, date, revision, steps, state, syncedOn: broughtOn, trust, devices: [...devices] };
    return this.#write(total, before, journal);
  }

  /** Open totals of dates before `date`. */
  openBefore(date: PlainDateText): readonly DayTotal[] {
    return this.#openBefore.all(date).map(totalOf);
  }

  /** Makes an open day final. Nobody's visit brought this, so `syncedOn` stays. */
  close(total: DayTotal, journal: number): Revised {
    return this.#write({ ...total, state: 'final', revision: total.revision + 1 }, total, journal);
  }

  /** Puts a day in doubt: a person has to look at it. */
  hold(total: DayTotal, journal: number): Revised {
    return this.#write({ ...total, state: 'held', revision: total.revision + 1 }, total, journal);
  }

  /** The number of the newest; 0 before the first. */
  lastRevision(): number {
    return Number(this.#lastRevision.get()?.['id'] ?? 0);
  }

  /** Every revision after `id`, oldest first: the feed. */
  revisionsAfter(id: number, limit: number): readonly FeedEntry[] {
    const from = id + 1 - (this.#newest[0]?.id ?? Infinity);
    // Beyond the newest said here there may be some that another program has said.
    if (from >= 0 && from < this.#newest.length) return this.#newest.slice(from, from + limit);
    return this.#revisionsAfter.all(id, limit).map((row) => ({ id: row['id'] as number, total: totalOf(row) }));
  }

  /** Something was rolled back: what was said last may not have been said. */
  forget(): void {
    this.#newest = [];
  }

  /** All that was ever said of one date, with the journal entry that made it be said. */
  revisionsOf(
    participant: ParticipantId,
    date: PlainDateText,
  ): readonly { readonly total: DayTotal; readonly journal: number }[] {
    return this.#revisionsOf
      .all(participant, date)
      .map((row) => ({ total: totalOf(row), journal: row['journal'] as number }));
  }

  /** By participant and date. */
  *all(): Generator<DayTotal> {
    for (const row of this.#all.iterate()) yield totalOf(row);
  }

  /**
   * The totals that were said anew from `fromMs` on and before `toMs` (when the journal took in what made them), each as it
   * stood at the end, in the order in which that was said. Nothing is held open while the caller does something else.
   */
  *madeBetween(fromMs: number, toMs: number): Generator<DayTotal> {
    const { first, last } = this.#journalSpan.get(fromMs, toMs) ?? {};
    if (typeof first !== 'number' || typeof last !== 'number') return;
    const before = this.#firstRevisionFrom(last + 1);
    for (let after = this.#firstRevisionFrom(first) - 1; ;) {
      const rows = this.#madeBetween.all({ after, before, fromMs, toMs });
      yield* rows.map(totalOf);
      const end = rows.at(-1);
      if (end === undefined) return;
      after = Number(end['id']);
    }
  }

  /** The least revision made by `journal` or a later entry; they were appended in that order. */
  #firstRevisionFrom(journal: number): number {
    let least = 1;
    let most = this.lastRevision() + 1;
    while (least < most) {
      const middle = Math.floor((least + most) / 2);
      const row = this.#revisionFrom.get(middle);
      if (row === undefined || Number(row['journal']) >= journal) most = middle;
      else least = Number(row['id']) + 1;
    }
    return least;
  }

  #keep(entry: FeedEntry): void {
    if (this.#newest.at(-1)?.id !== entry.id - 1) this.#newest = [];
    else if (this.#newest.length >= 2 * newestKept) this.#newest = this.#newest.slice(-newestKept);
    this.#newest.push(entry);
  }

  #write(total: DayTotal, before: DayTotal | undefined, journal: number): Revised {
    const { participant, date, revision, steps, state, syncedOn, trust } = total;
    const devices = total.devices.join(' ');
    this.#put.run(participant, date, revision, steps, state, syncedOn, trust, devices);
    const said = this.#append.run(participant, date, revision, steps, state, syncedOn, trust, devices, journal);
    this.#keep({ id: Number(said.lastInsertRowid), total });
    return { total, before };
  }
}

const nextState = (before: DayTotal | undefined, sum: DaySum, changed: boolean): DayState => {
  if (sum.held) return 'held';
  // Another system says a day when it is over; a pedometer that takes its place has only begun to tell.
  const first = sum.trust === 'unsigned' ? 'final' : 'open';
  if (before === undefined || before.state === 'held' || before.state === 'open') return first;
  if (before.trust === 'unsigned' && sum.devices.length > 0) return first;
  return changed ? 'corrected' : before.state;
};

/** From a row with the columns of `day_total`. */
export const totalOf = (row: Record<string, unknown>): DayTotal => ({
  participant: row['participant'] as ParticipantId,
  date: row['date'] as PlainDateText,
  revision: row['revision'] as number,
  steps: row['steps'] as number,
  state: row['state'] as DayState,
  syncedOn: row['synced_on'] as PlainDateText,
  trust: row['trust'] as Trust,
  devices: (row['devices'] as string).split(' ').filter((device) => device !== '') as DeviceSerial[],
});
