/** A cloud's machine is lost: from a backup made while batches came in, and from what gateways and rings still have, the books are right again. */
import { execFile } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAllIsRight } from './faults/expect-right.ts';
import { firstVisitDay, TrialRoom } from './faults/trial-room.ts';
import { GatewayDisk } from './gateway-disk.ts';
import type { Trial } from './trial.ts';

const program = join(import.meta.dirname, '../../ayumi.ts');
const run = promisify(execFile);

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

/** As an operator types it. */
const backup = async (trial: Trial, ...words: readonly string[]): Promise<string> => {
  const directory = join(trial.cloudData, '..');
  const config = join(directory, 'backup.yaml');
  writeFileSync(config, JSON.stringify({ data: trial.cloudData, backups: { folder: join(directory, 'kept') } }));
  const { stdout } = await run(process.execPath, [program, 'backup', ...words, '--config', config]);
  return stdout;
};

/** The gateway has heard what the cloud says now. */
const isGatewayTold = ({ gatewayData, town, disk }: Trial): boolean => {
  using gateway = new GatewayDisk(gatewayData);
  return town.residents.every(({ pedometer: each }) => gateway.told(each.serial) === disk.confirmed(each));
};

test('lost with everything that came after the backup, restored, and made whole by gateways and rings', async () => {
  const end = await room.trial('restored', {}, async (trial) => {
    trial.start('both');
    await trial.connected();
    // While people are read and their batches are taken in.
    const [made] = await Promise.all([backup(trial, 'now'), trial.everybodyVisits()]);
    const name = /ayumi-[\dTZ-]+/.exec(made)?.[0] ?? '';
    await trial.everythingIsSent();
    expect(await backup(trial, 'verify')).toContain(name);
    const whileRunning = backup(trial, 'restore', name, '--replace');
    await expect(whileRunning).rejects.toThrow('Another program works in');

    await trial.kill('gateway');
    trial.town.dawn(firstVisitDay + 2);
    await trial.kill('cloud');
    trial.start('both');
    await trial.everybodyVisits();
    await trial.everythingIsSent();
    const before = trial.town.residents.map(({ pedometer }) => trial.disk.confirmed(pedometer));
    await trial.leaveDisks();

    renameSync(trial.cloudData, `${trial.cloudData}-of-the-lost-machine`);
    const restored = await backup(trial, 'restore', name);
    expect(restored).toContain('もどしました');
    const after = trial.town.residents.map(({ pedometer }) => trial.disk.confirmed(pedometer));
    expect(after.some((confirmed, i) => confirmed < (before[i] ?? 0))).toBe(true);
    expect(isGatewayTold(trial)).toBe(false);
    trial.start('both');
    // The roster of a cloud that knows less is newer all the same.
    await trial.until('the gateway is told what the cloud lacks', () => isGatewayTold(trial));
    await trial.everybodyVisits();
    await trial.everythingIsSent();
    await trial.fairDay();
  });
  expectAllIsRight(end);
}, 100_000);
