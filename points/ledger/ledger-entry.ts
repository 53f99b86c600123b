/** Ledger entry: points that went from one account to another, sealed by a hash over itself and the entry before it. */
import { hash } from 'node:crypto';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { AccountId } from '../rule/activity.ts';

/**
 * `credit`: earned. `correction`: what is known of the day or the claim has changed. `void`: a person took it back.
 * `restored`: a person gave back what had been taken. `recomputed`: the rules of the past were changed on purpose.
 * `transfer`: from the paper card to the pedometer's account. `expiry`: not used in time, or no longer expired.
 */
export const entryKinds = ['credit', 'correction', 'void', 'restored', 'recomputed', 'transfer', 'expiry'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The programme's accounts, on the other side of every entry. */
export const counterAccounts = ['issued', 'transferred', 'expired'] as const;
export type CounterAccount = (typeof counterAccounts)[number];

/** What made somebody, or the feed, write an entry. */
export type Cause =
  | {
      readonly kind: 'feed';
      readonly revision: number;
      readonly syncedOn: PlainDateText;
      readonly countedSteps: number;
    }
  | { readonly kind: 'visit' }
  | { readonly kind: 'claim'; readonly claim: number; readonly activity: string; readonly evidence: string }
  | { readonly kind: 'claim-void'; readonly claim: number }
  | { readonly kind: 'decision'; readonly decision: number }
  | { readonly kind: 'enrolment' }
  | { readonly kind: 'closing'; readonly asOf: PlainDateText }
  | { readonly kind: 'recompute'; readonly run: string }
  | { readonly kind: 'transfer'; readonly transfer: number };

export interface LedgerEntry {
  /** 1, 2, 3 … without gaps. */
  readonly id: number;
  readonly participant: ParticipantId;
  /** The participant's account. What it gains the counter account loses: each entry is both sides of the books. */
  readonly account: AccountId;
  readonly counter: CounterAccount;
  readonly kind: EntryKind;
  /** Of the award, the transfer or the expiry. */
  readonly key: string;
  /** The date it is for. */
  readonly date: PlainDateText;
  /** What the participant's account gains; never 0. */
  readonly points: number;
  readonly programme: string;
  /** Earning rule or activity; empty for transfers and expiry. */
  readonly rule: string;
  readonly ruleVersion: number;
  /** The entry this one puts right or takes back, in part or whole. */
  readonly reverses: number | null;
  readonly reason: string | null;
  readonly actor: string | null;
  readonly reference: string | null;
  /** JSON of a Cause. */
  readonly cause: string;
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
  hash: hash('sha256', JSON.stringify([previousHash, ...fieldsOf(content)]), 'hex'),
});

/** In the order of the table's columns, without the hash. */
export const fieldsOf = (entry: Omit<LedgerEntry, 'hash'>): (string | number | null)[] => [
  entry.id,
  entry.participant,
  entry.account,
  entry.counter,
  entry.kind,
  entry.key,
  entry.date,
  entry.points,
  entry.programme,
  entry.rule,
  entry.ruleVersion,
  entry.reverses,
  entry.reason,
  entry.actor,
  entry.reference,
  entry.cause,
  entry.atMs,
];

export const entryColumns = `id, participant, account, counter, kind, key, date, points, programme, rule,
  rule_version AS ruleVersion, reverses, reason, actor, reference, cause, at_ms AS atMs, hash`;
