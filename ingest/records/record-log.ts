/** Record log: what was handed on, to whom, by whom and why, how each time ended, and who looked a pseudonym up; only ever added to. */
import type { DatabaseSync } from 'node:sqlite';
import type { ExportBody, LoggedExport } from '../../contract/records-export.ts';
import { registerRowsMax } from '../../contract/register-terms.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';

export type OrderedExport = Omit<ExportBody, 'requestId'>;

/** An export as it was ordered. */
export interface KnownExport extends OrderedExport {
  readonly id: number;
  readonly atMs: number;
}

export interface Look {
  readonly atMs: number;
  readonly actor: string;
  readonly reason: string;
  readonly recipient: string;
  readonly pseudonym: string;
  readonly found: string | null;
}

const columns = 'id, at_ms, actor, reason, recipient, via, what, format, from_date, to_date, centre, bom';

export class RecordLog {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  /** Before anything leaves. */
  order(order: OrderedExport, via: LoggedExport['via'], request: string, atMs: number): KnownExport {
    const { actor, reason, recipient, what, format, from, to, centre, bom } = order;
    const { lastInsertRowid } = this.#prepared
      .of(
        `INSERT INTO record_export (request, at_ms, actor, reason, recipient, via, what, format, from_date, to_date, centre, bom)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(request, atMs, actor, reason, recipient, via, what, format, from, to, centre ?? '', bom ? 1 : 0);
    return { ...order, id: Number(lastInsertRowid), atMs };
  }

  ofRequest(request: string): KnownExport | undefined {
    const row = this.#prepared.of(`SELECT ${columns} FROM record_export WHERE request = ?`).get(request);
    return row === undefined ? undefined : knownOf(row);
  }

  get(id: number): KnownExport | undefined {
    const row = this.#prepared.of(`SELECT ${columns} FROM record_export WHERE id = ?`).get(id);
    return row === undefined ? undefined : knownOf(row);
  }

  delivered(id: number, rows: number, isComplete: boolean, atMs: number): void {
    this.#prepared
      .of('INSERT INTO record_delivery (export, at_ms, rows, outcome) VALUES (?, ?, ?, ?)')
      .run(id, atMs, rows, isComplete ? 'complete' : 'broken-off');
  }

  looked({ atMs, actor, reason, recipient, pseudonym, found }: Look): void {
    this.#prepared
      .of('INSERT INTO record_look (at_ms, actor, reason, recipient, pseudonym, found) VALUES (?, ?, ?, ?, ?, ?)')
      .run(atMs, actor, reason, recipient, pseudonym, found);
  }

  /** Newest first. */
  page(from: number): readonly LoggedExport[] {
    const sql = `SELECT ${columns} FROM record_export ORDER BY id DESC LIMIT ? OFFSET ?`;
    return this.#prepared
      .of(sql)
      .all(registerRowsMax, from)
      .map((row) => {
        const { atMs, id, centre = null, ...known } = knownOf(row);
        return {
          ...known,
          centre,
          id: String(id),
          at: isoInstant(atMs),
          via: row['via'] as LoggedExport['via'],
          deliveries: this.#deliveriesOf(id),
        };
      });
  }

  count(): number {
    return Number(this.#prepared.of('SELECT count(*) AS n FROM record_export').get()?.['n']);
  }

  #deliveriesOf(id: number): LoggedExport['deliveries'] {
    const sql = 'SELECT at_ms, rows, outcome FROM record_delivery WHERE export = ? ORDER BY id';
    return this.#prepared
      .of(sql)
      .all(id)
      .map((row) => ({
        at: isoInstant(Number(row['at_ms'])),
        rows: Number(row['rows']),
        outcome: row['outcome'] as LoggedExport['deliveries'][number]['outcome'],
      }));
  }
}

const knownOf = (row: Readonly<Record<string, unknown>>): KnownExport =>
  ({
    id: Number(row['id']),
    atMs: Number(row['at_ms']),
    actor: row['actor'],
    reason: row['reason'],
    recipient: row['recipient'],
    what: row['what'],
    format: row['format'],
    from: row['from_date'],
    to: row['to_date'],
    ...(row['centre'] === '' ? {} : { centre: row['centre'] }),
    bom: row['bom'] === 1,
  }) as KnownExport;
