/** Reading: all of a batch of visits that can be said without the tables: what it is, its digest, and whether its pages are signed. */
import type { Batch } from '../contract/batch.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import { readStrictJson } from '../contract/strict-json.ts';
import { journalDigest } from './journal.ts';
import { readBatch, reasonAgainst, type Read, type Unreadable } from './read-batch.ts';
import { unpackPages, verifyPages, type CheckedPages } from './verify-visit.ts';

export interface Reading {
  readonly read: Read<Batch>;
  /** Of all its bytes, as the journal tells them from others. */
  readonly digest: Uint8Array;
  /** Of each visit in order; undefined where there was no key to check them with. */
  readonly checked: readonly (CheckedPages | undefined)[];
  /** Why it is kept as something that is no batch; undefined where it is one. */
  readonly against: string | undefined;
}

/** What was read, as it passes from one thread to another beside the message itself. */
export interface ReadingWord {
  /** What stops it from being a batch; undefined where it is one. */
  readonly unreadable: Unreadable | undefined;
  readonly against: string | undefined;
  readonly digest: Uint8Array;
  /** Where every page of a visit is signed, the key says it all; pages are unpacked again from the message. */
  readonly checked: readonly (CheckedPages | string | undefined)[];
}

/** `keyOf`: the key by which a pedometer is known to sign. Another one may be in force when the batch's turn comes. */
export const readVisits = (
  gateway: GatewayId,
  payload: Uint8Array,
  keyOf: (device: DeviceSerial) => Uint8Array | undefined,
  hmac: HmacSha256,
): Reading => {
  const json = readStrictJson(payload);
  const read = readBatch(gateway, payload, json);
  const visits = read.kind === 'batch' ? read.batch.visits : [];
  const checked = visits.map((visit) => {
    const key = keyOf(visit.device);
    return key === undefined
      ? undefined
      : { key: key.toHex(), ...verifyPages(visit, { serial: visit.device, key }, hmac) };
  });
  const against = read.kind === 'batch' ? undefined : reasonAgainst(gateway, payload, json);
  return { read, digest: journalDigest(payload), checked, against };
};

export const wordOf = ({ read, digest, checked, against }: Reading): ReadingWord => ({
  against,
  unreadable: read.kind === 'batch' ? undefined : read,
  digest,
  checked: checked.map((pages) => (pages?.bad.length === 0 ? pages.key : pages)),
});

/** The same characters as the strict reader has seen: it passes over a byte order mark, where a Buffer keeps it. */
const utf8 = new TextDecoder();

/**
 * The reading again, from the same bytes: they are known to be a batch of the contract and need no second look. Handing over
 * what was made of them would take longer than making it.
 */
export const readingOf = (payload: Uint8Array, { unreadable, against, digest, checked }: ReadingWord): Reading => {
  if (unreadable !== undefined) return { read: unreadable, digest, checked: [], against };
  const batch = JSON.parse(utf8.decode(payload)) as Batch;
  const pages = batch.visits.map((visit, i) => {
    const word = checked[i];
    return typeof word === 'string' ? { key: word, good: unpackPages(visit), bad: [] } : word;
  });
  return { read: { kind: 'batch', batch }, digest, checked: pages, against };
};
