/** Confirmed: whether a cloud's word that it has everything below a number is true of its journal. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial } from '../../../contract/ids.ts';
import type { TownTruth } from '../truth/town-truth.ts';
import type { Books } from './books.ts';
import { journalPages } from './journal-pages.ts';
import { wrongs, type Wrong } from './wrong.ts';

/** Follows a journal as it grows, and knows of each device what has come closed. */
export class JournalCoverage {
  readonly #keys: ReadonlyMap<DeviceSerial, Uint8Array>;
  readonly #closed = new Map<DeviceSerial, Set<number>>();
  #lastId = 0;
  /** The connection last asked, and its statements. */
  #asked: { readonly cloud: DatabaseSync; readonly last: StatementSync; readonly lost: StatementSync } | undefined;

  constructor(keys: ReadonlyMap<DeviceSerial, Uint8Array>) {
    this.#keys = keys;
  }

  /**
   * The first bucket below `confirmed` that is neither in the journal, nor reported lost, nor named as gone from the ring
   * before the pedometer was first heard of.
   */
  missingBelow(cloud: DatabaseSync, device: DeviceSerial, confirmed: number): number | undefined {
    this.#follow(cloud);
    const closed = this.#closed.get(device);
    if (confirmed <= (closed?.size ?? 0) && this.#hasAll(closed, confirmed)) return undefined;
    const lost = this.#statements(cloud).lost.all(device, device);
    for (let sequence = 0; sequence < confirmed; sequence++) {
      if (closed?.has(sequence) === true) continue;
      const range = lost.find(
        (row) => Number(row['from_sequence']) <= sequence && sequence < Number(row['to_sequence']),
      );
      if (range === undefined) return sequence;
      sequence = Number(range['to_sequence']) - 1;
    }
    return undefined;
  }

  /** Buckets of the device that have come closed. */
  closed(cloud: DatabaseSync, device: DeviceSerial): ReadonlySet<number> {
    this.#follow(cloud);
    return this.#closed.get(device) ?? new Set();
  }

  #hasAll(closed: ReadonlySet<number> | undefined, below: number): boolean {
    for (let sequence = 0; sequence < below; sequence++) if (closed?.has(sequence) !== true) return false;
    return true;
  }

  #statements(cloud: DatabaseSync): { readonly last: StatementSync; readonly lost: StatementSync } {
    if (this.#asked?.cloud !== cloud) {
      const last = cloud.prepare('SELECT coalesce(max(id), 0) AS id FROM journal');
      const lost = cloud.prepare(`SELECT from_sequence, to_sequence FROM lost_range WHERE device = ?
         UNION ALL SELECT gap.value ->> 'from', gap.value ->> 'to' FROM device_state, json_each(gaps) AS gap WHERE device = ?`);
      this.#asked = { cloud, last, lost };
    }
    return this.#asked;
  }

  #follow(cloud: DatabaseSync): void {
    const last = Number(this.#statements(cloud).last.get()?.['id']);
    if (last <= this.#lastId) return;
    for (const { device, firstSequence, steps, lastOpen } of journalPages(cloud, this.#keys, this.#lastId)) {
      const closed = this.#closed.get(device) ?? new Set<number>();
      this.#closed.set(device, closed);
      const end = firstSequence + steps.length - (lastOpen ? 1 : 0);
      for (let sequence = firstSequence; sequence < end; sequence++) closed.add(sequence);
    }
    this.#lastId = last;
  }
}

export const confirmedIsNeverAheadOfTheJournal = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  const coverage = new JournalCoverage(new Map(town.devices.map(({ serial, key }) => [serial, key])));
  const ahead = cloud
    .prepare('SELECT device, confirmed FROM device_state')
    .all()
    .flatMap((row) => {
      const device = row['device'] as DeviceSerial;
      const missing = coverage.missingBelow(cloud, device, Number(row['confirmed']));
      if (missing === undefined) return [];
      return [`${device} is confirmed below ${Number(row['confirmed'])}, but bucket ${missing} is not in the journal`];
    });
  return wrongs('confirmed is never ahead of the journal', ahead);
};
