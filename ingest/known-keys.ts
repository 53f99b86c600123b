/** Known keys: the keys by which pedometers sign, as a thread beside the one that writes reads them. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { DeviceSerial } from '../contract/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import { isDiskFault } from '../runtime/database.ts';

/** Whoever writes is waited for this long. */
const busyTimeoutMs = 5_000;
/** A key that the desk has changed since is noticed when the batch's turn comes; by then it costs a second look at its pages. */
const freshMs = 60_000;
/** Room for a city's pedometers. */
const keptMax = 50_000;

export class KnownKeys implements Disposable {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #database: DatabaseSync;
  readonly #key: StatementSync;
  readonly #kept = new Map<DeviceSerial, Uint8Array>();
  #keptSinceMs = 0;

  /** `path`: of a database with the registry's tables, which is only read. */
  constructor(path: string, clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
    this.#key = this.#database.prepare('SELECT key FROM device WHERE serial = ?');
  }

  /** Undefined for a pedometer that was not known when it was last asked for, and where the disk does not say. */
  of(device: DeviceSerial): Uint8Array | undefined {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#keptSinceMs > freshMs || this.#kept.size >= keptMax) {
      this.#kept.clear();
      this.#keptSinceMs = nowMs;
    }
    const kept = this.#kept.get(device);
    if (kept !== undefined) return kept;
    const key = this.#read(device);
    if (key !== undefined) this.#kept.set(device, key);
    return key;
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  /** Pages without a key are checked by whoever writes, which finds out for itself what the disk has. */
  #read(device: DeviceSerial): Uint8Array | undefined {
    try {
      return this.#key.get(device)?.['key'] as Uint8Array | undefined;
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      return undefined;
    }
  }
}
