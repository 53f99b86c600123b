/** Device memory: what the cloud has confirmed, which address is whose, and the roster; kept across restarts. */
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, type DeviceSerial } from '../../contract/ids.ts';
import { rosterSchema, type Roster, type RosterDevice } from '../../contract/roster.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { writeUnlessFull } from './sqlite-error.ts';
import type { KnownDevice } from '../visit/identity.ts';

/** Centres have hundreds of pedometers; beyond this the addresses not seen for longest are forgotten. */
const addressesMax = 10_000;

const rosterNote = 'roster';

export class DeviceMemory {
  readonly #database: DatabaseSync;
  readonly #sql: Prepared;
  #roster: Roster | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = new Prepared(database);
    this.#roster = readRoster(this.note(rosterNote));
  }

  /** Every bucket below it is in the cloud; 0 where the cloud has not said. */
  confirmed(device: DeviceSerial): number {
    const row = this.#sql.of('SELECT sequence FROM confirmed WHERE device = ?').get(device);
    return Number(row?.['sequence'] ?? 0);
  }

  /**
   * The cloud's last word counts, also where it is lower than one before: a cloud restored from a backup must be able to
   * ask again. A word that comes late only makes a pedometer send twice.
   */
  confirm(sequences: Readonly<Record<string, number>>): void {
    const upsert = this.#sql.of(
      `INSERT INTO confirmed (device, sequence) VALUES (?, ?)
       ON CONFLICT (device) DO UPDATE SET sequence = excluded.sequence WHERE sequence <> excluded.sequence`,
    );
    this.#write(() => {
      for (const [device, sequence] of Object.entries(sequences)) upsert.run(device, sequence);
    });
  }

  /** False for a roster older than the one held. */
  takeRoster(roster: Roster): boolean {
    if (this.#roster !== undefined && roster.version < this.#roster.version) return false;
    if (roster.version === this.#roster?.version) return true;
    this.#roster = roster;
    this.setNote(rosterNote, JSON.stringify(roster));
    this.confirm(
      Object.fromEntries(Object.entries(roster.devices).map(([device, { confirmed }]) => [device, confirmed])),
    );
    return true;
  }

  rosterDevice(device: DeviceSerial): RosterDevice | undefined {
    return this.#roster?.devices[device];
  }

  recall(address: string): KnownDevice | undefined {
    const row = this.#sql.of('SELECT * FROM address WHERE address = ?').get(address);
    if (row === undefined) return undefined;
    const serial = deviceSerialSchema.safeParse(row['device']);
    if (!serial.success) return undefined;
    return {
      serial: serial.data,
      model: textOf(row['model']),
      firmware: textOf(row['firmware']),
      epoch: Number(row['epoch']),
      nextSequence: Number(row['next_sequence']),
      uptimeSeconds: Number(row['uptime_seconds']),
    };
  }

  remember(address: string, known: KnownDevice, nowMs: number): void {
    const upsert = this.#sql.of(
      `INSERT OR REPLACE INTO address (address, device, model, firmware, epoch, next_sequence, uptime_seconds, seen_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const { serial, model, firmware, epoch, nextSequence, uptimeSeconds } = known;
    const values = [serial, model ?? null, firmware ?? null, epoch, nextSequence, uptimeSeconds] as const;
    const forget = this.#sql.of(
      'DELETE FROM address WHERE address IN (SELECT address FROM address ORDER BY seen_ms DESC LIMIT -1 OFFSET ?)',
    );
    this.#write(() => {
      upsert.run(address, ...values, Math.floor(nowMs));
      forget.run(addressesMax);
    });
  }

  /** The serial behind the address is read again at the next visit. */
  forgetAddress(address: string): void {
    this.#write(() => this.#sql.of('DELETE FROM address WHERE address = ?').run(address));
  }

  forgetAddressesOf(device: string): void {
    this.#write(() => this.#sql.of('DELETE FROM address WHERE device = ?').run(device));
  }

  note(name: string): string | undefined {
    return textOf(this.#sql.of('SELECT value FROM note WHERE name = ?').get(name)?.['value']);
  }

  setNote(name: string, value: string): void {
    this.#write(() => this.#sql.of('INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)').run(name, value));
  }

  /** What a full disk does not take is learnt again: the cloud repeats itself, and pedometers are asked for their serial. */
  #write(work: () => void): void {
    writeUnlessFull(this.#database, work);
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A roster the disk has spoilt is forgotten: the broker keeps it retained. */
const readRoster = (text: string | undefined): Roster | undefined => {
  if (text === undefined) return undefined;
  try {
    const roster = rosterSchema.safeParse(JSON.parse(text));
    return roster.success ? roster.data : undefined;
  } catch {
    return undefined;
  }
};
