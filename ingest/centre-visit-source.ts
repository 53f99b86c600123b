/** Centre visit source: what the point service is told of visits: that somebody was at a centre on a date, or was not after all. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CentreVisit } from '../contract/centre-visit.ts';
import type { CentreId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { pageOf, type FeedPage, type FeedSource } from './feed-source.ts';

/** A gateway that is registered after it has brought visits: only now can be told where they were. */
export const lateGatewaySchema = `
CREATE TRIGGER centre_visit_gateway AFTER INSERT ON gateway BEGIN
  INSERT INTO centre_visit_change (participant, date, gateway)
    SELECT DISTINCT participant, date, gateway FROM centre_visit WHERE gateway = NEW.id ORDER BY date, participant;
END;
`;

export class CentreVisitSource implements FeedSource<CentreVisit> {
  readonly #changed: StatementSync;
  readonly #newest: StatementSync;

  /** `database` holds the registry's tables and `centreVisitSchema`. */
  constructor(database: DatabaseSync) {
    this.#newest = database.prepare('SELECT max(id) AS id FROM centre_visit_change');
    // Several gateways of a centre, and several pedometers, may have seen somebody the same day. Loans come first: left to
    // SQLite, everybody's visits of the date are gone through for each change.
    this.#changed = database.prepare(
      `SELECT c.id, c.participant, c.date, g.centre,
              NOT EXISTS (
                SELECT 1 FROM loan l
                  CROSS JOIN centre_visit v ON v.device = l.device AND v.date = c.date AND v.participant = c.participant
                  JOIN gateway o ON o.id = v.gateway AND o.centre = g.centre
                 WHERE l.participant = c.participant) AS withdrawn
         FROM centre_visit_change c LEFT JOIN gateway g ON g.id = c.gateway
        WHERE c.id > ? ORDER BY c.id LIMIT ?`,
    );
  }

  lastId(): number {
    return Number(this.#newest.get()?.['id'] ?? 0);
  }

  /** As it stands now: a visit that came and went before it was told is told as withdrawn. */
  after(id: number, limit: number): FeedPage<CentreVisit> | undefined {
    return pageOf(this.#changed.all(id, limit).map((row) => ({ id: row['id'] as number, item: visitOf(row) })));
  }
}

/** Undefined where nobody knows the gateway's centre. */
const visitOf = (row: Readonly<Record<string, unknown>>): CentreVisit | undefined =>
  row['centre'] === null
    ? undefined
    : {
        participant: row['participant'] as ParticipantId,
        date: row['date'] as PlainDateText,
        centre: row['centre'] as CentreId,
        withdrawn: row['withdrawn'] === 1,
      };
