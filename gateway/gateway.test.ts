/** The whole gateway in one process, a real broker beside it and pedometers in memory: what a centre may rely on. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchSchema } from '../contract/batch.ts';
import { gatewayHealthSchema } from '../contract/gateway-health.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { gatewayConfigSchema } from './gateway-config.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { Gateway } from './gateway.ts';
import { SimulatedPedometer } from './radio/simulated-pedometer.ts';
import { SimulatedRadio } from './radio/simulated-radio.ts';
import { AedesBroker } from './uplink/aedes-broker.ts';
import { PaperCloud } from './uplink/paper-cloud.ts';

const address = 'c0:00:00:00:00:01';
const hourMs = 3_600_000;

let broker: AedesBroker;
let cloud: PaperCloud;
let radio: SimulatedRadio;
let dataPath: string;
let events: GatewayEvent[];
let gateways: Gateway[];
let made: number;

beforeEach(async () => {
  broker = new AedesBroker();
  await broker.start();
  cloud = new PaperCloud(broker.url);
  await cloud.start();
  dataPath = join(mkdtempSync(join(tmpdir(), 'ayumi-gateway-')), 'gateway.sqlite');
  events = [];
  gateways = [];
  made = 0;
});

afterEach(async () => {
  for (const gateway of gateways) await gateway[Symbol.asyncDispose]();
  await cloud.stop();
  await broker.stop();
});

const begin = async (config: object = {}): Promise<Gateway> => {
  radio = new SimulatedRadio(systemClock);
  const gateway = new Gateway({
    config: gatewayConfigSchema.parse({
      gateway: 'gw-test',
      radio: { kind: 'dbus' },
      uplink: { url: broker.url, reconnect: { baseMs: 20, capMs: 100 }, resend: { baseMs: 500, capMs: 500 } },
      ...config,
    }),
    clock: systemClock,
    random: seededRandom((made += 1)),
    radio,
    log: silentLog,
    dataPath,
    clockProbe: () => Promise.resolve(true),
  });
  gateways.push(gateway);
  gateway.onEvent((event) => events.push(event));
  await gateway.start(new AbortController().signal);
  return gateway;
};

const pedometerOf = (hours: number, serial = 'AYM-000123'): SimulatedPedometer => {
  const pedometer = new SimulatedPedometer({ serial, poweredOnMs: Date.now() - 60 * 24 * hourMs });
  pedometer.walk(...Array.from({ length: hours }, (_, i) => i));
  return pedometer;
};

/** Advertises until something happens that `isWanted`. */
const untilEvent = async (isWanted: (event: GatewayEvent) => boolean): Promise<GatewayEvent> => {
  let found: GatewayEvent | undefined;
  await cloud.until(() => {
    radio.advertise();
    found = events.find(isWanted);
    return found !== undefined;
  });
  if (found === undefined) throw new Error('until resolves when it is found');
  return found;
};

const kinds = (): readonly string[] =>
  events.map(({ kind }) => kind).filter((kind) => kind !== 'uplink' && kind !== 'roster');

test('a pedometer put down is read, its steps sent, and the kiosk told from the first moment to the last', async () => {
  const gateway = await begin();
  const roster = {
    v: 1,
    version: 1,
    devices: { 'AYM-000123': { label: '12', model: 'steplog-1', confirmed: 0, status: 'on-loan' } },
  };
  await cloud.until(() => cloud.states.length > 0);
  const [gatewayId] = cloud.states.length > 0 ? [gatewayConfigSchema.shape.gateway.parse('gw-test')] : [];
  if (gatewayId === undefined) throw new Error('no gateway');
  cloud.publish(gatewayId, 'roster', roster, true);
  const pedometer = pedometerOf(48);
  radio.bring(address, pedometer);
  const done = await untilEvent(({ kind }) => kind === 'visit-done');
  expect(done).toMatchObject({ device: 'AYM-000123', buckets: 48, alreadySent: false, batteryPercent: 83 });
  expect(kinds().slice(0, 3)).toEqual(['noticed', 'visit-started', 'visit-progress']);
  expect(pedometer.receiptSequence).toBe(48);
  await cloud.until(() => cloud.batches.length === 1 && gateway.health()?.outbox.batches === 0);
  const [visit] = batchSchema.parse(JSON.parse(cloud.batches[0] ?? '')).visits;
  expect(visit).toMatchObject({ device: 'AYM-000123', stamp: { trusted: true }, nextSequence: 48 });
  if (done.kind !== 'visit-done') throw new Error(done.kind);
  expect(done.visit).toBe(visit?.id);
  expect(done.days).toBeGreaterThanOrEqual(2);
  const result = {
    v: 1,
    visit: visit?.id,
    device: 'AYM-000123',
    label: '12',
    days: 2,
    yesterday: null,
    monthPoints: 5,
  };
  cloud.publish(gatewayId, 'results', result);
  expect(await untilEvent(({ kind }) => kind === 'result')).toMatchObject({ result: { monthPoints: 5 } });
});

