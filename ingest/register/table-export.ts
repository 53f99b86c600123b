/** Table export: the four tables of the register as files for a spreadsheet, made row by row while they are sent. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ApiFile } from '../../contract/api-route.ts';
import { registerTables, type RegisterTable } from '../../contract/register-import.ts';
import { localDate } from '../../runtime/clock.ts';
import { csvLines, type CsvCell } from '../../runtime/csv-lines.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Row } from '../registry/registry-rows.ts';
import { known } from './register-faults.ts';
import type { RegisterWorld } from './register-world.ts';

/** Read at a time: between two pieces of a file the register may change, and nothing else has to wait. */
const rowsPerPiece = 1000;

interface Table {
  /** The same by which it is imported; without the keys of pedometers, which nobody is shown. */
  readonly columns: readonly string[];
  readonly sql: string;
  readonly key: string;
  readonly first: SQLInputValue;
}

const tables: Readonly<Record<RegisterTable, Table>> = {
  centres: {
    columns: ['centre', 'name'],
    sql: 'SELECT id AS centre, name FROM centre WHERE id > ? ORDER BY id LIMIT ?',
    key: 'centre',
    first: '',
  },
  participants: {
    columns: ['participant', 'name', 'birthYear', 'birthDate', 'centre', 'nickname'],
    sql: `SELECT id AS participant, name, birth_year AS birthYear, birth_date AS birthDate, centre, nickname
      FROM participant WHERE id > ? ORDER BY id LIMIT ?`,
    key: 'participant',
    first: '',
  },
  pedometers: {
    columns: ['serial', 'model', 'label', 'capacity', 'bucketSeconds', 'centre'],
    sql: `SELECT serial, model, label, capacity, bucket_seconds AS bucketSeconds, centre
      FROM device WHERE serial > ? ORDER BY serial LIMIT ?`,
    key: 'serial',
    first: '',
  },
  loans: {
    columns: ['device', 'participant', 'from', 'to'],
    sql: 'SELECT id, device, participant, from_ms AS "from", to_ms AS "to" FROM loan WHERE id > ? ORDER BY id LIMIT ?',
    key: 'id',
    first: 0,
  },
};

/** Throws DeskFault `unknown-table`. */
export const exportTable = ({ store, clock }: RegisterWorld, name: string): ApiFile => {
  const table = known(
    registerTables.find((each) => each === name),
    'table',
  );
  const { zone } = store.registry;
  const chunks = pieces(store.database, tables[table], zone);
  return { name: `${table}-${localDate(clock.wallMs(), zone).toString()}.csv`, chunks };
};

function* pieces(database: DatabaseSync, { columns, sql, key, first }: Table, zone: string): Generator<string> {
  const statement = new Prepared(database).of(sql);
  // By its byte order mark a spreadsheet knows UTF-8.
  yield `\uFEFF${columns.join()}\r\n`;
  for (let after = first; ;) {
    const rows = statement.all(after, rowsPerPiece);
    if (rows.length > 0) yield csvLines(rows.map((row) => cellsOf(row, columns, zone)));
    if (rows.length < rowsPerPiece) return;
    after = rows.at(-1)?.[key] ?? first;
  }
}

const cellsOf = (row: Row, columns: readonly string[], zone: string): readonly CsvCell[] =>
  columns.map((column) => {
    const value = row[column];
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    return column === 'from' || column === 'to' ? momentOf(Number(value), zone) : value;
  });

/** `2026-11-20T09:00+09:00`, with seconds where there are some: a loan is known by its beginning to the millisecond. */
const momentOf = (wallMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(wallMs)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: wallMs % 60_000 === 0 ? 'minute' : 'millisecond' });
