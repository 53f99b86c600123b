/** Numbers only: the people of a point service that has no registry beside it: whoever it has heard of, without a name. */
import type { ParticipantId } from '../../contract/ids.ts';
import type { Books } from '../books.ts';
import type { DeskPeople, KnownPerson } from './desk-people.ts';

/** From one participant of the days to the next by the index: a day's table has hundreds of rows for each. */
const everybody = `WITH RECURSIVE walker (participant) AS (
    SELECT min(participant) FROM day_revision
    UNION ALL SELECT (SELECT min(participant) FROM day_revision WHERE participant > walker.participant) FROM walker
    WHERE walker.participant IS NOT NULL)
  SELECT participant FROM walker WHERE participant IS NOT NULL
  UNION SELECT participant FROM enrolment UNION SELECT participant FROM claim`;
const found = `SELECT participant FROM (${everybody}) WHERE participant LIKE ? ESCAPE '\\' COLLATE NOCASE
  ORDER BY upper(participant) <> upper(?), participant LIMIT ?`;
const counted = `SELECT count(*) AS n FROM (${everybody})`;

export class NumbersOnly implements DeskPeople {
  readonly namesKnown = false;
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  find(query: string, limit: number): readonly KnownPerson[] {
    // A scanner or a Japanese input method types in full width.
    const typed = query.normalize('NFKC').trim();
    if (typed === '') return [];
    const pattern = `%${typed.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const rows = this.#books.prepared.of(found).all(pattern, typed, limit);
    return rows.map((row) => nameless(row['participant'] as ParticipantId));
  }

  person(id: ParticipantId): KnownPerson | undefined {
    return this.#books.knows(id) ? nameless(id) : undefined;
  }

  enrolledCount(): number {
    return Number(this.#books.prepared.of(counted).get()?.['n']);
  }
}

const nameless = (id: ParticipantId): KnownPerson => ({ id, name: null, centre: null, label: null });
