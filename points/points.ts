/** Points: the point service. Takes what the cloud tells of people and their steps, keeps the ledger, and answers what anyone has and why. */
import type { CentreVisit } from '../contract/centre-visit.ts';
import type { DayCurve } from '../contract/day-curve.ts';
import type { DayTotal } from '../contract/day-total.ts';
import type { Enrolment } from '../contract/enrolment.ts';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import type { Disk } from '../runtime/disk.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { systemBytes, type RandomBytes } from '../runtime/random-bytes.ts';
import type { Service } from '../runtime/service.ts';
import { Books } from './books.ts';
import { Closing, type ClosingReport } from './closing.ts';
import { allDates, type DateRange } from './engine/award.ts';
import { explainDay, type PointsExplanation } from './explain/explanation.ts';
import type { LedgerEntry } from './ledger/ledger-entry.ts';
import { LedgerReader, type DayPoints } from './ledger/ledger-reader.ts';
import { verifyLedger, type LedgerVerdict } from './ledger/verify-ledger.ts';
import { PointsDesk } from './desk/points-desk.ts';
import { People } from './people.ts';
import { pointsMigrations } from './points-schema.ts';
import { Recompute } from './recompute.ts';
import type { AccountId } from './rule/activity.ts';
import type { Programme } from './rule/programme-file.ts';
import {
  lateVersions,
  readBook,
  recordRules,
  ruleHash,
  rulesInForce,
  versionsNotInFile,
} from './rule/recorded-rules.ts';
import { Doubting, type CurveSource } from './doubting.ts';
import { Totals, type AcceptOutcome } from './totals.ts';

export interface PointsOptions {
  /** Of points.sqlite. */
  readonly path: string;
  readonly programme: Programme;
  readonly clock: Clock;
  readonly log: Log;
  /** The machine's own, when absent. */
  readonly disk?: Disk;
  /** How steps lie over a day, by which they are doubted; nothing is doubted, when absent. */
  readonly curveOf?: CurveSource;
  /** For the secrets of activity codes; the system's, when absent. */
  readonly randomBytes?: RandomBytes;
  /** Of the programme nothing is written down: a draft of its rules may be tried on a ledger that is there. */
  readonly looksOnly?: boolean;
}

interface Open {
  readonly books: Books;
  readonly reader: LedgerReader;
  readonly totals: Totals;
  readonly people: People;
  readonly desk: PointsDesk;
  readonly doubting: Doubting;
}

export class Points implements Service {
  readonly #options: PointsOptions;
  #open: Open | undefined;

  constructor(options: PointsOptions) {
    this.#options = options;
  }

