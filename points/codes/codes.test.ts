/** Promises of activity codes: each is taken as often as it may be, by whom it may be, while it is valid, and never after. */
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import { Codes } from './codes.ts';
import { claimWith, codesNowMs, order, seededBytes, slipOf, trialCodes } from './trial-codes.ts';

const walker = participantIdSchema.parse('P-0001');
const other = participantIdSchema.parse('P-0002');
const today = plainDateSchema.parse('2026-11-21');
const tomorrow = plainDateSchema.parse('2026-11-22');
const at = (text: string): number => Date.parse(text);

const rowsOf = (database: DatabaseSync, table: string): number =>
  Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);

test('a poster says what it is for, by its QR code and by its short code', () => {
  const { codes } = trialCodes();
  const slip = slipOf(codes.issue(order(), codesNowMs));
  const told = {
    kind: 'valid',
    code: {
      serial: slip.serial,
      kind: 'venue',
      activity: 'city-event',
      place: '保健センター',
      validFromMs: at('2026-11-21T00:00:00+09:00'),
      validToMs: at('2026-11-23T00:00:00+09:00'),
    },
  };
  expect(codes.check(slip.token, codesNowMs)).toMatchObject(told);
  expect(codes.check(slip.short, codesNowMs)).toMatchObject(told);
});

