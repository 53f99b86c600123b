/** Promises of the volunteers' addresses: behind the PIN, strict, and not to be guessed; a restart signs nobody out. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { volunteerPaths } from '../../contract/volunteer-paths.ts';
import { sessionSchema, volunteerStateSchema } from '../../contract/volunteer.ts';
import { volunteerIntervalMs } from './kiosk-server.ts';
import { cookieOf, TrialKiosk, trialPin, type PageAnswer } from './trial-kiosk.ts';

const hourMs = 3_600_000;
const { session, signIn, signOut, state, live, ask, act } = volunteerPaths;

let trial: TrialKiosk;
beforeEach(async () => {
  trial = await TrialKiosk.start();
});
afterEach(() => trial[Symbol.asyncDispose]());

const action = (parts: object = {}) => ({ id: randomUUID(), kind: 'lost', device: 'AYM-000012', ...parts });

const sessionOf = async (cookie?: string): Promise<string> => {
  const { body } = await trial.ask('GET', session, { cookie });
  return sessionSchema.parse(body).session;
};

/** In the words of every fault, and nothing was done. */
const expectRefused = (answer: PageAnswer, status: number, error: string): void => {
  expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  expect(deskErrorSchema.safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect([trial.centre.actions, trial.centre.asked]).toEqual([[], []]);
};

/** `times` wrong PINs, each as soon as it may be tried. */
const guess = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i++) expect((await trial.tryPin('000000')).status).toBe(403);
};

const everything: readonly (readonly [string, string])[] = [
  ['GET', state],
  ['GET', live],
  ['POST', ask],
  ['POST', act],
];

test('the PIN opens the pages; the cookie is for the browser alone and for this server alone', async () => {
  expect(await sessionOf()).toBe('signed-out');
  const answer = await trial.tryPin(trialPin);
  expect([answer.status, answer.body]).toEqual([200, { session: 'signed-in', centre: '中央公民館' }]);
  const [set = ''] = answer.headers['set-cookie'] ?? [];
  expect(set).toMatch(/^ayumi-gw-1=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = cookieOf(answer);
  expect(await sessionOf(cookie)).toBe('signed-in');
  const told = await trial.ask('GET', state, { cookie });
  expect(volunteerStateSchema.parse(told.body).centre?.name).toBe('中央公民館');
});

test('the token stands nowhere on the disk', async () => {
  const token = (await trial.signIn()).split('=')[1] ?? '';
  const rows = trial.database.prepare('SELECT hash FROM session').all();
  expect(rows).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }]);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('without signing in, or with a made-up cookie, nothing is shown and nothing done', async () => {
  for (const cookie of [undefined, 'ayumi-gw-1=', `ayumi-gw-1=${'A'.repeat(43)}`, `ayumi-gw-1=${'A'.repeat(9000)}`])
    for (const [method, path] of everything) {
      const sent = method === 'POST' ? { body: JSON.stringify(action()) } : {};
      expectRefused(await trial.ask(method, path, { ...sent, cookie }), 401, 'signed-out');
    }
});

test('where nobody has set a PIN the pages are closed, to those signed in before, too', async () => {
  const cookie = await trial.signIn();
  rmSync(trial.pinPath);
  expect(await sessionOf(cookie)).toBe('no-pin');
  for (const [method, path] of everything) expectRefused(await trial.ask(method, path, { cookie }), 403, 'no-pin');
  expectRefused(await trial.tryPin(trialPin), 403, 'no-pin');
});

test('signing out ends it here, also for whoever kept the cookie, and ends its stream; others stay', async () => {
  const [cookie, other] = [await trial.signIn(), await trial.signIn()];
  using reader = await trial.listen(live, cookie);
  using reader2 = await trial.listen(live, other);
  await Promise.all([reader.next(), reader2.next()]);
  const answer = await trial.ask('POST', signOut, { cookie });
  expect(answer.body).toEqual({ session: 'signed-out', centre: '中央公民館' });
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^ayumi-gw-1=; .*Expires=Thu, 01 Jan 1970/);
  expect(await reader.next()).toBe('end');
  expect([await sessionOf(cookie), await sessionOf(other)]).toEqual(['signed-out', 'signed-in']);
  expect((await trial.ask('POST', signOut)).status).toBe(200);
});

test('twelve hours without a sign of them and they are signed out; a page that only listens is none', async () => {
  const cookie = await trial.signIn();
  using reader = await trial.listen(live, cookie);
  await reader.next();
  trial.clock.advance(12 * hourMs - 1);
  expect(await reader.next()).toMatchObject({ name: 'heartbeat' });
  expect(await sessionOf(`${cookie}x`)).toBe('signed-out');
  trial.clock.advance(15_000);
  expect(await reader.next()).toBe('end');
  expect(await sessionOf(cookie)).toBe('signed-out');
});

