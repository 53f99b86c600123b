/** Promises of the feed over HTTP: what is signed is taken once and answered the same again; all else is told why, and changes nothing. */
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedBytesMax, feedErrorSchema } from '../../contract/feed-message.ts';
import {
  otherSecret,
  post,
  signed,
  total,
  totalsOf,
  trialNowMs,
  trialSecret,
  TrialServer,
  type HttpAnswer,
} from './trial-server.ts';

const path = '/v1/day-totals';
const minuteMs = 60_000;

let trial: TrialServer;
beforeEach(async () => {
  trial = await TrialServer.start();
});
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

const send = (message: Parameters<typeof post>[2], to = path): Promise<HttpAnswer> => post(trial.port, to, message);

/** The same message without one of its headers. */
const without = (name: string) => {
  const { headers, body } = signed(totalsOf(total));
  return { body, headers: Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name)) };
};

/** Refused with this word, in the form of every error, and nothing was taken. */
const expectRefused = (answer: HttpAnswer, status: number, error: string): void => {
  expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  expect(feedErrorSchema.safeParse(answer.body).error).toBeUndefined();
  expect(trial.target.calls).toBe(0);
  expect(trial.keptAnswers).toBe(0);
};

describe('what is signed', () => {
  test('is taken, and the answer says what was new', async () => {
    const answer = await send(signed(totalsOf(total, { ...total, date: '2026-11-19' })));
    expect([answer.status, answer.body]).toEqual([200, { fresh: 2, repeated: 0, ignored: [] }]);
    expect([...trial.target.totals.values()]).toMatchObject([total, { date: '2026-11-19' }]);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  test('may be of people nobody has heard of, and its revisions may come in whatever order', async () => {
    await send(signed(totalsOf({ ...total, participant: 'P-9999', revision: 2, steps: 9000 }), { id: 'a' }));
    const answer = await send(signed(totalsOf({ ...total, participant: 'P-9999' }), { id: 'b' }));
    expect([answer.status, answer.body]).toEqual([200, { fresh: 1, repeated: 0, ignored: [] }]);
  });

  test('is told which revisions were ignored because they came before with another content', async () => {
    await send(signed(totalsOf(total), { id: 'a' }));
    const answer = await send(signed(totalsOf(total, { ...total, steps: 1 }, { ...total, revision: 2 }), { id: 'b' }));
    const ignored = [{ participant: 'P-0001', date: '2026-11-20', revision: 1 }];
    expect(answer.body).toEqual({ fresh: 1, repeated: 1, ignored });
  });

  test('brings visits and enrolments to their addresses', async () => {
    const visit = { participant: 'P-0001', date: '2026-11-21', centre: 'higashi', withdrawn: false };
    const enrolment = { participant: 'P-0001', birthYear: 1948, birthDate: null, pedometerFrom: '2026-11-01' };
    const visits = await send(signed(JSON.stringify({ visits: [visit] }), { id: 'v' }), '/v1/visits');
    const enrolments = await send(signed(JSON.stringify({ enrolments: [enrolment] }), { id: 'e' }), '/v1/enrolments');
    expect([visits.body, enrolments.body]).toEqual([{ taken: 1 }, { taken: 1 }]);
    expect([trial.target.visits, trial.target.enrolments]).toEqual([[visit], [enrolment]]);
  });

  test('is known by any of the secrets while they are exchanged', async () => {
    await using both = await TrialServer.start({}, { secrets: [otherSecret, trialSecret] });
    const old = await post(both.port, path, signed(totalsOf(total), { id: 'a' }));
    const fresh = await post(both.port, path, signed(totalsOf(total), { id: 'b', secret: otherSecret }));
    const message = signed(totalsOf(total), { id: 'c' });
    const two = `v1a,xyz ${signed('other').headers['webhook-signature'] ?? ''} ${message.headers['webhook-signature'] ?? ''}`;
    const several = { ...message, headers: { ...message.headers, 'webhook-signature': two } };
    expect([old.status, fresh.status, (await post(both.port, path, several)).status]).toEqual([200, 200, 200]);
  });
});

describe('what comes again', () => {
  test('is answered as before and changes nothing', async () => {
    const first = await send(signed(totalsOf(total)));
    trial.target.failure = new Error('nobody asks again');
    // Sent again later, it carries the same id and a new time.
    const again = await send(signed(totalsOf(total), { atMs: trialNowMs + minuteMs }));
    expect([again.status, again.text, again.headers['content-type']]).toEqual([
      200,
      first.text,
      first.headers['content-type'],
    ]);
    expect(trial.target.calls).toBe(1);
  });

  test('is taken once also when both come at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(signed(totalsOf(total)))));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(
      answers.map(() => [200, '{"fresh":1,"repeated":0,"ignored":[]}']),
    );
    expect(trial.target.calls).toBe(1);
  });

  test('is refused when its body, or where it is sent, is not what it was', async () => {
    await send(signed(totalsOf(total)));
    const otherBody = await send(signed(totalsOf({ ...total, steps: 1 })));
    const visit = { participant: 'P-0001', date: '2026-11-21', centre: 'higashi', withdrawn: false };
    const otherPath = await send(signed(JSON.stringify({ visits: [visit] })), '/v1/visits');
    expect([otherBody.status, otherPath.status]).toEqual([409, 409]);
    expect(otherBody.body).toMatchObject({ error: 'id-used-otherwise' });
    expect(trial.target.calls).toBe(1);
  });

  test('is taken when it was refused before, or could not be written', async () => {
    expect((await send(signed(totalsOf({ ...total, steps: -1 })))).status).toBe(400);
    trial.target.failure = Object.assign(new Error('disk full'), { errcode: 13 });
    const busy = await send(signed(totalsOf(total)));
    expect([busy.status, busy.body, busy.headers['retry-after']]).toMatchObject([503, { error: 'busy' }, '30']);
    trial.target.failure = new Error('a bug');
    expect(await send(signed(totalsOf(total)))).toMatchObject({ status: 500, body: { error: 'internal' } });
    trial.target.failure = undefined;
    expect(await send(signed(totalsOf(total)))).toMatchObject({ status: 200, body: { fresh: 1 } });
  });

  test('is forgotten after a month, little by little', async () => {
    const dayMs = 86_400_000;
    for (const id of ['a', 'b', 'c']) await send(signed(totalsOf(total), { id }));
    trial.clock.jumpTo(trialNowMs + 29 * dayMs);
    await send(signed(totalsOf(total), { id: 'd', atMs: trialNowMs + 29 * dayMs }));
    expect(trial.keptAnswers).toBe(4);
    trial.clock.jumpTo(trialNowMs + 31 * dayMs);
    await send(signed(totalsOf(total), { id: 'e', atMs: trialNowMs + 31 * dayMs }));
    expect(trial.keptAnswers).toBe(3);
    await send(signed(totalsOf(total), { id: 'f', atMs: trialNowMs + 31 * dayMs }));
    expect(trial.keptAnswers).toBe(3);
  });
});

