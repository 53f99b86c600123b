/** Promises of the live server, over real HTTP on this machine. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { liveSnapshotSchema } from '../../contract/live.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { silentLog } from '../../runtime/log.ts';
import { EventListener } from '../../runtime/event-listener.ts';
import { HandClock } from '../../runtime/hand-clock.ts';
import { HandSource } from './hand-source.ts';
import { LiveServer } from './live-server.ts';
import type { NotReadyReason } from './operation.ts';
import { heartbeatIntervalMs, reconnectAfterMs } from '../../runtime/state-stream.ts';
import { readersMax, snapshotIntervalMs } from './live-stream.ts';

const startMs = Date.parse('2026-11-21T01:00:00.000Z');
const life = new AbortController();

let folder: string;
let clock: HandClock;
let source: HandSource;
let server: LiveServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ayumi-live-'));
  clock = new HandClock(startMs);
  source = new HandSource(clock);
  server = new LiveServer({ source, clock, log: silentLog, pageFolder: folder });
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const start = (): Promise<void> => server.start(life.signal);
const listen = (): Promise<EventListener> => EventListener.connect(`${server.url}api/live`);
const quarantineOf = (data: unknown): number => liveSnapshotSchema.parse(data).quarantine;

const buildPage = async (): Promise<void> => {
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'assets', 'page-1a2b.js'), 'export {};');
};

test('a new reader is told when to come back and hears the present state first', async () => {
  await start();
  source.quarantine = 4;
  using reader = await listen();
  const first = await reader.next();
  expect(reader.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(reader.asides).toEqual([`retry: ${reconnectAfterMs}`]);
  expect(first).toMatchObject({ name: 'snapshot' });
  expect(first !== 'end' && quarantineOf(first.data)).toBe(4);
});

test('visits come at once, snapshots at most once a second and then the newest', async () => {
  await start();
  using reader = await listen();
  await reader.next();
  source.change(1);
  source.change(2);
  source.visit('visit-1');
  source.change(3);
  expect(await reader.next()).toMatchObject({ name: 'visit', data: { id: 'visit-1' } });
  expect(source.snapshotsTaken).toBe(1);

  clock.advance(snapshotIntervalMs);
  const second = await reader.next();
  expect(second !== 'end' && quarantineOf(second.data)).toBe(3);
  expect(source.snapshotsTaken).toBe(2);

  source.visit('visit-2');
  expect(await reader.next()).toMatchObject({ name: 'visit', data: { id: 'visit-2' } });
});

test('a change after a quiet time is shown without waiting', async () => {
  await start();
  using reader = await listen();
  await reader.next();
  clock.advance(10 * snapshotIntervalMs);
  source.change(7);
  const next = await reader.next();
  expect(next !== 'end' && quarantineOf(next.data)).toBe(7);
});

test('readers who come together share one snapshot', async () => {
  await start();
  using first = await listen();
  using second = await listen();
  await Promise.all([first.next(), second.next()]);
  expect(source.snapshotsTaken).toBe(1);
});

test('a quiet stream carries a heartbeat and the clock with it', async () => {
  await start();
  using reader = await listen();
  await reader.next();
  clock.advance(heartbeatIntervalMs);
  expect(await reader.next()).toEqual({ name: 'heartbeat', data: { now: '2026-11-21T01:00:15.000Z' } });
  expect(reader.asides).toContain(': heartbeat');
});

test('a reader that does not read is dropped, the others hear everything, and it may come back', async () => {
  await start();
  using sleepy = await listen();
  sleepy.response.pause();
  using awake = await listen();
  await awake.next();
  const readers = async (): Promise<number> => {
    const health = (await (await fetch(`${server.url}healthz`)).json()) as { readonly readers: number };
    return health.readers;
  };
  expect(await readers()).toBe(2);

  // What the kernel buffers for a connection is a few megabytes; this many rounds are twenty times that.
  const roundsMax = 2000;
  const visitsPerRound = 200;
  for (let round = 0; round < roundsMax && (await readers()) === 2; round++) {
    for (let visit = 0; visit < visitsPerRound; visit++) source.visit(`visit-${round}-${visit}`);
    for (let visit = 0; visit < visitsPerRound; visit++) await awake.next();
  }
  expect(await readers()).toBe(1);
  source.visit('after');
  expect(await awake.next()).toMatchObject({ name: 'visit', data: { id: 'after' } });

  using back = await listen();
  expect(await back.next()).toMatchObject({ name: 'snapshot' });
});

test('a reader beyond the last seat is asked to come back later', async () => {
  await start();
  using seats = new DisposableStack();
  for (let seat = 0; seat < readersMax; seat++) seats.use(await listen());
  const refused = await fetch(`${server.url}api/live`);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.json()).toEqual({ error: 'too-many-readers' });
});

test('while no snapshot can be taken the readers keep what they see, and the next change tries again', async () => {
  await start();
  using reader = await listen();
  await reader.next();
  source.broken = true;
  clock.advance(snapshotIntervalMs);
  source.change(1);
  expect((await fetch(`${server.url}api/snapshot`)).status).toBe(500);
  using late = await listen();
  expect(late.response.statusCode).toBe(500);
  source.broken = false;
  source.change(2);
  clock.advance(snapshotIntervalMs);
  const next = await reader.next();
  expect(next !== 'end' && quarantineOf(next.data)).toBe(2);
});

test('stopping takes leave of every reader, ends its stream and forgets the source', async () => {
  await start();
  using reader = await listen();
  await reader.next();
  await server[Symbol.asyncDispose]();
  expect(await reader.next()).toEqual({ name: 'parting', data: { now: '2026-11-21T01:00:00.000Z' } });
  expect(await reader.next()).toBe('end');
  expect(reader.response.complete).toBe(true);
  expect(source.listenersCount).toBe(0);
});

test('the snapshot is there as JSON, in the shape of the contract, and is never cached', async () => {
  await start();
  const response = await fetch(`${server.url}api/snapshot`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(liveSnapshotSchema.parse(await response.json()).now).toBe('2026-11-21T01:00:00.000Z');
});

test('whoever looks after the cloud is told whether it can take anything in, and its figures', async () => {
  let reasons: readonly NotReadyReason[] = [];
  const operation = {
    notReady: () => reasons,
    metrics: () =>
      Promise.resolve({ type: 'text/plain; version=0.0.4; charset=utf-8', body: 'ayumi_journal_rows 3\n' }),
  };
  server = new LiveServer({ source, clock, log: silentLog, pageFolder: folder, operation });
  await start();
  const ready = await fetch(`${server.url}readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', reasons: [] }]);
  reasons = ['draining', 'disk-full'];
  const not = await fetch(`${server.url}readyz`);
  expect([not.status, await not.json()]).toEqual([503, { status: 'not-ready', reasons }]);
  // It lives all the same: nobody is to kill it for that.
  expect((await fetch(`${server.url}healthz`)).status).toBe(200);
  const metrics = await fetch(`${server.url}metrics`);
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await metrics.text()).toBe('ayumi_journal_rows 3\n');
});

test('every answer forbids what the page does not need', async () => {
  await buildPage();
  await start();
  using stream = await listen();
  const answers = await Promise.all(
    ['', 'healthz', 'api/snapshot', 'assets/page-1a2b.js', 'nothing-here'].map((path) => fetch(server.url + path)),
  );
  const headers = [...answers.map((answer) => answer.headers), new Headers(stream.response.headers as HeadersInit)];
  for (const each of headers) {
    expect(each.get('content-security-policy')).toContain("default-src 'self'");
    expect(each.get('x-content-type-options')).toBe('nosniff');
    expect(each.get('referrer-policy')).toBe('no-referrer');
  }
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 404]);
});

test('hashed files are kept for ever and the page itself is asked for again', async () => {
  await buildPage();
  await start();
  const cacheOf = async (path: string): Promise<string | null> =>
    (await fetch(server.url + path)).headers.get('cache-control');
  expect(await cacheOf('')).toBe('no-cache');
  expect(await cacheOf('assets/page-1a2b.js')).toBe('public, max-age=31536000, immutable');
});

test('where the page has not been built, it says so and how to build it', async () => {
  await start();
  const response = await fetch(server.url);
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(text).toContain('npx vite build dashboards');
  expect(text).toContain('データは 失われません');
});

test('answers only to names of this machine, so that no other page can read it', async () => {
  await start();
  const status = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const request = get(`${server.url}api/snapshot`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
    });
  expect(await status('rebound.example:80')).toBe(421);
  expect(await status('localhost')).toBe(200);
});

test('is never there for other machines, whoever asks for it', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
    await using open = new LiveServer({ source, clock, log: silentLog, pageFolder: folder, host });
    await expect(open.start(life.signal)).rejects.toThrow('this machine only');
  }
});

test('a taken port is told as a sentence with what to do', async () => {
  await start();
  const port = Number(new URL(server.url).port);
  const second = new LiveServer({ source, clock, log: silentLog, pageFolder: folder, port });
  const failure = await second.start(life.signal).catch((error: unknown) => error);
  await second[Symbol.asyncDispose]();
  expect(failure).toBeInstanceOf(OperatorError);
  expect(failure).toMatchObject({ code: 'live-page-port' });
});
