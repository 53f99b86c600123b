/** Ledger entry: one credit or correction, sealed by a hash over itself and the entry before it. */
import { hash } from 'node:crypto';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { EntryReason } from './engine.ts';

export interface LedgerEntry {
  /** 1, 2, 3 … without gaps. */
  readonly id: number;
  readonly participant: ParticipantId;
  /** The date walked. */
  readonly date: PlainDateText;
  /** Never 0; negative for a correction. */
  readonly points: number;
  readonly reason: EntryReason;
  readonly programme: string;
  readonly ruleVersion: number;
  /** The revision of the day total that caused this entry. */
  readonly revision: number;
  readonly syncedOn: PlainDateText;
  /** Steps of the date that count after that revision. */
  readonly countedSteps: number;
  /** When it was written, milliseconds since the Unix epoch by the service's clock. */
  readonly atMs: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** What the first entry is chained to. */
export const noHash = '0'.repeat(64);

/** The entry, chained to the one before it by hashing `previousHash` and every field, as JSON text in this order. */
export const sealed = (content: Omit<LedgerEntry, 'hash'>, previousHash: string): LedgerEntry => ({
  ...content,
  hash: hash(
    'sha256',
    JSON.stringify([
      previousHash,
      content.id,
      content.participant,
      content.date,
      content.points,
      content.reason,
      content.programme,
      content.ruleVersion,
      content.revision,
      content.syncedOn,
      content.countedSteps,
      content.atMs,
    ]),
    'hex',
  ),
});