test('whoever does something stays signed in, and the browser keeps the cookie as long', async () => {
  const cookie = await trial.signIn();
  trial.clock.advance(60_000);
  expect((await trial.ask('GET', state, { cookie })).headers['set-cookie']).toBeUndefined();
  trial.clock.advance(11 * hourMs);
  const answer = await trial.ask('GET', state, { cookie });
  expect(cookieOf(answer)).toBe(cookie);
  expect(answer.headers['set-cookie']?.[0]).toContain('Max-Age=43200');
  trial.clock.advance(11 * hourMs);
  expect(await sessionOf(cookie)).toBe('signed-in');
});

test('a restart of the gateway signs nobody out', async () => {
  const cookie = await trial.signIn();
  await trial.restart();
  expect(await sessionOf(cookie)).toBe('signed-in');
  using reader = await trial.listen(live, cookie);
  expect(await reader.next()).toMatchObject({ name: 'state' });
});

test('another PIN, and the same one set again, ends all sessions and their streams', async () => {
  for (const pin of ['805317', trialPin]) {
    const cookie = cookieOf(await trial.tryPin(pin === trialPin ? '805317' : trialPin));
    using reader = await trial.listen(live, cookie);
    await reader.next();
    await trial.setPin(pin);
    expect(await sessionOf(cookie)).toBe('signed-out');
    trial.clock.advance(volunteerIntervalMs);
    trial.centre.change(1);
    expect(await reader.next()).toBe('end');
  }
});

test('five wrong PINs, and the right one has to wait too; waits grow', async () => {
  await guess(5);
  const refused = await trial.tryPin(trialPin);
  expectRefused(refused, 429, 'too-many-tries');
  expect(refused.headers['retry-after']).toBe('30');
  trial.clock.advance(29_999);
  expect((await trial.tryPin(trialPin)).headers['retry-after']).toBe('1');
  trial.clock.advance(1);
  await guess(1);
  expect((await trial.tryPin(trialPin)).headers['retry-after']).toBe('60');
  trial.clock.advance(60_000);
  expect((await trial.tryPin(trialPin)).status).toBe(200);
  expect(await guess(4).then(() => trial.tryPin(trialPin))).toMatchObject({ status: 200 });
});

test('many tries at once are not more than one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => trial.tryPin('111111')));
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
});

test('a restart gives no new tries', async () => {
  await guess(5);
  await trial.restart();
  expectRefused(await trial.tryPin(trialPin), 429, 'too-many-tries');
});

test('whoever is signed in goes on working while somebody guesses', async () => {
  const cookie = await trial.signIn();
  await guess(5);
  expect((await trial.ask('GET', state, { cookie })).status).toBe(200);
});

test('on a full disk nobody signs in or guesses, those signed in stay, and signing out says that it did not', async () => {
  const cookie = await trial.signIn();
  trial.database.exec('PRAGMA query_only = 1');
  expectRefused(await trial.tryPin(trialPin), 503, 'busy');
  expectRefused(await trial.tryPin('000000'), 503, 'busy');
  trial.clock.advance(hourMs);
  expect((await trial.ask('GET', state, { cookie })).status).toBe(200);
  expectRefused(await trial.ask('POST', signOut, { cookie }), 503, 'busy');
  trial.database.exec('PRAGMA query_only = 0');
  expect((await trial.tryPin(trialPin)).status).toBe(200);
});

test('a visit is asked for, and of a pedometer nobody knows it is said', async () => {
  const cookie = await trial.signIn();
  expectRefused(await trial.post(ask, { device: 'AYM-999999' }, { cookie }), 404, 'unknown-device');
  const answer = await trial.post(ask, { device: 'AYM-000012' }, { cookie });
  expect([answer.status, answer.body, trial.centre.asked]).toEqual([200, {}, ['AYM-000012']]);
});

test('what a volunteer does reaches the centre, and the centre’s no is an ordinary answer', async () => {
  const cookie = await trial.signIn();
  const lost = action();
  expect(await trial.post(act, lost, { cookie })).toMatchObject({ status: 200, body: { kind: 'taken', action: null } });
  const lend = action({ kind: 'lend', participant: 'P-0001' });
  expect((await trial.post(act, lend, { cookie })).body).toEqual({ kind: 'refused', because: 'blocked' });
  expect(trial.centre.actions).toEqual([lost, lend]);
});

test('a disk that takes nothing is told as such, to be pressed again', async () => {
  const cookie = await trial.signIn();
  trial.centre.broken = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  expectRefused(await trial.post(act, action(), { cookie }), 503, 'busy');
});

