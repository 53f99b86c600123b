/** Whatever is asked of the live server, it answers with a status and closes, shows no file of ours, and serves the next. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HandClock } from '../../runtime/hand-clock.ts';
import { HandSource } from '../../ingest/live/hand-source.ts';
import { LiveServer } from '../../ingest/live/live-server.ts';
import { serverLimits } from '../../runtime/server-limits.ts';
import { silentLog } from '../../runtime/log.ts';
import { rowsInCorpus, samplesOf } from './corpus.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { anyMutation, mutated } from './mutation.ts';
import { rawRequest } from './raw-request.ts';

const secret = 'nobody outside may read this';
let folder: string;
let server: LiveServer;
let port: number;
const errors: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-fuzz-http-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret'), secret);
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'page', 'assets', 'a-1.js'), 'export {};');
  const clock = new HandClock(Date.parse('2026-11-21T01:00:00Z'));
  const log = { ...silentLog, error: (details: unknown) => void errors.push(details) };
  // Requests that never end are what this tries, so their time is short.
  const limits = { ...serverLimits, headersMs: 150, requestMs: 200, idleMs: 100, checkMs: 20 };
  server = new LiveServer({ source: new HandSource(clock), clock, log, pageFolder: join(folder, 'page'), limits });
  await server.start(new AbortController().signal);
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const piece = fc.constantFrom(
  '/',
  '..',
  '%2f',
  '%2e',
  '%00',
  '%',
  'assets',
  'a-1.js',
  'api',
  'snapshot',
  'live',
  'healthz',
  'secret',
  '\\',
  '?',
  '#',
  '*',
  ':',
  ';',
  '%5c',
  '%c0%ae',
  '=',
  '&',
  '[',
  '\u3042',
  ' ',
  'x'.repeat(300),
);
const anyPath = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`);
const anyMethod = fc.oneof(
  { weight: 3, arbitrary: fc.constant('GET') },
  fc.constantFrom('HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get', '', 'M-SEARCH', 'QUERY'),
);
const anyHeader = fc.tuple(
  fc.constantFrom(
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'Connection',
    'Upgrade',
    'Range',
    'If-None-Match',
    'If-Modified-Since',
    'Accept-Encoding',
    'Expect',
    'Content-Type',
    'Cookie',
    'X-Forwarded-Host',
    'Last-Event-ID',
    '__proto__',
    '',
  ),
  fc.oneof(
    fc.constantFrom(
      'localhost',
      '0',
      '5',
      '-1',
      '1e3',
      'chunked',
      'chunked, chunked',
      'keep-alive',
      'Upgrade',
      'h2c',
      'websocket',
      'bytes=0-1',
      'bytes=-1,5-2',
      '100-continue',
      'gzip',
      '*',
      '',
    ),
    fc.string({ maxLength: 30 }),
  ),
);
const anyRequest = fc
  .record({
    method: anyMethod,
    path: anyPath,
    version: fc.oneof(
      { weight: 5, arbitrary: fc.constant('HTTP/1.1') },
      fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2', ''),
    ),
    host: fc.constantFrom(['Host: localhost'], ['Host: localhost'], []),
    headers: fc.array(anyHeader, { maxLength: 4 }),
    body: fc.string({ maxLength: 20 }),
    mutations: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(anyMutation, { maxLength: 3 })),
  })
  .map(({ method, path, version, host, headers, body, mutations }) => {
    const lines = [
      `${method} ${path} ${version}`,
      ...host,
      'Connection: close',
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ];
    return mutated(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`), mutations, [
      Buffer.from('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    ]);
  });

/** A stream of events is the one answer without an end; it is ended here by the reader. */
const isStream = (request: Uint8Array): boolean => Buffer.from(request).toString('latin1').includes('live');

const answerTo = async (request: Uint8Array): Promise<void> => {
  if (isStream(request)) return;
  const { status, text, tookMs } = await rawRequest(port, [request]);
  expect(text).not.toContain(secret);
  expect(text).not.toContain('root:');
  if (status !== undefined) expect(status < 500).toBe(true);
  // Idle, unfinished and finished connections are all over within a few looks of the server.
  expect(tookMs).toBeLessThan(5_000);
};

const isAlive = async (): Promise<void> => {
  const health = await fetch(`${server.url}healthz`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', readers: 0 }]);
  expect(errors).toEqual([]);
};

test(
  'any method, path and headers',
  async () => {
    // Several at a time: one that has to run into its time does not hold up the others.
    const together = fc.array(anyRequest, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(together, async (requests) => {
        await Promise.all(requests.map(answerTo));
        await isAlive();
      }),
      fuzzPlan(15),
    );
  },
  fuzzTimeoutMs,
);

test('everything that was ever kept, as a request', async () => {
  await Promise.all(
    rowsInCorpus()
      .flatMap(samplesOf)
      .map(({ bytes }) => answerTo(bytes)),
  );
  await isAlive();
});
