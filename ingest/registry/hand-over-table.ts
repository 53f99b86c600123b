/** Hand-over table: reads and writes what was said of pedometers, in cloud.sqlite. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ExchangeReason } from '../../contract/centre-action.ts';
import type { DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import { assert } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { HandOver, HandOverKind, HeldReason, Later, Met, Said } from './hand-over.ts';
import type { DeskStatus, Row } from './registry-rows.ts';

const counts = 'held IS NULL AND undone_by IS NULL';
const movesLoans = "kind IN ('lend', 'return', 'lost', 'end', 'exchange')";

export class HandOverTable {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** Undefined where the same action of the same gateway is here already. */
  add(said: Said, heardMs: number, held: HeldReason | null): HandOver | undefined {
    const row = this.#sql
      .of(
        `INSERT INTO hand_over (gateway, action, kind, at_ms, heard_ms, trusted, device, participant, replacement, reason,
           sequence, status, target, target_id, body, journal, by, held)
         VALUES (:gateway, coalesce(:action, printf('desk-%012d', (SELECT coalesce(max(id), 0) + 1 FROM hand_over))), :kind,
           :atMs, :heardMs, :trusted, :device, :participant, :replacement, :reason, :sequence, :status, :target, :targetId,
           :body, :journal, :by, :held)
         ON CONFLICT DO NOTHING RETURNING *`,
      )
      .get({ ...unsaid, ...said, trusted: said.trusted === false ? 0 : 1, heardMs, held });
    return row === undefined ? undefined : handOverOf(row);
  }

  get(id: number): HandOver | undefined {
    const [found] = this.#all('SELECT * FROM hand_over WHERE id = ?', id);
    return found;
  }

  /** As it is known to be there. */
  of(id: number): HandOver {
    const found = this.get(id);
    assert(found !== undefined, `there is no hand-over ${id}`);
    return found;
  }

  ofAction(gateway: GatewayId, action: string): HandOver | undefined {
    const [found] = this.#all(
      "SELECT * FROM hand_over WHERE coalesce(gateway, '') = ? AND action = ?",
      gateway,
      action,
    );
    return found;
  }

  /** Newest last. */
  lastOfGateway(gateway: GatewayId, limit: number): readonly HandOver[] {
    const newest = 'SELECT * FROM hand_over WHERE gateway = ? ORDER BY id DESC LIMIT ?';
    return this.#all(newest, gateway, limit).toReversed();
  }

  /** What a person has to decide on, oldest first. */
  held(): readonly HandOver[] {
    return this.#all('SELECT * FROM hand_over WHERE held IS NOT NULL AND undone_by IS NULL ORDER BY at_ms, id');
  }

  heldCount(): number {
    const sql = 'SELECT count(*) AS n FROM hand_over WHERE held IS NOT NULL AND undone_by IS NULL';
    return Number(this.#sql.of(sql).get()?.['n'] ?? 0);
  }

  heldFor(reason: HeldReason): readonly HandOver[] {
    return this.#all('SELECT * FROM hand_over WHERE held = ? ORDER BY id', reason);
  }

  /** All that names it, by time, as people speak of it: with what does not count. */
  ofDevice(device: DeviceSerial): readonly HandOver[] {
    const sql = `SELECT * FROM hand_over WHERE device = :device UNION SELECT * FROM hand_over WHERE replacement = :device
      ORDER BY at_ms, id`;
    return this.#sql.of(sql).all({ device }).map(handOverOf);
  }

  /** All that names them, and all that ended a loan of theirs. */
  ofParticipant(participant: ParticipantId): readonly HandOver[] {
    const sql = `SELECT * FROM hand_over WHERE participant = :participant
      UNION SELECT * FROM hand_over WHERE id IN (SELECT ended_by FROM loan WHERE participant = :participant)
      ORDER BY at_ms, id`;
    return this.#sql.of(sql).all({ participant }).map(handOverOf);
  }

  /** Those that count for the loans, from `fromMs` on. */
  movingDevice(device: DeviceSerial, fromMs: number): readonly HandOver[] {
    const of = (column: 'device' | 'replacement') =>
      this.#all(
        `SELECT * FROM hand_over WHERE ${column} = ? AND at_ms >= ? AND ${counts} AND ${movesLoans}`,
        device,
        fromMs,
      );
    return [...of('device'), ...of('replacement')];
  }

  movingParticipant(participant: ParticipantId, fromMs: number): readonly HandOver[] {
    const sql = `SELECT * FROM hand_over WHERE participant = ? AND at_ms >= ? AND ${counts} AND ${movesLoans}`;
    return this.#all(sql, participant, fromMs);
  }

  undosOf(id: number): readonly HandOver[] {
    return this.#all('SELECT * FROM hand_over WHERE target_id = ?', id);
  }

  setHeld(id: number, held: HeldReason | null): HandOver {
    this.#sql.of('UPDATE hand_over SET held = ? WHERE id = ?').run(held, id);
    return this.of(id);
  }

  /** The time it happened after all, as somebody at the desk knows. */
  setTime(id: number, atMs: number, by: string): HandOver {
    this.#sql.of('UPDATE hand_over SET at_ms = ?, by = ? WHERE id = ?').run(atMs, by, id);
    return this.of(id);
  }

  setTarget(id: number, targetId: number): HandOver {
    this.#sql.of('UPDATE hand_over SET target_id = ?, held = NULL WHERE id = ?').run(targetId, id);
    return this.of(id);
  }

  setUndone(id: number, undoneBy: number): HandOver {
    this.#sql.of('UPDATE hand_over SET undone_by = ? WHERE id = ?').run(undoneBy, id);
    return this.of(id);
  }

  setMet(id: number, met: Met | null, of: number | null): void {
    this.#sql
      .of('UPDATE hand_over SET met = ?1, met_of = ?2 WHERE id = ?3 AND (met IS NOT ?1 OR met_of IS NOT ?2)')
      .run(met, of, id);
  }

  setLater(id: number, later: Later | null, of: number | null): void {
    this.#sql
      .of('UPDATE hand_over SET later = ?1, later_of = ?2 WHERE id = ?3 AND (later IS NOT ?1 OR later_of IS NOT ?2)')
      .run(later, of, id);
  }

  #all(sql: string, ...values: readonly SQLInputValue[]): readonly HandOver[] {
    return this.#sql
      .of(sql)
      .all(...values)
      .map(handOverOf);
  }
}

