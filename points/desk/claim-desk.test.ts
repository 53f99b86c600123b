/** What a clerk enters earns what the rules give, once, on the right account; and what was answered is what was written. */
import { expect, test } from 'vitest';
import type { ClaimAnswer } from '../../contract/desk-claim.ts';
import { plainDate } from '../trial-points.ts';
import { claimBody, contentOf, paperHolder, signed, TrialDesk, walker, why, youth } from './trial-desk.ts';

const recorded = (answer: ClaimAnswer): string => {
  if (answer.kind !== 'recorded') throw new Error(JSON.stringify(answer));
  return answer.claim;
};

test('the first activity of whoever carries a pedometer goes on the pedometer’s account', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  expect(points.desk.claims.record(claimBody())).toMatchObject({ account: 'pedometer', points: 100, balance: 100 });
  expect(points.balance(walker)).toBe(100);
});

test('without a registration the first day with steps tells since when there is a pedometer', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open();
  disk.walk(points, walker, '2026-11-10', 6_000);
  expect(points.desk.claims.preview(claimBody())).toMatchObject({ kind: 'possible', account: 'pedometer' });
  expect(points.desk.claims.preview(claimBody({ date: '2026-11-09' }))).toMatchObject({ account: 'paper', points: 5 });
});

test('steps that show the pedometer to be older take back what was stamped on paper meanwhile', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open();
  disk.walk(points, walker, '2026-11-18', 6_000);
  points.desk.claims.record(claimBody({ date: '2026-11-15', account: 'paper', evidence: 'stamp' }));
  expect(points.balance(walker, 'paper')).toBe(5);
  disk.walk(points, walker, '2026-11-10', 6_000);
  expect(points.balance(walker, 'paper')).toBe(0);
  expect(points.books.differences(walker)).toEqual([]);
});

test('an activity goes on paper for whoever has a card only, and on no pedometer’s account', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const body = claimBody({ participant: paperHolder, evidence: 'stamp' });
  expect(points.desk.claims.record(body)).toMatchObject({ account: 'paper', points: 5, balance: 5 });
  expect([points.balance(paperHolder, 'paper'), points.balance(paperHolder)]).toEqual([5, 0]);
});

test('the answer is the same when it is asked again, and nothing is written twice', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const body = claimBody();
  const answer = points.desk.claims.record(body);
  const before = contentOf(disk);
  expect(points.desk.claims.record(body)).toEqual(answer);
  expect(points.desk.claims.record({ ...body, reference: undefined })).toEqual(answer);
  expect(() => points.desk.claims.record({ ...body, date: plainDate('2026-11-19') })).toThrow(
    expect.objectContaining({ status: 409, code: 'request-reused' }) as Error,
  );
  expect(() =>
    points.desk.transfers.record({ participant: walker, points: 'all', reference: '7', ...signed(body.requestId) }),
  ).toThrow(/request-reused/);
  expect(contentOf(disk)).toEqual(before);
});

test.each(['__proto__', 'constructor', 'purse'])('there is no account %s', async (account) => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const before = contentOf(disk);
  expect(points.desk.claims.record(claimBody({ account }))).toMatchObject({
    kind: 'refused',
    refusals: [{ code: 'account-not-open' }],
  });
  expect(contentOf(disk)).toEqual(before);
});

test('two groups on one day are 3 points on the pedometer’s account, and 1 each on paper', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const groups = ['東町', '西町'].map((name) => disk.group(points, name));
  const meeting = { activity: 'group-activity', evidence: 'stamp' } as const;
  const [first, second] = groups.map((group) => points.desk.claims.record(claimBody({ ...meeting, group })));
  expect(first).toMatchObject({ points: 3 });
  expect(second).toMatchObject({ kind: 'refused', refusals: [{ code: 'daily-limit' }] });
  const onPaper = groups.map((group) =>
    points.desk.claims.record(claimBody({ ...meeting, group, participant: paperHolder })),
  );
  expect(onPaper).toMatchObject([
    { account: 'paper', points: 1 },
    { account: 'paper', points: 1, balance: 2 },
  ]);
  expect([points.balance(walker), points.balance(paperHolder, 'paper')]).toEqual([3, 2]);
  expect(points.verify()).toMatchObject({ kind: 'ok' });
});

