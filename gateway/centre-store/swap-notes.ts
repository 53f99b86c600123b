/** Swap notes: of each pedometer whose battery is being changed, the visit made before. */
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, type DeviceSerial } from '../../contract/ids.ts';
import { checksumOf, isSameChecksum } from '../outbox/checksum.ts';
import { NoteTable, type NoteAnswer } from './note-table.ts';

export interface SwapNote {
  readonly device: DeviceSerial;
  /** Wall time of that visit's stamp, and what its status said. */
  readonly atMs: number;
  readonly epoch: number;
  readonly nextSequence: number;
}

/** Batteries that are out at once; of more the oldest notes are forgotten. */
const notesMax = 200;

export class SwapNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  put({ device, atMs, epoch, nextSequence }: SwapNote): NoteAnswer {
    const at = Math.floor(atMs);
    return this.#table.write(() => {
      this.#table.sql
        .of('INSERT OR REPLACE INTO swap (device, at_ms, epoch, next_sequence, checksum) VALUES (?, ?, ?, ?, ?)')
        .run(device, at, epoch, nextSequence, checksumOf(device, at, epoch, nextSequence));
      this.#table.sql
        .of('DELETE FROM swap WHERE device IN (SELECT device FROM swap ORDER BY at_ms DESC LIMIT -1 OFFSET ?)')
        .run(notesMax);
    });
  }

  all(): readonly SwapNote[] {
    return this.#table.sql
      .of('SELECT * FROM swap ORDER BY at_ms')
      .all()
      .flatMap((row) => noteOf(row) ?? []);
  }

  of(device: DeviceSerial): SwapNote | undefined {
    return noteOf(this.#table.sql.of('SELECT * FROM swap WHERE device = ?').get(device));
  }

  /** Over, or given up. */
  remove(device: DeviceSerial): NoteAnswer {
    return this.#table.write(() => this.#table.sql.of('DELETE FROM swap WHERE device = ?').run(device));
  }
}

/** It goes into an action that says which hours are uncertain: a note the disk has changed is none. */
const noteOf = (row: Readonly<Record<string, unknown>> | undefined): SwapNote | undefined => {
  const device = deviceSerialSchema.safeParse(row?.['device']);
  if (row === undefined || !device.success) return undefined;
  const [atMs, epoch, nextSequence] = [Number(row['at_ms']), Number(row['epoch']), Number(row['next_sequence'])];
  const { checksum } = row;
  const isSound =
    checksum instanceof Uint8Array && isSameChecksum(checksumOf(device.data, atMs, epoch, nextSequence), checksum);
  return isSound ? { device: device.data, atMs, epoch, nextSequence } : undefined;
};
