/** Bad requests to the point service's server: a status and a closed connection, nothing taken, no wait; the next one is served. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { feedBytesMax, feedFaults } from '../../contract/feed-message.ts';
import { TrialDeskServer } from '../../points/http/trial-desk-server.ts';
import { ask as askHttp, signed, totalsOf, total, trialSecret } from '../../points/http/trial-server.ts';
import { serverLimits } from '../../runtime/server-limits.ts';
import { eachOf } from './corpus.ts';
import { rawRequest, withClose, type RawAnswer } from './raw-request.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const get = (path: string): Uint8Array =>
  bytesOf(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
/** `headers` without the one that tells the length. */
const post = (path: string, headers: Readonly<Record<string, string>>, ...rest: readonly string[]): Uint8Array => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return bytesOf([`POST ${path} HTTP/1.1`, 'Host: localhost', ...lines, ...rest].join('\r\n'));
};

let trial: TrialDeskServer;
let port: number;
let rowsBefore: number;
beforeAll(async () => {
  trial = await TrialDeskServer.start({}, undefined, true);
  port = trial.port;
  rowsBefore = trial.rowsCount;
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});
afterEach(async () => {
  expect((await rawRequest(port, [get('/healthz')])).status).toBe(200);
  expect(trial.rowsCount).toBe(rowsBefore);
});

const ask = (request: Uint8Array): Promise<RawAnswer> => rawRequest(port, [request]);

test.each(eachOf('B28'))('B28 %s gets 400', async (_, { bytes }) => {
  expect((await ask(withClose(bytes))).status).toBe(400);
});

test.each(eachOf('B29'))('B29 %s is refused', async (name, { bytes }) => {
  const isName = ['empty-host', 'foreign-host'].includes(name);
  expect((await ask(withClose(bytes))).status).toBe(isName ? 421 : 400);
});

test.each(eachOf('B31'))('B31 %s finds nothing', async (name, { bytes }) => {
  expect([400, 404, 415], name).toContain((await ask(withClose(bytes))).status);
});

test.each(eachOf('B34'))('B34 the path %s leads nowhere', async (_, { bytes }) => {
  const { status, text } = await ask(withClose(bytes));
  expect([400, 403, 404]).toContain(status);
  expect(text).not.toContain('root:');
});

test('a gigabyte announced to the feed is refused before it comes, signed or not', async () => {
  const length = 'Content-Length: 1000000000\r\n\r\n';
  const { headers } = signed(totalsOf(total), { atMs: trial.disk.clock.wallMs() });
  expect((await ask(post('/v1/day-totals', headers, length))).status).toBe(413);
  expect((await ask(post('/v1/day-totals', { 'content-type': 'application/json' }, length))).status).toBe(401);
});

test('a signed body without an end is cut, and the desk does not wait for one either', async () => {
  const endless = function* (head: Uint8Array): Generator<Uint8Array> {
    yield head;
    const chunk = bytesOf(`10000\r\n${' '.repeat(65_536)}\r\n`);
    for (let sent = 0; sent < 10_000; sent++) yield chunk;
    throw new Error('655 MB were taken');
  };
  const chunked = 'Transfer-Encoding: chunked\r\n\r\n';
  const { headers } = signed(totalsOf(total), { atMs: trial.disk.clock.wallMs() });
  for (const head of [
    post('/v1/day-totals', headers, chunked),
    post('/api/desk/claims', { 'content-type': 'application/json' }, chunked),
  ])
    expect([413, undefined]).toContain((await rawRequest(port, endless(head))).status);
});

test('a signed body shorter than announced is closed in its time, and nothing of it is taken', async () => {
  const limits = { ...serverLimits, headersMs: 300, requestMs: 600, checkMs: 50 };
  await using hasty = await TrialDeskServer.start({ limits });
  const { headers, body } = signed(totalsOf(total), { atMs: hasty.disk.clock.wallMs() });
  const half = post('/v1/day-totals', headers, `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 40)}`);
  const { status, tookMs } = await rawRequest(hasty.port, [half]);
  expect([408, undefined]).toContain(status);
  expect(tookMs).toBeLessThan(10_000);
  expect(hasty.rowsCount).toBe(rowsBefore);
});

test('two messages glued into one connection are two messages: the second is not hidden in the first', async () => {
  const atMs = trial.disk.clock.wallMs();
  const { headers, body } = signed('{}', { atMs });
  const first = Buffer.from(post('/v1/day-totals', headers, `Content-Length: 2\r\n\r\n${body}`)).toString('latin1');
  const both = bytesOf(`${first}${Buffer.from(get('/healthz')).toString('latin1')}`);
  const { text } = await ask(both);
  expect(Array.from(text.matchAll(/HTTP\/1\.1 (\d{3})/g), ([, status]) => status)).toEqual(['400', '200']);
  const smuggled = post('/v1/day-totals', headers, 'Content-Length: 2', 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
  expect((await ask(withClose(smuggled))).status).toBe(400);
});

test('a header sent twice signs nothing', async () => {
  const { headers, body } = signed(totalsOf(total), { atMs: trial.disk.clock.wallMs() });
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    const twice = `${name}: ${headers[name] ?? ''}`;
    const request = post('/v1/day-totals', headers, twice, `Content-Length: ${body.length}\r\n\r\n${body}`);
    expect((await ask(withClose(request))).status, name).toBe(401);
  }
});

test('whatever headers and bytes come to the feed, signed or not, are answered with a word of the contract', async () => {
  const anyHeader = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.constantFrom('v1,', '0', '-1', '9'.repeat(30)));
  const anyBody = fc.oneof(fc.string(), fc.json(), fc.constantFrom('{"totals":[{}]}', ' '.repeat(feedBytesMax + 1)));
  const anyPath = fc.constantFrom('/v1/day-totals', '/v1/visits', '/v1/enrolments');
  await fc.assert(
    fc.asyncProperty(
      anyPath,
      anyBody,
      fc.option(anyHeader),
      fc.option(anyHeader),
      async (path, body, id, signature) => {
        const { headers } = signed(body, { secret: trialSecret, atMs: trial.disk.clock.wallMs() });
        const odd = {
          ...(id === null ? {} : { 'webhook-id': id }),
          ...(signature === null ? {} : { 'webhook-signature': signature }),
        };
        const { status, body: told } = await askHttp(port, 'POST', path, { headers: { ...headers, ...odd }, body });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(feedFaults).toContain((told as { readonly error: string }).error);
      },
    ),
    { numRuns: 200 },
  );
});
