/** Half a minute in which something stands still: a program, the network; then all goes on and is right. */
import { afterAll, beforeAll, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { freePort } from '../../../runtime/test-server.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { expectAllIsRight } from './expect-right.ts';
import { TrialRoom } from './trial-room.ts';

const standstillMs = 30_000;
/** A dead connection is noticed within one and a half of these. */
const keepaliveSeconds = 5;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

const freezing = (which: 'gateway' | 'cloud') =>
  room.trial(`${which} frozen`, { uplinkConfig: { keepaliveSeconds }, clockErrorMs: standstillMs }, async (trial) => {
    trial.start('both');
    await trial.connected();
    const frozen = trial.moment('told', 2).then(async () => {
      trial[which].freeze();
      trial.tell(`${which} frozen`);
      await systemClock.sleep(standstillMs);
      trial[which].thaw();
      trial.tell('and thawed');
    });
    await trial.everybodyVisits();
    await frozen;
    await trial.everythingArrives();
    await trial.fairDay();
  });

test.concurrent(
  'the gateway stands still for half a minute in the middle of its visits',
  async () => {
    expectAllIsRight(await freezing('gateway'));
  },
  100_000,
);

test.concurrent(
  'the cloud stands still for half a minute with batches on their way',
  async () => {
    expectAllIsRight(await freezing('cloud'));
  },
  100_000,
);

test.concurrent(
  'a half-open connection, on which everything vanishes and nobody is told, is noticed and left',
  async () => {
    const brokerPort = await freePort();
    await using proxy = await TcpProxy.start(brokerPort);
    const settings = { brokerPort, uplinkPort: proxy.port, uplinkConfig: { keepaliveSeconds } };
    const end = await room.trial('half-open', settings, async (trial) => {
      trial.start('both');
      await trial.connected();
      const silence = trial.moment('told', 1).then(async () => {
        proxy.weather = { kind: 'silent' };
        await systemClock.sleep(keepaliveSeconds * 1000);
        proxy.weather = { kind: 'fair' };
      });
      await trial.everybodyVisits();
      await silence;
      await trial.everythingArrives();
    });
    expectAllIsRight(end);
  },
  100_000,
);
