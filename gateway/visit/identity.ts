/** Identity: whether a radio address still belongs to the pedometer we once read the serial of. */
import type { DeviceSerial } from '../../contract/ids.ts';

/** What is remembered of an address, as of the last visit that read its status. */
export interface KnownDevice {
  readonly serial: DeviceSerial;
  readonly model: string | undefined;
  readonly firmware: string | undefined;
  readonly epoch: number;
  readonly nextSequence: number;
  readonly uptimeSeconds: number;
}

/** From an advertisement or a status; an advertisement has no uptime. */
export interface Sighting {
  readonly epoch: number;
  readonly nextSequence: number;
  readonly uptimeSeconds?: number;
}

/**
 * Sequence numbers and uptime only ever grow, and a device that lost power may have been opened, reset or swapped: if any
 * of it moved backwards, or the epoch changed at all, the serial is read again. It costs one request.
 */
export const isSameDevice = (known: KnownDevice, seen: Sighting): boolean =>
  seen.epoch === known.epoch &&
  seen.nextSequence >= known.nextSequence &&
  (seen.uptimeSeconds === undefined || seen.uptimeSeconds >= known.uptimeSeconds);