const unsaid = {
  action: null,
  device: null,
  participant: null,
  replacement: null,
  reason: null,
  sequence: null,
  status: null,
  target: null,
  targetId: null,
  body: null,
  journal: null,
};

const handOverOf = (row: Row): HandOver => ({
  id: row['id'] as number,
  kind: row['kind'] as HandOverKind,
  gateway: row['gateway'] as GatewayId | null,
  action: row['action'] as string,
  atMs: row['at_ms'] as number,
  heardMs: row['heard_ms'] as number,
  trusted: row['trusted'] === 1,
  device: row['device'] as DeviceSerial | null,
  participant: row['participant'] as ParticipantId | null,
  replacement: row['replacement'] as DeviceSerial | null,
  reason: row['reason'] as ExchangeReason | null,
  sequence: row['sequence'] as number | null,
  status: row['status'] as DeskStatus | null,
  target: row['target'] as string | null,
  targetId: row['target_id'] as number | null,
  body: row['body'] as string | null,
  journal: row['journal'] as number | null,
  by: row['by'] as string | null,
  held: row['held'] as HeldReason | null,
  undoneBy: row['undone_by'] as number | null,
  met: row['met'] as Met | null,
  metOf: row['met_of'] as number | null,
  later: row['later'] as Later | null,
  laterOf: row['later_of'] as number | null,
});
