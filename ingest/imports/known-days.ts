/** Known days: what is known of a participant's date before a file is taken in: a pedometer on loan, and what other imports say. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ImportDayClass, ImportKind } from '../../contract/imports-terms.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { LocalDays } from '../local-days.ts';
import { UnsignedDays } from './unsigned-days.ts';

export interface ClassifiedDay {
  readonly class: ImportDayClass;
  /** What the others say where it is something else; null: a pedometer was on loan and has brought nothing. */
  readonly there?: number | null;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export class KnownDays {
  readonly #days: LocalDays;
  readonly #unsigned: UnsignedDays;
  readonly #loans: StatementSync;
  readonly #total: StatementSync;
  readonly #hasUnsigned: StatementSync;
  #whose: { readonly id: ParticipantId; readonly loans: readonly Span[]; readonly hasUnsigned: boolean } | undefined;

  constructor(database: DatabaseSync, days: LocalDays) {
    this.#days = days;
    this.#unsigned = new UnsignedDays(database);
    this.#loans = database.prepare('SELECT from_ms AS fromMs, to_ms AS toMs FROM loan WHERE participant = ?');
    this.#total = database.prepare('SELECT steps, devices FROM day_total WHERE participant = ? AND date = ?');
    this.#hasUnsigned = database.prepare('SELECT 1 FROM unsigned_day WHERE participant = ? LIMIT 1');
  }

  /** What becomes of the day, if a file of this kind says it has so many steps. Best asked person by person. */
  classify(participant: ParticipantId, date: PlainDateText, kind: ImportKind, steps: number): ClassifiedDay {
    const { loans, hasUnsigned } = this.#of(participant);
    const { startMs, endMs } = this.#days.of(date);
    if (loans.some(({ fromMs, toMs }) => fromMs < endMs && toMs > startMs)) {
      const total = this.#total.get(participant, date);
      const there = total === undefined || total['devices'] === '' ? null : (total['steps'] as number);
      return { class: 'pedometer', ...(there === steps ? {} : { there }) };
    }
    const claims = hasUnsigned ? this.#unsigned.of(participant, date) : [];
    const like = claims.filter(({ reading }) => reading === kind);
    const other = like.find((claim) => claim.steps !== steps);
    if (other !== undefined) return { class: 'conflict', there: other.steps };
    if (like.length > 0) return { class: 'equal' };
    const [unlike] = claims;
    if (unlike === undefined) return { class: 'fresh' };
    const is = kind === 'daily' ? 'other-kind' : 'replaces';
    return { class: is, ...(unlike.steps === steps ? {} : { there: unlike.steps }) };
  }

  #of(participant: ParticipantId) {
    if (this.#whose?.id === participant) return this.#whose;
    const loans = this.#loans.all(participant).map((row): Span => ({
      fromMs: row['fromMs'] as number,
      toMs: (row['toMs'] as number | null) ?? Infinity,
    }));
    const hasUnsigned = this.#hasUnsigned.get(participant) !== undefined;
    return (this.#whose = { id: participant, loans, hasUnsigned });
  }
}