test('what a scanner types with a Japanese input method on, or a hand in lower case, is understood', () => {
  const { codes } = trialCodes();
  const slip = slipOf(codes.issue(order(), codesNowMs));
  const fullWidth = (text: string): string =>
    Array.from(text, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
  for (const typed of [
    ` ${slip.token}\r\n`,
    slip.token.toLowerCase(),
    fullWidth(slip.token),
    slip.short.toLowerCase().replaceAll('-', ' '),
    slip.short.replaceAll('-', 'ー').replaceAll('0', 'o').replaceAll('1', 'l'),
    fullWidth(slip.short),
  ])
    expect(codes.check(typed, codesNowMs), typed).toMatchObject({ kind: 'valid' });
});

test('a code is valid from the first moment of its first date to the last of its last, in the programme’s zone', () => {
  const { codes } = trialCodes();
  const { token } = slipOf(codes.issue(order(), codesNowMs));
  const verdictAt = (text: string): string => {
    const checked = codes.check(token, at(text));
    return checked.kind === 'valid' ? 'valid' : checked.reason;
  };
  expect(verdictAt('2026-11-20T23:59:59.999+09:00')).toBe('not-yet');
  expect(verdictAt('2026-11-21T00:00:00.000+09:00')).toBe('valid');
  expect(verdictAt('2026-11-22T23:59:59.999+09:00')).toBe('valid');
  expect(verdictAt('2026-11-23T00:00:00.000+09:00')).toBe('expired');
});

test('a code may be valid for an afternoon only', () => {
  const { codes } = trialCodes();
  const valid = { kind: 'instants', fromMs: codesNowMs + 3_600_000, toMs: codesNowMs + 7_200_000 } as const;
  const { token } = slipOf(codes.issue(order({ valid }), codesNowMs));
  expect(codes.check(token, codesNowMs)).toMatchObject({ reason: 'not-yet' });
  expect(codes.check(token, codesNowMs + 3_600_000)).toMatchObject({ kind: 'valid' });
  expect(codes.check(token, codesNowMs + 7_200_000)).toMatchObject({ reason: 'expired' });
});

test('a slip is used once ever, whoever shows it and however it is read', () => {
  const { codes, database } = trialCodes();
  const slip = slipOf(codes.issue(order({ kind: 'once', count: 3 }), codesNowMs));
  const checked = codes.check(slip.token, codesNowMs);
  if (checked.kind !== 'valid') throw new Error(checked.reason);
  claimWith(database, checked.code, walker, today);
  expect(() => claimWith(database, checked.code, other, tomorrow)).toThrow('claim is append-only');
  expect(codes.check(slip.token, codesNowMs)).toEqual({ kind: 'refused', reason: 'used' });
  expect(codes.check(slip.short, codesNowMs)).toEqual({ kind: 'refused', reason: 'used' });
  expect(codes.usesOf(slip.serial)).toEqual([{ claim: 1, participant: walker, date: today, atMs: codesNowMs }]);
  expect(codes.list()).toMatchObject([{ count: 3, usesCount: 1 }]);
  const [{ id } = { id: '' }] = codes.list();
  expect(codes.slips(id).map(({ usesCount }) => usesCount)).toEqual([1, 0, 0]);
});

test('a poster is used by everybody, by each of them once a date', () => {
  const { codes, database } = trialCodes();
  const { token, serial } = slipOf(codes.issue(order(), codesNowMs));
  const checked = codes.check(token, codesNowMs);
  if (checked.kind !== 'valid') throw new Error(checked.reason);
  const { code } = checked;
  claimWith(database, code, walker, today);
  claimWith(database, code, other, today);
  claimWith(database, code, walker, tomorrow);
  expect(() => claimWith(database, code, walker, today)).toThrow('claim is append-only');
  expect(codes.check(token, codesNowMs)).toMatchObject({ kind: 'valid' });
  expect(codes.usesOf(serial).map(({ participant, date }) => [participant, date])).toEqual([
    [walker, today],
    [other, today],
    [walker, tomorrow],
  ]);
  expect(codes.list()).toMatchObject([{ count: 1, usesCount: 3 }]);
});

test('a revoked code is refused, says who revoked it and why, and is revoked once', () => {
  const { codes } = trialCodes();
  const issued = codes.issue(order(), codesNowMs);
  if (issued.kind !== 'issued') throw new Error(issued.reason);
  const { id } = issued.code;
  const why = { reason: '写真が出回った', actor: '鈴木' };
  expect(codes.revoke(id, { ...why, reason: ' ' }, codesNowMs)).toBe('no-reason');
  expect(codes.revoke(id, { ...why, actor: '' }, codesNowMs)).toBe('no-actor');
  expect(codes.revoke('nobody', why, codesNowMs)).toBe('unknown');
  expect(codes.check(slipOf(issued).token, codesNowMs)).toMatchObject({ kind: 'valid' });
  expect(codes.revoke(id, why, codesNowMs)).toBe('revoked');
  expect(codes.revoke(id, why, codesNowMs)).toBe('already-revoked');
  expect(codes.check(slipOf(issued).short, codesNowMs)).toEqual({ kind: 'refused', reason: 'revoked' });
  expect(codes.find(id)?.revoked).toEqual({ ...why, atMs: codesNowMs });
});

test.each([
  [{ actor: ' ' }, 'no-actor'],
  [{ count: 2 }, 'bad-count'],
  [{ kind: 'once', count: 201 }, 'bad-count'],
  [{ kind: 'once', count: 0 }, 'bad-count'],
  [{ valid: { kind: 'dates', from: tomorrow, to: today } }, 'ends-before-it-begins'],
  [{ valid: { kind: 'instants', fromMs: codesNowMs - 2000, toMs: codesNowMs } }, 'already-over'],
  [{ valid: { kind: 'dates', from: today, to: plainDateSchema.parse('2028-11-21') } }, 'too-long'],
  [
    { valid: { kind: 'dates', from: plainDateSchema.parse('9999-12-30'), to: plainDateSchema.parse('9999-12-31') } },
    'too-long',
  ],
] as const)('refuses the order %j: %s, and makes nothing', (parts, reason) => {
  const { codes, database } = trialCodes();
  expect(codes.issue(order(parts), codesNowMs)).toEqual({ kind: 'refused', reason });
  expect([rowsOf(database, 'code'), rowsOf(database, 'code_slip'), rowsOf(database, 'code_key')]).toEqual([0, 0, 0]);
});

test('codes of before and after a change of the secret are both known', () => {
  const { codes, database } = trialCodes();
  const before = slipOf(codes.issue(order(), codesNowMs));
  codes.renewKey(codesNowMs);
  const after = slipOf(codes.issue(order(), codesNowMs));
  expect(rowsOf(database, 'code_key')).toBe(2);
  for (const { token } of [before, after]) expect(codes.check(token, codesNowMs)).toMatchObject({ kind: 'valid' });
});

test('codes of another programme, of another ledger of the same name, and of a restored backup are told apart', () => {
  const { codes } = trialCodes(1);
  codes.issue(order(), codesNowMs);
  const neighbour = slipOf(trialCodes(2, 'sodegaura').codes.issue(order(), codesNowMs));
  expect(codes.check(neighbour.token, codesNowMs)).toEqual({ kind: 'refused', reason: 'other-programme' });
  const copied = slipOf(trialCodes(3).codes.issue(order(), codesNowMs));
  expect(codes.check(copied.token, codesNowMs)).toEqual({ kind: 'refused', reason: 'forged' });
  expect(codes.check(copied.short, codesNowMs)).toEqual({ kind: 'refused', reason: 'unknown' });
});

test('a code made after the backup that was restored is unknown, though its signature is right', () => {
  const { codes, database } = trialCodes(1);
  codes.renewKey(codesNowMs);
  const backup = database.prepare('SELECT secret FROM code_key').get()?.['secret'] as Uint8Array;
  const lost = slipOf(codes.issue(order(), codesNowMs));
  const restored = trialCodes(5);
  restored.database.prepare('INSERT INTO code_key (id, secret, made_ms) VALUES (1, ?, 0)').run(backup);
  expect(restored.codes.check(lost.token, codesNowMs)).toEqual({ kind: 'refused', reason: 'unknown' });
});

test('nothing is known, and nothing breaks, before the first code is made', () => {
  const { codes } = trialCodes();
  const elsewhere = slipOf(trialCodes(2).codes.issue(order(), codesNowMs));
  expect(codes.check(elsewhere.token, codesNowMs)).toEqual({ kind: 'refused', reason: 'forged' });
  expect(codes.list()).toEqual([]);
  expect(codes.slips('nobody')).toEqual([]);
});

test('two hundred slips are made together, no two alike, also when chance repeats itself now and then', () => {
  const { database } = trialCodes();
  const bytes = seededBytes(9);
  let calls = 0;
  let last = bytes(11);
  const stuttering = (length: number): Uint8Array => {
    calls += 1;
    if (calls % 50 > 2) last = bytes(11);
    return length > last.length ? bytes(length) : last.subarray(0, length);
  };
  const codes = new Codes({ database, programme: 'iwamizawa', zone: 'Asia/Tokyo', randomBytes: stuttering });
  const issued = codes.issue(order({ kind: 'once', count: 200 }), codesNowMs);
  if (issued.kind !== 'issued') throw new Error(issued.reason);
  expect(new Set(issued.slips.map(({ serial }) => serial)).size).toBe(200);
  expect(new Set(issued.slips.map(({ short }) => short)).size).toBe(200);
});

test.each(['code_key', 'code', 'code_slip', 'code_revocation'])('%s is written once and for all', (table) => {
  const { codes, database } = trialCodes();
  const issued = codes.issue(order(), codesNowMs);
  if (issued.kind !== 'issued') throw new Error(issued.reason);
  codes.revoke(issued.code.id, { reason: 'r', actor: 'a' }, codesNowMs);
  const refused = `${table} is append-only`;
  const column = { code_key: 'made_ms', code: 'place', code_slip: 'short', code_revocation: 'reason' };
  const changed = column[table as keyof typeof column];
  expect(() => database.exec(`UPDATE ${table} SET ${changed} = 7`)).toThrow(refused);
  expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(refused);
  expect(() => database.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow(refused);
});
