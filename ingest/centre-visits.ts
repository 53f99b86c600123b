/** Centre visits: who was where on which date, from the stamps that are believed and from whoever had the pedometer then. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { inTransaction } from '../runtime/database.ts';
import type { LoanBook } from './loan-book.ts';
import type { LocalDays } from './local-days.ts';
import type { StampEffect, Stamps } from './stamps.ts';

/**
 * The gateway stands for its centre, which the registry knows and the journal does not. Changes are appended in the order
 * in which they became known; whether there still is a visit is looked up when they are read (CentreVisitSource).
 */
export const centreVisitSchema = `
ALTER TABLE stamp ADD COLUMN gateway TEXT;
UPDATE stamp SET gateway = (SELECT gateway FROM journal WHERE journal.id = stamp.journal);
CREATE TABLE centre_visit (
  device TEXT NOT NULL,
  date TEXT NOT NULL,
  participant TEXT NOT NULL,
  gateway TEXT NOT NULL,
  PRIMARY KEY (device, date, participant, gateway)
) STRICT, WITHOUT ROWID;
CREATE TABLE centre_visit_change (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  gateway TEXT NOT NULL
) STRICT;
CREATE TABLE centre_visit_unmade (device TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO centre_visit_unmade SELECT DISTINCT device FROM stamp;
`;

/** All dates on which anybody came, as table `a`: visits lie in the order of dates, and one pedometer's are looked for date by date. */
export const visitDates = `WITH RECURSIVE a(date) AS (
  SELECT min(date) FROM centre_visit
  UNION ALL SELECT (SELECT min(date) FROM centre_visit WHERE date > a.date) FROM a WHERE date NOTNULL
)`;

export interface CentreVisitsParts {
  readonly database: DatabaseSync;
  readonly book: LoanBook;
  readonly stamps: Stamps;
  readonly days: LocalDays;
}

interface Presence {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly gateway: GatewayId;
}

export class CentreVisits {
  readonly #parts: CentreVisitsParts;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #ofDevice: StatementSync;
  readonly #append: StatementSync;
  readonly #unmade: StatementSync;
  readonly #forgetUnmade: StatementSync;

  constructor(parts: CentreVisitsParts) {
    this.#parts = parts;
    const { database } = parts;
    const columns = 'device, date, participant, gateway';
    this.#insert = database.prepare(`INSERT OR IGNORE INTO centre_visit (${columns}) VALUES (?, ?, ?, ?)`);
    this.#delete = database.prepare(
      'DELETE FROM centre_visit WHERE device = ? AND date = ? AND participant = ? AND gateway = ?',
    );
    this.#ofDevice = database.prepare(
      `${visitDates} SELECT v.date, v.participant, v.gateway
        FROM a CROSS JOIN centre_visit v ON v.date = a.date AND v.device = ? ORDER BY v.date, v.participant, v.gateway`,
    );
    this.#append = database.prepare('INSERT INTO centre_visit_change (participant, date, gateway) VALUES (?, ?, ?)');
    this.#unmade = database.prepare('SELECT device FROM centre_visit_unmade ORDER BY device');
    this.#forgetUnmade = database.prepare('DELETE FROM centre_visit_unmade WHERE device = ?');
  }

  /** A gateway brought pages that the pedometer signed, with a trusted stamp at `gatewayMs`, which did this to the others. */
  stamped(device: DeviceSerial, gateway: GatewayId, gatewayMs: number, effect: StampEffect): void {
    if (effect.rejudged) this.remake(device);
    else if (effect.isBelieved) this.#put(device, this.#presenceAt(device, gateway, gatewayMs));
  }

  /** Other stamps are believed, or somebody else had the pedometer: all its visits are said anew. */
  remake(device: DeviceSerial): void {
    const wanted = this.#parts.stamps
      .believedOf(device)
      .map(({ gateway, gatewayMs }) => this.#presenceAt(device, gateway, gatewayMs))
      .filter((presence) => presence !== undefined);
    const wantedKeys = new Set(wanted.map(keyOf));
    for (const held of this.#ofDevice.all(device).map(presenceOf)) {
      if (wantedKeys.has(keyOf(held))) continue;
      this.#delete.run(device, held.date, held.participant, held.gateway);
      this.#change(held);
    }
    for (const presence of wanted) this.#put(device, presence);
  }

  /** Makes the visits of a database in which an older version has kept stamps only. */
  makeUnmade(): void {
    if (this.#unmade.get() === undefined) return;
    inTransaction(this.#parts.database, () => {
      for (const row of this.#unmade.all()) {
        this.remake(row['device'] as DeviceSerial);
        this.#forgetUnmade.run(row['device'] as DeviceSerial);
      }
    });
  }

  #presenceAt(device: DeviceSerial, gateway: GatewayId, atMs: number): Presence | undefined {
    const loan = this.#parts.book
      .loansOfDevice(device)
      .find(({ fromMs, toMs }) => fromMs <= atMs && atMs < (toMs ?? Infinity));
    return loan && { participant: loan.participant, date: this.#parts.days.at(atMs).date, gateway };
  }

  #put(device: DeviceSerial, presence: Presence | undefined): void {
    if (presence === undefined) return;
    const { changes } = this.#insert.run(device, presence.date, presence.participant, presence.gateway);
    if (Number(changes) > 0) this.#change(presence);
  }

  #change({ participant, date, gateway }: Presence): void {
    this.#append.run(participant, date, gateway);
  }
}

const keyOf = ({ participant, date, gateway }: Presence): string => `${participant} ${date} ${gateway}`;

const presenceOf = (row: Readonly<Record<string, unknown>>): Presence => ({
  participant: row['participant'] as ParticipantId,
  date: row['date'] as PlainDateText,
  gateway: row['gateway'] as GatewayId,
});
