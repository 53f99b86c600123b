/** Promises of intake and broker, over real MQTT: receipts after the commit, one journal row per batch, own topics only. */
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../contract/batch.ts';
import { gatewayIdSchema } from '../contract/ids.ts';
import { receiptSchema, type Receipt } from '../contract/receipt.ts';
import { topicOf } from '../contract/topics.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { EmbeddedBroker } from './broker/embedded-broker.ts';
import { Intake } from './intake.ts';
import { date, dayMs, daySums, device, epochOne, firstDayMs, gateway, hours, openCloud } from './sample-cloud.ts';
import { sampleVisit } from './sample-walk.ts';

const other = gatewayIdSchema.parse('gw-2');
const secrets: Readonly<Record<string, string>> = { [gateway]: 'one', [other]: 'two' };
const nowMs = firstDayMs + 10 * dayMs;

const openIntake = async () => {
  const cloud = openCloud();
  const broker = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    checkGateway: (id, secret) => secrets[id] === secret,
    knownGateway: (id) => id in secrets,
    log: silentLog,
  });
  const { database, journal, derivation } = cloud;
  const clock = { ...systemClock, wallMs: () => nowMs };
  const intake = new Intake({
    database,
    journal,
    derivation,
    actions: { take: () => undefined, visited: () => undefined },
    wire: broker,
    clock,
    log: silentLog,
    onCommitted: () => undefined,
  });
  broker.onMessage((message) => (message.name === 'visits' ? intake.take(message) : undefined));
  await broker.start();
  return { ...cloud, broker, intake };
};

/** A gateway's client that collects its receipts. */
const connectGateway = async (port: number, id = gateway, secret = secrets[id] ?? '') => {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: id,
    username: id,
    password: secret,
    reconnectPeriod: 0,
    protocolVersion: 4,
  });
  const receipts: Receipt[] = [];
  const waiting: { readonly count: number; readonly resolve: (receipts: readonly Receipt[]) => void }[] = [];
  client.on('message', (_topic, payload) => {
    receipts.push(receiptSchema.parse(JSON.parse(payload.toString())));
    for (const { count, resolve } of waiting) if (receipts.length >= count) resolve(receipts);
  });
  await client.subscribeAsync(topicOf(id, 'receipts'), { qos: 1 });
  const received = (count: number) =>
    new Promise<readonly Receipt[]>((resolve) =>
      receipts.length >= count ? resolve(receipts) : waiting.push({ count, resolve }),
    );
  return { client, received };
};

const batch = (seq: number, from: number, toHour: number): Batch => ({
  v: 1,
  gateway,
  boot: 'b',
  seq,
  sentAt: new Date(nowMs).toISOString(),
  visits: [sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + toHour * 3_600_000, from })],
});
const send = (client: MqttClient, payload: string, id = gateway) =>
  client.publishAsync(topicOf(id, 'visits'), payload, { qos: 1 });

