/** A full disk, under the gateway or under the cloud: nothing is receipted that is not stored, and it goes on with room. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { describeUnless } from '../../../runtime/test-server.ts';
import { expectAllIsRight } from './expect-right.ts';
import { SmallDisk } from './small-disk.ts';
import { TrialRoom } from './trial-room.ts';

const diskBytes = 8 * 1024 * 1024;
/** At a gateway that can do nothing for them. */
const vainMs = 1_500;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

describeUnless(SmallDisk.lack(), 'a full disk', () => {
  test.concurrent(
    'of the gateway: it sends what it has, takes nothing in, and goes on when there is room',
    async () => {
      using disk = new SmallDisk(join(room.directory, 'g'), diskBytes);
      const settings = { data: { gateway: join(disk.path, 'd') }, gatewayConfig: { outbox: { diskFreeBytesMin: 0 } } };
      const end = await room.trial('gateway full', settings, async (trial) => {
        trial.start('gateway');
        const filled = trial.moment('told', 2).then(() => disk.fill());
        await trial.everybodyTries(filled.then(() => systemClock.sleep(vainMs)));
        trial.tell('disk full in the second visit');
        expect(trial.deceived()).toEqual([]);
        expect(trial.waiting).toBeGreaterThan(0);
        const [unread] = trial.town.residents.filter(({ pedometer }) => pedometer.status().receiptSequence === 0);
        expect(unread).toBeDefined();
        trial.start('cloud');
        await trial.until('the outbox is empty, on the full disk', () => trial.waiting === 0);
        expect(trial.deceived()).toEqual([]);
        disk.free();
        trial.tell('room again');
        await trial.everybodyVisits();
        await trial.everythingArrives();
        await trial.kill('both');

        disk.fill();
        trial.town.dawn(15);
        trial.start('both');
        trial.tell('started on a full disk');
        await trial.everybodyTries(trial.moment('connected', 2).then(() => systemClock.sleep(vainMs)));
        expect(trial.deceived()).toEqual([]);
        disk.free();
        await trial.everybodyVisits();
        await trial.everythingArrives();
        await trial.fairDay();
      });
      expectAllIsRight(end);
    },
    100_000,
  );

  test.concurrent(
    'of the cloud: no receipt for what is not stored; with room again everything arrives',
    async () => {
      using disk = new SmallDisk(join(room.directory, 'c'), diskBytes);
      const data = { cloud: join(disk.path, 'd') };
      const end = await room.trial('cloud full', { data }, async (trial) => {
        trial.start('both');
        await trial.connected();
        const filling = trial.moment('asked', 1).then(() => disk.fill());
        await trial.everybodyVisits();
        await filling;
        trial.tell('disk full');
        expect(trial.deceived()).toEqual([]);
        expect(trial.waiting).toBeGreaterThan(0);
        disk.free();
        trial.tell('room again');
        await trial.everythingArrives();
        await trial.fairDay();
      });
      expectAllIsRight(end);
    },
    100_000,
  );
});
