/** Said notes: what volunteers pressed, beside what the outbox keeps of it: how things stood before, and what is no action. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { holdingSchema } from '../centre/holding.ts';
import { checksumOf, isSameChecksum } from '../outbox/checksum.ts';
import { NoteTable, type NoteAnswer } from './note-table.ts';

const saidNoteSchema = z.strictObject({
  id: z.string(),
  atMs: z.number(),
  kind: z.string(),
  device: deviceSerialSchema.nullable(),
  /** Its pedometers, as they were. */
  before: z.array(z.tuple([deviceSerialSchema, holdingSchema])),
  /** Of a battery change that begins: when the pedometer was read last before an earlier loss of power (`VisitFacts`). */
  powerLostAfterMs: z.number().nullable(),
});
export type SaidNote = Readonly<z.infer<typeof saidNoteSchema>>;

/** As long as the outbox knows what was said. */
const keptMs = 28 * 86_400_000;
const notesMax = 4_000;

export class SaidNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  put(note: SaidNote): NoteAnswer {
    const text = JSON.stringify(note);
    const { sql } = this.#table;
    return this.#table.write(() => {
      sql
        .of('INSERT OR REPLACE INTO said (id, at_ms, note, checksum) VALUES (?, ?, ?, ?)')
        .run(note.id, Math.floor(note.atMs), text, checksumOf(note.id, text));
      sql.of('DELETE FROM said WHERE at_ms < ?').run(Math.floor(note.atMs - keptMs));
      sql.of('DELETE FROM said WHERE id IN (SELECT id FROM said ORDER BY at_ms DESC LIMIT -1 OFFSET ?)').run(notesMax);
    });
  }

  /** In the order of their times. */
  all(): readonly SaidNote[] {
    return this.#table.sql
      .of('SELECT * FROM said ORDER BY at_ms, id')
      .all()
      .flatMap((row) => noteOf(row));
  }
}

const noteOf = ({ id, note, checksum }: Readonly<Record<string, unknown>>): readonly SaidNote[] => {
  if (typeof id !== 'string' || typeof note !== 'string' || !(checksum instanceof Uint8Array)) return [];
  if (!isSameChecksum(checksumOf(id, note), checksum)) return [];
  const parsed = saidNoteSchema.safeParse(JSON.parse(note));
  return parsed.success ? [parsed.data] : [];
};
