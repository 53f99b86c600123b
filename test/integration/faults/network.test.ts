/** A bad network between gateway and cloud: cut in the middle of a message, lossy, narrow; whatever it does, nothing is lost or doubled. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { seededRandom } from '../../../runtime/random.ts';
import { describeUnless, freePort } from '../../../runtime/test-server.ts';
import type { Trial, TrialEnd } from '../trial.ts';
import { expectAllIsRight } from './expect-right.ts';
import { PrivateNetwork } from './private-network.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { TrialRoom } from './trial-room.ts';

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

const random = seededRandom(30).fork('network');

/** The end of a trial whose gateway reaches the broker through a proxy only. */
const through = async (name: string, story: (trial: Trial, proxy: TcpProxy) => Promise<void>): Promise<TrialEnd> => {
  const brokerPort = await freePort();
  await using proxy = await TcpProxy.start(brokerPort);
  return await room.trial(name, { brokerPort, uplinkPort: proxy.port }, async (trial) => {
    trial.start('both');
    await trial.connected();
    await story(trial, proxy);
  });
};

test.concurrent(
  'cut anywhere in a message, again and again',
  async () => {
    // No batch is as short: every connection is cut, in its greeting or in a batch.
    const bytesMost = 1_500;
    const cutsMin = 15;
    const end = await through('cutting', async (trial, proxy) => {
      proxy.weather = { kind: 'closed' };
      proxy.weather = { kind: 'cutting', bytes: () => random.int(1, bytesMost) };
      await trial.everybodyVisits();
      await trial.until(`the line is cut ${cutsMin} times`, () => proxy.cuts >= cutsMin);
      proxy.weather = { kind: 'fair' };
      await trial.fairDay();
    });
    expectAllIsRight(end);
  },
  100_000,
);

test.concurrent(
  'gone for a while, so that nobody answers at all',
  async () => {
    const goneMs = 2_000;
    const end = await through('closed', async (trial, proxy) => {
      proxy.weather = { kind: 'closed' };
      await trial.everybodyVisits();
      await systemClock.sleep(goneMs);
      expect(trial.deceived()).toEqual([]);
      expect(trial.waiting).toBeGreaterThan(0);
      proxy.weather = { kind: 'fair' };
      await trial.everythingArrives();
      await trial.fairDay();
    });
    expectAllIsRight(end);
  },
  100_000,
);

test.concurrent(
  '64 kilobits a second',
  async () => {
    const end = await through('narrow', async (trial, proxy) => {
      proxy.weather = { kind: 'narrow', bytesPerSecond: 8_000 };
      await trial.everybodyVisits();
      await trial.everythingArrives();
      await trial.fairDay();
    });
    expectAllIsRight(end);
  },
  100_000,
);

test.concurrent(
  'three of ten segments late as after a loss',
  async () => {
    const end = await through('lossy', async (trial, proxy) => {
      proxy.weather = { kind: 'lossy', share: 0.3, random };
      await trial.everybodyVisits();
      await trial.everythingArrives();
      await trial.fairDay();
    });
    expectAllIsRight(end);
  },
  100_000,
);

test.concurrent(
  'bits flipped anywhere in a batch on the way, where no TLS notices: put aside, asked for again, and never counted',
  async () => {
    let flips = 0;
    let isInBatch = false;
    const greeting = 0x10;
    const spoil = (bytes: Buffer): Buffer => {
      // A batch may go on in the next segment, to its digest; but not in the greeting of the next connection.
      if (bytes[0] === greeting) isInBatch = false;
      const startsAt = isInBatch ? 0 : bytes.indexOf('{"v":1,"gateway":');
      if (startsAt < 0) return bytes;
      isInBatch = !bytes.includes('"ext":{"digest":');
      const spoilt = Buffer.from(bytes);
      const at = random.int(startsAt, bytes.length - 1);
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ (1 << random.int(0, 7)), at);
      flips += 1;
      return spoilt;
    };
    const end = await through('spoiling', async (trial, proxy) => {
      proxy.weather = { kind: 'spoiling', spoil };
      await trial.everybodyVisits();
      await trial.until('some bits are flipped', () => flips >= trial.town.residents.length);
      proxy.weather = { kind: 'fair' };
      await trial.fairDay();
    });
    expect(end.found, end.story).toEqual({ ...end.walked, quarantine: end.found.quarantine });
    expect(new Set(end.found.quarantine)).toEqual(new Set(['unreadable-batch ']));
  },
  100_000,
);

describeUnless(PrivateNetwork.lack(), 'a network of its own', () => {
  test('in which the kernel drops three of ten packets', async () => {
    using network = new PrivateNetwork('ayumi-loss');
    const launch = { through: network.through };
    const end = await room.trial('dropping', { launch: { gateway: launch, cloud: launch } }, async (trial) => {
      network.drop(30);
      trial.start('both');
      await trial.everybodyVisits();
      await trial.everythingArrives();
      await trial.fairDay();
    });
    expect(network.dropped).toBeGreaterThan(0);
    expectAllIsRight(end);
  }, 100_000);
});
