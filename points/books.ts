/** Books: the open point database as every part of the room works on it: facts in, entries out, all of a change or nothing. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { Prepared } from '../runtime/prepared.ts';
import { allDates, type Award, type DateRange } from './engine/award.ts';
import { awardsOf } from './engine/awards.ts';
import type { ParticipantFacts } from './engine/facts.ts';
import { reachOf, widened, type Reach } from './engine/reach.ts';
import { FactStore } from './facts/fact-store.ts';
import { LedgerWriter, type Chain, type Grounds } from './ledger/ledger-writer.ts';
import { Reconciler, type Difference, type Kinds } from './ledger/reconcile.ts';
import { bringBack } from './moved-points.ts';
import type { RuleBook } from './rule/rule-book.ts';

const knownParticipant = `SELECT 1 WHERE EXISTS (SELECT 1 FROM enrolment WHERE participant = :participant)
  OR EXISTS (SELECT 1 FROM day_revision WHERE participant = :participant)
  OR EXISTS (SELECT 1 FROM claim WHERE participant = :participant)`;

export class Books {
  readonly database: DatabaseSync;
  readonly prepared: Prepared;
  readonly facts: FactStore;
  readonly writer: LedgerWriter;
  readonly reconciler: Reconciler;
  readonly clock: Clock;
  #book: RuleBook;
  #reaches: { readonly with: Reach; readonly without: Reach };
  #hasVisitRules: boolean;
  #newestInForce: number;
  readonly #readBook: () => RuleBook;

  /** `readBook`: the rules that are in force by now. */
  constructor(database: DatabaseSync, readBook: () => RuleBook, clock: Clock) {
    const book = readBook();
    this.database = database;
    this.prepared = new Prepared(database);
    this.facts = new FactStore(database);
    this.writer = new LedgerWriter(database, book.programme);
    this.reconciler = new Reconciler(database, this.writer);
    this.clock = clock;
    this.#book = book;
    this.#reaches = { with: reachOf(book, true), without: reachOf(book, false) };
    this.#hasVisitRules = hasVisitRules(book);
    this.#readBook = readBook;
    this.#newestInForce = Number(database.prepare('SELECT max(id) AS newest FROM rule_in_force').get()?.['newest']);
  }

  get book(): RuleBook {
    return this.#book;
  }

  /** Another process may have put other rules in force. Every change looks by itself. */
  lookAtRules(): void {
    const newest = Number(this.prepared.of('SELECT max(id) AS newest FROM rule_in_force').get()?.['newest']);
    if (newest === this.#newestInForce) return;
    this.#useBook(this.#readBook());
    this.#newestInForce = newest;
  }

  #useBook(book: RuleBook): void {
    this.#book = book;
    this.#reaches = { with: reachOf(book, true), without: reachOf(book, false) };
    this.#hasVisitRules = hasVisitRules(book);
  }

  /** Where coming to a centre earns nothing, visits need not be looked at. */
  get hasVisitRules(): boolean {
    return this.#hasVisitRules;
  }

  /** Whether anything was ever said of this number. */
  knows(participant: ParticipantId): boolean {
    return this.prepared.of(knownParticipant).get({ participant }) !== undefined;
  }

  /** Points of the paper card have been moved: it is closed. */
  hasMovedPaper(participant: ParticipantId): boolean {
    return this.prepared.of('SELECT 1 FROM transfer WHERE participant = ? LIMIT 1').get(participant) !== undefined;
  }

  /** In the programme's zone. */
  today(): PlainDateText {
    return localDate(this.clock.wallMs(), this.#book.programme.zone).toString() as PlainDateText;
  }

  /** All that `work` writes is on disk when this returns, or nothing of it is. */
  change<Value>(work: (chain: Chain) => Value): Value {
    return inTransaction(this.database, () => {
      this.lookAtRules();
      const chain = this.writer.openChain(this.clock.wallMs());
      const value = work(chain);
      this.writer.close(chain);
      return value;
    });
  }

  /** The dates that have to be worked out again when days of `range` have changed. */
  reachOf(range: DateRange, hasClaims = true): DateRange {
    return widened(range, hasClaims ? this.#reaches.with : this.#reaches.without);
  }

  awards(facts: ParticipantFacts): readonly Award[] {
    return awardsOf(facts, this.#book, this.today());
  }

  /** What is owed beside what is credited, over all dates unless told otherwise; changes nothing. */
  differences(participant: ParticipantId, range: DateRange = allDates): readonly Difference[] {
    const facts = this.facts.load(participant, range);
    return this.reconciler.differences(participant, this.awards(facts), range);
  }

  /** Writes the entries that a change of the facts makes due. */
  settle(participant: ParticipantId, kinds: Kinds, grounds: Grounds, chain: Chain, range: DateRange = allDates): void {
    this.reconciler.write(participant, this.differences(participant, range), kinds, () => grounds, chain);
    bringBack(this, participant, grounds, chain);
  }
}

const hasVisitRules = (book: RuleBook): boolean =>
  book.inForce.some(({ rules }) => rules.earning.some(({ kind }) => kind === 'visit' || kind === 'first-visit'));
