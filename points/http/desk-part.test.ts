/** Promises of the desk's border: asked only by a page of this server on this machine, read strictly, and nothing is half done. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { deskRoutes, type DeskRouteName } from '../../contract/desk.ts';
import { participantId, plainDate, walker } from '../trial-points.ts';
import { ask, type HttpAnswer } from './trial-server.ts';
import { TrialDeskServer } from './trial-desk-server.ts';

let trial: TrialDeskServer;
let rowsBefore: number;
beforeAll(async () => {
  trial = await TrialDeskServer.start();
  rowsBefore = trial.rowsCount;
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

const claim = () => ({
  participant: walker,
  activity: 'health-check',
  date: plainDate('2026-11-20'),
  evidence: 'result-sheet',
  actor: '佐藤',
  requestId: randomUUID(),
});

/** Refused in the words of every error of the desk, and nothing was written. */
const expectRefused = (answer: HttpAnswer, status: number, error: string): void => {
  expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  expect(deskErrorSchema.safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(trial.rowsCount).toBe(rowsBefore);
};

test.each([
  ['another page', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another page of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null' }],
  ['a browser that names a site but no origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page that pretends to be ours by https', { origin: 'https://127.0.0.1' }],
])('%s changes nothing and reads nothing', async (_, headers) => {
  expectRefused(await trial.send('claim', { body: claim(), headers }), 403, 'cross-origin');
  expectRefused(await trial.send('participants', { query: { query: 'P' }, headers }), 403, 'cross-origin');
});

test('somebody who types the address may read but not change', async () => {
  const headers = { 'sec-fetch-site': 'none' };
  expect((await trial.send('programme', { headers })).status).toBe(200);
  expectRefused(await trial.send('claim', { body: claim(), headers }), 403, 'cross-origin');
});

test('a program of this machine without a browser is answered', async () => {
  const { participant, activity, date, evidence } = claim();
  const asked = { body: { participant, activity, date, evidence }, headers: {} };
  expect((await trial.send('previewClaim', asked)).status).toBe(200);
});

test.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'])(
  'whoever comes through a proxy (%s) is turned away, from the page too',
  async (name) => {
    expectRefused(await trial.send('programme', { headers: { [name]: '203.0.113.7' } }), 403, 'not-this-machine');
    expect((await ask(trial.port, 'GET', '/', { headers: { [name]: '203.0.113.7' } })).status).toBe(403);
  },
);

test('a name that another page may have pointed at this machine is not served', async () => {
  expectRefused(await trial.send('programme', { headers: { host: 'evil.example' } }), 421, 'unknown-host');
  await using proxied = await TrialDeskServer.start({ hostNames: ['points.example'] });
  const answer = await proxied.send('programme', { headers: { host: 'points.example' } });
  expect([answer.status, answer.body]).toMatchObject([403, { error: 'not-this-machine' }]);
});

test.each(['0.0.0.0', '::', '192.0.2.1', 'points.example'])('the desk does not start on %s', async (host) => {
  await expect(TrialDeskServer.start({ host })).rejects.toMatchObject({ code: 'desk-not-loopback' });
});

test('a change must be strict JSON of a page, and not too long', async () => {
  const path = deskRoutes.claim.path;
  const post = (headers: Record<string, string>, body: string) => ask(trial.port, 'POST', path, { headers, body });
  const json = { 'content-type': 'application/json' };
  const text = JSON.stringify(claim());
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    expectRefused(await post({ 'content-type': type }, text), 415, 'content-type');
  expectRefused(await post({}, text), 415, 'content-type');
  expectRefused(await post(json, text.replace('"actor"', '"actor":"鈴木","actor"')), 400, 'not-json');
  expectRefused(await post(json, '{'), 400, 'not-json');
  expectRefused(await post(json, text + ' '.repeat(70_000)), 413, 'body-too-large');
  expectRefused(await post(json, JSON.stringify({ ...claim(), extra: 1 })), 400, 'not-understood');
});

test.each([
  ['actor', 'actor-missing'],
  ['reason', 'reason-missing'],
  ['claim', 'not-understood'],
])('a void without %s is told so', async (field, error) => {
  const body = { claim: '1', reason: '入力まちがい', actor: '佐藤', requestId: randomUUID() };
  const without = Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));
  for (const sent of [without, { ...body, [field]: ' ' }]) {
    if (field === 'claim' && sent !== without) continue;
    const answer = await trial.send('voidClaim', { body: sent as typeof body });
    expectRefused(answer, 400, error);
  }
});

