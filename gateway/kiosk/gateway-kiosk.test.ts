/** Promises of a kiosk beside a real gateway: it is there without a word of it, never in the gateway's way, and open only to whom it should be. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kioskStateSchema } from '../../contract/kiosk.ts';
import { volunteerPaths } from '../../contract/volunteer-paths.ts';
import { sessionSchema, volunteerStateSchema } from '../../contract/volunteer.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog, type Log } from '../../runtime/log.ts';
import { systemBytes } from '../../runtime/random-bytes.ts';
import { seededRandom } from '../../runtime/random.ts';
import { describeWithServer, freePort } from '../../runtime/test-server.ts';
import { gatewayConfigSchema } from '../gateway-config.ts';
import { Gateway } from '../gateway.ts';
import { SimulatedRadio } from '../radio/simulated-radio.ts';
import { TestAuthority } from '../uplink/test-certificates.ts';
import { GatewayKiosk } from './gateway-kiosk.ts';
import { PinFile } from './pin-file.ts';
import { hashPin } from './pin-hash.ts';

let folder: string;
let warnings: string[];
let log: Log;
let living: AsyncDisposableStack;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-gateway-kiosk-'));
  warnings = [];
  const take = (line: string): void => void warnings.push((JSON.parse(line) as { readonly msg: string }).msg);
  log = pino({ level: 'warn' }, { write: take });
  living = new AsyncDisposableStack();
});
afterEach(async () => {
  await living.disposeAsync();
  rmSync(folder, { recursive: true });
});

/** With no broker to reach: the line is cut. */
const begin = async (more: object = {}, isBuilt = true): Promise<GatewayKiosk> => {
  const pageFolder = join(folder, 'pages');
  mkdirSync(pageFolder, { recursive: true });
  if (isBuilt) writeFileSync(join(pageFolder, 'kiosk.html'), '<!doctype html><title>kiosk</title>');
  const config = gatewayConfigSchema.parse({
    ...{ gateway: 'gw-test', data: folder, radio: { kind: 'dbus' }, uplink: { url: 'mqtt://127.0.0.1:1' } },
    ...more,
  });
  const gateway = new Gateway({
    ...{ config, clock: systemClock, random: seededRandom(1), radio: new SimulatedRadio(systemClock), log: silentLog },
    dataPath: join(folder, 'gateway.sqlite'),
    clockProbe: () => Promise.resolve(true),
  });
  living.use(gateway);
  await gateway.start(new AbortController().signal);
  const kiosk = new GatewayKiosk({
    ...{ config, gateway, clock: systemClock, speed: 1, lifeClock: systemClock, random: systemBytes, log, pageFolder },
  });
  living.use(kiosk);
  await kiosk.start(new AbortController().signal);
  return kiosk;
};

const setPin = async (path = join(folder, 'volunteers.pin')): Promise<void> =>
  new PinFile(path).write(await hashPin('294015', systemBytes));

const ask = async (kiosk: GatewayKiosk, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, kiosk.url), init);

const signIn = async (kiosk: GatewayKiosk): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(kiosk, volunteerPaths.signIn, { method: 'POST', headers, body: '{"pin":"294015"}' });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};