test('paper is open until the day before the pedometer, and the pedometer’s account from that day on', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const on = (date: string, account: string) =>
    points.desk.claims.preview(claimBody({ date, account, activity: 'city-event', evidence: 'stamp' }));
  expect(on('2026-09-30', 'paper')).toMatchObject({ kind: 'possible', points: 2 });
  expect(on('2026-10-01', 'paper')).toMatchObject({ refusals: [{ code: 'paper-closed' }] });
  expect(on('2026-09-30', 'pedometer')).toMatchObject({ refusals: [{ code: 'account-not-held' }] });
  expect(on('2026-10-01', 'pedometer')).toMatchObject({ kind: 'possible', points: 20 });
});

test('whoever turns 18 takes part from that day on', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const on = (date: string) => points.desk.claims.preview(claimBody({ participant: youth, date }));
  expect(on('2026-10-31')).toMatchObject({ refusals: [{ code: 'too-young' }] });
  expect(on('2026-11-01')).toMatchObject({ kind: 'possible', points: 100 });
});

test('a slip for one person serves one, also at two counters at once', async () => {
  using disk = new TrialDesk();
  await using one = await disk.openWithPeople();
  await using two = await disk.open();
  const code = disk.code(one, { kind: 'once' });
  const body = { activity: 'city-event', evidence: 'once-code', code } as const;
  const answers = [
    one.desk.claims.record(claimBody(body)),
    two.desk.claims.record(claimBody({ ...body, participant: youth })),
    two.desk.claims.record(claimBody({ ...body, date: '2026-11-21' })),
  ];
  expect(answers).toMatchObject([
    { kind: 'recorded', points: 20 },
    { kind: 'refused', refusals: [{ code: 'code-used' }] },
    { kind: 'refused', refusals: [{ code: 'code-used' }] },
  ]);
  expect([two.balance(walker), one.balance(youth), one.verify()]).toMatchObject([20, 0, { kind: 'ok', entries: 1 }]);
});

test('a venue’s code serves everybody, each once a date', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const code = disk.code(points);
  const body = { activity: 'city-event', evidence: 'venue-code', code, date: '2026-11-21' } as const;
  const first = points.desk.claims.record(claimBody(body));
  expect(first).toMatchObject({ points: 20 });
  expect(points.desk.claims.record(claimBody(body))).toMatchObject({ refusals: [{ code: 'code-used' }] });
  expect(points.desk.claims.record(claimBody({ ...body, participant: youth }))).toMatchObject({ points: 20 });
  const yesterday = points.desk.claims.record(claimBody({ ...body, date: '2026-11-20' }));
  expect(yesterday).toMatchObject({ refusals: [{ code: 'code-other-activity' }] });
  points.desk.claims.void({ claim: recorded(first), ...why() });
  expect(points.desk.claims.record(claimBody(body))).toMatchObject({ refusals: [{ code: 'code-used' }] });
});

test('stamps are keyed in together, each row beside those before it', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const checks = (...activities: string[]) => ({
    participant: paperHolder,
    rows: activities.map((activity) => ({ activity, date: plainDate('2026-11-20') })),
    ...signed(),
  });
  const before = contentOf(disk);
  const twice = points.desk.claims.recordStamps(checks('health-check', 'city-event', 'health-check'));
  expect(twice).toMatchObject({ kind: 'refused', claims: [], balance: 0 });
  expect(twice.lines).toMatchObject([
    { points: 5 },
    { points: 2 },
    { kind: 'refused', refusals: [{ code: 'already-claimed' }] },
  ]);
  const three = points.desk.claims.previewStamps(checks('health-check', 'lung-screening', 'colon-screening'));
  expect(three.lines).toMatchObject([{ points: 5 }, { points: 5 }, { kind: 'possible', points: 0 }]);
  expect(contentOf(disk)).toEqual(before);
  const body = checks('health-check', 'lung-screening', 'city-event');
  const two = points.desk.claims.recordStamps(body);
  expect(two).toMatchObject({ kind: 'recorded', points: 12, balance: 12, claims: ['1', '2', '3'] });
  expect(points.desk.claims.recordStamps(body)).toEqual(two);
  expect(points.balance(paperHolder, 'paper')).toBe(12);
});

test('a full check-up is 10 on paper by itself, and nothing is added by another check that the card carries', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const rows = ['full-check-up', 'health-check'].map((activity) => ({ activity, date: plainDate('2026-11-20') }));
  expect(points.desk.claims.previewStamps({ participant: paperHolder, rows }).lines).toMatchObject([
    { points: 10 },
    { kind: 'possible', points: 0 },
  ]);
});

