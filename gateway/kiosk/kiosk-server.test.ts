/** Promises of the kiosk's server, over real HTTP: everybody at the screen is told soon, and no other page or machine is told anything. */
import { afterEach, expect, test } from 'vitest';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { kioskStateSchema } from '../../contract/kiosk.ts';
import { findServer } from '../../runtime/test-server.ts';
import { heartbeatIntervalMs } from '../../runtime/state-stream.ts';
import type { EventListener } from '../../runtime/event-listener.ts';
import { read, TestAuthority } from '../uplink/test-certificates.ts';
import { kioskIntervalMs, kioskReadersMax, type KioskServerOptions } from './kiosk-server.ts';
import { cookieOf, TrialKiosk, trialPin } from './trial-kiosk.ts';

let trial: TrialKiosk;
afterEach(() => trial[Symbol.asyncDispose]());

const begin = async (options: Partial<KioskServerOptions> = {}): Promise<void> => {
  trial = await TrialKiosk.start(options);
};

const live = '/api/kiosk/live';
const cameOf = async (reader: EventListener): Promise<number> => {
  const event = await reader.next();
  if (event === 'end') throw new Error('the stream has ended');
  expect(event.name).toBe('state');
  return kioskStateSchema.parse(event.data).cameToday;
};

test('the state is there at once, as JSON and as the first event of the stream, and is never cached', async () => {
  await begin();
  trial.centre.cameToday = 4;
  const state = await trial.ask('GET', '/api/kiosk/state');
  expect(kioskStateSchema.parse(state.body).cameToday).toBe(4);
  expect(state.headers['cache-control']).toBe('no-store');
  using reader = await trial.listen(live);
  expect(await cameOf(reader)).toBe(4);
  expect(reader.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('changes come at once after a quiet time, and at most four times a second', async () => {
  await begin();
  using reader = await trial.listen(live);
  expect(await cameOf(reader)).toBe(0);
  trial.clock.advance(kioskIntervalMs);
  for (const came of [5, 3, 1]) trial.centre.change(came);
  expect(await cameOf(reader)).toBe(1);
  const taken = trial.centre.statesTaken;
  for (let came = 2; came <= 9; came++) trial.centre.change(came);
  expect(trial.centre.statesTaken).toBe(taken);
  trial.clock.advance(kioskIntervalMs);
  expect(await cameOf(reader)).toBe(9);
  expect(kioskIntervalMs).toBeGreaterThanOrEqual(250);
});

test('a quiet stream carries a sign of life at least every fifteen seconds', async () => {
  await begin();
  using reader = await trial.listen(live);
  await cameOf(reader);
  trial.clock.advance(15_000);
  expect(await reader.next()).toEqual({ name: 'heartbeat', data: { now: '2026-11-21T01:00:15.000Z' } });
  expect(heartbeatIntervalMs).toBeLessThanOrEqual(15_000);
});

test('a screen beyond the last place is asked to come back later', async () => {
  await begin();
  using places = new DisposableStack();
  for (let place = 0; place < kioskReadersMax; place++) places.use(await trial.listen(live));
  const refused = await trial.ask('GET', live);
  expect([refused.status, refused.body]).toMatchObject([503, { error: 'too-many-readers' }]);
  expect(refused.headers['retry-after']).toBe('10');
});

test('stopping ends every stream and forgets the centre', async () => {
  await begin();
  using reader = await trial.listen(live);
  await cameOf(reader);
  await trial.server[Symbol.asyncDispose]();
  expect(await reader.next()).toMatchObject({ name: 'parting' });
  expect(await reader.next()).toBe('end');
  expect(trial.centre.listenersCount).toBe(0);
});

test('a centre that cannot tell how it stands is a failure of ours, told in words, and mended by itself', async () => {
  await begin();
  using reader = await trial.listen(live);
  await cameOf(reader);
  trial.centre.broken = new Error('no state');
  const failed = await trial.ask('GET', '/api/kiosk/state');
  expect([failed.status, failed.body]).toMatchObject([500, { error: 'internal' }]);
  expect(failed.text).not.toContain('no state');
  trial.clock.advance(kioskIntervalMs);
  trial.centre.change(1);
  await new Promise((done) => setImmediate(done));
  trial.centre.broken = undefined;
  trial.clock.advance(kioskIntervalMs);
  trial.centre.change(2);
  expect(await cameOf(reader)).toBe(2);
});

test('both pages are served with their files, and only the volunteers’ may use a camera', async () => {
  trial = new TrialKiosk();
  trial.buildPages();
  await trial.server.start(new AbortController().signal);
  const [kiosk, volunteer, worker, asset, icon] = await Promise.all(
    ['/', '/volunteer', '/sw.js', '/assets/kiosk-1a2b.js', '/icon.svg'].map((path) => trial.ask('GET', path)),
  );
  expect(kiosk?.text).toContain('<title>kiosk</title>');
  expect(volunteer?.text).toContain('<title>volunteer</title>');
  expect(kiosk?.headers['permissions-policy']).toBe('camera=(), geolocation=(), microphone=()');
  expect(volunteer?.headers['permissions-policy']).toBe('camera=(self), geolocation=(), microphone=()');
  expect(worker?.headers).toMatchObject({ 'cache-control': 'no-cache', 'service-worker-allowed': '/' });
  expect(worker?.headers['content-type']).toContain('javascript');
  expect(asset?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  for (const answer of [kiosk, volunteer, worker, asset, icon]) {
    expect(answer?.status).toBe(200);
    expect(answer?.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer?.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  }
  for (const page of [kiosk, volunteer]) expect(page?.headers['cache-control']).toBe('no-cache');
});

test('the cloud’s pages, which are built into the same folder, and files beside it are not served', async () => {
  trial = new TrialKiosk();
  trial.buildPages();
  await trial.server.start(new AbortController().signal);
  for (const path of ['/index.html', '/desk.html', '/%69ndex.html', '/assets/../desk.html', '/DESK.HTML', '/.env'])
    expect([400, 403, 404], path).toContain((await trial.ask('GET', path)).status);
  for (const path of ['/../gateway.sqlite', '/%2e%2e/gateway.sqlite', '/..%2fvolunteers.pin', '/assets/%00'])
    expect([400, 403, 404], path).toContain((await trial.ask('GET', path)).status);
});

test('where the pages have not been built, they say so and how to build them', async () => {
  await begin();
  for (const path of ['/', '/volunteer']) {
    const page = await trial.ask('GET', path);
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('npm run page')]);
    expect(page.text).toContain('データは 失われません');
  }
});

test('only names of this machine and those it was told are answered', async () => {
  await begin({ hostNames: ['kiosk.example'] });
  const status = async (host: string) => (await trial.ask('GET', '/api/kiosk/state', { headers: { host } })).status;
  expect(await status('kiosk.example')).toBe(200);
  expect(await status('kiosk.example:8070')).toBe(200);
  expect(await status('localhost')).toBe(200);
  const stranger = await trial.ask('GET', '/api/kiosk/state', { headers: { host: 'rebound.example' } });
  expect([stranger.status, stranger.body]).toMatchObject([421, { error: 'unknown-host' }]);
  expect(JSON.stringify(stranger.body)).toContain('kiosk.hostNames');
});

test('another machine reads the kiosk only where a volunteer has signed in', async () => {
  trial = new TrialKiosk();
  trial.buildPages();
  await trial.setPin(trialPin);
  await trial.server.start(new AbortController().signal);
  const own = { origin: trial.server.url.slice(0, -1), 'sec-fetch-site': 'same-origin' };
  const through = { ...own, 'x-forwarded-for': '192.0.2.20' };
  for (const path of ['/api/kiosk/state', live]) {
    const refused = await trial.ask('GET', path, { headers: through });
    expect([refused.status, refused.body]).toMatchObject([401, { error: 'signed-out' }]);
  }
  // The page itself would wait for ever: it leads to where the PIN is entered.
  for (const path of ['/', '/?large', '/kiosk.html']) {
    const led = await trial.ask('GET', path, { headers: through });
    expect([path, led.status, led.headers.location]).toEqual([path, 302, '/volunteer']);
  }
  expect((await trial.ask('GET', '/volunteer', { headers: through })).status).toBe(200);
  const headers = { ...through, cookie: await trial.signIn() };
  expect((await trial.ask('GET', '/', { headers })).status).toBe(200);
  expect((await trial.ask('GET', '/api/kiosk/state', { headers })).status).toBe(200);
});

test.each([
  ['another page', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another page of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null' }],
  ['a browser that names a site but no origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page that pretends to be ours by https', { origin: 'https://127.0.0.1' }],
])('%s reads nothing of the kiosk', async (_, headers) => {
  await begin();
  for (const path of ['/api/kiosk/state', live]) {
    const refused = await trial.ask('GET', path, { headers });
    expect([refused.status, refused.body]).toMatchObject([403, { error: 'cross-origin' }]);
  }
});

test('whatever is asked that is not there is answered in the words of a fault', async () => {
  await begin();
  for (const [method, path] of [
    ['GET', '/api/kiosk/nothing'],
    ['POST', '/api/kiosk/state'],
    ['DELETE', '/'],
  ] as const) {
    const { status, body } = await trial.ask(method, path);
    expect([status, deskErrorSchema.parse(body).error]).toEqual([404, 'unknown-path']);
  }
  const odd = await trial.ask('GET', '/%E0%A4');
  expect([odd.status, deskErrorSchema.parse(odd.body).error]).toEqual([400, 'bad-url']);
});

test('a taken port is told as a sentence with what to do', async () => {
  await begin();
  await using second = new TrialKiosk({ port: Number(new URL(trial.server.url).port) });
  await expect(second.server.start(new AbortController().signal)).rejects.toMatchObject({ code: 'kiosk-port' });
});

const openssl = findServer('openssl');
test.skipIf(openssl === undefined)(
  'over TLS the cookie goes by TLS only, and our own page is one by https',
  async () => {
    const authority = new TestAuthority(openssl?.path ?? '');
    await begin({ tls: read(authority.issue('localhost')), host: '127.0.0.1' });
    expect(trial.server.url).toMatch(/^https:/);
    const answer = await trial.tryPin(trialPin);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-ayumi-gw-1=[\w-]{43};.*; Secure/);
    const cookie = cookieOf(answer);
    expect((await trial.ask('GET', '/api/centre/state', { cookie })).status).toBe(200);
    const plain = { origin: trial.server.url.slice(0, -1).replace('https', 'http'), cookie };
    expect((await trial.ask('GET', '/api/centre/state', { headers: plain })).status).toBe(403);
  },
);

test('whoever looks after the gateway is told that it lives, and whether it hears pedometers, with or without the internet', async () => {
  await begin();
  const ready = await trial.ask('GET', '/readyz');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready', reasons: [] }]);
  trial.centre.radio = 'deaf';
  const deaf = await trial.ask('GET', '/readyz');
  expect([deaf.status, deaf.body]).toEqual([503, { status: 'not-ready', reasons: ['radio-deaf'] }]);
  expect((await trial.ask('GET', '/healthz')).body).toEqual({ status: 'ok' });
});
