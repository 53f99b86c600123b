/** Queries move: where the people of a queries town belong, laid anew for every run; and days that come while questions are asked. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../runtime/database.ts';
import { lastDate, participantOf, serialOf } from './queries-town.ts';

/** Everybody belongs to one of so many centres, each of which has all ages. */
export const moveEverybody = (database: DatabaseSync, centres: number): void => {
  database.exec('CREATE TEMP TABLE place (id TEXT PRIMARY KEY, centre TEXT, born INTEGER)');
  database
    .prepare(
      `INSERT INTO place SELECT id, 'c-' || (n % centres), 1930 + (n / centres + 7 * n) % 40
         FROM (SELECT id, CAST(substr(id, 3) AS INTEGER) AS n, CAST(:centres AS INTEGER) AS centres FROM participant)`,
    )
    .run({ centres });
  inTransaction(database, () => {
    const centre = database.prepare('INSERT OR IGNORE INTO centre (id, name) VALUES (?, ?)');
    for (let number = 0; number < centres; number++) centre.run(`c-${number}`, `第${number}公民館`);
    database.exec(
      `UPDATE participant SET centre = place.centre, birth_year = place.born FROM place
        WHERE place.id = participant.id AND (participant.centre, birth_year) <> (place.centre, place.born)`,
    );
  });
  database.exec('DROP TABLE place');
};

const today = Temporal.PlainDate.from(lastDate).add({ days: 1 }).toString();
/** What a city's gateways bring in a busy second. */
const daysAtOnce = 500;

/** Days of today, which have come since the last question. */
export class NewDays {
  readonly #database: DatabaseSync;
  readonly #people: number;
  #next = 0;

  constructor(database: DatabaseSync, people: number) {
    this.#database = database;
    this.#people = people;
  }

  come(): void {
    const add = this.#database.prepare(
      `INSERT INTO day_revision (participant, date, revision, steps, state, synced_on, trust, devices, journal)
       VALUES (?, ?, ?, ?, 'open', ?, 'signed', ?, 1)`,
    );
    inTransaction(this.#database, () => {
      for (let i = 0; i < daysAtOnce; i++, this.#next++) {
        const person = this.#next % this.#people;
        const revision = 1 + Math.floor(this.#next / this.#people);
        add.run(participantOf(person), today, revision, 100 * revision + (person % 5_000), today, serialOf(person));
      }
    });
  }

  /** The town is as it was. */
  [Symbol.dispose](): void {
    this.#database.prepare('DELETE FROM day_revision WHERE date = ?').run(today);
  }
}
