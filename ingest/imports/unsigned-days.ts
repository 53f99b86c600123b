/** Unsigned days: what other systems said of participants' dates, each import's word kept beside the others'. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { UnsignedReading } from './import-fact.ts';
import type { UnsignedClaim } from './unsigned-sum.ts';

export class UnsignedDays {
  readonly #of: StatementSync;
  readonly #dates: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#of = database.prepare(
      `SELECT import, source, reading, steps, synced_on FROM unsigned_day
        WHERE participant = ? AND date = ? ORDER BY import`,
    );
    this.#dates = database.prepare('SELECT DISTINCT date FROM unsigned_day WHERE participant = ? ORDER BY date');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO unsigned_day (participant, date, import, source, reading, steps, synced_on, journal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM unsigned_day WHERE participant = ? AND date = ? AND import = ?');
  }

  /** By import. */
  of(participant: ParticipantId, date: PlainDateText): readonly UnsignedClaim[] {
    return this.#of.all(participant, date).map((row) => ({
      import: row['import'] as string,
      source: row['source'] as string,
      reading: row['reading'] as UnsignedReading,
      steps: row['steps'] as number,
      syncedOn: row['synced_on'] as PlainDateText,
    }));
  }

  datesOf(participant: ParticipantId): readonly PlainDateText[] {
    return this.#dates.all(participant).map((row) => row['date'] as PlainDateText);
  }

  /** `journal`: the part that holds its rows. */
  put(participant: ParticipantId, date: PlainDateText, claim: UnsignedClaim, journal: number): void {
    const { import: id, source, reading, steps, syncedOn } = claim;
    this.#put.run(participant, date, id, source, reading, steps, syncedOn, journal);
  }

  remove(participant: ParticipantId, date: PlainDateText, id: string): void {
    this.#remove.run(participant, date, id);
  }
}