test('a body must be strict JSON of a page, as the contract has it, and not too long', async () => {
  const cookie = await trial.signIn();
  const text = JSON.stringify(action());
  const send = (body: string, type = 'application/json') =>
    trial.ask('POST', act, { body, headers: { 'content-type': type, cookie } });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    expectRefused(await send(text, type), 415, 'content-type');
  expectRefused(await trial.ask('POST', act, { cookie }), 415, 'content-type');
  expectRefused(await send(text.replace('"kind"', '"kind":"found","kind"')), 400, 'not-json');
  expectRefused(await send('{'), 400, 'not-json');
  expectRefused(await send(text + ' '.repeat(70_000)), 413, 'body-too-large');
  const unknown = await send(JSON.stringify(action({ extra: 1 })));
  expectRefused(unknown, 400, 'not-understood');
  const hint = { ja: '知らない項目があります（extra）。', en: 'Unrecognized key: "extra"' };
  expect(unknown.body).toMatchObject({ hint });
  expectRefused(await send(JSON.stringify(action({ kind: 'give-away' }))), 400, 'not-understood');
  expectRefused(await trial.post(signIn, { pin: 294015 }), 400, 'not-understood');
  expectRefused(await trial.ask('POST', signIn, { body: `{"pin":"${'1'.repeat(70_000)}"}` }), 413, 'body-too-large');
});

test.each([
  ['another page', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another page of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a browser that names a site but no origin', { 'sec-fetch-site': 'cross-site' }],
])('%s reads and changes nothing, even in the browser of somebody signed in', async (_, headers) => {
  const cookie = await trial.signIn();
  for (const [method, path] of [...everything, ['GET', session], ['POST', signIn], ['POST', signOut]] as const) {
    const sent = method === 'POST' ? { body: JSON.stringify(action()) } : {};
    expectRefused(await trial.ask(method, path, { ...sent, headers: { ...headers, cookie } }), 403, 'cross-origin');
  }
  expect(await sessionOf(cookie)).toBe('signed-in');
});

test('whatever is sent, signed in or not, is answered with a word and never with a failure of ours', async () => {
  const cookie = await trial.signIn();
  const paths = [session, signOut, state, ask, act, '/', '/volunteer', '/sw.js', '/api/kiosk/state'];
  const anyPath = fc.oneof(fc.constantFrom(...paths), fc.webPath(), fc.constantFrom('/%', '/..%2f', '/a\\b', '//x'));
  const anyBody = fc.oneof(fc.json(), fc.string(), fc.constant(undefined));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS'),
      anyPath,
      anyBody,
      fc.constantFrom(cookie, 'ayumi-gw-1=%', '=;=', undefined),
      async (method, path, body, sent) => {
        const answer = await trial.ask(method, path, { ...(body === undefined ? {} : { body }), cookie: sent });
        // 503: the pages have not been built here.
        expect(answer.status === 503 || answer.status < 500, `${method} ${path}`).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('changes come at most twice a second, and then the newest', async () => {
  const cookie = await trial.signIn();
  using reader = await trial.listen(live, cookie);
  const waiting = async (): Promise<number> => {
    const event = await reader.next();
    return event === 'end' ? NaN : volunteerStateSchema.parse(event.data).waiting.count;
  };
  expect(await waiting()).toBe(0);
  for (let change = 1; change <= 5; change++) trial.centre.change(change);
  const taken = trial.centre.statesTaken;
  trial.clock.advance(volunteerIntervalMs);
  expect(await waiting()).toBe(5);
  expect(trial.centre.statesTaken).toBe(taken + 1);
  expect(volunteerIntervalMs).toBeGreaterThanOrEqual(500);
});

test('a tablet that does not read gets the newest state when it does, and is no burden until then', async () => {
  const cookie = await trial.signIn();
  trial.centre.strangersCount = 2000;
  using sleepy = await trial.listen(live, cookie);
  sleepy.response.pause();
  using awake = await trial.listen(live, cookie);
  await awake.next();
  const rounds = 60;
  for (let change = 1; change <= rounds; change++) {
    trial.clock.advance(volunteerIntervalMs);
    trial.centre.change(change);
    await awake.next();
  }
  sleepy.response.resume();
  const seen: number[] = [];
  while (seen.at(-1) !== rounds) {
    const event = await sleepy.next();
    if (event === 'end') break;
    if (event.name === 'state') seen.push(volunteerStateSchema.parse(event.data).waiting.count);
  }
  expect(seen.at(-1)).toBe(rounds);
  expect(seen.length).toBeLessThan(rounds);
});
