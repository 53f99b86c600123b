/** People search: finds participants by number, by the sticker of the pedometer they have on loan, or by name, for a clerk's page. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';

export interface FoundPerson {
  readonly id: ParticipantId;
  readonly name: string;
  /** The centre's name. */
  readonly centre: string;
  /** Sticker of the pedometer on loan now. */
  readonly label: string | null;
}

const people = `SELECT p.id, p.name, c.name AS centre, (
    SELECT d.label FROM loan l JOIN device d ON d.serial = l.device
    WHERE l.participant = p.id AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now) LIMIT 1) AS label
  FROM participant p JOIN centre c ON c.id = p.centre`;
const byId = `${people} WHERE p.id = :id`;
const holders = `SELECT l.participant FROM device d JOIN loan l ON l.device = d.serial
  WHERE d.label = :typed AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)`;
/** Exact numbers and stickers first. */
const matching = `${people} WHERE p.id LIKE :pattern ESCAPE '\\' OR p.name LIKE :pattern ESCAPE '\\' OR p.id IN (${holders})
  ORDER BY upper(p.id) <> upper(:typed), label IS NOT :typed, p.id LIMIT :limit`;

export class PeopleSearch {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  person(id: ParticipantId, now: number): FoundPerson | undefined {
    return this.#prepared.of(byId).get({ id, now }) as unknown as FoundPerson | undefined;
  }

  /** Nobody for an empty query; at most `limit`. */
  find(query: string, now: number, limit: number): readonly FoundPerson[] {
    // A scanner or a Japanese input method types in full width.
    const typed = query.normalize('NFKC').trim();
    if (typed === '') return [];
    const pattern = `%${typed.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    return this.#prepared.of(matching).all({ typed, pattern, now, limit }) as unknown as readonly FoundPerson[];
  }

  count(): number {
    return Number(this.#prepared.of('SELECT count(*) AS n FROM participant').get()?.['n']);
  }
}
