/** The gateway's radio and visit, to the last byte as in production, with the firmware's pedometer over the simulated air. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { decodePage, verifyPage } from '../../contract/page.ts';
import { openTestRoom, type TestRoom } from '../../firmware-sim/air/test-room.ts';
import { GattServer } from '../../firmware-sim/gatt-server/gatt-server.ts';
import { Pedometer } from '../../firmware-sim/pedometer/pedometer.ts';
import { NobleRadio } from '../../gateway/radio/noble-radio.ts';
import { openNobleFor } from '../../gateway/radio/open-noble.ts';
import type { Heard, Listening, Radio } from '../../gateway/radio/radio.ts';
import type { CollectedVisit } from '../../gateway/visit/collected-visit.ts';
import { conductVisit } from '../../gateway/visit/conduct-visit.ts';
import { isSameDevice, type KnownDevice } from '../../gateway/visit/identity.ts';
import type { VisitEnd } from '../../gateway/visit/visit-words.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';
import { AttCount } from './att-count.ts';

const hourMs = 3_600_000;
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const source = { stepsUntil: (wallMs: number) => Math.floor(wallMs / 3600) };

let room: TestRoom;
let radio: Radio;
let count: AttCount;
let endings: AsyncDisposable[];
let heard: Map<string, Heard>;
let hearing: () => void;
let known: Map<string, KnownDevice>;
let held: Map<string, number>;
let stored: CollectedVisit[];

beforeEach(async () => {
  room = await openTestRoom();
  await room.air.controllerAt(room.path('gateway'), { name: 'gateway' });
  count = new AttCount();
  const open = count.opening(openNobleFor({ kind: 'h4', path: room.path('gateway') }, () => undefined));
  radio = count.restartedBy(new NobleRadio({ open, clock: systemClock, log: silentLog }));
  endings = [radio];
  heard = new Map();
  known = new Map();
  held = new Map();
  stored = [];
  hearing = () => undefined;
});

afterEach(async () => {
  for (const each of endings) await each[Symbol.asyncDispose]();
  await room[Symbol.asyncDispose]();
});

const serve = async (
  name: string,
  hours: number,
  attMtuMax = 247,
): Promise<{ readonly pedometer: Pedometer; now: number }> => {
  const state = { now: hours * hourMs };
  const pedometer = new Pedometer({
    serial: deviceSerialSchema.parse(name),
    key,
    source,
    clock: { wallMs: () => state.now },
    poweredOnMs: 0,
  });
  await room.air.controllerAt(room.path(name), { name });
  const server = new GattServer({ pedometer, socketPath: room.path(name), clock: systemClock, attMtuMax });
  endings.push(server);
  await server.start(new AbortController().signal);
  return Object.assign(state, { pedometer });
};

const listen = (): Promise<Listening> =>
  radio.listen({
    onPedometer: (one) => {
      heard.set(one.address, one);
      hearing();
    },
    onAnything: () => undefined,
  });

/** Listens until `name` is heard anew and visits it. */
const visit = async (name: string): Promise<VisitEnd> => {
  const address = room.air.address(name);
  heard.delete(address);
  expect(await listen()).toEqual({ kind: 'listening' });
  let one = heard.get(address);
  while (one === undefined) {
    await new Promise<void>((resolve) => (hearing = resolve));
    one = heard.get(address);
  }
  const remembered = known.get(address);
  const end = await conductVisit(
    {
      clock: systemClock,
      radio,
      zone: 'Asia/Tokyo',
      held: (device) => held.get(device) ?? 0,
      store: (visited) => {
        stored.push(visited);
        if (visited.from <= (held.get(visited.device) ?? 0)) held.set(visited.device, visited.contiguousEnd);
        return 'stored';
      },
      onProgress: () => undefined,
    },
    address,
    {
      known: remembered !== undefined && isSameDevice(remembered, one.advertised) ? remembered : undefined,
      rssi: one.rssi,
      clockTrusted: true,
    },
  );
  if (end.kind !== 'failed') known.set(address, end.summary.known);
  return end;
};

/** Every tag verified, every closed bucket by sequence. */
const closedSteps = (serial: string): ReadonlyMap<number, number> => {
  const steps = new Map<number, number>();
  for (const bytes of stored.filter(({ device }) => device === serial).flatMap(({ pages }) => pages)) {
    expect(verifyPage(bytes, key, serial, hmacSha256)).toBe(true);
    const page = decodePage(bytes);
    if (page.kind === 'fault') throw new Error(page.fault);
    const closed = page.value.lastOpen ? -1 : undefined;
    [...page.value.steps].slice(0, closed).forEach((value, i) => steps.set(page.value.firstSequence + i, value));
  }
  return steps;
};

