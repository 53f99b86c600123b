/** Promises of the hands: pedometers lie where they were laid, and count whoever they are lent to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceSerialSchema, gatewayIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import { handsStateSchema } from '../../contract/hands.ts';
import { TimelineClock } from '../../runtime/clock.ts';
import { simConfigSchema } from '../sim-config.ts';
import type { TownPerson } from '../town/resident.ts';
import { SimulatedTown } from '../town/simulated-town.ts';
import { drawSpares, drawTownspeople, drawWaiting } from '../town/townspeople.ts';
import { Hands, type HandsLoan } from './hands.ts';
import { HandsServer } from './hands-server.ts';

const gateway = gatewayIdSchema.parse('gw-north');
const spare = deviceSerialSchema.parse('AYM-000002');
const firstMs = Date.parse('2026-10-01T00:00+09:00');
const noon = Date.parse('2026-10-02T12:00+09:00');

let directory: string;
let town: SimulatedTown;
let hands: Hands;
let clock: TimelineClock;
let waiting: ReturnType<typeof drawWaiting>;
const loans = new Map<DeviceSerial, readonly HandsLoan[]>();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hands-'));
  clock = new TimelineClock(noon);
  const config = simConfigSchema.parse({
    sockets: directory,
    firstDate: '2026-10-01',
    centres: [{ id: 'north', name: '北', gateways: [gateway] }],
    people: { kind: 'personas', count: 1 },
    sparesPerCentre: 1,
    waiting: 1,
    air: { speed: 0 },
  });
  const residents = drawTownspeople(config, clock);
  waiting = drawWaiting(config, residents.length);
  town = new SimulatedTown({ config, residents, spares: drawSpares(config, clock, residents.length), clock });
  await town.start(new AbortController().signal);
  loans.clear();
  for (const { serial, participant } of residents) loans.set(serial, [{ participant, fromMs: firstMs, toMs: null }]);
  hands = handsOf([...residents, ...waiting]);
});
const handsOf = (people: readonly TownPerson[]): Hands =>
  new Hands({ town, people, loansOf: (device) => loans.get(device) ?? [], clock });

afterEach(async () => {
  await town[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

const spareSteps = (): number => {
  const found = town.pedometers().find(({ serial }) => serial === spare);
  return found?.worn.stepsUntil(clock.wallMs()) ?? NaN;
};

test('a pedometer that is lent counts its borrower’s steps from then on, and nobody’s once it is given back', () => {
  const [person] = waiting;
  if (person === undefined) throw new Error('somebody waits');
  hands.followLoans();
  expect(spareSteps()).toBe(0);
  const lentMs = clock.wallMs();
  loans.set(spare, [{ participant: person.participant, fromMs: lentMs, toMs: null }]);
  hands.followLoans();
  clock.jumpTo(noon + 2 * 86_400_000);
  const walked = spareSteps();
  expect(walked).toBeGreaterThan(0);
  expect(walked).toBeLessThanOrEqual(person.source.stepsUntil(clock.wallMs()) - person.source.stepsUntil(lentMs) + 1);
  loans.set(spare, [{ participant: person.participant, fromMs: lentMs, toMs: clock.wallMs() }]);
  hands.followLoans();
  clock.jumpTo(noon + 4 * 86_400_000);
  expect(spareSteps() - walked).toBeLessThanOrEqual(50);
});

test('what was lent and given back before is told again as it was', () => {
  const [person] = waiting;
  const resident = town.residents[0];
  if (person === undefined || resident === undefined) throw new Error('somebody waits, and somebody walks');
  const [from, to] = [firstMs + 8 * 3_600_000, firstMs + 20 * 3_600_000];
  loans.set(spare, [{ participant: person.participant, fromMs: from, toMs: to }]);
  loans.set(resident.serial, [{ participant: resident.participant, fromMs: firstMs, toMs: to }]);
  hands.recallLoans();
  expect(spareSteps()).toBe(person.source.stepsUntil(to) - person.source.stepsUntil(from));
  expect(resident.worn.stepsUntil(noon)).toBe(resident.source.stepsUntil(to));
});

test('over HTTP it is laid down and picked up, and the battery changed; nonsense and other sites are refused', async () => {
  await using server = new HandsServer({
    hands,
    centres: () => [],
    waiting: () => [],
    zone: 'Asia/Tokyo',
    clock,
    pageFolder: directory,
    port: 0,
  });
  await server.start();
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL('api/hands/move', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const told = handsStateSchema
    .parse(await (await post({ kind: 'lay-down', device: spare, gateway })).json())
    .pedometers.find(({ serial }) => serial === spare);
  expect(told).toMatchObject({ at: gateway, wearer: null, isOn: true });
  const epoch = (): number | undefined => town.pedometers()[1]?.pedometer.status().epoch;
  expect(epoch()).toBe(1);
  await post({ kind: 'swap-battery', device: spare });
  expect(epoch()).toBe(2);
  await post({ kind: 'pick-up', device: spare });
  expect(town.gatewayOf(spare)).toBeUndefined();
  expect((await post({ kind: 'pick-up', device: 'AYM-9' })).status).toBe(404);
  expect((await post({ kind: 'lay-down', device: spare, gateway: 'gw-south' })).status).toBe(404);
  expect((await post({ kind: 'juggle', device: spare })).status).toBe(400);
  expect((await post({ kind: 'pick-up', device: spare }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await fetch(new URL('api/hands', server.url))).status).toBe(200);
});
