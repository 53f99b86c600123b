/** The clock keeper believes a time service, remembers how late it was over a restart, and leaves a declared clock alone. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '../runtime/log.ts';
import { ClockKeeper } from './clock-keeper.ts';
import { writtenMs } from './clock-trust.ts';
import { IdleClock } from './idle-clock.ts';
import { DeviceMemory } from './outbox/device-memory.ts';
import { openGatewayDatabase } from './outbox/gateway-database.ts';

const noonMs = writtenMs + 86_400_000;
const memoryAt = (path: string): DeviceMemory => new DeviceMemory(openGatewayDatabase(path, 0).database);
const newPath = (): string => join(mkdtempSync(join(tmpdir(), 'ayumi-clock-')), 'gateway.sqlite');

const keeperAt = async (startMs: number, path: string, trust: 'ntp' | 'always', isSynchronised: boolean) => {
  const clock = new IdleClock(startMs);
  const probe = () => Promise.resolve(isSynchronised);
  const keeper = new ClockKeeper({ trust, probe, clock, memory: memoryAt(path), log: silentLog });
  await keeper.start(new AbortController().signal);
  return { clock, keeper };
};

test.each([
  ['ntp', true, noonMs, true],
  ['ntp', false, noonMs, false],
  ['ntp', true, 0, false],
  ['always', false, 0, true],
] as const)('with %s, synchronised %s, at %i: trusted %s', async (trust, isSynchronised, startMs, isTrusted) => {
  const { keeper } = await keeperAt(startMs, newPath(), trust, isSynchronised);
  expect(keeper.isTrusted()).toBe(isTrusted);
  await keeper[Symbol.asyncDispose]();
});

test('a clock stepped back between two looks is not trusted at the next one', async () => {
  const { clock, keeper } = await keeperAt(noonMs, newPath(), 'ntp', true);
  expect(keeper.isTrusted()).toBe(true);
  clock.stepWall(-3_600_000);
  expect(keeper.isTrusted()).toBe(false);
  await keeper[Symbol.asyncDispose]();
});

test('a clock that is behind what it showed before the restart is not trusted at first', async () => {
  const path = newPath();
  const first = await keeperAt(noonMs, path, 'ntp', true);
  await first.keeper[Symbol.asyncDispose]();
  const second = await keeperAt(noonMs - 3_600_000, path, 'ntp', true);
  expect(second.keeper.isTrusted()).toBe(false);
  await second.keeper[Symbol.asyncDispose]();
});
