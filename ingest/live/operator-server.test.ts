/** Promises of the operators' server: health and figures for whoever asks, also from other machines, and nothing of any person. */
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperatorError } from '../../runtime/fault.ts';
import { silentLog } from '../../runtime/log.ts';
import type { NotReadyReason } from './operation.ts';
import { OperatorServer } from './operator-server.ts';

const life = new AbortController();
let reasons: readonly NotReadyReason[];
let server: OperatorServer;

const operation = {
  notReady: () => reasons,
  metrics: () => Promise.resolve({ type: 'text/plain; version=0.0.4; charset=utf-8', body: 'ayumi_journal_rows 3\n' }),
};

beforeEach(async () => {
  reasons = [];
  server = new OperatorServer({ operation, log: silentLog, host: '0.0.0.0', port: 0, hostNames: ['Cloud.example.jp'] });
  await server.start(life.signal);
});
afterEach(() => server[Symbol.asyncDispose]());

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

const portOf = (): number => Number(new URL(server.url).port);
const ask = (path: string, host: string, address = '127.0.0.1'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = { host: address, port: portOf(), path, headers: { host } };
    const request = get(asked, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
  });

test('says whether the cloud lives and can take anything in, and its figures', async () => {
  expect(await ask('/healthz', 'localhost')).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect(await ask('/readyz', 'localhost')).toEqual({ status: 200, text: '{"status":"ready","reasons":[]}' });
  expect(await ask('/metrics', 'localhost')).toEqual({ status: 200, text: 'ayumi_journal_rows 3\n' });
  reasons = ['broker-away'];
  expect(await ask('/readyz', 'localhost')).toMatchObject({ status: 503 });
  expect(await ask('/healthz', 'localhost')).toMatchObject({ status: 200 });
});

test('has no page and no API that shows people', async () => {
  for (const path of ['/', '/index.html', '/api/snapshot', '/api/live', '/docs', '/openapi.json', '/api/day-totals'])
    expect([path, (await ask(path, 'localhost')).status]).toEqual([path, 404]);
});

test('answers under addresses and under the names it was told, and says which setting lacks another', async () => {
  for (const host of ['192.0.2.7:8082', '[2001:db8::1]:8082', 'cloud.example.jp:8082', 'CLOUD.EXAMPLE.JP'])
    expect([host, (await ask('/readyz', host)).status]).toEqual([host, 200]);
  const stranger = await ask('/readyz', 'rebound.example:8082');
  expect([stranger.status, JSON.parse(stranger.text)]).toEqual([
    421,
    { error: 'unknown-host', hint: 'name it in operator.hostNames' },
  ]);
});

const outward = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
test.runIf(outward !== undefined)('is reached on an address that is not the machine itself', async () => {
  const address = outward ?? '';
  expect((await ask('/metrics', `${address}:${portOf()}`, address)).status).toBe(200);
});

test('a taken port is told as a sentence with what to do', async () => {
  const parts = { operation, log: silentLog, host: '0.0.0.0', hostNames: [] };
  await using second = new OperatorServer({ ...parts, port: portOf() });
  const failure = await second.start(life.signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OperatorError);
  expect(failure).toMatchObject({ code: 'operator-port' });
});
