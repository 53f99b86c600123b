/** Device memory promises: the cloud's last word on every device, the newest roster, and addresses without end forgotten. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
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
