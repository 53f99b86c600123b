/** People of a simulated town come, are visited by whoever listens at a gateway's radio, and go again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Noble } from '@stoprocent/noble';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceSerialSchema, gatewayIdSchema } from '../../contract/ids.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { hear, nobleAt, serveOne, TestGateway } from '../gatt-server/test-gateway.ts';
import { simConfigSchema, type SimConfigText } from '../sim-config.ts';
import { SimulatedTown } from './simulated-town.ts';
import { drawSpares, drawTownspeople } from './townspeople.ts';

const gateway = gatewayIdSchema.parse('gw-north');
const serialOf = (number: number) => deviceSerialSchema.parse(`AYM-${String(number).padStart(6, '0')}`);

let directory: string;
let endings: (() => unknown)[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'town-'));
  endings = [];
});
afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await rm(directory, { recursive: true });
});

const config = (text: Partial<SimConfigText> = {}) =>
  simConfigSchema.parse({
    sockets: join(directory, 's'),
    firstDate: '2026-10-01',
    centres: [{ id: 'north', name: '北', gateways: [gateway] }],
    people: { kind: 'personas', count: 3 },
    air: { speed: 0 },
    ...text,
  });

const wallOf = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Tokyo').epochMilliseconds;

const open = async (clock: Clock, text: Partial<SimConfigText> = {}): Promise<SimulatedTown> => {
  const town = new SimulatedTown({ config: config(text), residents: drawTownspeople(config(text), clock), clock });
  endings.push(() => town[Symbol.asyncDispose]());
  await town.start(new AbortController().signal);
  return town;
};

const radioAt = async (socket: string): Promise<Noble> => {
  const noble = await nobleAt(socket);
  endings.push(() => noble.stop());
  return noble;
};

const at = (wallMs: number): Clock => ({ ...systemClock, wallMs: () => wallMs });

test('somebody who comes is visited and leaves, one after another', async () => {
  const town = await open(at(wallOf('2026-10-31T12:30')));
  const noble = await radioAt(town.gatewaySocket(gateway));
  for (const number of [1, 2, 3, 1]) {
    const visit = town.visit(serialOf(number), gateway);
    expect(await serveOne(noble)).toBe(30 * 24 + 13);
    expect(await visit).toBe('visited');
    expect(town.air.residents()).toEqual([gateway]);
  }
  expect(town.residents.map(({ pedometer }) => pedometer.status().receiptSequence)).toEqual([732, 732, 732]);
});

test('who was let go without a receipt stays for another try', async () => {
  const town = await open(at(wallOf('2026-10-31T12:30')));
  const noble = await radioAt(town.gatewaySocket(gateway));
  const visit = town.visit(serialOf(1), gateway);
  const broken = await TestGateway.connect(noble, await hear(noble));
  await broken.peripheral.disconnectAsync();
  expect(await serveOne(noble)).toBe(30 * 24 + 13);
  expect(await visit).toBe('visited');
});

test('who finds no gateway listening goes home again', async () => {
  const town = await open(at(wallOf('2026-10-02T12:00')));
  expect(await town.visit(serialOf(1), gateway, 30)).toBe('missed');
  expect(town.air.residents()).toEqual([gateway]);
});

test('a low battery is changed at a visit, and not before', async () => {
  const town = await open(at(wallOf('2027-09-20T12:00')));
  const { pedometer } = town.residents[0] ?? {};
  expect(pedometer?.status()).toMatchObject({ epoch: 1, flags: { batteryLow: true } });
  await town.visit(serialOf(1), gateway, 30);
  expect(pedometer?.status()).toMatchObject({ epoch: 2, flags: { batteryLow: false } });
});

test('closing the town sends visitors home', async () => {
  const town = await open(at(wallOf('2026-10-02T12:00')));
  const visit = town.visit(serialOf(1), gateway);
  await town[Symbol.asyncDispose]();
  expect(await visit).toBe('missed');
});

test('a pedometer that was laid down is read again and again until it is picked up; a spare one too', async () => {
  const clock = at(wallOf('2026-10-31T12:30'));
  const spares = drawSpares(config({ sparesPerCentre: 1 }), clock, 3);
  const residents = drawTownspeople(config(), clock);
  const town = new SimulatedTown({ config: config(), residents, spares, clock });
  endings.push(() => town[Symbol.asyncDispose]());
  await town.start(new AbortController().signal);
  const noble = await radioAt(town.gatewaySocket(gateway));
  town.layDown(serialOf(4), gateway);
  for (let visit = 0; visit < 2; visit++) expect(await serveOne(noble)).toBe(30 * 24 + 13);
  expect(town.gatewayOf(serialOf(4))).toBe(gateway);
  await town.pickUp(serialOf(4));
  expect(town.air.residents()).toEqual([gateway]);
  expect(spares[0]?.pedometer.status()).toMatchObject({ receiptSequence: 732, openSteps: 0 });
});
