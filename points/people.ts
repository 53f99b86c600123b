/** People: what the registry tells of participants, and what the centres tell of their visits; points follow from both. */
import type { CentreVisit } from '../contract/centre-visit.ts';
import type { Enrolment } from '../contract/enrolment.ts';
import type { ParticipantId } from '../contract/ids.ts';
import type { Books } from './books.ts';

const putEnrolment = `INSERT INTO enrolment (participant, birth_year, birth_date, pedometer_from, at_ms)
  VALUES (?, ?, ?, ?, ?)`;
const putVisit = 'INSERT INTO centre_visit (participant, date, centre, withdrawn, at_ms) VALUES (?, ?, ?, ?, ?)';
const newestVisit = `SELECT withdrawn FROM centre_visit WHERE participant = ? AND date = ? AND centre = ?
  ORDER BY id DESC LIMIT 1`;

export class People {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  enrol(enrolments: readonly Enrolment[]): void {
    this.#books.change((chain) => {
      const changed = new Set<ParticipantId>();
      for (const enrolment of enrolments)
        if (this.#keepEnrolment(enrolment, chain.atMs)) changed.add(enrolment.participant);
      const kinds = { more: 'credit', less: 'correction' } as const;
      for (const participant of changed)
        this.#books.settle(participant, kinds, { cause: { kind: 'enrolment' } }, chain);
    });
  }

  acceptVisits(visits: readonly CentreVisit[]): void {
    this.#books.change((chain) => {
      const changed = new Set<ParticipantId>();
      for (const visit of visits) if (this.#keepVisit(visit, chain.atMs)) changed.add(visit.participant);
      if (!this.#books.hasVisitRules) return;
      const kinds = { more: 'credit', less: 'correction' } as const;
      for (const participant of changed) this.#books.settle(participant, kinds, { cause: { kind: 'visit' } }, chain);
    });
  }

  /** Returns whether it says something new. */
  #keepEnrolment({ participant, birthYear, birthDate, pedometerFrom }: Enrolment, atMs: number): boolean {
    const known = this.#books.facts.enrolment(participant);
    const isKnown =
      known?.birthYear === birthYear && known.birthDate === birthDate && known.pedometerFrom === pedometerFrom;
    if (isKnown) return false;
    this.#books.prepared.of(putEnrolment).run(participant, birthYear, birthDate, pedometerFrom, atMs);
    return true;
  }

  #keepVisit({ participant, date, centre, withdrawn }: CentreVisit, atMs: number): boolean {
    const known = this.#books.prepared.of(newestVisit).get(participant, date, centre)?.['withdrawn'];
    if ((known === undefined && withdrawn) || known === Number(withdrawn)) return false;
    this.#books.prepared.of(putVisit).run(participant, date, centre, Number(withdrawn), atMs);
    return true;
  }
}
