/** Totals: the feed's receiving end: takes each revision of each day once, in whatever order it comes, and credits what it earns. */
import type { DayTotal } from '../contract/day-total.ts';
import type { ParticipantId } from '../contract/ids.ts';
import type { Books } from './books.ts';
import { allDates, type DateRange } from './engine/award.ts';
import { countDay } from './engine/counted-day.ts';
import type { ClaimFact, DayFacts, RevisionFact } from './engine/facts.ts';
import type { Cause, LedgerEntry } from './ledger/ledger-entry.ts';
import type { Chain } from './ledger/ledger-writer.ts';
import { birthOf } from './facts/fact-store.ts';
import { bringBack } from './moved-points.ts';

/** Every total given is counted in exactly one of `fresh`, `repeated` and `conflicting`. */
export interface AcceptOutcome {
  /** Revisions not seen before. */
  readonly fresh: number;
  /** Revisions seen before, the same as then. */
  readonly repeated: number;
  /** Revisions seen before with other steps, state or visit: the first one stays, these were ignored. */
  readonly conflicting: readonly DayTotal[];
  /** The entries written, in order. */
  readonly entries: readonly LedgerEntry[];
}

/** Why these steps are doubted, as JSON to be kept with them; undefined when nothing speaks against them. */
export type Doubt = (total: DayTotal) => string | undefined;

export class Totals {
  readonly #books: Books;
  readonly #doubt: Doubt;

  constructor(books: Books, doubt: Doubt) {
    this.#books = books;
    this.#doubt = doubt;
  }

