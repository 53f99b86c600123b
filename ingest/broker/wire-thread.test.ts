/** Promises of the broker's thread: what it has read beforehand changes nothing of what is stored, and nothing of who is believed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withDigest } from '../../contract/batch-digest.ts';
import type { Batch, VisitReport } from '../../contract/batch.ts';
import { receiptSchema, type Receipt } from '../../contract/receipt.ts';
import { topicOf } from '../../contract/topics.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { Cloud } from '../cloud.ts';
import { LocalDays } from '../local-days.ts';
import { noPoints } from '../point-view.ts';
import { replayJournal } from '../replay-journal.ts';
import { anna, bert, date, dayMs, daySums, epochOne, firstDayMs, gateway, hours, zone } from '../sample-cloud.ts';
import { device } from '../sample-cloud.ts';
import { north, otherDevice } from '../sample-store.ts';
import { sampleVisit } from '../sample-walk.ts';
import { WireThread } from './wire-thread.ts';

const nowMs = firstDayMs + 30 * dayMs;
const newKey = new Uint8Array(32).fill(9);
const fixed = { model: 'steplog-1', label: '1', capacityBuckets: 1440, bucketSeconds: 3600, centre: north } as const;

let directory: string;
let cloud: Cloud;
let wire: WireThread;
let client: MqttClient;
let receipts: Receipt[];
let onReceipt: () => void;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ayumi-thread-'));
  cloud = new Cloud({
    dataPath: directory,
    zone,
    clock: { ...systemClock, wallMs: () => nowMs },
    random: seededRandom(1),
    hmac: hmacSha256,
    log: silentLog,
    wire: ({ registry }) => {
      wire = new WireThread({
        plan: { kind: 'embedded', host: '127.0.0.1', port: 0 },
        databasePath: join(directory, 'cloud.sqlite'),
        checkGateway: (id, secret) => registry.checkGateway(id, secret),
        knownGateway: (id) => registry.gateways().some((each) => each.id === id),
        clock: systemClock,
        log: silentLog,
      });
      return wire;
    },
    series: [],
    accept: () => undefined,
    points: noPoints,
    speed: 1,
  });
  await cloud.start(new AbortController().signal);
  const { registry } = cloud.store;
  registry.atomically(() => {
    registry.putCentre({ id: north, name: '北公民館' });
    for (const [id, pedometer] of [
      [anna, device],
      [bert, otherDevice],
    ] as const) {
      registry.putParticipant({ id, name: '山田 花子', birthYear: 1948, centre: north });
      registry.putDevice({ ...pedometer, ...fixed, status: 'in-stock' });
      registry.addLoan({ device: pedometer.serial, participant: id, fromMs: firstDayMs, toMs: null });
    }
  });
  const added = registry.addGateway(gateway, north);
  receipts = [];
  onReceipt = () => undefined;
  client = await connected(added.kind === 'added' ? added.secret : '');
});

afterEach(async () => {
  await client.endAsync(true);
  await cloud[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

const connected = async (secret: string): Promise<MqttClient> => {
  const made = await connectAsync(`mqtt://127.0.0.1:${wire.port}`, {
    clientId: gateway,
    username: gateway,
    password: secret,
    reconnectPeriod: 0,
    protocolVersion: 4,
  });
  made.on('message', (_topic, payload) => {
    receipts.push(receiptSchema.parse(JSON.parse(payload.toString())));
    onReceipt();
  });
  await made.subscribeAsync(topicOf(gateway, 'receipts'), { qos: 1 });
  return made;
};

/** Settles when so many receipts have come in all. */
const received = (count: number): Promise<readonly Receipt[]> =>
  new Promise((resolve) => {
    onReceipt = () => (receipts.length >= count ? resolve(receipts) : undefined);
    onReceipt();
  });

const textOf = (seq: number, ...visits: readonly VisitReport[]): string => {
  const sentAt = new Date(nowMs).toISOString();
  const batch: Batch = { v: 1, gateway, boot: 'b', seq, sentAt, visits: [...visits] };
  return JSON.stringify(batch);
};
const batchOf = (seq: number, ...visits: readonly VisitReport[]): Uint8Array =>
  withDigest(textOf(seq, ...visits), sha256);

