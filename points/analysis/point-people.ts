/** Point people: whoever the point service knows, by number, with their births as the rules see them. */
import type { DatabaseSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Birth } from '../engine/facts.ts';

const enrolments = `SELECT id, participant, birth_year, birth_date FROM enrolment WHERE id > ? ORDER BY id LIMIT 2000`;
type EnrolmentCells = readonly [number, string, number, PlainDateText | null];

export class PointPeople {
  readonly #sql: Prepared;
  readonly #index = new Map<string, number>();
  readonly ids: string[] = [];
  readonly #births: (Birth | undefined)[] = [];
  #enrolment = 0;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  get count(): number {
    return this.ids.length;
  }

  /** Numbered when they are first heard of. */
  indexOf(participant: string): number {
    const known = this.#index.get(participant);
    if (known !== undefined) return known;
    this.#index.set(participant, this.ids.length);
    return this.ids.push(participant) - 1;
  }

  /** Undefined where nobody has said. */
  birthOf(person: number): Birth | undefined {
    return this.#births[person];
  }

  /** Reads a slice of what was said since. Returns whether there may be more. */
  step(): boolean {
    const statement = this.#sql.of(enrolments);
    statement.setReturnArrays(true);
    const rows = statement.all(this.#enrolment) as unknown as readonly EnrolmentCells[];
    for (const [id, participant, year, date] of rows) {
      this.#births[this.indexOf(participant)] = { year, date };
      this.#enrolment = id;
    }
    return rows.length > 0;
  }
}
