/** Codes: makes activity codes, knows them again, and tells what was claimed with each, over the ledger's database. */
import type { DatabaseSync } from 'node:sqlite';
import { slipsMax } from '../../contract/desk-code.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import { assert } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { instantsOf, type ActivityCode, type CodeKind, type CodeRefusal, type ValidTime } from './activity-code.ts';
import { CodeKeys } from './code-keys.ts';
import { openToken, sealToken } from './code-token.ts';
import { encodeBase32 } from './crockford.ts';
import {
  activityCodeOf,
  madeCodeOf,
  selectMadeCode,
  selectSlip,
  selectSlips,
  type MadeCode,
  type MadeCodeRow,
  type Slip,
  type SlipRow,
} from './made-code.ts';
import { makeShortCode, readShortCode, shortChanceLength, showShortCode } from './short-code.ts';

/** A year's poster made half a year ahead. */
const validDaysMax = 550;
const dayMs = 86_400_000;
/** A page of the desk shows no more. */
const listRowsMax = 1000;
const serialBytes = 5;
/** Of a million million serials a town uses up a few thousand: to meet a taken one twice is a broken source of chance. */
const serialTriesMax = 8;

export interface CodeOrder {
  readonly kind: CodeKind;
  readonly activity: string;
  readonly place: string | null;
  readonly valid: ValidTime;
  /** Slips wanted; 1 for a venue. */
  readonly count: number;
  readonly actor: string;
}

export const orderRefusals = ['no-actor', 'bad-count', 'ends-before-it-begins', 'already-over', 'too-long'] as const;
export type OrderRefusal = (typeof orderRefusals)[number];
export type Issued =
  | { readonly kind: 'issued'; readonly code: MadeCode; readonly slips: readonly Slip[] }
  | { readonly kind: 'refused'; readonly reason: OrderRefusal };

export type Checked =
  { readonly kind: 'valid'; readonly code: ActivityCode } | { readonly kind: 'refused'; readonly reason: CodeRefusal };

export const revocationOutcomes = ['revoked', 'already-revoked', 'unknown', 'no-reason', 'no-actor'] as const;
export type RevocationOutcome = (typeof revocationOutcomes)[number];

export interface CodeUse {
  readonly claim: number;
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly atMs: number;
}

export interface CodesParts {
  readonly database: DatabaseSync;
  readonly programme: string;
  readonly zone: string;
  readonly randomBytes: RandomBytes;
}

export class Codes {
  readonly #parts: CodesParts;
  readonly #prepared: Prepared;
  readonly #keys: CodeKeys;

  constructor(parts: CodesParts) {
    this.#parts = parts;
    this.#prepared = new Prepared(parts.database);
    this.#keys = new CodeKeys(parts.database, parts.randomBytes);
  }