describe('a visit over the air', () => {
  test.each([
    [247, 12],
    [23, 12],
  ])('at ATT_MTU %i brings 720 buckets in at most %i requests after discovery', async (attMtu, requestsMax) => {
    const { pedometer } = await serve('AYM-000001', 720, attMtu);
    const end = await visit('AYM-000001');
    expect(end).toMatchObject({
      kind: 'done',
      summary: { attMtu, buckets: 720, contiguousEnd: 720, isReceipted: true },
    });
    expect(count.responses).toBeLessThanOrEqual(requestsMax);
    expect([...closedSteps('AYM-000001').values()]).toEqual(Array.from({ length: 720 }, () => 1000));
    expect(pedometer.status()).toMatchObject({ receiptSequence: 720, flags: { clockSet: true } });
    if (attMtu === 247) expect(count.notifications).toBeLessThanOrEqual(12);
  });

  test('asks a known pedometer less, and only for what is new', async () => {
    const served = await serve('AYM-000001', 720);
    await visit('AYM-000001');
    served.now += 2 * hourMs;
    await visit('AYM-000001');
    served.now += 2 * hourMs;
    const end = await visit('AYM-000001');
    expect(end).toMatchObject({ summary: { bucketsAsked: 2, buckets: 2, known: { model: 'steplog-1' } } });
    expect(count.responses).toBeLessThanOrEqual(10);
  });

  test('visits ten pedometers in turn through one adapter', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `AYM-00001${i}`);
    for (const name of names) await serve(name, 48);
    for (const name of names) expect(await visit(name)).toMatchObject({ kind: 'done', summary: { buckets: 48 } });
    expect(held.size).toBe(10);
  });

  test('completes though a third of all packets are lost', async () => {
    await serve('AYM-000001', 720);
    room.air.setLoss('AYM-000001', 0.3);
    let end = await visit('AYM-000001');
    for (let tries = 1; end.kind !== 'done' && tries < 10; tries++) end = await visit('AYM-000001');
    expect(end.kind).toBe('done');
    expect(closedSteps('AYM-000001').size).toBe(720);
  });

  test('ends when the link is dropped in the middle, and the next visit completes it', async () => {
    await serve('AYM-000001', 1400, 23);
    const breaking = visit('AYM-000001');
    while (count.notifications < 60) await new Promise((resolve) => setImmediate(resolve));
    room.air.drop('AYM-000001');
    expect(await breaking).toMatchObject({ kind: 'broken', because: 'link-lost' });
    expect(await visit('AYM-000001')).toMatchObject({ kind: 'done', summary: { contiguousEnd: 1400 } });
    expect(closedSteps('AYM-000001').size).toBe(1400);
  });

  test('ends when the pedometer is carried out of reach in the middle', async () => {
    await serve('AYM-000001', 1400, 23);
    const breaking = visit('AYM-000001');
    while (count.notifications < 60) await new Promise((resolve) => setImmediate(resolve));
    room.air.place('AYM-000001');
    expect(await breaking).toMatchObject({ because: 'link-lost' });
    room.air.place('AYM-000001', 'here');
    expect(await visit('AYM-000001')).toMatchObject({ kind: 'done' });
  });
});

describe('the radio', () => {
  test('says that it is deaf when its controller is gone, and hears again when it is back', async () => {
    await serve('AYM-000001', 24);
    expect(await visit('AYM-000001')).toMatchObject({ kind: 'done' });
    await room.air.remove('gateway');
    await radio.reset();
    const deaf = listen();
    await room.air.controllerAt(room.path('gateway'), { name: 'gateway' });
    await deaf;
    expect((await visit('AYM-000001')).kind).toBe('done');
  });

  test('cannot be made to visit somebody it has not heard', async () => {
    await listen();
    expect(await radio.connect('c0:ff:ee:00:00:01', { connectMs: 1, discoverMs: 1 })).toEqual({
      kind: 'failed',
      fault: 'gone',
    });
  });

  test('gives up a pedometer that left before it was called, and reaches the next one', async () => {
    await serve('AYM-000001', 24);
    await serve('AYM-000002', 24);
    await visit('AYM-000002');
    heard.clear();
    await listen();
    while (heard.size < 2) await new Promise<void>((resolve) => (hearing = resolve));
    room.air.place('AYM-000001');
    const gone = await radio.connect(room.air.address('AYM-000001'), { connectMs: 200, discoverMs: 1000 });
    expect(gone).toEqual({ kind: 'failed', fault: 'timeout' });
    expect(await visit('AYM-000002')).toMatchObject({ kind: 'done' });
  });

  test('throws noble away when it has heard too many addresses, and goes on hearing and visiting', async () => {
    let opened = 0;
    const open = openNobleFor({ kind: 'h4', path: room.path('gateway') }, () => undefined);
    const counted = () => {
      opened += 1;
      return open();
    };
    radio = new NobleRadio({ open: counted, clock: systemClock, log: silentLog, addressesMax: 2 });
    endings.push(radio);
    for (const name of ['AYM-000001', 'AYM-000002', 'AYM-000003']) await serve(name, 24);
    for (let round = 0; round < 3; round++) {
      heard.clear();
      await listen();
      while (heard.size < 3) await new Promise<void>((resolve) => (hearing = resolve));
    }
    expect(opened).toBe(3);
    expect(await visit('AYM-000002')).toMatchObject({ kind: 'done' });
  });

  test('does not end the process at SIGINT', async () => {
    const before = process.listeners('SIGINT').length;
    await listen();
    expect(process.listeners('SIGINT')).toHaveLength(before);
  });
});
