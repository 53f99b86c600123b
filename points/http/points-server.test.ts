/** Promises of the points server: bounded, found under its own names only, and served to the next one whatever the last one sent. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { feedErrorSchema } from '../../contract/feed-message.ts';
import { serverLimits } from '../../runtime/server-limits.ts';
import {
  ask,
  otherSecret,
  post,
  signed,
  total,
  totalsOf,
  trialSecret,
  TrialServer,
  type HttpAnswer,
} from './trial-server.ts';

const path = '/v1/day-totals';

let trial: TrialServer;
beforeEach(async () => {
  trial = await TrialServer.start();
});
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

const send = (message: Parameters<typeof post>[2], to = path): Promise<HttpAnswer> => post(trial.port, to, message);

/** Refused with this word, in the form of every error, and nothing was taken. */
const expectRefused = (answer: HttpAnswer, status: number, error: string): void => {
  expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  expect(feedErrorSchema.safeParse(answer.body).error).toBeUndefined();
  expect(trial.target.calls).toBe(0);
  expect(trial.keptAnswers).toBe(0);
};

test('the server asks whoever sends too much to wait, by address and by secret', async () => {
  const limits = { perKeyPerMinute: 2, perAddressPerMinute: 5 };
  await using strict = await TrialServer.start({}, { limits, secrets: [trialSecret, otherSecret] });
  const sendTo = (id: string, secret: string) => post(strict.port, path, signed(totalsOf(total), { id, secret }));
  const answers = [
    await sendTo('a', trialSecret),
    await sendTo('b', trialSecret),
    await sendTo('c', trialSecret),
    await sendTo('d', otherSecret),
    await sendTo('e', `whsec_${Buffer.alloc(32, 9).toString('base64')}`),
    await sendTo('f', otherSecret),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200, 401, 429]);
  for (const { body, headers } of [answers[2], answers[5]].flatMap((answer) => answer ?? [])) {
    expect(body).toMatchObject({ error: 'too-many-requests' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await ask(strict.port, 'GET', '/healthz')).status).toBe(200);
});

test('the server is healthy while it lives and ready when messages can be taken', async () => {
  expect(await ask(trial.port, 'GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await ask(trial.port, 'GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  trial.isReady = false;
  expect(await ask(trial.port, 'GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'not-ready' } });
});

test('the server is not found under a strange name, at other paths, or by other methods', async () => {
  const { headers, body } = signed(totalsOf(total));
  expectRefused(await send({ headers: { ...headers, host: 'evil.example' }, body }), 421, 'unknown-host');
  expectRefused(await send(signed('{}'), '/v1/day-total'), 404, 'unknown-path');
  expectRefused(await ask(trial.port, 'GET', path), 404, 'unknown-path');
  expectRefused(await ask(trial.port, 'PUT', path, { headers, body }), 404, 'unknown-path');
  expectRefused(await send(signed('{}'), '/v1/%zz'), 400, 'bad-url');
});

test('the server is found under the name a reverse proxy passes on', async () => {
  await using proxied = await TrialServer.start({ hostNames: ['points.example'] });
  const { headers, body } = signed(totalsOf(total));
  const answer = await ask(proxied.port, 'POST', path, { headers: { ...headers, host: 'points.example' }, body });
  expect(answer.status).toBe(200);
});

test('the server does not start without a secret, or with one that is none', async () => {
  const weak = [[], ['secret'], ['whsec_c2hvcnQ='], [trialSecret, 'whsec_!']];
  for (const secrets of weak) {
    await using unsafe = new TrialServer({}, { secrets });
    const started = unsafe.server.start(new AbortController().signal);
    await expect(started).rejects.toMatchObject({ code: 'feed-secret' });
  }
});

test('the server does not start on a port that is taken', async () => {
  await using second = new TrialServer({ port: trial.port });
  const started = second.server.start(new AbortController().signal);
  await expect(started).rejects.toMatchObject({ code: 'points-port' });
});

test('the server lets nobody hold a connection by sending slowly', async () => {
  const limits = { ...serverLimits, headersMs: 300, requestMs: 600, checkMs: 50 };
  await using hasty = await TrialServer.start({ limits });
  const { headers } = signed(totalsOf(total));
  const halfSent = ask(hasty.port, 'POST', path, {
    headers: { ...headers, 'content-length': '5000' },
    body: '{"totals"',
  });
  await expect(
    halfSent.then(
      ({ status }) => status,
      () => 408,
    ),
  ).resolves.toBe(408);
  expect(hasty.target.calls).toBe(0);
  expect((await ask(hasty.port, 'GET', '/healthz')).status).toBe(200);
});
