/** Visit notes: what the last complete visit of each pedometer said of it. */
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, type DeviceSerial } from '../../contract/ids.ts';
import { visitFactsSchema, type VisitFacts } from '../centre/visit-facts.ts';
import { checksumOf, isSameChecksum } from '../outbox/checksum.ts';
import { NoteTable, type NoteAnswer } from './note-table.ts';

/** Some hundred pedometers of a centre, and those who pass by; of more the oldest notes are forgotten. */
export const visitNotesMax = 2_000;

export class VisitNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  put(device: DeviceSerial, facts: VisitFacts): NoteAnswer {
    const text = JSON.stringify(facts);
    return this.#table.write(() => {
      this.#table.sql
        .of('INSERT OR REPLACE INTO last_visit (device, at_ms, facts, checksum) VALUES (?, ?, ?, ?)')
        .run(device, Math.floor(facts.atMs), text, checksumOf(device, text));
      this.#table.sql
        .of(
          'DELETE FROM last_visit WHERE device IN (SELECT device FROM last_visit ORDER BY at_ms DESC LIMIT -1 OFFSET ?)',
        )
        .run(visitNotesMax);
    });
  }

  all(): readonly (readonly [DeviceSerial, VisitFacts])[] {
    return this.#table.sql
      .of('SELECT * FROM last_visit ORDER BY at_ms')
      .all()
      .flatMap((row) => noteOf(row));
  }
}

/** A sequence the disk has changed could free a pedometer too early. */
const noteOf = (row: Readonly<Record<string, unknown>>): readonly (readonly [DeviceSerial, VisitFacts])[] => {
  const device = deviceSerialSchema.safeParse(row['device']);
  const { facts: text, checksum } = row;
  if (!device.success || typeof text !== 'string' || !(checksum instanceof Uint8Array)) return [];
  if (!isSameChecksum(checksumOf(device.data, text), checksum)) return [];
  const facts = visitFactsSchema.safeParse(JSON.parse(text));
  return facts.success ? [[device.data, facts.data]] : [];
};
