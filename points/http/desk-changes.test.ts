/** Promises of what a clerk enters at the desk: each change is made once however often it is sent, with who and why, or not at all. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { participantId, plainDate, walker } from '../trial-points.ts';
import { TrialDeskServer } from './trial-desk-server.ts';

let trial: TrialDeskServer;
beforeEach(async () => {
  trial = await TrialDeskServer.start();
});
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

const change = () => ({ actor: '佐藤', requestId: randomUUID() });
const claim = () => ({
  participant: walker,
  activity: 'health-check',
  date: plainDate('2026-11-20'),
  evidence: 'result-sheet',
  ...change(),
});
/** What a preview is asked. */
const withoutSigning = <Body extends object>(body: Body): Omit<Body, 'actor' | 'requestId'> => {
  const asked = { ...body, actor: undefined, requestId: undefined };
  return asked;
};
const cardHolder = participantId('P-0002');
const id = { id: 'P-0001' };

test('enters an activity once however often it is sent, tells where it stands, and takes it back', async () => {
  const body = claim();
  const asked = withoutSigning(body);
  expect(await trial.ask('previewClaim', { body: asked })).toMatchObject({ kind: 'possible', points: 100 });
  const recorded = await trial.ask('claim', { body });
  expect(recorded).toMatchObject({ kind: 'recorded', account: 'pedometer', points: 100, balance: 106 });
  expect(await trial.ask('claim', { body })).toEqual(recorded);
  expect((await trial.send('claim', { body: { ...body, actor: '鈴木' } })).status).toBe(409);
  expect(await trial.ask('claim', { body: claim() })).toMatchObject({
    kind: 'refused',
    refusals: [{ code: 'already-claimed' }],
  });

  const entry = (await trial.ask('person', { path: id })).entries.find(({ claim: of }) => of !== null);
  expect(entry).toMatchObject({ points: 100, actor: '佐藤' });
  const voided = await trial.ask('voidClaim', { body: { claim: entry?.claim ?? '', reason: '人ちがい', ...change() } });
  expect(voided).toMatchObject({ kind: 'voided', points: [{ account: 'pedometer', points: -100 }] });
  const after = await trial.ask('person', { path: id });
  expect(after.accounts[0]?.balance).toBe(6);
  expect(after.entries.map(({ claim: of }) => of)).toEqual([null, null, null, null]);
  expect(after.entries.at(-1)).toMatchObject({ kind: 'void', reason: '人ちがい', reverses: entry?.id });
});

test('says so when the disk cannot be written, and the same button works afterwards', async () => {
  const { database } = trial.points.books;
  const body = claim();
  database.exec('PRAGMA query_only = ON');
  const busy = await trial.send('claim', { body });
  expect([busy.status, busy.body]).toMatchObject([503, { error: 'busy' }]);
  expect((await trial.ask('person', { path: id })).accounts[0]?.balance).toBe(6);
  database.exec('PRAGMA query_only = OFF');
  expect(await trial.ask('claim', { body })).toMatchObject({ kind: 'recorded', balance: 106 });
});

test('makes codes, knows them again, lets each be used once, and revokes them', async () => {
  const place = '保健センター';
  const order = {
    kind: 'once',
    activity: 'health-check',
    place,
    from: plainDate('2026-11-20'),
    to: plainDate('2026-11-30'),
    count: 2,
  } as const;
  const body = { ...order, ...change() };
  const sheet = await trial.ask('makeCodes', { body });
  expect(sheet).toMatchObject({ code: { kind: 'once', count: 2, used: 0, state: 'valid', madeBy: '佐藤', place } });
  expect(await trial.ask('makeCodes', { body })).toEqual(sheet);
  expect((await trial.ask('codes')).codes).toEqual([sheet.code]);

  const [slip, other] = sheet.slips;
  const preview = await trial.ask('previewCode', { body: { code: slip?.short ?? '' } });
  expect(preview).toMatchObject({ kind: 'valid', codeKind: 'once', activity: 'health-check', place, to: '2026-11-30' });
  const byCode = { ...claim(), evidence: 'once-code', code: slip?.text ?? '' };
  expect(await trial.ask('claim', { body: byCode })).toMatchObject({ kind: 'recorded', points: 100 });
  expect(await trial.ask('previewCode', { body: { code: slip?.text ?? '' } })).toMatchObject({
    refusals: [{ code: 'code-used' }],
  });
  const again = await trial.ask('code', { path: { id: sheet.code.id } });
  expect([again.code.used, again.slips.map(({ isUsed }) => isUsed)]).toEqual([1, [true, false]]);

  const revoked = await trial.ask('revokeCode', { path: { id: sheet.code.id }, body: { reason: '紛失', ...change() } });
  expect(revoked.code).toMatchObject({ state: 'revoked', revoked: { actor: '佐藤', reason: '紛失' } });
  expect(await trial.ask('previewCode', { body: { code: other?.text ?? '' } })).toMatchObject({
    refusals: [{ code: 'code-revoked' }],
  });
  const twice = await trial.send('revokeCode', { path: { id: sheet.code.id }, body: { reason: '紛失', ...change() } });
  expect([twice.status, twice.body]).toMatchObject([409, { error: 'already-revoked' }]);
});