describe('what is not signed rightly', () => {
  const withHeader = (name: string, value: string) => {
    const { headers, body } = signed(totalsOf(total));
    return { body, headers: { ...headers, [name]: value } };
  };

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is refused without %s', async (name) => {
    expectRefused(await send(without(name)), 401, 'not-signed');
  });

  test('is refused with another secret, another body, another id or another time than was signed', async () => {
    const forged = [
      signed(totalsOf(total), { secret: otherSecret }),
      { ...signed(totalsOf(total)), body: totalsOf({ ...total, steps: 20_000 }) },
      { ...signed(totalsOf(total)), body: `${totalsOf(total)} ` },
      withHeader('webhook-id', 'msg_2'),
      withHeader('webhook-timestamp', String(trialNowMs / 1000 + 1)),
    ];
    for (const message of forged) expectRefused(await send(message), 401, 'signature-wrong');
  });

  test('is refused when the parts could be read in two ways, or the headers are no such headers', async () => {
    const seconds = String(trialNowMs / 1000);
    const odd = [
      ['webhook-id', 'a.b'],
      ['webhook-id', 'two words'],
      ['webhook-id', 'x'.repeat(129)],
      ['webhook-timestamp', `+${seconds}`],
      ['webhook-timestamp', `${seconds}.5`],
      ['webhook-timestamp', '0x67'],
      ['webhook-timestamp', ''],
      ['webhook-signature', 'v1'],
      ['webhook-signature', 'v1,'],
      ['webhook-signature', 'v2,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
      [
        'webhook-signature',
        Array.from({ length: 9 }, () => 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=').join(' '),
      ],
    ] as const;
    for (const [name, value] of odd) expectRefused(await send(withHeader(name, value)), 401, 'not-signed');
  });

  test('is refused outside five minutes either way, by the clock the server is given', async () => {
    const at = (ms: number) => send(signed(totalsOf(total), { id: `m${ms}`, atMs: trialNowMs + ms }));
    expectRefused(await at(-5 * minuteMs - 2000), 401, 'timestamp-too-old');
    expectRefused(await at(5 * minuteMs + 2000), 401, 'timestamp-too-new');
    expect((await at(-5 * minuteMs + 2000)).status).toBe(200);
    expect((await at(5 * minuteMs - 2000)).status).toBe(200);
  });

  test('is refused when an old message is sent again as it was, though the signature is right', async () => {
    const message = signed(totalsOf(total));
    expect((await send(message)).status).toBe(200);
    trial.clock.jumpTo(trialNowMs + 6 * minuteMs);
    expect((await send(message)).body).toMatchObject({ error: 'timestamp-too-old' });
    expect(trial.target.calls).toBe(1);
  });
});