test('who came to a group is recorded line by line', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const group = disk.group(points, '東町');
  const numbers = new Map([walker, paperHolder].map((each) => [String(each), each]));
  const resolve = (asked: string) => numbers.get(asked);
  const ask = {
    group,
    activity: 'group-activity',
    date: plainDate('2026-11-20'),
    participants: [walker, 'P-9999', walker, paperHolder],
  };
  const before = contentOf(disk);
  const kinds = ({ lines }: { lines: readonly { kind: string }[] }) => lines.map(({ kind }) => kind);
  expect(kinds(points.desk.claims.previewAttendance(ask, resolve))).toEqual([
    'possible',
    'refused',
    'refused',
    'possible',
  ]);
  expect(contentOf(disk)).toEqual(before);
  const body = { ...ask, ...signed() };
  const answer = points.desk.claims.recordAttendance(body, resolve);
  expect(answer.lines).toMatchObject([
    { kind: 'recorded', claim: '1', points: 3 },
    { kind: 'refused', asked: 'P-9999', refusals: [{ code: 'unknown-participant' }] },
    { kind: 'refused', refusals: [{ code: 'already-claimed' }] },
    { kind: 'recorded', claim: '2', points: 1 },
  ]);
  expect(points.desk.claims.recordAttendance(body, resolve)).toEqual(answer);
  expect([points.balance(walker), points.balance(paperHolder, 'paper')]).toEqual([3, 1]);
});

test('a claim is taken back by an entry with its grounds, and the explanation says so', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const claim = recorded(points.desk.claims.record(claimBody()));
  const body = { claim, ...why(), reference: '電話 11/21' };
  const answer = points.desk.claims.void(body);
  expect(answer).toMatchObject({ kind: 'voided', points: [{ account: 'pedometer', points: -100 }] });
  expect(points.desk.claims.void(body)).toEqual(answer);
  expect(points.entries(walker)).toMatchObject([
    { kind: 'credit', points: 100, actor: '佐藤', reverses: null },
    { kind: 'void', points: -100, actor: '佐藤', reason: '押しまちがい', reference: '電話 11/21', reverses: 1 },
  ]);
  expect(points.desk.claims.void({ claim, ...why() })).toMatchObject({ refusals: [{ code: 'already-void' }] });
  const { reasons, sentences } = points.explain(walker, plainDate('2026-11-20'));
  expect(reasons).toMatchObject([
    { kind: 'no-total' },
    { kind: 'claim-earned-nothing', fault: 'void' },
    { kind: 'corrected', from: 100, to: 0, because: 'void' },
  ]);
  expect(sentences.ja.join()).toContain('取り消');
  expect(points.desk.claims.record(claimBody())).toMatchObject({ kind: 'recorded', points: 100 });
});

test.each([
  [{ reason: ' ' }, 'reason-missing'],
  [{ actor: '' }, 'actor-missing'],
])('a void with %j changes nothing', async (parts, code) => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const claim = recorded(points.desk.claims.record(claimBody()));
  const before = contentOf(disk);
  expect(() => points.desk.claims.void({ claim, ...why(), ...parts })).toThrow(
    expect.objectContaining({ status: 400, code }) as Error,
  );
  expect(contentOf(disk)).toEqual(before);
  expect(points.desk.claims.void({ claim, ...why() })).toMatchObject({ kind: 'voided' });
});

test('nothing is recorded without somebody’s name', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const before = contentOf(disk);
  expect(() => points.desk.claims.record(claimBody({ actor: ' ' }))).toThrow(/actor-missing/);
  expect(contentOf(disk)).toEqual(before);
});

test('a date mistyped by years is refused, and nothing is recorded', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const before = contentOf(disk);
  const donation = (date: string) =>
    points.desk.claims.preview({
      participant: walker,
      activity: 'blood-donation',
      evidence: 'donor-card',
      date: plainDate(date),
    });
  expect(donation('2020-11-20')).toMatchObject({ refusals: [{ code: 'not-on-menu' }] });
  expect(donation('2025-10-16')).toMatchObject({ refusals: [{ code: 'too-late' }] });
  expect(contentOf(disk)).toEqual(before);
});
