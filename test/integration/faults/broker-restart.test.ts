/** A real Mosquitto that dies and is started again between gateway and cloud: what it acknowledged and forgot arrives all the same. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { describeWithServer, TestServer } from '../../../runtime/test-server.ts';
import { lastDay } from '../trial.ts';
import { expectAllIsRight } from './expect-right.ts';
import { TrialRoom } from './trial-room.ts';

const deadMs = 300;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

describeWithServer('mosquitto', 'a broker of its own', (server) => {
  const start = () =>
    TestServer.start(server, ({ port, directory }) => {
      const config = join(directory, 'mosquitto.conf');
      writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
      return ['-c', config];
    });

  test('killed, ended in order, and left without a cloud behind it: everything arrives', async () => {
    await using mosquitto = await start();
    const remoteBroker = `mqtt://127.0.0.1:${mosquitto.place.port}`;
    const end = await room.trial('broker', { remoteBroker }, async (trial) => {
      for (const [day, signal] of [
        [9, 'SIGKILL'],
        [13, 'SIGTERM'],
      ] as const) {
        trial.town.dawn(day);
        trial.start('both');
        await trial.connected();
        const dying = trial.moment('told', 2).then(async () => {
          await mosquitto.stop(signal);
          trial.tell(`broker ended by ${signal}`);
          await systemClock.sleep(deadMs);
          await mosquitto.restart();
        });
        await trial.everybodyVisits();
        await dying;
        await trial.everythingArrives();
        await trial.kill('both');
      }
      // Every publication is acknowledged, and kept for nobody.
      trial.town.dawn(lastDay - 3);
      trial.start('gateway');
      await trial.everybodyVisits();
      await systemClock.sleep(1_000);
      await mosquitto.stop('SIGKILL');
      await mosquitto.restart();
      trial.start('cloud');
      await trial.everythingArrives();
      await trial.fairDay();
    });
    expectAllIsRight(end);
  }, 180_000);
});