test('makes no codes for what is not shown by codes, nor for a time that is over or too long', async () => {
  const order = { kind: 'venue', place: '体育館', from: plainDate('2026-11-20'), to: plainDate('2026-11-30') } as const;
  const refused = [
    await trial.send('makeCodes', { body: { ...order, activity: 'nothing', ...change() } }),
    await trial.send('makeCodes', {
      body: {
        ...order,
        activity: 'health-check',
        from: plainDate('2026-01-01'),
        to: plainDate('2026-01-02'),
        ...change(),
      },
    }),
    await trial.send('makeCodes', {
      body: { ...order, activity: 'health-check', to: plainDate('2029-01-02'), ...change() },
    }),
  ];
  expect(refused.map(({ status, body }) => [status, (body as { readonly error: string }).error])).toEqual([
    [409, 'no-codes'],
    [409, 'already-over'],
    [409, 'too-long'],
  ]);
  expect((await trial.ask('codes')).codes).toEqual([]);
});

test('keeps the register of groups, and enters who came', async () => {
  const activity = (await trial.ask('programme')).activities.find(({ needs }) => needs.group)?.id ?? '';
  const fields = {
    name: '東町ラジオ体操会',
    activity,
    pursuit: 'ラジオ体操',
    contact: null,
    openedOn: plainDate('2026-04-01'),
  };
  const body = { ...fields, ...change() };
  const group = await trial.ask('openGroup', { body });
  expect(group).toEqual({ ...fields, id: 'G-0001', closedOn: null, registeredBy: '佐藤' });
  expect(await trial.ask('openGroup', { body })).toEqual(group);
  const same = await trial.send('openGroup', { body: { ...fields, ...change() } });
  expect([same.status, same.body]).toMatchObject([409, { error: 'group-exists' }]);
  const notForGroups = await trial.send('openGroup', { body: { ...fields, activity: 'health-check', ...change() } });
  expect([notForGroups.status, notForGroups.body]).toMatchObject([409, { error: 'not-on-menu' }]);

  const roll = { group: group.id, activity, date: plainDate('2026-11-20'), participants: ['ｐ-0001', 'P-9999'] };
  expect((await trial.ask('previewAttendance', { body: roll })).lines.map(({ kind }) => kind)).toEqual([
    'possible',
    'refused',
  ]);
  const { lines } = await trial.ask('attendance', { body: { ...roll, ...change() } });
  expect(lines).toMatchObject([
    { kind: 'recorded', participant: 'P-0001', points: 3 },
    { kind: 'refused', refusals: [{ code: 'unknown-participant' }] },
  ]);

  const close = { closedOn: plainDate('2026-11-20'), reason: '解散', ...change() };
  expect(await trial.ask('closeGroup', { path: { id: group.id }, body: close })).toMatchObject({
    closedOn: '2026-11-20',
  });
  expect((await trial.ask('groups')).groups).toMatchObject([{ id: 'G-0001', closedOn: '2026-11-20' }]);
  const unknown = await trial.send('closeGroup', { path: { id: 'G-0009' }, body: { ...close, ...change() } });
  expect([unknown.status, unknown.body]).toMatchObject([404, { error: 'unknown-group' }]);
});

test('keys in stamps all or none, and moves paper points once a pedometer is there', async () => {
  const rows = [
    { date: plainDate('2026-11-10'), activity: 'health-check' },
    { date: plainDate('2026-11-11'), activity: 'stomach-screening' },
  ];
  const body = { participant: cardHolder, rows, ...change() };
  const asked = withoutSigning(body);
  expect(await trial.ask('previewStamps', { body: asked })).toMatchObject({ kind: 'possible', points: 10 });
  expect(await trial.ask('stamps', { body })).toMatchObject({ kind: 'recorded', points: 10, balance: 10 });
  const bad = { ...body, rows: [...rows, { date: plainDate('2026-11-12'), activity: 'nothing' }], ...change() };
  expect(await trial.ask('stamps', { body: bad })).toMatchObject({ kind: 'refused', claims: [] });

  trial.points.enrol([
    { participant: cardHolder, birthYear: 1950, birthDate: null, pedometerFrom: plainDate('2026-11-15') },
  ]);
  const move = { participant: cardHolder, points: 'all', reference: '申請 7', ...change() } as const;
  expect(await trial.ask('transfer', { body: move })).toMatchObject({
    kind: 'recorded',
    after: [{ points: 0 }, { points: 100 }],
  });
  const person = await trial.ask('person', { path: { id: 'P-0002' } });
  expect(person.accounts).toMatchObject([
    { balance: 100, isOpen: true },
    { balance: 0, isOpen: false },
  ]);
  expect(
    person.entries.filter(({ kind }) => kind === 'transfer').map(({ points, sentence }) => [points, sentence.en]),
  ).toEqual([
    [-10, 'Points moved to the pedometer’s account'],
    [100, 'Points moved from the paper card'],
  ]);
});
