/** Points: the point service. Takes the feed's day totals, keeps the ledger, and answers what anyone has and why. */
import type { DatabaseSync } from 'node:sqlite';
import type { DayTotal } from '../contract/day-total.ts';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import { openDatabase } from '../runtime/database.ts';
import type { Disk } from '../runtime/disk.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import { explainDay, type PointsExplanation } from './explanation.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { LedgerReader, type DateRange, type DayPoints } from './ledger-reader.ts';
import { ledgerMigrations } from './ledger-schema.ts';
import { Ledger, type AcceptOutcome } from './ledger.ts';
import { recordRule } from './recorded-rule.ts';
import { ruleHash, type Rule } from './rule-file.ts';
import { verifyLedger, type LedgerVerdict } from './verify-ledger.ts';

export interface PointsOptions {
  /** Of points.sqlite. */
  readonly path: string;
  readonly rule: Rule;
  readonly clock: Clock;
  readonly log: Log;
  /** The machine's own, when absent. */
  readonly disk?: Disk;
}

interface OpenLedger {
  readonly database: DatabaseSync;
  readonly ledger: Ledger;
  readonly reader: LedgerReader;
}

/** Dates in the data have four-figure years (contract/ids.ts). */
const allDates = { from: '0000-01-01', to: '9999-12-31' } as DateRange;

export class Points implements Service {
  readonly #options: PointsOptions;
  #open: OpenLedger | undefined;

  constructor(options: PointsOptions) {
    this.#options = options;
  }

  /**
   * Rejects with OperatorError `database-unusable`, `database-newer`, `rule-changed` or `rule-other-programme`. The signal
   * ends nothing here: there is no work between calls.
   */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { path, rule, log, disk } = this.#options;
    const database = openDatabase(path, ledgerMigrations, disk);
    try {
      recordRule(database, rule);
      this.#open = { database, ledger: new Ledger(database, rule), reader: new LedgerReader(database) };
    } catch (error) {
      database.close();
      throw error;
    }
    log.info({ programme: rule.programme, ruleVersion: rule.version, ruleHash: ruleHash(rule) }, 'ledger open');
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#open?.database.close();
    this.#open = undefined;
    return Promise.resolve();
  }

  /**
   * The feed's receiving end (docs/wire.md §3): on return every total is on disk and credited, each revision once however
   * often and in whatever order it comes; if it throws, nothing of this call is. Fast in batches of some hundred.
   */
  accept(totals: readonly DayTotal[]): AcceptOutcome {
    const outcome = this.#alive().ledger.accept(totals, this.#options.clock.wallMs());
    for (const { participant, date, revision } of outcome.conflicting)
      this.#options.log.warn({ participant, date, revision }, 'a revision came again with another content: ignored');
    return outcome;
  }

  /** All points of all dates. */
  balance(participant: ParticipantId): number {
    return this.#reader.sum(participant, allDates);
  }

  /** Points of the dates walked in `month`, `YYYY-MM`. */
  monthPoints(participant: ParticipantId, month: string): number {
    assert(/^\d{4}-\d{2}$/.test(month), `${month} is no month such as 2026-11`);
    // No month has a day after 31, and dates compare as text.
    return this.#reader.sum(participant, { from: `${month}-01`, to: `${month}-31` } as DateRange);
  }

  /** Days with points whose date walked is in the range, by participant, then date. */
  pointsOf(range: DateRange): Iterable<DayPoints> {
    return this.#reader.days(range);
  }

  /** The same for every date: what the points CSV is written from. */
  listAll(): Iterable<DayPoints> {
    return this.#reader.days(allDates);
  }

  /** Net points of all entries ever written. */
  issued(): number {
    return this.#reader.issued();
  }

  /** Net points of the entries written on this date of the programme's zone, whatever dates they are for. */
  issuedOn(date: PlainDateText): number {
    return this.#reader.issuedOn(date);
  }

  /** Oldest first; of one date walked, or of all. */
  entries(participant: ParticipantId, date?: PlainDateText): readonly LedgerEntry[] {
    return this.#reader.entries(participant, date === undefined ? allDates : { from: date, to: date });
  }

  explain(participant: ParticipantId, date: PlainDateText): PointsExplanation {
    const record = {
      participant,
      date,
      revisions: this.#reader.revisions(participant, date),
      entries: this.entries(participant, date),
      standing: this.#reader.standing(participant, date),
    };
    return explainDay(record, this.#options.rule);
  }

  /** Reads the whole ledger: some seconds per million entries, during which this process does nothing else. */
  verify(): LedgerVerdict {
    return verifyLedger(this.#alive().database);
  }

  get #reader(): LedgerReader {
    return this.#alive().reader;
  }

  #alive(): OpenLedger {
    assert(this.#open !== undefined, 'Points is used only between start and disposal');
    return this.#open;
  }
}
