/** Trial reading: what the disk of a point service holds, and what it should hold. For this room's tests. */
import { DatabaseSync } from 'node:sqlite';
import { TrialDesk } from './desk/trial-desk.ts';
import { allDates } from './engine/award.ts';
import { awardsOf } from './engine/awards.ts';
import { countDay } from './engine/counted-day.ts';
import { FactStore } from './facts/fact-store.ts';
import type { Points } from './points.ts';
import type { Programme } from './rule/programme-file.ts';
import { RuleBook } from './rule/rule-book.ts';
import { people } from './trial-deeds.suite.ts';
import { participantId } from './trial-points.ts';

export abstract class TrialReading extends TrialDesk {
  protected readonly programme: Programme;

  constructor(programme: Programme) {
    super();
    this.programme = programme;
  }

  abstract get points(): Points;

  /** By participant, date and key. */
  credited(): Readonly<Record<string, number>> {
    return this.record(
      'SELECT participant, date, key, account, points FROM award WHERE points > 0',
      ({ participant, date, key, account, points }) => [
        `${String(participant)} ${String(date)} ${String(key)} ${String(account)}`,
        Number(points),
      ],
    );
  }

  /** What the rules give for the facts as they stand on the disk. */
  owed(): Readonly<Record<string, number>> {
    const database = new DatabaseSync(this.path, { readOnly: true });
    const facts = new FactStore(database);
    const book = RuleBook.asWritten(this.programme);
    const awards = people.flatMap((name) =>
      awardsOf(facts.load(participantId(name)), book, this.points.books.today()).map(
        ({ date, key, account, points }) => [`${name} ${date} ${key} ${account}`, points] as const,
      ),
    );
    database.close();
    expectDistinct(awards.map(([name]) => name));
    return Object.fromEntries(awards.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Days on the list of those that wait, and those whose newest revision does. */
  waiting(): { readonly listed: readonly string[]; readonly due: readonly string[] } {
    const listed = this.record('SELECT participant, date FROM waiting_day', ({ participant, date }) => [
      `${String(participant)} ${String(date)}`,
      1,
    ]);
    const due = people.flatMap((name) =>
      this.points.books.facts
        .days(participantId(name), allDates)
        .flatMap((day) =>
          countDay(day, this.points.books.book.on(day.date))?.isWaiting === true ? [`${name} ${day.date}`] : [],
        ),
    );
    return { listed: Object.keys(listed), due };
  }

  /** Accounts below 0, save a paper card that something was taken from after its points had been moved. */
  overdrawn(): Readonly<Record<string, number>>[] {
    const moved = new Set(
      people.filter((name) => this.points.books.hasMovedPaper(participantId(name))).map((name) => `${name}/paper`),
    );
    const below = this.record("SELECT name, points FROM balance WHERE points < 0 AND name LIKE 'P-%'", (row) => [
      String(row['name']),
      Number(row['points']),
    ]);
    return Object.entries(below).flatMap(([name, points]) => (moved.has(name) ? [] : [{ [name]: points }]));
  }

  protected record(
    sql: string,
    entryOf: (row: Readonly<Record<string, unknown>>) => readonly [string, number],
  ): Readonly<Record<string, number>> {
    const database = new DatabaseSync(this.path, { readOnly: true });
    const entries = database.prepare(sql).all().map(entryOf);
    database.close();
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const expectDistinct = (names: readonly string[]): void => {
  if (new Set(names).size !== names.length) throw new Error('two awards under one key');
};
