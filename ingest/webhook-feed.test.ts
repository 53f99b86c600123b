/** A city's own point service gets every revision in order, signed, once it can take them; and nobody waits for it. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { dayTotalSchema, type DayTotal } from '../contract/day-total.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { silentLog, type Log } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { totalsSource } from './feed-source.ts';
import { anna, device, epochOne, firstDayMs, hourMs } from './sample-cloud.ts';
import { SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';
import { WebhookFeed, type Webhook } from './webhook-feed.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const bodySchema = z.strictObject({ totals: z.array(dayTotalSchema) });

interface Heard {
  readonly id: string;
  readonly totals: readonly DayTotal[];
}

/** A real server that checks what it is sent; what it answers is up to the test, one answer after another, then 204. */
class Receiver implements AsyncDisposable {
  readonly heard: Heard[] = [];
  answers: ((response: ServerResponse) => void)[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.heard.push(verified(Buffer.concat(chunks).toString(), request.headers));
        const answer = this.answers.shift() ?? ((each: ServerResponse) => each.writeHead(204).end());
        answer(response);
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/totals`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const verified = (body: string, headers: IncomingHttpHeaders): Heard => {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const { totals } = bodySchema.parse(new Verifier(secret).verify(body, plain));
  return { id: plain['webhook-id'] ?? '', totals };
};

const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end('whatever');

/** Waits between two tries are over at once. */
const impatient: Clock = { ...systemClock, sleep: () => Promise.resolve() };

let sample: SampleStore;
let receiver: Receiver;
let feed: WebhookFeed | undefined;
beforeEach(async () => {
  sample = new SampleStore();
  receiver = await new Receiver().start();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
});
afterEach(async () => {
  await feed?.[Symbol.asyncDispose]();
  feed = undefined;
  await receiver[Symbol.asyncDispose]();
  sample[Symbol.dispose]();
});

const walk = (toHours: number): void => {
  sample.bring([sampleVisit(device, [epochOne(240)], { atMs: firstDayMs + toHours * hourMs, from: 0 })]);
};
const all = (): readonly DayTotal[] => sample.store.derivation.totals.revisionsAfter(0, 1000).map(({ total }) => total);
const start = async (more: Partial<Webhook> = {}, log: Log = silentLog): Promise<WebhookFeed> => {
  const { database, derivation } = sample.store;
  feed = new WebhookFeed({
    webhook: { name: 'city', url: receiver.url, secret, clock: systemClock, ...more },
    database,
    source: totalsSource(derivation.totals),
    clock: impatient,
    random: seededRandom(1),
    log,
  });
  await feed.start();
  return feed;
};
const heardTotals = (): readonly DayTotal[] => receiver.heard.flatMap(({ totals }) => totals);

test('sends every revision in order, in batches of the size asked for, each under its own id', async () => {
  walk(90);
  walk(100);
  await (await start({ batchTotalsMax: 2 })).idle();
  expect(all().length).toBeGreaterThan(4);
  expect(heardTotals()).toEqual(all());
  expect(receiver.heard.every(({ totals }) => totals.length <= 2)).toBe(true);
  expect(new Set(receiver.heard.map(({ id }) => id)).size).toBe(receiver.heard.length);
});

test('tries again what failed, under the same id though more has come, until it is accepted', async () => {
  walk(30);
  const first = all();
  receiver.answers = [
    (response) => {
      // While the receiver has trouble, more becomes known.
      walk(60);
      answering(500)(response);
    },
    answering(503),
    (response) => response.destroy(),
    answering(404),
    answering(200),
  ];
  await (await start()).idle();
  const [tried, rest] = [receiver.heard.slice(0, 5), receiver.heard.slice(5)];
  expect(tried.map(({ totals }) => totals)).toEqual(tried.map(() => first));
  expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
  expect([...first, ...rest.flatMap(({ totals }) => totals)]).toEqual(all());
});

test('goes on after a restart where it stopped, each webhook by itself', async () => {
  walk(30);
  await (await start()).idle();
  await feed?.[Symbol.asyncDispose]();
  walk(60);
  const before = receiver.heard.length;
  await (await start()).idle();
  expect(heardTotals()).toEqual(all());
  expect(receiver.heard).toHaveLength(before + 1);
  await feed?.[Symbol.asyncDispose]();
  await (await start({ name: 'prefecture' })).idle();
  expect(heardTotals()).toEqual([...all(), ...all()]);
});

test('does not follow a receiver to another address', async () => {
  walk(30);
  await using elsewhere = await new Receiver().start();
  receiver.answers = [answering(307, { location: elsewhere.url }), answering(301, { location: elsewhere.url })];
  await (await start()).idle();
  expect(elsewhere.heard).toEqual([]);
  expect(receiver.heard).toHaveLength(3);
});

test('gives up a receiver that does not answer in time, and comes again', async () => {
  walk(30);
  receiver.answers = [() => undefined];
  await (await start({ timeoutMs: 500 })).idle();
  expect(receiver.heard.map(({ totals }) => totals)).toEqual([all(), all()]);
});

test('does not read an answer without end', async () => {
  walk(30);
  receiver.answers = [
    (response) => {
      response.writeHead(200);
      response.write('x'.repeat(100_000));
    },
  ];
  await (await start()).idle();
  expect(heardTotals()).toEqual(all());
});

test('stops for good at a receiver that is gone, and says so once', async () => {
  walk(30);
  const errors: string[] = [];
  const log: Log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  receiver.answers = [answering(410)];
  await (await start({}, log)).idle();
  walk(60);
  feed?.notify();
  await feed?.idle();
  expect(receiver.heard).toHaveLength(1);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('410');
});

test('says why a receiver cannot be reached', async () => {
  walk(30);
  const { url } = receiver;
  await receiver[Symbol.asyncDispose]();
  receiver = await new Receiver().start();
  const said = await new Promise<string>((resolve) => {
    const log: Log = pino({ level: 'warn' }, { write: resolve });
    void start({ url }, log);
  });
  expect(said).toContain('ECONNREFUSED');
});

test('is ended in the middle of a delivery without waiting for the receiver', async () => {
  walk(30);
  const stalled = new Promise<void>((resolve) => {
    receiver.answers = [() => resolve()];
  });
  const running = await start();
  await stalled;
  await running[Symbol.asyncDispose]();
  await (await start()).idle();
  expect(receiver.heard.map(({ totals }) => totals)).toEqual([all(), all()]);
});

test.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64 at all, but long enough for one!!'])(
  'refuses the secret %j before anything is sent',
  async (bad) => {
    await expect(start({ secret: bad })).rejects.toMatchObject({ code: 'webhook-secret' });
  },
);
