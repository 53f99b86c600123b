/** Quarantine (保留): what could not be used, kept with its reason until a person has looked at it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial } from '../contract/ids.ts';

export const quarantineReasons = [
  /** The message is no batch of this contract. */
  'unreadable-batch',
  /** Deriving it failed; a bug of ours, the batch is safe in the journal. */
  'derivation-failed',
  'unknown-device',
  /** The visit claims to have happened after it arrived. */
  'from-the-future',
  'unreadable-page',
  /** Not signed with this pedometer's key. */
  'bad-tag',
  /** A closed bucket came again with another value; the first is kept. */
  'conflict',
  /** Buckets of an epoch nobody has stamped. */
  'undated',
  /** Stamps of one epoch that cannot all be true. */
  'clock-contradiction',
  /** Steps walked while the pedometer was lent to nobody. */
  'not-on-loan',
  /** A bucket that reaches into the loans of two people. */
  'ambiguous-holder',
  /** Readings without signed pages; kept until drivers for such pedometers are configured. */
  'unsigned-readings',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** What an item speaks of: a page of a visit of a journal entry; −1 where it speaks of all of them. */
export interface QuarantinePlace {
  readonly journal: number;
  readonly visit: number;
  readonly page: number;
}

export interface QuarantineItem extends QuarantinePlace {
  readonly id: number;
  readonly reason: QuarantineReason;
  /** Empty where none could be told. */
  readonly device: DeviceSerial | '';
  /** Tells items of one reason and device apart, so that a repeat is no second item. */
  readonly key: string;
  readonly detail: string;
  readonly state: 'waiting' | 'resolved' | 'discarded';
}

export class Quarantine {
  readonly #insert: StatementSync;
  readonly #resolve: StatementSync;
  readonly #waiting: StatementSync;
  readonly #waitingOf: StatementSync;
  readonly #get: StatementSync;
  readonly #setState: StatementSync;
  readonly #stateOf: StatementSync;
  readonly #count: StatementSync;
  readonly #remove: StatementSync;
  /** Pedometers something waits for; read from the table when first asked. */
  #devices: Set<string> | undefined;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      `INSERT INTO quarantine (reason, device, key, journal, visit, page, detail) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (reason, device, key) DO UPDATE SET state = 'waiting', detail = excluded.detail
       WHERE state = 'resolved' OR (state = 'waiting' AND detail <> excluded.detail)`,
    );
    this.#resolve = database.prepare(
      "UPDATE quarantine SET state = 'resolved' WHERE reason = ? AND device = ? AND key = ? AND state = 'waiting'",
    );
    this.#waiting = database.prepare("SELECT * FROM quarantine WHERE state = 'waiting' ORDER BY id");
    this.#waitingOf = database.prepare(
      "SELECT * FROM quarantine WHERE state = 'waiting' AND device = ? AND reason = ? ORDER BY id",
    );
    this.#get = database.prepare('SELECT * FROM quarantine WHERE id = ?');
    this.#stateOf = database.prepare('SELECT state FROM quarantine WHERE reason = ? AND device = ? AND key = ?');
    this.#setState = database.prepare('UPDATE quarantine SET state = ? WHERE id = ?');
    this.#remove = database.prepare("DELETE FROM quarantine WHERE id = ? AND state <> 'waiting'");
    this.#count = database.prepare("SELECT count(*) AS n FROM quarantine WHERE state = 'waiting'");
  }

  /** Files an item. One that was discarded stays discarded; one that was resolved waits again. */
  add(reason: QuarantineReason, device: DeviceSerial | '', key: string, place: QuarantinePlace, detail: string): void {
    this.#waitingDevices().add(device);
    this.#insert.run(reason, device, key, place.journal, place.visit, place.page, detail);
  }

  /** The doubt is over. */
  resolve(reason: QuarantineReason, device: DeviceSerial | '', key: string): void {
    if (this.#waitingDevices().has(device)) this.#resolve.run(reason, device, key);
  }

  settle(id: number, state: 'resolved' | 'discarded'): void {
    this.#setState.run(state, id);
  }

  /** Its time is over. One that waits stays. */
  forgetSettled(id: number): void {
    this.#remove.run(id);
  }

  get(id: number): QuarantineItem | undefined {
    const row = this.#get.get(id);
    return row === undefined ? undefined : itemOf(row);
  }

  waiting(): readonly QuarantineItem[] {
    return this.#waiting.all().map(itemOf);
  }

  waitingOf(device: DeviceSerial, reason: QuarantineReason): readonly QuarantineItem[] {
    return this.#waitingOf.all(device, reason).map(itemOf);
  }

  /** Whether a person has decided that this is not to be used. */
  isDiscarded(reason: QuarantineReason, device: DeviceSerial | '', key: string): boolean {
    return this.#stateOf.get(reason, device, key)?.['state'] === 'discarded';
  }

  /** What the table says may no longer be what was last read here. */
  forget(): void {
    this.#devices = undefined;
  }

  count(): number {
    return Number(this.#count.get()?.['n'] ?? 0);
  }

  #waitingDevices(): Set<string> {
    this.#devices ??= new Set(this.waiting().map((item) => item.device));
    return this.#devices;
  }
}

export const itemOf = (row: Readonly<Record<string, unknown>>): QuarantineItem => ({
  id: row['id'] as number,
  reason: row['reason'] as QuarantineReason,
  device: row['device'] as DeviceSerial | '',
  key: row['key'] as string,
  journal: row['journal'] as number,
  visit: row['visit'] as number,
  page: row['page'] as number,
  detail: row['detail'] as string,
  state: row['state'] as QuarantineItem['state'],
});
