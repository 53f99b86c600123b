/** Promises of the desk's answers: each fits the contract, tells what the point service knows, and what is entered once counts once. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { participantId, plainDate, dayTotal, walker } from '../trial-points.ts';
import { noEvidence } from './desk-evidence.ts';
import { curveOf, TrialDeskServer } from './trial-desk-server.ts';
import { post, signed, total, totalsOf } from './trial-server.ts';

let trial: TrialDeskServer;
beforeEach(async () => {
  trial = await TrialDeskServer.start();
});
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

const change = () => ({ actor: '佐藤', requestId: randomUUID() });
const id = { id: 'P-0001' };
const heldDay = { participant: 'P-0001', date: '2026-11-18' };

test('tells the programme: its accounts, menu, tiers and rules, and that only this machine is answered', async () => {
  const programme = await trial.ask('programme');
  expect(programme).toMatchObject({ id: 'iwamizawa', zone: 'Asia/Tokyo', today: '2026-11-21', namesKnown: false });
  expect(programme.accounts.map(({ id: account, isPaper }) => [account, isPaper])).toEqual([
    ['pedometer', false],
    ['paper', true],
  ]);
  expect(programme.tiers.map(({ from, points }) => [from, points])).toEqual([
    [3000, 1],
    [5000, 2],
    [8000, 3],
    [10_000, 4],
  ]);
  const check = programme.activities.find((activity) => activity.id === 'health-check');
  expect(check).toMatchObject({
    hasCodes: true,
    picture: 'check',
    points: [{ account: 'pedometer', points: 100 }, { points: 5 }],
  });
  expect(programme.rules).toMatchObject([{ version: 1, state: 'in-force' }]);
  expect(programme.transfer?.sentence.ja).toContain('10ポイント');
  expect(programme.notice?.ja).toContain('このパソコンの中だけ');
});

test('finds whoever fits, an exact number first, and nobody for an empty query', async () => {
  expect(await trial.ask('participants')).toEqual({ participants: [], hasMore: false, enrolled: 2 });
  trial.points.enrol([
    { participant: participantId('P-00012'), birthYear: 1950, birthDate: null, pedometerFrom: null },
  ]);
  const found = await trial.ask('participants', { query: { query: 'ｐ-0001' } });
  expect(found.participants.map((person) => person.id)).toEqual(['P-0001', 'P-00012']);
  expect(found.participants[0]).toMatchObject({
    name: null,
    age: 77,
    accounts: [
      { account: 'pedometer', isOpen: true },
      { account: 'paper', isOpen: false },
    ],
  });
  expect((await trial.ask('participants', { query: { query: '%' } })).participants).toEqual([]);
});

test('says that more fit than are shown', async () => {
  const many = Array.from({ length: 60 }, (_, i) => ({
    participant: participantId(`Q-${String(i).padStart(3, '0')}`),
    birthYear: 1950,
    birthDate: null,
    pedometerFrom: null,
  }));
  trial.points.enrol(many);
  const found = await trial.ask('participants', { query: { query: 'Q-' } });
  expect([found.participants.length, found.hasMore, found.enrolled]).toEqual([50, true, 62]);
});

test('shows a month of a participant: every date, its steps, state and points, and what waits', async () => {
  const person = await trial.ask('person', { path: id });
  expect(person).toMatchObject({
    head: { id: 'P-0001', birthYear: 1948, since: '2026-10-01' },
    month: '2026-11',
    today: '2026-11-21',
  });
  expect(person.days).toHaveLength(30);
  const days = new Map(person.days.map((day) => [day.date as string, day]));
  expect(days.get('2026-11-20')).toMatchObject({
    steps: 6214,
    countedSteps: 6214,
    state: 'open',
    points: [{ points: 2 }],
  });
  expect(days.get('2026-11-19')).toMatchObject({ steps: 12_000, state: 'final', points: [{ points: 4 }] });
  expect(days.get('2026-11-18')).toMatchObject({ steps: 9000, countedSteps: 0, state: 'held', points: [] });
  expect(days.get('2026-11-17')).toMatchObject({ steps: null, state: 'none' });
  expect([days.get('2026-11-03')?.isHoliday, days.get('2026-11-04')?.isHoliday]).toEqual([true, false]);
  expect(person.accounts).toMatchObject([
    { account: 'pedometer', balance: 6, monthPoints: 6, closed: null },
    { isOpen: false },
  ]);
  expect(person.entries.map(({ points, kind }) => [points, kind])).toEqual([
    [4, 'credit'],
    [2, 'credit'],
  ]);
  expect(person.heldDates).toEqual(['2026-11-18']);
  expect((await trial.ask('person', { path: id, query: { month: '2024-02' } })).days).toHaveLength(29);
});

test('explains a day with steps, a day that waits, and a day without any', async () => {
  const walked = await trial.ask('day', { path: { ...id, date: '2026-11-20' } });
  expect(walked).toMatchObject({
    steps: 6214,
    countedSteps: 6214,
    points: [{ account: 'pedometer', points: 2 }],
    evidence: null,
  });
  expect(walked.sentences[0]?.ja).toBe('6,214歩は「1日5,000〜7,999歩 → 2ポイント」です。');
  expect(walked.rule).toMatchObject({ version: 1, sentence: { ja: '1日5,000〜7,999歩 → 2ポイント' } });
  expect(walked.revisions).toMatchObject([{ revision: 1, isCounted: true }]);
  expect(walked.revisions[0]?.arrivedAt).toMatch(/^2026-11-21T03:/);
  expect(walked.entries).toMatchObject([{ points: 2, sum: 2, sentence: { en: '5,000–7,999 steps a day → 2 points' } }]);
  expect(walked.differs.length).toBeGreaterThan(1);

  const waiting = await trial.ask('day', { path: { ...id, date: '2026-11-18' } });
  expect(waiting).toMatchObject({
    state: 'held',
    points: [],
    revisions: [{ isCounted: false }],
    evidence: { isWaiting: true },
  });
  const nothing = await trial.ask('day', { path: { ...id, date: '2026-11-01' } });
  expect(nothing).toMatchObject({ state: 'none', steps: null, points: [], pages: [] });
  expect(nothing.sentences[0]?.ja).toContain('まだ届いていません');
  expect(nothing.rule).toMatchObject({ version: 1, sentence: { ja: '1日3,000〜4,999歩 → 1ポイント' } });
});

test('of a date before the pedometer was lent nobody is asked to bring it', async () => {
  const { sentences, differs } = await trial.ask('day', { path: { ...id, date: '2026-09-30' } });
  expect(sentences.map(({ ja }) => ja)).toEqual([
    'この日は、まだ歩数計がありませんでした。歩数は 10月1日(木)から数えます。',
  ]);
  expect(differs.map(({ ja }) => ja).join()).not.toContain('持ってくる');
});

test('names the tier of a line as long as there is one, and never an id', async () => {
  trial.points.accept([
    dayTotal({ revision: 2, steps: 4000, state: 'corrected' }),
    dayTotal({ revision: 3, steps: 100 }),
  ]);
  const { entries } = await trial.ask('day', { path: { ...id, date: '2026-11-20' } });
  expect(entries.map(({ points, sentence }) => [points, sentence.en])).toEqual([
    [2, '5,000–7,999 steps a day → 2 points'],
    [-2, 'Put right: Points for steps'],
  ]);
});

test('a line that adds to what the day had says so, as its rule speaks of the whole', async () => {
  trial.points.accept([
    dayTotal({ revision: 2, steps: 9000 }),
    dayTotal({ revision: 3, steps: 1, state: 'corrected' }),
  ]);
  trial.points.accept([dayTotal({ revision: 4, steps: 9000, state: 'corrected' })]);
  trial.points.accept([dayTotal({ revision: 5, steps: 12_000, state: 'corrected' })]);
  const { entries } = await trial.ask('day', { path: { ...id, date: '2026-11-20' } });
  expect(entries.map(({ points, sentence }) => [points, sentence.ja])).toEqual([
    [2, '1日5,000〜7,999歩 → 2ポイント'],
    [-2, '直し: 歩数のポイント'],
    [3, '1日8,000〜9,999歩 → 3ポイント'],
    [1, '1日10,000歩以上 → 4ポイント（前についた分との差）'],
  ]);
});

test('shows statements of a month, a fiscal year and a range by when lines were written', async () => {
  const check = { activity: 'health-check', date: plainDate('2026-11-20'), evidence: 'result-sheet' };
  await trial.ask('claim', { body: { participant: walker, ...check, ...change() } });
  const month = await trial.ask('statement', { path: id, query: { month: '2026-11' } });
  expect(month).toMatchObject({ kind: 'month', from: '2026-11-01', to: '2026-11-30' });
  expect(month.accounts[0]).toMatchObject({ account: 'pedometer', opening: 0, closing: 106 });
  expect(month.accounts[0]?.lines.map(({ balance }) => balance)).toEqual([4, 6, 106]);
  const year = await trial.ask('statement', { path: id, query: { fiscalYear: '2026' } });
  expect(year).toMatchObject({
    kind: 'fiscal-year',
    from: '2026-04-01',
    to: '2027-03-31',
    accounts: [{ closing: 106 }, {}],
  });
  const later = await trial.ask('statement', { path: id, query: { from: '2026-11-22', to: '2026-12-31' } });
  expect(later.accounts[0]).toMatchObject({ opening: 106, lines: [], closing: 106 });
});

test('shows what waits with its evidence, and what each decision would do; decides, and takes it back', async () => {
  const { held, decided } = await trial.ask('held');
  const finding = { code: 'held-by-feed', hours: [] };
  expect(held).toMatchObject([{ ...heldDay, steps: 9000, since: '2026-11-21', findings: [finding] }]);
  expect(decided).toEqual([]);
  const evidence = await trial.ask('evidence', { path: heldDay });
  expect(evidence).toMatchObject({
    isWaiting: true,
    hours: [],
    outcomes: { now: [], accept: [{ points: 3 }], void: [] },
    decisions: [],
  });

  const day = { participant: walker, date: plainDate('2026-11-18') };
  const decide = { ...day, kind: 'cap', steps: 5000, reason: '確かめた', ...change() } as const;
  expect(await trial.ask('previewDecision', { body: { ...day, kind: 'cap', steps: 5000 } })).toMatchObject({
    after: [{ points: 2 }],
  });
  expect(await trial.ask('decide', { body: decide })).toMatchObject({ before: [], after: [{ points: 2 }] });
  expect(await trial.ask('held')).toMatchObject({
    held: [],
    decided: [{ kind: 'cap', steps: 5000, actor: '佐藤', undone: null }],
  });
  const [entry] = (await trial.ask('day', { path: { ...id, date: '2026-11-18' } })).entries;
  expect(entry).toMatchObject({
    points: 2,
    kind: 'credit',
    sentence: { ja: '認めた分: 歩数のポイント' },
    reason: '確かめた',
  });
  const undo = { ...day, reason: 'まちがい', ...change() };
  expect(await trial.ask('undoDecision', { body: undo })).toMatchObject({ after: [] });
  const after = await trial.ask('held');
  expect(after).toMatchObject({
    held: [{ date: '2026-11-18' }],
    decided: [{ kind: 'cap', undone: { reason: 'まちがい' } }],
  });
  const twice = await trial.send('undoDecision', { body: { ...undo, ...change() } });
  expect([twice.status, twice.body]).toMatchObject([404, { error: 'unknown-decision' }]);
});

test('shows the hours of a day beside the usual ones where the cloud has them', async () => {
  const curves = new Map([
    ['2026-11-18', curveOf('P-0001', '2026-11-18', 2250)],
    ['2026-11-19', curveOf('P-0001', '2026-11-19', 3000)],
  ]);
  const evidence = { ...noEvidence, curve: (_: string, date: string) => curves.get(date) };
  await using seen = await TrialDeskServer.start({}, evidence);
  seen.points.accept([dayTotal({ date: '2026-11-18', steps: 9000, revision: 2, state: 'held' })]);
  const { hours, figures } = await seen.ask('evidence', { path: heldDay });
  expect(hours).toHaveLength(24);
  expect(hours[8]).toMatchObject({ hour: 8, steps: 2250, isFlagged: false });
  expect(figures[0]).toMatchObject({ value: { ja: '9,000歩' } });
});

test('shows what the feed has just brought over HTTP, and counts it once', async () => {
  const more = totalsOf({ ...total, revision: 2, steps: 10_500 });
  for (const messageId of ['a', 'a', 'b']) {
    const atMs = trial.disk.clock.wallMs();
    expect((await post(trial.port, '/v1/day-totals', signed(more, { id: messageId, atMs }))).status).toBe(200);
  }
  const day = await trial.ask('day', { path: { ...id, date: '2026-11-20' } });
  expect(day).toMatchObject({ steps: 10_500, points: [{ account: 'pedometer', points: 4 }] });
  expect(day.entries.map(({ points }) => points)).toEqual([2, 2]);
});