test('a pedometer with nothing new is told so without being visited, after a restart too', async () => {
  const first = await begin();
  const pedometer = pedometerOf(24);
  radio.bring(address, pedometer);
  await untilEvent(({ kind }) => kind === 'visit-done');
  await cloud.until(() => first.health()?.outbox.batches === 0);
  await first[Symbol.asyncDispose]();
  events = [];
  await begin();
  radio.bring(address, pedometer);
  expect(await untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({
    alreadySent: true,
    device: 'AYM-000123',
  });
  expect(radio.operations).toEqual([]);
});

test('collects while the broker is away, over a restart too, and sends it all when it is back', async () => {
  await broker.stop();
  const first = await begin();
  radio.bring(address, pedometerOf(24));
  await untilEvent(({ kind }) => kind === 'visit-done');
  expect(first.health()?.outbox).toMatchObject({ batches: 1, full: false });
  await first[Symbol.asyncDispose]();
  const second = await begin();
  await broker.start();
  await cloud.until(() => second.health()?.outbox.batches === 0);
  expect(cloud.batches).toHaveLength(1);
});

test('another pedometer under a known address is asked who it is', async () => {
  await begin();
  radio.bring(address, pedometerOf(48));
  await untilEvent(({ kind }) => kind === 'visit-done');
  events = [];
  radio.bring(address, pedometerOf(24, 'AYM-000456'));
  expect(await untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({ device: 'AYM-000456', buckets: 24 });
});

test('a full outbox turns people away, visibly, without touching what their pedometers know', async () => {
  cloud.answering = () => undefined;
  const gateway = await begin({ outbox: { diskFreeBytesMin: Number.MAX_SAFE_INTEGER } });
  const pedometer = pedometerOf(24);
  radio.bring(address, pedometer);
  expect(await untilEvent(({ kind }) => kind === 'visit-failed')).toMatchObject({ because: 'outbox-full' });
  expect(radio.operations).toEqual([]);
  expect(pedometer.receiptSequence).toBe(0);
  expect(gateway.health()?.outbox.full).toBe(true);
  await cloud.until(() => cloud.healths.some((text) => gatewayHealthSchema.parse(JSON.parse(text)).outbox.full));
});

test('a visit that breaks is told, resumed, and done', async () => {
  await begin();
  const pedometer = pedometerOf(300);
  let isCut = false;
  radio.bring(address, pedometer, {
    notify: (segments) => {
      if (isCut) return segments;
      isCut = true;
      return [...segments.slice(0, 2), 'drop'];
    },
  });
  expect(await untilEvent(({ kind }) => kind === 'visit-failed')).toMatchObject({
    because: 'link-lost',
    isPartial: true,
  });
  expect(await untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({ buckets: 180 });
  expect(pedometer.receiptSequence).toBe(300);
});

test('many pedometers at once are all read, one after another', async () => {
  await begin();
  const pedometers = Array.from({ length: 30 }, (_, i) => pedometerOf(24, `AYM-${i}`));
  pedometers.forEach((pedometer, i) => radio.bring(`c0:00:00:00:01:${i}`, pedometer));
  await cloud.until(() => {
    radio.advertise();
    return pedometers.every(({ receiptSequence }) => receiptSequence === 24);
  });
});

test('a radio that is deaf is reset, reported once, and used again when it hears', async () => {
  const gateway = await begin();
  radio.isDeaf = true;
  radio.bring(address, pedometerOf(24));
  await gateway[Symbol.asyncDispose]();
  const deafRadio = new SimulatedRadio(systemClock);
  deafRadio.isDeaf = true;
  const again = new Gateway({
    config: gatewayConfigSchema.parse({ gateway: 'gw-test', radio: { kind: 'dbus' }, uplink: { url: broker.url } }),
    clock: systemClock,
    random: seededRandom(99),
    radio: deafRadio,
    log: silentLog,
    dataPath,
    clockProbe: () => Promise.resolve(false),
  });
  gateways.push(again);
  again.onEvent((event) => events.push(event));
  await again.start(new AbortController().signal);
  await cloud.until(() => deafRadio.resets > 0);
  expect(events.filter(({ kind }) => kind === 'radio-deaf')).toHaveLength(1);
  deafRadio.isDeaf = false;
  radio = deafRadio;
  radio.bring(address, pedometerOf(24));
  await untilEvent(({ kind }) => kind === 'visit-done');
  expect(again.health()).toMatchObject({ clock: { trusted: false }, radio: { visitsDone: 1 } });
});

test('stops in the middle of a visit without waiting for it', async () => {
  const gateway = await begin();
  radio.bring(address, pedometerOf(24), { meet: (operation) => (operation === 'status' ? 'hang' : undefined) });
  await cloud.until(() => {
    radio.advertise();
    return radio.operations.includes('status');
  });
  await gateway[Symbol.asyncDispose]();
  expect(events.filter(({ kind }) => kind === 'visit-failed')).toHaveLength(1);
});
