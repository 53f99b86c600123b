/** Bad input to the point service, through its doors: a clear answer each, and every table is what it was. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signed, why, youth } from '../../points/desk/trial-desk.ts';
import { totalsOf, total } from '../../points/http/trial-server.ts';
import { iwamizawaRulePath } from '../../points/rule/programme-file.ts';
import { PointsRoom, claimOf, mover, usedRequest, type Told } from './points-room.ts';

type Ask = (room: PointsRoom) => Promise<Told>;
/** What it is, how it is asked, the status or exit code, and what is said. */
type Row = readonly [name: string, ask: Ask, status: number, says: RegExp];

let room: PointsRoom;
let before: PointsRoom['tables'];
beforeAll(async () => {
  room = await PointsRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(() => {
  before = room.tables;
});
afterEach(() => {
  expect(room.tables).toEqual(before);
});

const claim =
  (parts: object): Ask =>
  (at) =>
    at.desk('claims', claimOf(parts));
const onCode = (code: string) => ({ activity: 'city-event', evidence: 'venue-code', date: '2026-11-21', code });
const twoMebibytes = `{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`;
const plain = { 'content-type': 'text/plain' };
const twice = (object: object, key: string): string => `{"${key}":"",${JSON.stringify(object).slice(1)}`;
const oneTotal = totalsOf({ ...total, date: '2026-11-16' });

const atTheDesk: readonly Row[] = [
  ['an activity claimed twice', claim({}), 200, /refused.*もう受け取っています.*見られます/],
  ['a forged code', (at) => claim(onCode(forged(at.valid)))(at), 200, /refused.*正しいものではありません.*もらって/],
  ['an expired code', (at) => claim(onCode(at.expired))(at), 200, /refused.*期限は過ぎています.*紙に書いて/],
  [
    'somebody aged 17',
    claim({ participant: youth, date: '2026-11-20' }),
    200,
    /refused.*対象の年齢になっていません.*たしかめて/,
  ],
  ['an unknown participant', claim({ participant: 'P-9999' }), 200, /refused.*参加者はいません.*たしかめて/],
  ['a claim in the future', claim({ date: '2026-11-22' }), 200, /refused.*まだ来ていない日.*たしかめて/],
  ['a claim on 31 February', claim({ date: '2026-02-31' }), 400, /date.*何も変えていません|何も変えていません.*date/],
  [
    'a request number used again',
    claim({ requestId: usedRequest, date: '2026-11-19' }),
    409,
    /何も変えていません.*読みなおして/,
  ],
  [
    'a void without a reason',
    (at) => at.desk('claims/void', { claim: '1', ...signed() }),
    400,
    /理由がありません.*何も変えていません/,
  ],
  ['a void of nothing', (at) => at.desk('claims/void', { claim: '999', ...why() }), 200, /refused/],
  ['a change without a name', claim({ actor: undefined }), 400, /担当者の名前がありません.*何も変えていません/],
  [
    'more than there is moved',
    (at) => at.desk('transfers', { participant: mover, points: 1000, reference: '7', ...signed() }),
    200,
    /refused.*多いです.*残高をたしかめて/,
  ],
  [
    'a decision on a day that never came',
    (at) => at.desk('decisions', { kind: 'void', participant: 'P-0001', date: '2026-11-01', ...why() }),
    404,
    /届いていません。何も変えていません.*日付をたしかめて/,
  ],
  ['2 MiB', (at) => at.desk('claims', twoMebibytes), 413, /大きすぎます。何も変えていません/],
  ['a key twice', (at) => at.desk('claims', twice(claimOf(), 'activity')), 400, /読み取れません。何も変えていません/],
  ['another kind of content', (at) => at.desk('claims', claimOf(), plain), 415, /種類がちがいます。何も変えていません/],
  [
    'another page’s request',
    (at) => at.desk('claims', claimOf(), { origin: 'https://example.com', 'sec-fetch-site': 'cross-site' }),
    403,
    /ほかのページ.*何も変えていません.*開きなおして/,
  ],
];

const forged = (code: string): string => `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;

const atTheFeed: readonly Row[] = [
  ['2 MiB', (at) => at.feed(twoMebibytes), 413, /body-too-large.*at most 500 items and 1 MiB/],
  ['a key twice', (at) => at.feed(oneTotal.replace('"steps"', '"steps":1,"steps"')), 400, /not-json.*no key twice/],
  ['another kind of content', (at) => at.feed(oneTotal, plain), 415, /content-type.*application\/json/],
  [
    'a forged signature',
    (at) => at.feed(oneTotal, { 'webhook-signature': `v1,${'A'.repeat(43)}=` }),
    401,
    /signature-wrong.*sign/,
  ],
  [
    'a message of another hour',
    (at) => at.feed(oneTotal, { 'webhook-timestamp': '1700000000' }),
    401,
    /timestamp-too-old.*clocks/,
  ],
  [
    'a date that is none',
    (at) => at.feed(totalsOf({ ...total, date: '2026-02-31' })),
    400,
    /not-as-described.*totals\.0\.date/,
  ],
  [
    'a revision told in another way',
    (at) => at.feed(totalsOf({ ...total, date: '2026-11-17', revision: 3, steps: 9999 })),
    200,
    /"fresh":0.*"ignored":\[\{.*"revision":3/,
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'ayumi-bad-points-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = readFileSync(iwamizawaRulePath, 'utf8');
const ruleFile = (name: string, text: string): string => {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, text, { mode: 0o644 });
  return path;
};
const overlapping = ruleFile('overlapping', shipped.replace('from: 5000', 'from: 4999'));
const february = ruleFile('february', shipped.replace('effectiveFrom: 2024-03-27', 'effectiveFrom: 2024-02-31'));
const sodegaura = iwamizawaRulePath.replace('iwamizawa', 'sodegaura');
const recompute = (...words: readonly string[]): Ask => {
  const from = words.includes('--from') ? [] : ['--from', '2026-11-01'];
  return (at) => at.command('recompute', '--data', 'DATA', ...from, ...words);
};

const byCommand: readonly Row[] = [
  [
    'overlapping tiers',
    recompute('--rules', overlapping),
    2,
    /tiers\.1\.from: overlaps the tier before, which ends at 4999/,
  ],
  ['a rule file of 31 February', recompute('--rules', february), 2, /versions\.0\.effectiveFrom/],
  [
    'recompute from 31 February',
    recompute('--from', '2026-02-31'),
    2,
    /2026-02-31.*a date is written like 2026-11-21/s,
  ],
  ['recompute without a reason', recompute('--apply', '--by', '佐藤'), 2, /reason.*Nothing was changed.*--reason/s],
  ['recompute both ways at once', recompute('--apply', '--dry-run'), 2, /--apply and --dry-run say different things/],
  [
    'recompute by the rules of another programme',
    recompute('--rules', sodegaura),
    2,
    /iwamizawa.*sodegaura|sodegaura.*iwamizawa/s,
  ],
  ['recompute of another programme', recompute('--programme', 'sodegaura'), 2, /iwamizawa, not of sodegaura.*--rules/s],
  [
    'a draw where there is none',
    (at) => at.command('draw', '--data', 'DATA', '--date', '2026-11-20'),
    2,
    /No draw is held for 2026-11-20.*draws/s,
  ],
  ['an option nobody knows', recompute('--forse'), 2, /unknown option '--forse'/],
  ['a statement of nobody', (at) => at.command('ledger', 'statement', 'P-9999', '--data', 'DATA'), 2, /P-9999/],
  [
    'a ledger that is not there',
    (at) => at.command('ledger', 'verify', '--data', folder),
    2,
    /no points\.sqlite.*--data/s,
  ],
];

const promises = (rows: readonly Row[]): void => {
  test.each(rows)('%s', async (_, ask, status, says) => {
    const told = await ask(room);
    expect(told.text).toMatch(says);
    expect(told.status).toBe(status);
  });
};

describe('the desk refuses, in a sentence, and changes nothing:', () => promises(atTheDesk));
describe('the feed refuses, with a word and a hint, and changes nothing:', () => promises(atTheFeed));
describe('a command refuses, with what to do, and changes nothing:', () => promises(byCommand));

test('a revision that comes after a newer one is written down as heard, and moves nothing', async () => {
  const told = await room.feed(totalsOf({ ...total, date: '2026-11-17', revision: 1, steps: 12_000 }));
  expect(told.status).toBe(200);
  expect(told.text).toContain('"fresh":1');
  const { day_revision: heard = '' } = room.tables;
  expect(heard).not.toBe(before['day_revision']);
  before = { ...before, day_revision: heard };
});