  /** On return all of it is on disk; if it throws, none of it is. */
  accept(totals: readonly DayTotal[]): AcceptOutcome {
    return this.#books.change((chain) => {
      const tally = { fresh: 0, repeated: 0, conflicting: new Array<DayTotal>() };
      for (const [participant, its] of Map.groupBy(totals, (total) => total.participant))
        this.#take(participant, its, tally, chain);
      return { ...tally, entries: chain.entries };
    });
  }

  #take(participant: ParticipantId, totals: readonly DayTotal[], tally: Tally, chain: Chain): void {
    const claims = this.#books.facts.claims(participant);
    const range = this.#reachOf(participant, rangeOf(totals), claims.length > 0);
    const days = new Map(this.#books.facts.days(participant, range).map((day) => [day.date, new GrowingDay(day)]));
    const grown = new Set<GrowingDay>();
    for (const total of totals) {
      let day = days.get(total.date);
      if (day === undefined) days.set(total.date, (day = new GrowingDay({ date: total.date, revisions: [] })));
      const taken = day.take(total, () => this.#keep(total, chain.atMs));
      if (taken === 'conflicting') tally.conflicting.push(total);
      else tally[taken] += 1;
      if (taken === 'fresh') grown.add(day);
    }
    if (grown.size === 0) return;
    for (const day of grown) this.#await(participant, day, chain.atMs);
    const sorted = [...days.values()].map((day) => day.facts).sort((a, b) => (a.date < b.date ? -1 : 1));
    this.#credit(participant, sorted, claims, range, chain);
  }

  /** Whoever is not registered carries a pedometer since their first day with steps: an earlier one bears on all claims. */
  #reachOf(participant: ParticipantId, range: DateRange, hasClaims: boolean): DateRange {
    const { facts } = this.#books;
    const wide = this.#books.reachOf(range, hasClaims);
    if (!hasClaims || wide === allDates || facts.enrolment(participant) !== undefined) return wide;
    const first = facts.pedometerFrom(participant);
    return first === null || range.from < first ? allDates : wide;
  }

  /** Returns whether it is doubted. */
  #keep(total: DayTotal, atMs: number): boolean {
    const { participant, date, revision, steps, state, syncedOn, trust } = total;
    const findings = this.#doubt(total);
    this.#books.prepared
      .of(
        `INSERT INTO day_revision (participant, date, revision, steps, state, synced_on, trust, findings, at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(participant, date, revision, steps, state, syncedOn, trust, findings ?? null, atMs);
    return findings !== undefined;
  }

  /** A day whose newest revision is held or doubted stands on the list of those that wait, until it no longer is. */
  #await(participant: ParticipantId, day: GrowingDay, atMs: number): void {
    const rules = this.#books.book.on(day.date);
    const isWaiting = countDay(day.facts, rules)?.isWaiting ?? false;
    if (isWaiting === (countDay(day.before, rules)?.isWaiting ?? false)) return;
    if (isWaiting) awaitDay(this.#books, participant, day.date, atMs);
    else releaseDay(this.#books, participant, day.date);
  }

  #credit(
    participant: ParticipantId,
    days: readonly DayFacts[],
    claims: readonly ClaimFact[],
    range: DateRange,
    chain: Chain,
  ): void {
    const { facts, reconciler, book } = this.#books;
    const enrolment = facts.enrolment(participant);
    const awards = this.#books.awards({
      birth: birthOf(enrolment),
      pedometerFrom: claims.length === 0 ? null : facts.pedometerFrom(participant, enrolment),
      days,
      visits: this.#books.hasVisitRules ? facts.visits(participant) : [],
      claims,
    });
    const found = reconciler.differences(participant, awards, range);
    if (found.length === 0) return;
    const byDate = new Map(days.map((day) => [day.date, day]));
    const causeOf = (date: DayFacts['date']): Cause => feedCause(byDate.get(date) ?? days.at(-1), book);
    const kinds = { more: 'credit', less: 'correction' } as const;
    reconciler.write(participant, found, kinds, ({ date }) => ({ cause: causeOf(date) }), chain);
    if (claims.length > 0) bringBack(this.#books, participant, { cause: causeOf(range.to) }, chain);
  }
}

export const awaitDay = (books: Books, participant: ParticipantId, date: string, atMs: number): void => {
  books.prepared
    .of('INSERT INTO waiting_day (participant, date, since_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(participant, date, atMs);
};

export const releaseDay = (books: Books, participant: ParticipantId, date: string): void => {
  books.prepared.of('DELETE FROM waiting_day WHERE participant = ? AND date = ?').run(participant, date);
};

interface Tally {
  fresh: number;
  repeated: number;
  readonly conflicting: DayTotal[];
}

/** A day's revisions while new ones come to those that are known. */
class GrowingDay {
  readonly date: DayFacts['date'];
  /** As it was known before. */
  readonly before: DayFacts;
  readonly #revisions: RevisionFact[];

  constructor(day: DayFacts) {
    this.date = day.date;
    this.before = day;
    this.#revisions = [...day.revisions];
  }

  get facts(): DayFacts {
    return { ...this.before, revisions: this.#revisions };
  }

  take(total: DayTotal, keep: () => boolean): 'fresh' | 'repeated' | 'conflicting' {
    const { revision, steps, state, syncedOn } = total;
    const unsigned = total.trust === 'unsigned';
    const seen = this.#revisions.find((each) => each.revision === revision);
    if (seen !== undefined) {
      const isSame = seen.steps === steps && seen.state === state && seen.syncedOn === syncedOn;
      return isSame && seen.unsigned === unsigned ? 'repeated' : 'conflicting';
    }
    // One that was overtaken takes its place, as if all had come in order.
    const place = this.#revisions.findLastIndex((each) => each.revision < revision) + 1;
    this.#revisions.splice(place, 0, { revision, steps, state, syncedOn, doubted: keep(), unsigned });
    return 'fresh';
  }
}

const feedCause = (day: DayFacts | undefined, book: Books['book']): Cause => {
  const newest = day?.revisions.at(-1);
  if (day === undefined || newest === undefined) return { kind: 'visit' };
  const { revision, syncedOn } = newest;
  return { kind: 'feed', revision, syncedOn, countedSteps: countDay(day, book.on(day.date))?.steps ?? 0 };
};

const rangeOf = (totals: readonly DayTotal[]): DateRange => {
  let { to: from, from: to } = allDates;
  for (const { date } of totals) {
    if (date < from) from = date;
    if (date > to) to = date;
  }
  return { from, to };
};
