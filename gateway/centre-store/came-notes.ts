/** Came notes: which pedometers were read here on a local date, and what their last visit of that date brought. */
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, plainDateSchema, type DeviceSerial, type PlainDateText } from '../../contract/ids.ts';
import { kioskResultSchema, type KioskResult } from '../../contract/kiosk.ts';
import { NoteTable, type NoteAnswer } from './note-table.ts';

export interface CameNote {
  readonly date: PlainDateText;
  readonly device: DeviceSerial;
  /** Wall time of the last visit of that date. */
  readonly atMs: number;
  readonly visits: number;
  readonly result: KioskResult | null;
}

/** As long as a volunteer looks back. */
const daysMax = 14;
/** Some hundred pedometers a day for those days; made-up ones push the oldest notes out, and fill no disk. */
const notesMax = 10_000;

export class CameNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  /** In place of what was noted of the same device and date. */
  put({ date, device, atMs, visits, result }: CameNote): NoteAnswer {
    const text = result === null ? null : JSON.stringify(result);
    return this.#table.write(() => {
      this.#table.sql
        .of('INSERT OR REPLACE INTO came (date, device, at_ms, visits, result) VALUES (?, ?, ?, ?, ?)')
        .run(date, device, Math.floor(atMs), visits, text);
      this.#prune(date);
    });
  }

  /** Of one date, in the order of their last visits. */
  of(date: PlainDateText): readonly CameNote[] {
    const rows = this.#table.sql.of('SELECT * FROM came WHERE date = ? ORDER BY at_ms, device').all(date);
    return rows.flatMap((row) => noteOf(row) ?? []);
  }

  find(date: PlainDateText, device: DeviceSerial): CameNote | undefined {
    return noteOf(this.#table.sql.of('SELECT * FROM came WHERE date = ? AND device = ?').get(date, device));
  }

  #prune(date: PlainDateText): void {
    const first = Temporal.PlainDate.from(date).subtract({ days: daysMax - 1 });
    this.#table.sql.of('DELETE FROM came WHERE date < ?').run(first.toString());
    const last = this.#table.sql.of('SELECT date, at_ms FROM came ORDER BY date DESC, at_ms DESC LIMIT 1 OFFSET ?');
    const row = last.get(notesMax);
    if (row === undefined) return;
    this.#table.sql
      .of('DELETE FROM came WHERE date < ?1 OR (date = ?1 AND at_ms <= ?2)')
      .run(String(row['date']), Number(row['at_ms']));
  }
}

/** What the disk has made unreadable is not told. */
const noteOf = (row: Readonly<Record<string, unknown>> | undefined): CameNote | undefined => {
  const date = plainDateSchema.safeParse(row?.['date']);
  const device = deviceSerialSchema.safeParse(row?.['device']);
  if (row === undefined || !date.success || !device.success) return undefined;
  const { at_ms: atMs, visits, result } = row;
  return {
    date: date.data,
    device: device.data,
    atMs: Number(atMs),
    visits: Number(visits),
    result: resultOf(result),
  };
};

const resultOf = (text: unknown): KioskResult | null => {
  if (typeof text !== 'string') return null;
  try {
    return kioskResultSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
