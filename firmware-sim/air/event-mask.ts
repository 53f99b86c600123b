/** EventMask: which events the host has asked for; the others are not sent (Core Specification, Vol 4, Part E, §7.3.1, §7.8.1). */
import { eventCode } from './hci-event.ts';

/** Before a host asks: everything a controller of version 1.0 could say, which excludes all LE events. */
const defaultMask = Buffer.from('ffffffffff1f0000', 'hex');
const defaultLeMask = Buffer.from('1f00000000000000', 'hex');

/** The host counts on these to keep its flow control right; no mask holds them back. */
const unmaskable: ReadonlySet<number> = new Set([
  eventCode.commandComplete,
  eventCode.commandStatus,
  eventCode.numberOfCompletedPackets,
]);

export class EventMask {
  #mask: Uint8Array = defaultMask;
  #leMask: Uint8Array = defaultLeMask;

  reset(): void {
    this.#mask = defaultMask;
    this.#leMask = defaultLeMask;
  }

  set(mask: Uint8Array): void {
    this.#mask = Uint8Array.from(mask);
  }

  setLe(mask: Uint8Array): void {
    this.#leMask = Uint8Array.from(mask);
  }

  /** `event` is a whole H4 event packet. */
  lets(event: Buffer): boolean {
    const code = event.readUInt8(1);
    if (unmaskable.has(code)) return true;
    if (!isSet(this.#mask, code - 1)) return false;
    return code !== eventCode.leMeta || isSet(this.#leMask, event.readUInt8(3) - 1);
  }
}

const isSet = (mask: Uint8Array, bit: number): boolean => (((mask[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