  /** All of the order or, with a word why, none of it. */
  issue(order: CodeOrder, atMs: number): Issued {
    const { fromMs, toMs } = instantsOf(order.valid, this.#parts.zone);
    const reason = orderRefusalOf(order, fromMs, toMs, atMs);
    if (reason !== undefined) return { kind: 'refused', reason };
    return this.#together(() => {
      const id = this.#add(order, fromMs, toMs, atMs);
      for (let i = 0; i < order.count; i++) this.#addSlip(id);
      const code = this.find(id);
      assert(code !== undefined, 'a code is there once written');
      return { kind: 'issued', code, slips: this.slips(id) };
    });
  }

  /** What the text on a QR code, or typed by hand, stands for at `atMs`. Changes nothing. */
  check(text: string, atMs: number): Checked {
    // A scanner types what it reads: with a Japanese input method switched on it comes in full width.
    const typed = text.normalize('NFKC').trim().toUpperCase();
    const found = typed.startsWith('AYM') && typed.includes('.') ? this.#byToken(typed) : this.#byShort(typed);
    if (typeof found === 'string') return { kind: 'refused', reason: found };
    const reason = refusalOf(found, atMs);
    return reason === undefined ? { kind: 'valid', code: activityCodeOf(found) } : { kind: 'refused', reason };
  }

  /** The claims made with a slip, oldest first, void ones included: a slip that was handed in is gone. At most a thousand. */
  usesOf(serial: string): readonly CodeUse[] {
    return this.#prepared
      .of(
        `SELECT id AS claim, participant, date, at_ms AS atMs FROM claim
         WHERE once_code = ?1 OR (venue_use > ?1 || '/' AND venue_use < ?1 || '0') ORDER BY id LIMIT ${listRowsMax}`,
      )
      .all(serial) as unknown as readonly CodeUse[];
  }

  /** From now on the code and all its slips are refused, to whomever. What they earned before stays. */
  revoke(
    id: string,
    { reason, actor }: { readonly reason: string; readonly actor: string },
    atMs: number,
  ): RevocationOutcome {
    if (reason.trim() === '') return 'no-reason';
    if (actor.trim() === '') return 'no-actor';
    return this.#together(() => {
      const made = this.find(id);
      if (made === undefined) return 'unknown';
      if (made.revoked !== null) return 'already-revoked';
      this.#prepared
        .of('INSERT INTO code_revocation (code, reason, actor, revoked_ms) VALUES (?, ?, ?, ?)')
        .run(id, reason, actor, atMs);
      return 'revoked';
    });
  }

  /** Newest first, at most a thousand. */
  list(): readonly MadeCode[] {
    const rows = this.#prepared.of(`${selectMadeCode} ORDER BY c.number DESC LIMIT ${listRowsMax}`).all();
    return (rows as unknown as readonly MadeCodeRow[]).map(madeCodeOf);
  }

  find(id: string): MadeCode | undefined {
    const row = this.#row(id);
    return row === undefined ? undefined : madeCodeOf(row);
  }

  /** In the order they were made; none of an unknown code. */
  slips(id: string): readonly Slip[] {
    const made = this.#row(id);
    if (made === undefined) return [];
    const secret = this.#keys.secret(made.keyId);
    assert(secret !== undefined, 'a code names the key it was signed with');
    const rows = this.#prepared.of(selectSlips).all(id) as unknown as readonly Omit<Slip, 'token'>[];
    return rows.map(({ serial, short, usesCount }) => ({
      serial,
      token: sealToken({ ...made, serial }, this.#parts.programme, secret),
      short: showShortCode(short),
      usesCount,
    }));
  }

  /** From now on another secret signs; what was printed before is still recognised. */
  renewKey(atMs: number): void {
    this.#together(() => this.#keys.add(atMs));
  }

  #add(order: CodeOrder, fromMs: number, toMs: number, atMs: number): string {
    const { kind, activity, place, actor } = order;
    const id = encodeBase32(this.#parts.randomBytes(serialBytes));
    this.#prepared
      .of(
        `INSERT INTO code (id, key, kind, activity, place, valid_from_ms, valid_to_ms, actor, made_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, this.#keys.signing(atMs), kind, activity, place, fromMs, toMs, actor, atMs);
    return id;
  }

  #addSlip(code: string): void {
    const { randomBytes } = this.#parts;
    for (let i = 0; i < serialTriesMax; i++) {
      // By chance, not counted: after a restore from a backup nothing printed before may meet a new one of its number.
      const serial = encodeBase32(randomBytes(serialBytes));
      const short = makeShortCode(randomBytes(shortChanceLength));
      const { changes } = this.#prepared
        .of(
          `INSERT INTO code_slip (serial, short, code) SELECT ?1, ?2, ?3
           WHERE NOT EXISTS (SELECT 1 FROM code_slip WHERE serial = ?1 OR short = ?2)`,
        )
        .run(serial, short, code);
      if (changes === 1) return;
    }
    assert(false, 'the source of chance repeats itself');
  }

  #byToken(text: string): SlipRow | CodeRefusal {
    const opened = openToken(text, this.#parts.programme, (keyId) => this.#keys.secret(keyId));
    if (opened.kind === 'fault') return opened.fault;
    return this.#slip(`${selectSlip} WHERE s.serial = ?`, opened.value.serial);
  }

  #byShort(text: string): SlipRow | CodeRefusal {
    const read = readShortCode(text);
    return read.kind === 'fault' ? read.fault : this.#slip(`${selectSlip} WHERE s.short = ?`, read.value);
  }

  #slip(sql: string, key: string): SlipRow | 'unknown' {
    return (this.#prepared.of(sql).get(key) as unknown as SlipRow | undefined) ?? 'unknown';
  }

  #row(id: string): MadeCodeRow | undefined {
    return this.#prepared.of(`${selectMadeCode} WHERE c.id = ?`).get(id) as unknown as MadeCodeRow | undefined;
  }

  /** In the caller's transaction where there is one. */
  #together<Value>(work: () => Value): Value {
    const { database } = this.#parts;
    return database.isTransaction ? work() : inTransaction(database, work);
  }
}

const refusalOf = (slip: SlipRow, atMs: number): CodeRefusal | undefined => {
  if (slip.revokedMs !== null) return 'revoked';
  if (slip.kind === 'once' && slip.isUsed === 1) return 'used';
  if (atMs < slip.validFromMs) return 'not-yet';
  return atMs < slip.validToMs ? undefined : 'expired';
};

const orderRefusalOf = (order: CodeOrder, fromMs: number, toMs: number, atMs: number): OrderRefusal | undefined => {
  const { actor, count, kind } = order;
  if (actor.trim() === '') return 'no-actor';
  if (!Number.isInteger(count) || count < 1 || count > (kind === 'venue' ? 1 : slipsMax)) return 'bad-count';
  if (toMs <= fromMs) return 'ends-before-it-begins';
  if (toMs <= atMs) return 'already-over';
  return toMs - Math.min(fromMs, atMs) > validDaysMax * dayMs ? 'too-long' : undefined;
};
