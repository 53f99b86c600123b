/** Bad requests to the live server: a status and a closed connection, no file and no wait; the next reader is served. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { HandClock } from '../../runtime/hand-clock.ts';
import { HandSource } from '../../ingest/live/hand-source.ts';
import { LiveServer } from '../../ingest/live/live-server.ts';
import { serverLimits, type ServerLimits } from '../../runtime/server-limits.ts';
import { silentLog } from '../../runtime/log.ts';
import { eachOf } from './corpus.ts';
import { rawRequest, withClose, type RawAnswer } from './raw-request.ts';

const secret = 'not for the page';
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const get = (path: string, ...headers: readonly string[]): Uint8Array =>
  bytesOf([`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n'));

let folder: string;
let server: LiveServer;
let port: number;

/** The page in a folder whose parent holds something that is nobody's business. */
const openServer = async (limits: ServerLimits = serverLimits): Promise<LiveServer> => {
  const clock = new HandClock(Date.parse('2026-11-21T01:00:00Z'));
  const pageFolder = join(folder, 'page');
  const opened = new LiveServer({ source: new HandSource(clock), clock, log: silentLog, pageFolder, limits });
  await opened.start(new AbortController().signal);
  return opened;
};
const portOf = (opened: LiveServer): number => Number(new URL(opened.url).port);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-bad-http-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret'), secret);
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>page</title>');
  server = await openServer();
  port = portOf(server);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  expect((await rawRequest(port, [get('/healthz')])).status).toBe(200);
});

const ask = (request: Uint8Array): Promise<RawAnswer> => rawRequest(port, [request]);

test.each(eachOf('B28'))('B28 %s gets 400', async (_, { bytes }) => {
  expect((await ask(withClose(bytes))).status).toBe(400);
});

test.each(eachOf('B29'))('B29 %s is refused', async (name, { bytes }) => {
  const isName = ['empty-host', 'foreign-host'].includes(name);
  expect((await ask(withClose(bytes))).status).toBe(isName ? 421 : 400);
});

test('B30 headers of more than 16 KiB, and more headers than any browser sends, get 431', async () => {
  expect((await ask(get('/healthz', `X-A: ${'a'.repeat(17_000)}`))).status).toBe(431);
  const many = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: 1`);
  expect((await ask(get('/healthz', ...many(2_000)))).status).toBe(431);
  expect((await ask(get('/healthz', ...many(serverLimits.headersMax)))).status).toBe(431);
  expect((await ask(get('/healthz', ...many(serverLimits.headersMax - 2)))).status).toBe(200);
});

test.each(eachOf('B31'))('B31 %s is not allowed', async (name, { bytes }) => {
  expect((await ask(withClose(bytes))).status).toBe(name === 'no-such-method' ? 400 : 405);
});

test.each(eachOf('B32'))('B32 a body as %s has nowhere to go', async (_, { bytes }) => {
  expect((await ask(bytes)).status).toBe(405);
});

test('B33 what is compressed stays so', async () => {
  const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024));
  const head = (method: string): Uint8Array =>
    bytesOf(
      `${method} /api/snapshot HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`,
    );
  expect((await rawRequest(port, [head('POST'), bomb])).status).toBe(405);
  expect((await rawRequest(port, [head('GET'), bomb])).status).toBe(413);
});

test.each(eachOf('B34'))('B34 the path %s leads nowhere', async (_, { bytes }) => {
  const { status, text } = await ask(withClose(bytes));
  expect([400, 403, 404]).toContain(status);
  expect(text).not.toContain('root:');
  expect(text).not.toContain(secret);
  expect(text).toContain('x-content-type-options: nosniff');
});

test('B34 a path out of the page folder to a file that is there is not followed', async () => {
  for (const path of [
    '/../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/assets/../../secret',
    '/assets/..%2f..%2fsecret',
  ]) {
    const { status, text } = await ask(get(path));
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toContain(secret);
  }
});

const hasty: ServerLimits = { ...serverLimits, headersMs: 300, requestMs: 600, checkMs: 50 };

test('B35 a request that comes byte by byte, or not at all, is closed in its time', async () => {
  const slow = await openServer(hasty);
  const drip = (text: string): Promise<RawAnswer> =>
    new Promise((resolve) => {
      const began = performance.now();
      const socket = connect(portOf(slow), '127.0.0.1');
      let heard = '';
      const letters = Array.from(text);
      const timer = setInterval(() => socket.write(letters.shift() ?? 'x'), 20);
      socket.on('data', (chunk: Uint8Array) => (heard += Buffer.from(chunk).toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0);
        resolve({ status, text: heard, tookMs: performance.now() - began });
      });
    });
  const [head, silent] = await Promise.all([drip('GET /healthz HTTP/1.1\r\nX: '), rawRequest(portOf(slow), [])]);
  expect([head.status, silent.status ?? 408]).toEqual([408, 408]);
  expect(serverLimits).toMatchObject({ headersMs: 10_000, requestMs: 30_000 });
  await slow[Symbol.asyncDispose]();
});

test('B36 a house full of idle connections makes room: a reader gets in', async () => {
  const small = await openServer({ ...serverLimits, connectionsMax: 50, idleMs: 60_000 });
  const idle = await Promise.all(Array.from({ length: 50 }, () => keptAlive(portOf(small))));
  // Those turned away at the door send the idle ones home.
  const answers: (number | undefined)[] = [];
  for (let tries = 0; tries < 20 && !answers.includes(200); tries++) {
    answers.push((await rawRequest(portOf(small), [get('/healthz')])).status);
  }
  expect(answers.at(-1)).toBe(200);
  for (const socket of idle) socket.destroy();
  await small[Symbol.asyncDispose]();
});

/** A connection that has been answered once and waits. */
const keptAlive = (to: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(to, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.on('error', () => undefined);
    socket.once('data', () => resolve(socket));
  });

test('B37 a gigabyte announced is refused before it comes, one without an end is cut', async () => {
  const announced = 'GET /api/snapshot HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n';
  expect((await ask(bytesOf(announced))).status).toBe(413);
  const endless = function* (): Generator<Uint8Array> {
    yield bytesOf('POST /api/snapshot HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = bytesOf(`10000\r\n${'a'.repeat(65_536)}\r\n`);
    for (let sent = 0; sent < 10_000; sent++) yield chunk;
    throw new Error('655 MB were taken');
  };
  expect([405, undefined]).toContain((await rawRequest(port, endless())).status);
});

test.each(eachOf('B38'))('B38 %s in a query or path changes nothing', async (name, { bytes }) => {
  const { status, text } = await ask(withClose(bytes));
  const plain = await ask(get('/api/snapshot'));
  expect(status).toBe(name === 'script' ? 404 : 200);
  if (name !== 'script') expect(bodyOf(text)).toBe(bodyOf(plain.text));
  expect(text).not.toContain('<script>');
});

const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n'));