describe('intake', () => {
  let cloud: Awaited<ReturnType<typeof openIntake>>;
  let mine: Awaited<ReturnType<typeof connectGateway>>;

  beforeEach(async () => {
    cloud = await openIntake();
    mine = await connectGateway(cloud.broker.port);
  });
  afterEach(async () => {
    await mine.client.endAsync(true);
    await cloud.broker[Symbol.asyncDispose]();
  });

  it('answers each batch with a receipt that tells how far the pedometer is confirmed', async () => {
    await send(mine.client, JSON.stringify(batch(1, 0, 30)));
    await send(mine.client, JSON.stringify(batch(2, 30, 96)));
    expect(await mine.received(2)).toEqual([
      { v: 1, seq: 1, status: 'stored', confirmed: { [device.serial]: 30 } },
      { v: 1, seq: 2, status: 'stored', confirmed: { [device.serial]: 96 } },
    ]);
    expect(cloud.totals()).toEqual(daySums(hours(96)));
  });

  it('has committed before it answers', async () => {
    await send(mine.client, JSON.stringify(batch(1, 0, 30)));
    await mine.received(1);
    expect(cloud.database.isTransaction).toBe(false);
    expect([...cloud.journal.facts()].map((fact) => fact.kind)).toEqual(['batch']);
  });

  it('journals a repeated batch once and calls it a duplicate', async () => {
    const payload = JSON.stringify(batch(1, 0, 96));
    for (let i = 0; i < 3; i++) await send(mine.client, payload);
    expect((await mine.received(3)).map((receipt) => receipt.status)).toEqual(['stored', 'duplicate', 'duplicate']);
    expect([...cloud.journal.facts()]).toHaveLength(1);
    expect(cloud.totals()).toEqual(daySums(hours(96)));
  });

  it('keeps what it cannot read in quarantine and says so when it can tell whom', async () => {
    await send(mine.client, JSON.stringify({ ...batch(7, 0, 30), extra: true }));
    expect(await mine.received(1)).toMatchObject([{ seq: 7, status: 'quarantined' }]);
    await send(mine.client, '{"gateway":');
    await send(mine.client, JSON.stringify({ ...batch(8, 0, 30), gateway: other }));
    expect((await mine.received(2))[1]).toMatchObject({ seq: 8, status: 'quarantined' });
    await cloud.intake.idle();
    expect(cloud.waiting()).toEqual(['unreadable-batch', 'unreadable-batch', 'unreadable-batch']);
    expect(cloud.totals()).toEqual({});
  });

  it('does not let one batch that cannot be derived hold up the next', async () => {
    const whole = cloud.book.deviceOf.bind(cloud.book);
    let looks = 0;
    cloud.book.deviceOf = () => {
      looks += 1;
      // It is tried a second time, in a way that leaves the others as they are.
      if (looks === 2) cloud.book.deviceOf = whole;
      throw new Error('a bug');
    };
    await send(mine.client, JSON.stringify(batch(1, 0, 30)));
    await send(mine.client, JSON.stringify(batch(2, 30, 96)));
    expect((await mine.received(2)).map((receipt) => receipt.status)).toEqual(['quarantined', 'stored']);
    const item = cloud.derivation.quarantine.waiting()[0];
    expect(item?.reason).toBe('derivation-failed');
    cloud.know('retry', { item: item?.id, by: 'clerk', reason: 'mended' });
    expect(cloud.totals()).toEqual(daySums(hours(96)));
    expect(cloud.waiting()).toEqual([]);
  });

  it('answers retry, once, where the disk refuses in the middle, and blames no batch for it', async () => {
    const { client, received } = mine;
    cloud.database.exec('PRAGMA query_only=ON');
    await send(client, JSON.stringify(batch(1, 0, 40)));
    expect(await received(1)).toMatchObject([{ seq: 1, status: 'retry' }]);
    await cloud.intake.idle();
    cloud.database.exec('PRAGMA query_only=OFF');
    await send(client, JSON.stringify(batch(1, 0, 40)));
    expect(await received(2)).toMatchObject([{ status: 'retry' }, { seq: 1, status: 'stored' }]);
    expect(cloud.waiting()).toEqual([]);
  });

  it('lets a gateway use its own topics only', async () => {
    const closed = new Promise((resolve) => mine.client.once('close', () => resolve('closed')));
    await expect(mine.client.subscribeAsync(topicOf(other, 'receipts'), { qos: 1 })).rejects.toThrow(/subscribe/i);
    mine.client.publish(topicOf(other, 'visits'), JSON.stringify(batch(1, 0, 30)), { qos: 1 });
    expect(await closed).toBe('closed');
    await cloud.intake.idle();
    expect([...cloud.journal.facts()]).toEqual([]);
  });

  it.each([
    ['a wrong secret', gateway, 'two'],
    ['no such gateway', gatewayIdSchema.parse('gw-9'), ''],
  ])('turns away %s', async (_name, id, secret) => {
    await expect(connectGateway(cloud.broker.port, id, secret)).rejects.toThrow(/not authorized/i);
  });

  it('closes days by their local date', async () => {
    await send(mine.client, JSON.stringify(batch(1, 0, 96)));
    await mine.received(1);
    cloud.know('close', { today: date(4) });
    expect(new Set(Object.values(cloud.states()))).toEqual(new Set(['final']));
  });
});
