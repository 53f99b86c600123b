/** Device memory: what the cloud has confirmed, which address is whose, the roster and the centre news; kept across restarts. */
import type { DatabaseSync } from 'node:sqlite';
import { centreNewsSchema, type CentreNews } from '../../contract/centre-news.ts';
import { deviceSerialSchema, type DeviceSerial } from '../../contract/ids.ts';
import { rosterSchema, type Roster, type RosterDevice } from '../../contract/roster.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { checksumOf } from './checksum.ts';
import { writeUnlessFull } from './sqlite-error.ts';
import type { KnownDevice } from '../visit/identity.ts';

/** Centres have hundreds of pedometers; beyond this the addresses not seen for longest are forgotten. */
const addressesMax = 10_000;

const rosterNote = 'roster';
const newsNote = 'centre-news';

export class DeviceMemory {
  readonly #database: DatabaseSync;
  readonly #sql: Prepared;
  #roster: Roster | undefined;
  #news: CentreNews | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = new Prepared(database);
    this.#roster = readRoster(this.note(rosterNote));
    this.#news = readNews(this.note(newsNote));
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

  /** Undefined before the cloud has ever sent one. */
  get roster(): Roster | undefined {
    return this.#roster;
  }

  rosterDevice(device: DeviceSerial): RosterDevice | undefined {
    return this.#roster?.devices[device];
  }

  /** False for news older than those held. What a full disk does not take is known until the next start. */
  takeCentreNews(news: CentreNews): boolean {
    if (this.#news !== undefined && news.version < this.#news.version) return false;
    if (news.version === this.#news?.version) return true;
    this.#news = news;
    const text = JSON.stringify(news);
    this.setNote(newsNote, `${checksumText(text)}${text}`);
    return true;
  }

  /** Undefined before the cloud has ever sent any. */
  get centreNews(): CentreNews | undefined {
    return this.#news;
  }

  recall(address: string): KnownDevice | undefined {
    return knownOf(this.#sql.of('SELECT * FROM address WHERE address = ?').get(address));
  }

  /** As it was at its last visit, under whatever address. */
  recallDevice(device: DeviceSerial): KnownDevice | undefined {
    return knownOf(this.#sql.of('SELECT * FROM address WHERE device = ? ORDER BY seen_ms DESC LIMIT 1').get(device));
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

const knownOf = (row: Readonly<Record<string, unknown>> | undefined): KnownDevice | undefined => {
  const serial = deviceSerialSchema.safeParse(row?.['device']);
  if (row === undefined || !serial.success) return undefined;
  return {
    serial: serial.data,
    model: textOf(row['model']),
    firmware: textOf(row['firmware']),
    epoch: Number(row['epoch']),
    nextSequence: Number(row['next_sequence']),
    uptimeSeconds: Number(row['uptime_seconds']),
  };
};

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

const checksumText = (text: string): string => checksumOf(text).toHex();
const checksumChars = 32;

/** News the disk has spoilt could free a pedometer too early: they are forgotten, and the broker keeps them retained. */
const readNews = (kept: string | undefined): CentreNews | undefined => {
  const text = kept?.slice(checksumChars);
  if (text === undefined || kept?.slice(0, checksumChars) !== checksumText(text)) return undefined;
  const news = centreNewsSchema.safeParse(JSON.parse(text));
  return news.success ? news.data : undefined;
};