describe('a signed body', () => {
  test.each([
    ['', 'not-json'],
    ['[', 'not-json'],
    ['{"totals":[],"totals":[]}', 'key-twice'],
    [totalsOf(total).replace('"steps"', '"steps":1,"steps"'), 'key-twice'],
    [totalsOf(total).replace('6214', '6.214e3'), 'odd-number'],
    [totalsOf(total).replace('P-0001', '\\ud800'), 'odd-text'],
    [`{"totals":${'['.repeat(20)}${']'.repeat(20)}}`, 'too-deep'],
  ])('such as %s is refused: %s', async (body, fault) => {
    const answer = await send(signed(body));
    if (body === '') expect(answer.status).toBe(400);
    expectRefused(answer, 400, 'not-json');
    expect(answer.body).toMatchObject({ problems: [{ path: '', message: fault }] });
  });

  test('is told where it is not as described', async () => {
    const odd = totalsOf({ ...total, steps: -1, date: '2026-02-30' }, { ...total, extra: 1 });
    const answer = await send(signed(odd));
    expectRefused(answer, 400, 'not-as-described');
    const { problems } = feedErrorSchema.parse(answer.body);
    expect(problems.map(({ path: where }) => where).sort()).toEqual(['totals.0.date', 'totals.0.steps', 'totals.1']);
  });

  test('is refused when it tells of days still to come, or of more steps than anybody ever cheated', async () => {
    const ahead = totalsOf({ ...total, date: '2027-11-20', syncedOn: '2027-11-20' }, { ...total, steps: 2 ** 40 });
    const answer = await send(signed(ahead));
    expectRefused(answer, 400, 'not-as-described');
    const visit = { participant: 'P-0001', date: '2030-01-01', centre: 'centre-1', withdrawn: false };
    const visits = await send(signed(JSON.stringify({ visits: [visit] })), '/v1/visits');
    expectRefused(visits, 400, 'not-as-described');
    expect(feedErrorSchema.parse(visits.body).problems).toMatchObject([{ path: 'visits.0.date' }]);
  });

  test('is not told of more mistakes than anybody reads', async () => {
    const answer = await send(signed(totalsOf(...Array.from({ length: 100 }, () => ({})))));
    expectRefused(answer, 400, 'not-as-described');
    expect(feedErrorSchema.parse(answer.body).problems).toHaveLength(20);
  });

  test.each([0, 501, 1001])('of %i totals is refused', async (count) => {
    expectRefused(await send(signed(totalsOf(...Array.from({ length: count }, () => total)))), 400, 'not-as-described');
  });

  test('of 500 totals is taken', async () => {
    const totals = Array.from({ length: 500 }, (_, i) => ({ ...total, revision: i + 1 }));
    expect(await send(signed(totalsOf(...totals)))).toMatchObject({ status: 200, body: { fresh: 500 } });
  });

  test('of more than 1 MiB is refused before it is read, also where its length is not told', async () => {
    const tooLong = totalsOf(total) + ' '.repeat(2 * feedBytesMax);
    expectRefused(await send(signed(tooLong)), 413, 'body-too-large');
    const { headers } = signed(tooLong);
    const chunked = await send({ headers: { ...headers, 'transfer-encoding': 'chunked' }, body: tooLong });
    expectRefused(chunked, 413, 'body-too-large');
  });

  test('of another content type, or compressed, is refused', async () => {
    const { headers, body } = signed(totalsOf(total));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json-patch+json',
      'multipart/form-data',
    ])
      expectRefused(await send({ headers: { ...headers, 'content-type': type }, body }), 415, 'content-type');
    expectRefused(await send(without('content-type')), 415, 'content-type');
    const zipped = gzipSync(body).toString('latin1');
    expectRefused(
      await send({ headers: { ...headers, 'content-encoding': 'gzip' }, body: zipped }),
      415,
      'content-type',
    );
  });
});

test('a signature is HMAC-SHA-256 over the id, the time and the bytes, as any program can make it', async () => {
  const body = totalsOf({ ...total, devices: [] });
  const seconds = String(Math.floor(trialNowMs / 1000));
  const mac = createHmac('sha256', Buffer.alloc(32, 7)).update(`msg_9.${seconds}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': 'msg_9',
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${mac}`,
  };
  expect((await send({ headers, body })).status).toBe(200);
});