  /**
   * Rejects with OperatorError `database-unusable`, `database-newer`, `rule-changed`, `rule-other-programme` or
   * `ledger-empty`. The signal
   * ends nothing here: there is no work between calls.
   */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { path, programme, log, disk, clock, curveOf, randomBytes = systemBytes, looksOnly } = this.#options;
    const database = openDatabase(path, pointsMigrations, disk);
    try {
      const atMs = clock.wallMs();
      const today = localDate(atMs, programme.zone).toString() as PlainDateText;
      const book =
        looksOnly === true
          ? rulesInForce(database, programme)
          : inTransaction(database, () => recordRules(database, programme, today, atMs));
      for (const late of lateVersions(book))
        log.warn(late, 'a rule version came late: dates already lived wait for recompute');
      for (const ruleVersion of versionsNotInFile(book, programme))
        log.warn({ ruleVersion }, 'the ledger goes by a rule version that the programme file has no more');
      const books = new Books(database, () => readBook(database, programme), clock);
      const doubting = new Doubting(books, curveOf ?? (() => undefined));
      const totals = new Totals(books, curveOf === undefined ? () => undefined : doubting.doubt);
      const reader = new LedgerReader(database);
      const desk = new PointsDesk(books, reader, randomBytes);
      this.#open = { books, reader, totals, people: new People(books), desk, doubting };
      const { newest } = book;
      const rule = { ruleVersion: newest.version, ruleHash: ruleHash(newest) };
      log.info({ programme: programme.programme, ...rule }, 'ledger open');
    } catch (error) {
      database.close();
      throw error;
    }
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#open?.books.database.close();
    this.#open = undefined;
    return Promise.resolve();
  }

  get books(): Books {
    return this.#alive().books;
  }

  get reader(): LedgerReader {
    return this.#alive().reader;
  }

  /** What a clerk does: activities, codes, groups, transfers, decisions. */
  get desk(): PointsDesk {
    return this.#alive().desk;
  }

  /** Curves of a participant's believed days before a date: what is usual for them. */
  ownDays(participant: ParticipantId, date: PlainDateText): readonly DayCurve[] {
    return this.#alive().doubting.ownDays(participant, date);
  }

  get programme(): Programme {
    return this.#options.programme;
  }

  /**
   * The feed's receiving end (docs/wire.md §3): on return every total is on disk and credited, each revision once however
   * often and in whatever order it comes; if it throws, nothing of this call is. Fast in batches of some hundred.
   */
  accept(totals: readonly DayTotal[]): AcceptOutcome {
    const outcome = this.#alive().totals.accept(totals);
    for (const { participant, date, revision } of outcome.conflicting)
      this.#options.log.warn({ participant, date, revision }, 'a revision came again with another content: ignored');
    return outcome;
  }

  /** The same for who people are, as far as points go: all of a call or nothing of it; saying it again changes nothing. */
  enrol(enrolments: readonly Enrolment[]): void {
    this.#alive().people.enrol(enrolments);
  }

  /** The same for visits to centres. */
  acceptVisits(visits: readonly CentreVisit[]): void {
    this.#alive().people.acceptVisits(visits);
  }

  /** What a participant can spend. */
  balance(participant: ParticipantId, account: AccountId = 'pedometer'): number {
    return this.reader.balance(participant, account);
  }

  /** Points of the dates in `month`, `YYYY-MM`. */
  monthPoints(participant: ParticipantId, month: string, account: AccountId = 'pedometer'): number {
    assert(/^\d{4}-\d{2}$/.test(month), `${month} is no month such as 2026-11`);
    // No month has a day after 31, and dates compare as text.
    return this.reader.sum(participant, account, { from: `${month}-01`, to: `${month}-31` } as DateRange);
  }

  /** Days with points whose date is in the range, by participant, then date. */
  pointsOf(range: DateRange): Iterable<DayPoints> {
    return this.reader.days(range);
  }

  /** The same for every date: what the points CSV is written from. */
  listAll(): Iterable<DayPoints> {
    return this.reader.days(allDates);
  }

  /** Net points of all awards ever written. */
  issued(account: AccountId = 'pedometer'): number {
    return this.reader.issued(account);
  }

  /** Net points of the awards written on this date of the programme's zone, whatever dates they are for. */
  issuedOn(date: PlainDateText, account: AccountId = 'pedometer'): number {
    return this.reader.issuedOn(date, account);
  }

  /** Oldest first; of one date, or of all. */
  entries(participant: ParticipantId, date?: PlainDateText): readonly LedgerEntry[] {
    return this.reader.entries(participant, date === undefined ? allDates : { from: date, to: date });
  }

  /** All entries written on a date of the programme's zone, in the order written. */
  entriesWrittenOn(date: PlainDateText): Iterable<LedgerEntry> {
    const day = Temporal.PlainDate.from(date);
    const startOf = (of: Temporal.PlainDate): number => of.toZonedDateTime(this.programme.zone).epochMilliseconds;
    return this.reader.entriesWritten(startOf(day), startOf(day.add({ days: 1 })));
  }

  explain(participant: ParticipantId, date: PlainDateText): PointsExplanation {
    this.books.lookAtRules();
    const facts = this.books.facts.load(participant);
    const record = { participant, date, facts, entries: this.entries(participant, date), asOf: this.books.today() };
    return explainDay(record, this.books.book);
  }

  /** Steps at which the points of a day rise under the newest rules, least first: the lines drawn into charts. */
  tiers(): readonly number[] {
    const rule = this.books.book.newest.earning.find(({ kind }) => kind === 'tiers');
    return rule?.kind === 'tiers' ? rule.tiers.map(({ from }) => from) : [];
  }

  /** What a new day makes due by itself: months that are over, points that have expired. */
  close(signal?: AbortSignal): Promise<ClosingReport> {
    return new Closing(this.books).run(signal);
  }

  /** What the rules as written would give from a date on, and making it so. */
  recompute(): Recompute {
    return new Recompute(this.books, this.programme);
  }

  /** Reads the whole ledger: some seconds per million entries, during which this process does nothing else. */
  verify(): LedgerVerdict {
    return verifyLedger(this.books.database);
  }

  #alive(): Open {
    assert(this.#open !== undefined, 'Points is used only between start and disposal');
    return this.#open;
  }
}