test('with the line cut the centre’s state is shown, and the volunteers’ pages wait for a PIN', async () => {
  const kiosk = await begin({ kiosk: { port: 0 } });
  expect(kiosk.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const state = kioskStateSchema.parse(await (await ask(kiosk, '/api/kiosk/state')).json());
  expect(state).toMatchObject({ isUp: false, centre: null, speed: 1, cards: [] });
  const session = sessionSchema.parse(await (await ask(kiosk, volunteerPaths.session)).json());
  expect(session).toEqual({ session: 'no-pin', centre: null });
  expect((await ask(kiosk, volunteerPaths.state)).status).toBe(403);
  expect(warnings).toEqual(['nobody has set a PIN, so the volunteers’ pages are closed']);
});

test('a PIN that is set while the gateway runs opens them, and who signed in still is after the gateway’s restart', async () => {
  const port = await freePort();
  const kiosk = await begin({ kiosk: { port } });
  await setPin();
  const headers = { cookie: await signIn(kiosk) };
  await living.disposeAsync();
  living = new AsyncDisposableStack();
  const again = await begin({ kiosk: { port } });
  const answer = await ask(again, volunteerPaths.state, { headers });
  expect(volunteerStateSchema.parse(await answer.json())).toMatchObject({ isUp: false, centre: null, devices: [] });
  expect(warnings).toHaveLength(1);
});

test('without a word in the config nothing stands in the way of collecting: no page built, or a port that is taken', async () => {
  const unbuilt = await begin({}, false);
  expect([unbuilt.url, warnings]).toEqual([undefined, ['the kiosk’s page has not been built']]);
  await living.disposeAsync();
  living = new AsyncDisposableStack();
  const holder = createServer();
  await new Promise<void>((resolve) =>
    holder.once('error', () => resolve()).listen(8070, '127.0.0.1', () => resolve()),
  );
  const shut = await begin();
  expect(shut.url).toBeUndefined();
  expect(warnings.at(-1)).toContain('The kiosk cannot listen on 127.0.0.1:8070');
  await new Promise((resolve) => holder.close(resolve));
});

test.each([
  ['has rotted', { mode: 0o600 }, 'is not what set-pin writes'],
  ['others may read', { mode: 0o644 }, 'can be read by other users'],
])('without a word in the config a PIN file that %s closes the volunteers’ pages only', async (_, how, because) => {
  writeFileSync(join(folder, 'volunteers.pin'), '{"v":', how);
  await begin();
  const path = join(folder, 'volunteers.pin');
  expect(warnings).toContain(`${path} ${because}, so the volunteers’ pages are closed`);
  await expect(begin({ kiosk: { port: 0 } })).rejects.toThrow(because);
});

test('what the config asks for and cannot be stops the start; what it switches off is off', async () => {
  const holder = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', () => resolve()));
  await expect(begin({ kiosk: { port } })).rejects.toMatchObject({ code: 'kiosk-port' });
  await new Promise((resolve) => holder.close(resolve));
  writeFileSync(join(folder, 'open.pin'), '{}', { mode: 0o644 });
  const pinFile = join(folder, 'open.pin');
  await expect(begin({ kiosk: { port: 0, pinFile } })).rejects.toMatchObject({ code: 'pin-file-open' });
  expect((await begin({ kiosk: { enabled: false } })).url).toBeUndefined();
});

test('on an address of others without TLS it warns', async () => {
  await setPin();
  const kiosk = await begin({ kiosk: { host: '0.0.0.0', port: 0, hostNames: ['127.0.0.1'] } });
  expect(warnings).toEqual(['the kiosk is reachable from other machines without TLS']);
  expect((await ask(kiosk, '/api/kiosk/state')).status).toBe(200);
});

describeWithServer('openssl', 'with a certificate', ({ path }) => {
  test('it answers by TLS only; a key that others may read, or another’s, stops the start', async () => {
    await setPin();
    const authority = new TestAuthority(path);
    const [own, other] = [authority.issue('localhost'), authority.issue('localhost')];
    for (const { key } of [own, other]) chmodSync(key, 0o600);
    const kiosk = await begin({ kiosk: { port: 0, tls: own } });
    expect([kiosk.url, kiosk.volunteerUrl]).toEqual([
      expect.stringMatching(/^https:/),
      expect.stringMatching(/^https:.*\/volunteer$/),
    ]);
    await expect(fetch(kiosk.url?.replace('https', 'http') ?? '')).rejects.toThrow();
    const mixed = { cert: own.cert, key: other.key };
    await expect(begin({ kiosk: { port: 0, tls: mixed } })).rejects.toMatchObject({ code: 'certificate-mismatch' });
    chmodSync(own.key, 0o644);
    await expect(begin({ kiosk: { port: 0, tls: own } })).rejects.toMatchObject({ code: 'credentials-open' });
  });
});
