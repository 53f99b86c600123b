/** Cached book: pedometers and loans as last looked up, since every visit asks for the same few. */
import type { DeviceSerial, ParticipantId } from '../contract/ids.ts';
import type { KnownDevice, Loan, LoanBook } from './loan-book.ts';

/** Room for a city's pedometers; beyond it the caches start anew. */
const cachedMax = 50_000;

export class CachedBook implements LoanBook {
  readonly #book: LoanBook;
  readonly #devices = new Map<DeviceSerial, KnownDevice>();
  readonly #ofDevice = new Map<DeviceSerial, readonly Loan[]>();
  readonly #ofParticipant = new Map<ParticipantId, readonly Loan[]>();

  constructor(book: LoanBook) {
    this.#book = book;
  }

  deviceOf(serial: DeviceSerial): KnownDevice | undefined {
    const cached = this.#devices.get(serial);
    if (cached !== undefined) return cached;
    const device = this.#book.deviceOf(serial);
    // An unknown one may be registered at any time, and is not asked for often.
    if (device !== undefined) remember(this.#devices, serial, device);
    return device;
  }

  loansOfDevice(serial: DeviceSerial): readonly Loan[] {
    return this.#ofDevice.get(serial) ?? remember(this.#ofDevice, serial, this.#book.loansOfDevice(serial));
  }

  loansOfParticipant(participant: ParticipantId): readonly Loan[] {
    const cached = this.#ofParticipant.get(participant);
    return cached ?? remember(this.#ofParticipant, participant, this.#book.loansOfParticipant(participant));
  }

  forget(): void {
    this.#devices.clear();
    this.#ofDevice.clear();
    this.#ofParticipant.clear();
    this.#book.forget?.();
  }
}

const remember = <Key, Value>(cache: Map<Key, Value>, key: Key, value: Value): Value => {
  if (cache.size >= cachedMax) cache.clear();
  cache.set(key, value);
  return value;
};
