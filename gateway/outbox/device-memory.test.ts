/** Device memory promises: the cloud's last word on every device, the newest roster, and addresses without end forgotten. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { centreNewsSchema, type CentreNews } from '../../contract/centre-news.ts';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { rosterSchema, type Roster } from '../../contract/roster.ts';
import { DeviceMemory } from './device-memory.ts';
import { openGatewayDatabase } from './gateway-database.ts';

const device = deviceSerialSchema.parse('AYM-000123');
let path: string;
let memory: DeviceMemory;

const open = (): DeviceMemory => (memory = new DeviceMemory(openGatewayDatabase(path, 0).database));

const roster = (version: number, confirmed: number): Roster =>
  rosterSchema.parse({
    v: 1,
    version,
    devices: { [device]: { label: '12', model: 'steplog-1', confirmed, status: 'on-loan' } },
  });

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'ayumi-memory-')), 'gateway.sqlite');
  open();
});

test('takes a newer roster, keeps it over a restart, and ignores an older one', () => {
  expect(memory.takeRoster(roster(17, 723))).toBe(true);
  open();
  expect(memory.rosterDevice(device)).toMatchObject({ label: '12' });
  expect(memory.takeRoster(roster(16, 900))).toBe(false);
  expect(memory.confirmed(device)).toBe(723);
});

test('does not let the same roster, come again, undo a later receipt', () => {
  memory.takeRoster(roster(17, 723));
  memory.confirm({ [device]: 800 });
  memory.takeRoster(roster(17, 723));
  expect(memory.confirmed(device)).toBe(800);
});

test('believes the cloud when it has forgotten something', () => {
  memory.confirm({ [device]: 800 });
  memory.takeRoster(roster(18, 700));
  expect(memory.confirmed(device)).toBe(700);
});

test('remembers an address over a restart, and forgets it when told', () => {
  const known = {
    serial: device,
    model: 'steplog-1',
    firmware: undefined,
    epoch: 3,
    nextSequence: 9,
    uptimeSeconds: 5,
  };
  memory.remember('c0:00:00:00:00:01', known, 0);
  open();
  expect(memory.recall('c0:00:00:00:00:01')).toEqual(known);
  memory.forgetAddressesOf(device);
  expect(memory.recall('c0:00:00:00:00:01')).toBeUndefined();
});

const news = (version: number): CentreNews =>
  centreNewsSchema.parse({
    v: 1,
    version,
    at: '2026-11-21T01:02:03Z',
    centre: { id: 'north', name: `North ${version}` },
    devices: {},
    participants: { 'P-0001': { nickname: 'ハナ' } },
    outcomes: [],
    week: null,
  });

test('takes newer centre news, keeps them over a restart, and ignores older ones', () => {
  expect(memory.centreNews).toBeUndefined();
  expect(memory.takeCentreNews(news(17))).toBe(true);
  open();
  expect(memory.centreNews).toEqual(news(17));
  expect(memory.takeCentreNews(news(16))).toBe(false);
  expect(memory.takeCentreNews(news(18))).toBe(true);
  expect(memory.centreNews).toEqual(news(18));
});

test('forgets centre news that the disk has changed, and takes them again', () => {
  memory.takeCentreNews(news(17));
  memory.setNote('centre-news', (memory.note('centre-news') ?? '').replace('North 17', 'North 71'));
  open();
  expect(memory.centreNews).toBeUndefined();
  expect(memory.takeCentreNews(news(17))).toBe(true);
});

test('knows a device as it was last met, under whatever address', () => {
  const known = { serial: device, model: 'steplog-1', firmware: undefined, nextSequence: 9, uptimeSeconds: 5 };
  memory.remember('c0:00:00:00:00:02', { ...known, epoch: 3 }, 1);
  memory.remember('c0:00:00:00:00:01', { ...known, epoch: 4 }, 2);
  expect(memory.recallDevice(device)?.epoch).toBe(4);
  expect(memory.recallDevice(deviceSerialSchema.parse('AYM-000999'))).toBeUndefined();
});
