/** The gateway program, killed at the worst moments over a real broker and the simulated air, loses nothing it receipted. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchSchema } from '../../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import { decodePage } from '../../contract/page.ts';
import { openTestRoom, type TestRoom } from '../../firmware-sim/air/test-room.ts';
import { GattServer, type GattServerEvent } from '../../firmware-sim/gatt-server/gatt-server.ts';
import { Pedometer } from '../../firmware-sim/pedometer/pedometer.ts';
import { noBallast } from '../../gateway/outbox/ballast.ts';
import { openGatewayDatabase } from '../../gateway/outbox/gateway-database.ts';
import { Outbox } from '../../gateway/outbox/outbox.ts';
import { AedesBroker } from '../../gateway/uplink/aedes-broker.ts';
import { PaperCloud, storing } from '../../gateway/uplink/paper-cloud.ts';
import { systemClock } from '../../runtime/clock.ts';
import { GatewayProcess } from './gateway-process.ts';

const hourMs = 3_600_000;
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const serials = ['AYM-000001', 'AYM-000002'].map((serial) => deviceSerialSchema.parse(serial));

type Moment = GattServerEvent['kind'] | 'batch-arrived' | 'receipt-sent';
const moments: readonly Moment[] = ['connected', 'receipted', 'disconnected', 'batch-arrived', 'receipt-sent'];

let room: TestRoom;
let broker: AedesBroker;
let cloud: PaperCloud;
let endings: AsyncDisposable[];
let onMoment: (moment: Moment) => void;
let nowMs: number;
let directory: string;

beforeEach(async () => {
  room = await openTestRoom();
  await room.air.controllerAt(room.path('gateway'), { name: 'gateway' });
  broker = new AedesBroker();
  await broker.start();
  cloud = new PaperCloud(broker.url);
  cloud.answering = (batch, nth) => {
    onMoment('batch-arrived');
    setImmediate(() => onMoment('receipt-sent'));
    return storing(batch, nth);
  };
  await cloud.start();
  endings = [];
  onMoment = () => undefined;
  nowMs = 48 * hourMs;
  directory = mkdtempSync(join(tmpdir(), 'ayumi-killed-'));
});

afterEach(async () => {
  for (const each of endings.reverse()) await each[Symbol.asyncDispose]();
  await cloud.stop();
  await broker.stop();
  await room[Symbol.asyncDispose]();
});

const serve = async (serial: DeviceSerial): Promise<Pedometer> => {
  const source = { stepsUntil: (wallMs: number) => Math.floor(wallMs / 3600) };
  const pedometer = new Pedometer({ serial, key, source, clock: { wallMs: () => nowMs }, poweredOnMs: 0 });
  await room.air.controllerAt(room.path(serial), { name: serial });
  const server = new GattServer({
    pedometer,
    socketPath: room.path(serial),
    clock: systemClock,
    onEvent: ({ kind }) => onMoment(kind),
  });
  endings.push(server);
  await server.start(new AbortController().signal);
  return pedometer;
};

/** Closed buckets of the device that the cloud has, from 0 without a hole. */
const atCloud = (serial: DeviceSerial): number => {
  const sequences = new Set<number>();
  for (const text of cloud.batches) {
    const visits = batchSchema.parse(JSON.parse(text)).visits.filter(({ device }) => device === serial);
    for (const bytes of visits.flatMap(({ pages = [] }) => pages.map((page) => Uint8Array.fromBase64(page)))) {
      const page = decodePage(bytes);
      if (page.kind === 'fault') throw new Error(page.fault);
      const { firstSequence, steps, lastOpen } = page.value;
      for (let i = 0; i < steps.length - (lastOpen ? 1 : 0); i++) sequences.add(firstSequence + i);
    }
  }
  let end = 0;
  while (sequences.has(end)) end += 1;
  return end;
};

/** What the dead gateway's disk still holds beyond that. */
const safe = (serial: DeviceSerial): number => {
  const { database } = openGatewayDatabase(join(directory, 'gateway-gw-test.sqlite'), 0);
  const gateway = gatewayIdSchema.parse('gw-test');
  const options = {
    gateway,
    boot: '-',
    bytesMax: 1,
    diskFreeBytes: () => null,
    diskFreeBytesMin: 0,
    ballast: noBallast,
  };
  const held = new Outbox(database, options).held(serial, atCloud(serial));
  database.close();
  return held;
};

test('whatever a pedometer was told is safe is at the cloud or on the disk, whenever the gateway dies; and all arrives', async () => {
  const pedometers = [];
  for (const serial of serials) pedometers.push(await serve(serial));
  const gateway = new GatewayProcess(directory, {
    gateway: 'gw-test',
    data: directory,
    radio: { kind: 'h4', path: room.path('gateway') },
    uplink: { url: broker.url, reconnect: { baseMs: 50, capMs: 200 }, resend: { baseMs: 500, capMs: 1000 } },
    clockTrust: 'always',
    log: 'silent',
  });
  endings.push(gateway);
  for (const deadly of moments) {
    nowMs += 3 * hourMs;
    onMoment = (moment) => {
      if (moment === deadly) gateway.kill();
    };
    gateway.start();
    await gateway.ended();
    onMoment = () => undefined;
    for (const { serial, receiptSequence } of pedometers.map((each) => ({ ...each.status(), serial: each.serial }))) {
      expect(safe(serial), `${serial} after a death at ${deadly}`).toBeGreaterThanOrEqual(receiptSequence);
    }
  }
  nowMs += 3 * hourMs;
  gateway.start();
  const isAllThere = (): boolean => serials.every((serial) => atCloud(serial) === nowMs / hourMs);
  await cloud.until(isAllThere);
  expect(await gateway.stop()).toBe(0);
  await cloud.until(() => cloud.states.at(-1)?.includes('offline') === true);
});
