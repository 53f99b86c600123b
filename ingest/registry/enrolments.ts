/** Enrolments: what the point service is told of participants, without a name, and which of them have changed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Enrolment } from '../../contract/enrolment.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { pageOf, type FeedPage, type FeedSource } from '../feed-source.ts';
import type { LocalDays } from '../local-days.ts';

/** A participant and the beginning of their first loan, ms since the Unix epoch; null without one. */
export interface EnrolledPerson {
  readonly participant: ParticipantId;
  readonly birthYear: number;
  readonly birthDate: PlainDateText | null;
  readonly firstLoanMs: number | null;
}

/** Pure. */
export const enrolmentOf = ({ firstLoanMs, ...person }: EnrolledPerson, days: LocalDays): Enrolment => ({
  ...person,
  pedometerFrom: firstLoanMs === null ? null : days.at(firstLoanMs).date,
});

const columns = `p.id AS participant, p.birth_year, p.birth_date,
  (SELECT min(l.from_ms) FROM loan l WHERE l.participant = p.id) AS first_loan_ms`;

export class Enrolments implements FeedSource<Enrolment> {
  readonly #days: LocalDays;
  readonly #all: StatementSync;
  readonly #changed: StatementSync;
  readonly #newest: StatementSync;

  /** `database` holds `registrySchema` and `enrolmentSchema`. */
  constructor(database: DatabaseSync, days: LocalDays) {
    this.#days = days;
    this.#all = database.prepare(`SELECT ${columns} FROM participant p ORDER BY p.id`);
    this.#newest = database.prepare('SELECT max(id) AS id FROM enrolment_change');
    this.#changed = database.prepare(
      `SELECT c.id, ${columns} FROM enrolment_change c CROSS JOIN participant p ON p.id = c.participant
        WHERE c.id > ? ORDER BY c.id LIMIT ?`,
    );
  }

  /** By participant. */
  all(): readonly Enrolment[] {
    return this.#all.all().map((row) => this.#enrolmentOf(row));
  }

  /** As they are now, each once, however often it has changed. */
  after(id: number, limit: number): FeedPage<Enrolment> | undefined {
    const rows = this.#changed.all(id, limit);
    const lastOf = new Map(rows.map((row) => [row['participant'], row['id']]));
    return pageOf(
      rows.map((row) => ({
        id: row['id'] as number,
        item: lastOf.get(row['participant']) === row['id'] ? this.#enrolmentOf(row) : undefined,
      })),
    );
  }

  lastId(): number {
    return Number(this.#newest.get()?.['id'] ?? 0);
  }

  #enrolmentOf(row: Readonly<Record<string, unknown>>): Enrolment {
    return enrolmentOf(
      {
        participant: row['participant'] as ParticipantId,
        birthYear: row['birth_year'] as number,
        birthDate: row['birth_date'] as PlainDateText | null,
        firstLoanMs: row['first_loan_ms'] as number | null,
      },
      this.#days,
    );
  }
}