test('a transfer without the number of the form is told so', async () => {
  const body = { participant: participantId('P-0002'), points: 'all', actor: '佐藤', requestId: randomUUID() } as const;
  const answer = await trial.send('transfer', { body: body as typeof body & { reference: string } });
  expectRefused(answer, 400, 'reference-missing');
});

test('whoever is unknown is told so, whatever is asked of them', async () => {
  const path = { id: 'P-9999', participant: 'P-9999', date: '2026-11-20' };
  for (const name of ['person', 'day', 'evidence'] as const)
    expectRefused(await trial.send(name, { path }), 404, 'unknown-participant');
  expectRefused(await trial.send('statement', { path, query: { month: '2026-11' } }), 404, 'unknown-participant');
  expectRefused(await trial.send('code', { path: { id: 'NOCODE' } }), 404, 'unknown-code');
  expectRefused(
    await trial.send('evidence', { path: { participant: 'P-0001', date: '2026-01-01' } }),
    404,
    'unknown-day',
  );
  expectRefused(await ask(trial.port, 'GET', '/api/desk/nothing'), 404, 'unknown-path');
});

test('a path or a question that makes no sense is told so', async () => {
  const bad = [
    await trial.send('person', { path: { id: 'あ' } }),
    await trial.send('day', { path: { id: 'P-0001', date: '2026-02-30' } }),
    await trial.send('person', { path: { id: 'P-0001' }, query: { month: '2026-13' } }),
    await trial.send('statement', { path: { id: 'P-0001' }, query: { month: '2026-11', fiscalYear: '2026' } }),
    await trial.send('participants', { query: { q: 'P' } }),
  ];
  for (const answer of bad) expectRefused(answer, 400, 'not-understood');
});

test('whatever JSON is sent, and whatever stands in a path, is answered with a word and never with a failure of ours', async () => {
  const names = Object.keys(deskRoutes) as DeskRouteName[];
  const anyName = fc.constantFrom(...names);
  const anyText = fc.oneof(fc.string(), fc.constantFrom('P-0001', '2026-11-20', '', '%', "' OR 1=1 --", '../..'));
  const anyPath = fc.record({ id: anyText, participant: anyText, date: anyText });
  const anyBody = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom('participant', 'date', 'code', 'kind'), anyText),
  );
  await fc.assert(
    fc.asyncProperty(
      anyName,
      anyPath,
      anyBody,
      fc.dictionary(fc.constantFrom('query', 'month', 'x'), anyText),
      async (name, path, body, query) => {
        const isPost = deskRoutes[name].method === 'POST';
        const sent = isPost ? { path, body: body as never } : { path, query };
        const { status } = await trial.send(name, sent);
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
  expect(trial.rowsCount).toBe(rowsBefore);
});

test('the page is served with its files for this machine only, and says so where it has not been built', async () => {
  const missing = await ask(trial.port, 'GET', '/');
  expect([missing.status, missing.text]).toEqual([503, expect.stringContaining('npx vite build dashboards')]);
  await using built = await TrialDeskServer.start({ port: 0 }, undefined, true);
  const page = await ask(built.port, 'GET', '/');
  expect([page.status, page.headers['cache-control'], page.text]).toEqual([
    200,
    'no-cache',
    expect.stringContaining('desk'),
  ]);
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const script = await ask(built.port, 'GET', '/assets/desk-1a2b.js');
  expect([script.status, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  for (const path of ['/index.html', '/../package.json', '/..%2f..%2fetc/passwd', '/nothing.js', '/%00'])
    expect([400, 403, 404], path).toContain((await ask(built.port, 'GET', path)).status);
});
