/** Each consumer gets all it asked for in order, and none waits for another. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { CloudFeeds, type FeedAcceptors } from './cloud-feeds.ts';
import { Feed } from './feed.ts';
import { pageOf } from './feed-source.ts';
import { anna, bert, date, device, epochOne, firstDayMs, hourMs } from './sample-cloud.ts';
import { SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';

const impatient = { ...systemClock, sleep: () => Promise.resolve() };

const open = async (sample: SampleStore, acceptors: FeedAcceptors): Promise<CloudFeeds> => {
  const feeds = new CloudFeeds({
    ...acceptors,
    store: sample.store,
    clock: impatient,
    random: seededRandom(1),
    log: silentLog,
    onDelivered: () => undefined,
  });
  await feeds.start(new AbortController().signal);
  return feeds;
};

const walk = (sample: SampleStore, toHours: number): void => {
  sample.bring([sampleVisit(device, [epochOne(240)], { atMs: firstDayMs + toHours * hourMs, from: 0 })]);
};

/** Acceptors that write down what they heard, in the order in which they heard it. */
const writingDown = (
  heard: string[],
): Required<Pick<FeedAcceptors, 'accept' | 'acceptEnrolments' | 'acceptVisits'>> => ({
  accept: (totals) => void heard.push(...totals.map((total) => `total ${total.participant} ${total.date}`)),
  acceptEnrolments: (enrolments) => void heard.push(...enrolments.map((each) => `enrolment ${each.participant}`)),
  acceptVisits: (visits) => void heard.push(...visits.map((visit) => `visit ${visit.participant} ${visit.date}`)),
});

test('who somebody is comes before where they were, and that before what they walked', async () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  walk(sample, 30);
  const heard: string[] = [];
  await using feeds = await open(sample, writingDown(heard));
  await feeds.idle();
  expect(heard).toEqual([
    `enrolment ${bert}`,
    // Told once, as it became when she was lent a pedometer.
    `enrolment ${anna}`,
    `visit ${anna} ${date(1)}`,
    `total ${anna} ${date(0)}`,
    `total ${anna} ${date(1)}`,
  ]);
  feeds.notify();
  await feeds.idle();
  expect(heard).toHaveLength(5);
});

test('whoever asks for visits later hears of all of them', async () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  walk(sample, 30);
  const heard: string[] = [];
  const { accept, acceptVisits } = writingDown(heard);
  const first = await open(sample, { accept });
  await first.idle();
  await first[Symbol.asyncDispose]();
  expect(heard).toHaveLength(2);
  await using second = await open(sample, { accept, acceptVisits });
  await second.idle();
  expect(heard.slice(2)).toEqual([`visit ${anna} ${date(1)}`]);
});

test('a ledger of the second form hears everything, however far the first one had come', async () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  walk(sample, 30);
  sample.store.database.exec("INSERT INTO feed_cursor (consumer, revision_id) VALUES ('points', 1000000)");
  const heard: string[] = [];
  await using feeds = await open(sample, { accept: writingDown(heard).accept });
  await feeds.idle();
  expect(heard).toEqual([`total ${anna} ${date(0)}`, `total ${anna} ${date(1)}`]);
});

test('what was refused is heard again, and nothing is lost or told out of order', async () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  walk(sample, 30);
  const heard: string[] = [];
  let refusals = 3;
  const down = writingDown(heard);
  await using feeds = await open(sample, {
    ...down,
    acceptVisits: (visits, delivery) => {
      if (refusals-- > 0) return Promise.reject(new Error('not now'));
      return down.acceptVisits(visits, delivery);
    },
  });
  await feeds.idle();
  expect(heard.filter((line) => line.startsWith('visit'))).toEqual([`visit ${anna} ${date(1)}`]);
});

test('a city that never answers holds up neither our own points nor the end', async () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  walk(sample, 30);
  // Takes connections and says nothing, for ever.
  const silent = createServer();
  const reached = new Promise((resolve) => silent.once('connection', resolve));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const heard: string[] = [];
  const { accept } = writingDown(heard);
  const secret = Buffer.alloc(32, 5).toString('base64');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const feeds = await open(sample, {
    accept,
    webhooks: [{ name: 'city', url, secret, clock: systemClock, timeoutMs: 600_000 }],
  });
  await reached;
  for (const hours of [54, 78]) {
    walk(sample, hours);
    feeds.notify();
    await feeds.idle();
  }
  expect(new Set(heard)).toEqual(new Set([0, 1, 2, 3].map((day) => `total ${anna} ${date(day)}`)));
  await feeds[Symbol.asyncDispose]();
  silent.close();
});

test('however much has gathered, what else the cloud does comes in between', async () => {
  const numbers = Array.from({ length: 50 }, (_, n) => n + 1);
  using sample = new SampleStore();
  const heard: number[] = [];
  const feed = new Feed<number>({
    database: sample.store.database,
    source: {
      lastId: () => numbers.length,
      after: (id) => pageOf(numbers.slice(id, id + 1).map((n) => ({ id: n, item: n }))),
    },
    consumer: 'slow',
    accept: (items) => void heard.push(...items),
    clock: impatient,
    random: seededRandom(1),
    log: silentLog,
  });
  await feed.start();
  const atTurns: number[] = [];
  while (heard.length < numbers.length) {
    await new Promise((resume) => setImmediate(resume));
    atTurns.push(heard.length);
  }
  await feed[Symbol.asyncDispose]();
  expect(atTurns.length).toBeGreaterThanOrEqual(numbers.length - 1);
});