/** A day's hours, brought at the midnight that ends it. */
const dayOf = (pedometer: typeof device, day: number, signedWith = pedometer.key): VisitReport =>
  sampleVisit(pedometer, [epochOne(24 * 20)], { atMs: firstDayMs + (day + 1) * dayMs, from: day * 24, signedWith });

const send = (payload: Uint8Array | string): void => {
  client.publish(topicOf(gateway, 'visits'), Buffer.from(payload), { qos: 1 });
};

const stepsOf = (): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...cloud.store.derivation.totals.all()]
      .filter(({ participant, steps }) => participant === anna && steps > 0)
      .map((total) => [`${total.participant} ${total.date}`, total.steps]),
  );

describe('a broker in a thread of its own', () => {
  it('stores what a replay of the journal makes, to the byte, and receipts in the order of sending', async () => {
    const days = Array.from({ length: 20 }, (_, day) => day);
    for (const day of days) send(batchOf(day, dayOf(device, day), dayOf(otherDevice, day)));
    send(batchOf(20, dayOf(device, 3, newKey)));
    send('no batch at all');
    send(`${Buffer.from(batchOf(21, dayOf(device, 4))).toString()} `);
    send(batchOf(5, dayOf(device, 5), dayOf(otherDevice, 5)));
    const all = await received(23);
    expect(all.map(({ seq }) => seq)).toEqual([...days, 20, 21, 5]);
    expect(all.slice(-3).map(({ status }) => status)).toEqual(['quarantined', 'stored', 'duplicate']);
    const { database } = cloud.store;
    const report = replayJournal(database, { days: new LocalDays(zone), hmac: hmacSha256 });
    expect(report.differences).toEqual([]);
    expect(report.totals).toBeGreaterThanOrEqual(40);
    expect(stepsOf()).toEqual(daySums(hours(24 * 20)));
  });

  it('believes a pedometer by the key that is in force when the batch has its turn, whatever was known before', async () => {
    send(batchOf(0, dayOf(device, 0)));
    await received(1);
    const { registry } = cloud.store;
    registry.atomically(() => registry.putDevice({ ...device, key: newKey, ...fixed, status: 'in-stock' }));
    send(batchOf(1, dayOf(device, 1, newKey)));
    send(batchOf(2, dayOf(device, 2)));
    send(batchOf(3, dayOf(device, 3, newKey)));
    const all = await received(4);
    expect(all.map(({ status }) => status)).toEqual(['stored', 'stored', 'quarantined', 'stored']);
    const walked = daySums(hours(24 * 4));
    const steps = stepsOf();
    for (const day of [0, 1, 3]) expect(steps[`${anna} ${date(day)}`]).toBe(walked[`${anna} ${date(day)}`]);
    // Of the day nobody believes there is only the hour that was open at midnight.
    expect(steps[`${anna} ${date(2)}`]).toBeLessThan(hours(24 * 4)[48] ?? 0);
    const waiting = cloud.store.derivation.quarantine.waiting();
    expect(waiting.map(({ reason }) => reason)).toEqual(['bad-tag']);
  });

  it('reads a batch that begins with a byte order mark, and does not let it hold up the others', async () => {
    send(batchOf(0, dayOf(device, 0)));
    send(withDigest(`\uFEFF${textOf(1, dayOf(device, 1))}`, sha256));
    send(batchOf(2, dayOf(device, 2)));
    expect((await received(3)).map(({ seq, status }) => `${seq} ${status}`)).toEqual([
      '0 stored',
      '1 stored',
      '2 stored',
    ]);
    expect(replayJournal(cloud.store.database, { days: new LocalDays(zone), hmac: hmacSha256 }).differences).toEqual(
      [],
    );
  });

  it('lets nobody in whom the registry does not know', async () => {
    await expect(connected('not the secret')).rejects.toThrow(/not authorized/i);
  });

  it('says so where its port is taken, and does not come up', async () => {
    const second = new WireThread({
      plan: { kind: 'embedded', host: '127.0.0.1', port: wire.port },
      databasePath: join(directory, 'cloud.sqlite'),
      checkGateway: () => true,
      knownGateway: () => true,
      clock: systemClock,
      log: silentLog,
    });
    await expect(second.start()).rejects.toMatchObject({ code: 'broker-port' });
    await second[Symbol.asyncDispose]();
  });
});
