/** Recompute: what everybody would have from a date on by the rules as they are written now, and, if wanted, makes it so by new entries. */
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import { missing } from './desk/requests.ts';
import type { Books } from './books.ts';
import { awardsOf } from './engine/awards.ts';
import { allDates } from './engine/award.ts';
import type { Difference } from './ledger/reconcile.ts';
import { bringBack } from './moved-points.ts';
import type { Programme } from './rule/programme-file.ts';
import { bookFrom, forceAsWritten } from './rule/recorded-rules.ts';
import type { RuleBook } from './rule/rule-book.ts';

/** One person for whom something would change. */
export interface Recomputed {
  readonly participant: ParticipantId;
  readonly differences: readonly Difference[];
}

export interface RecomputeApproval {
  readonly reason: string;
  readonly actor: string;
  readonly reference?: string | undefined;
}

export interface RecomputeReport {
  readonly people: number;
  readonly changed: number;
  readonly entries: number;
}

const peoplePerTransaction = 200;
/** What points follow from, and what has been credited. */
const tablesOfPeople = ['day_revision', 'claim', 'centre_visit', 'award'] as const;

export class Recompute {
  readonly #books: Books;
  readonly #programme: Programme;

  constructor(books: Books, programme: Programme) {
    this.#books = books;
    this.#programme = programme;
  }

  /** Whoever has anything that points follow from, in order. */
  everybody(): readonly ParticipantId[] {
    const all: ParticipantId[] = [];
    for (let last = ''; ;) {
      const people = this.#peopleAfter(last);
      if (people.length === 0) return all;
      all.push(...people);
      last = people.at(-1) ?? last;
    }
  }

  /** The rules in force before `from`, and those as written after. */
  bookFrom(from: PlainDateText): RuleBook {
    return bookFrom(this.#books.database, this.#programme, from);
  }

  /** Everybody whose points of dates on or after `from` would change. Changes nothing. */
  *dryRun(
    from: PlainDateText,
    onPeople: (count: number) => void = () => undefined,
  ): Generator<Recomputed, void, undefined> {
    const book = this.bookFrom(from);
    let last = '';
    for (;;) {
      const people = this.#peopleAfter(last);
      if (people.length === 0) return;
      last = people.at(-1) ?? last;
      for (const participant of people) {
        const differences = this.#differencesOf(participant, from, book);
        if (differences.length > 0) yield { participant, differences };
      }
      onPeople(people.length);
    }
  }

  /**
   * Puts the rules as written in force from `from` on and writes the difference, person by person, as new entries. Broken
   * off and started again it goes on where it was. Throws DeskFault `reason-missing` or `actor-missing`.
   */
  apply(
    from: PlainDateText,
    approval: RecomputeApproval,
    onPeople: (count: number) => void = () => undefined,
  ): RecomputeReport {
    for (const field of ['reason', 'actor'] as const) if (approval[field].trim() === '') throw missing(field);
    const run = `${this.#books.today()} ${from}`;
    this.#books.change(({ atMs }) =>
      forceAsWritten(this.#books.database, this.#programme, from, { ...approval, atMs }),
    );
    const tally = { people: 0, changed: 0, entries: 0 };
    const grounds = { cause: { kind: 'recompute', run }, ...approval } as const;
    for (let last = ''; ;) {
      const people = this.#peopleAfter(last);
      if (people.length === 0) return tally;
      last = people.at(-1) ?? last;
      this.#books.change((chain) => {
        for (const participant of people) {
          const differences = this.#differencesOf(participant, from, this.#books.book);
          if (differences.length > 0) tally.changed += 1;
          const kinds = { more: 'recomputed', less: 'recomputed' } as const;
          this.#books.reconciler.write(participant, differences, kinds, () => grounds, chain);
          bringBack(this.#books, participant, grounds, chain);
        }
        tally.entries += chain.entries.length;
      });
      tally.people += people.length;
      onPeople(people.length);
    }
  }

  #peopleAfter(last: string): readonly ParticipantId[] {
    const found = tablesOfPeople.flatMap((table) =>
      this.#books.prepared
        .of(`SELECT DISTINCT participant FROM ${table} WHERE participant > ? ORDER BY participant LIMIT ?`)
        .all(last, peoplePerTransaction),
    );
    const people = new Set(found.map((row) => row['participant'] as ParticipantId));
    return [...people].sort().slice(0, peoplePerTransaction);
  }

  #differencesOf(participant: ParticipantId, from: PlainDateText, book: RuleBook): readonly Difference[] {
    const awards = awardsOf(this.#books.facts.load(participant), book, this.#books.today());
    return this.#books.reconciler.differences(participant, awards, { from, to: allDates.to });
  }
}
