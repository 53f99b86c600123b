/** Reading: all of a batch of visits that can be said without the tables: what it is, its digest, and whether its pages are signed. */
import type { Batch } from '../contract/batch.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import { journalDigest } from './journal.ts';
import { readBatch, type Read } from './read-batch.ts';
import { verifyPages, type CheckedPages } from './verify-visit.ts';

/** It passes from one thread to another as it is. */
export interface Reading {
  readonly read: Read<Batch>;
  /** Of all its bytes, as the journal tells them from others. */
  readonly digest: Uint8Array;
  /** Of each visit in order; undefined where there was no key to check them with. */
  readonly checked: readonly (CheckedPages | undefined)[];
}

/** `keyOf`: the key by which a pedometer is known to sign. Another one may be in force when the batch's turn comes. */
export const readVisits = (
  gateway: GatewayId,
  payload: Uint8Array,
  keyOf: (device: DeviceSerial) => Uint8Array | undefined,
  hmac: HmacSha256,
): Reading => {
  const read = readBatch(gateway, payload);
  const visits = read.kind === 'batch' ? read.batch.visits : [];
  const checked = visits.map((visit) => {
    const key = keyOf(visit.device);
    return key === undefined
      ? undefined
      : { key: key.toHex(), ...verifyPages(visit, { serial: visit.device, key }, hmac) };
  });
  return { read, digest: journalDigest(payload), checked };
};
