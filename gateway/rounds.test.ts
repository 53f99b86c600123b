/** Rounds keep hearing: strangers keep the peace, a radio that was reset is not asked for whom it no longer knows. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { IdleClock } from './idle-clock.ts';
import { silenceMs } from './radio-watch.ts';
import { SimulatedPedometer } from './radio/simulated-pedometer.ts';
import { SimulatedRadio } from './radio/simulated-radio.ts';
import { deviceSerialSchema } from '../contract/ids.ts';
import { Rounds, type RoundsOptions } from './rounds.ts';

const address = 'c0:00:00:00:00:01';
let clock: IdleClock;
let radio: SimulatedRadio;
let rounds: Rounds;
let called: string[];

const begin = async (changed: Partial<RoundsOptions> = {}): Promise<void> => {
  rounds = new Rounds({
    radio,
    clock,
    random: seededRandom(1),
    log: silentLog,
    facts: () => undefined,
    isFull: () => false,
    visit: (heard) => {
      called.push(heard.address);
      return Promise.resolve({ kind: 'failed', during: 'connecting', because: 'timeout' });
    },
    onFull: () => undefined,
    onNoticed: () => undefined,
    onAlreadySent: () => undefined,
    onListening: () => undefined,
    onDeaf: () => undefined,
    ...changed,
  });
  await rounds.start(new AbortController().signal);
};

/** Turns of the event loop, in each of which `each` may do something. */
const turns = async (count: number, each: () => void = () => undefined): Promise<void> => {
  for (let i = 0; i < count; i++) {
    each();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

beforeEach(() => {
  clock = new IdleClock(0);
  radio = new SimulatedRadio(clock);
  called = [];
});

afterEach(async () => {
  await rounds[Symbol.asyncDispose]();
});

test('a radio that hears nothing is scanned anew, then reset, and it is counted', async () => {
  await begin();
  await turns(6_000);
  expect(clock.monotonicMs()).toBeGreaterThan(5 * silenceMs);
  expect(rounds.watch.rescans).toBe(1);
  expect(rounds.watch.resets).toBeGreaterThan(0);
  expect(radio.resets).toBe(rounds.watch.resets);
});

test('calls that nobody answers reset the radio, and nobody is called again before being heard again', async () => {
  await begin();
  for (let i = 0; i < 20; i++)
    radio.bring(`c0:00:00:00:02:${i}`, new SimulatedPedometer({ serial: `AYM-${i}`, poweredOnMs: 0 }));
  radio.advertise();
  await turns(200);
  expect(radio.resets).toBe(1);
  const before = called.length;
  expect(before).toBe(5);
  await turns(50);
  expect(called).toHaveLength(before);
  await turns(50, () => radio.advertise());
  expect(called.length).toBeGreaterThan(before);
});

test('a radio crowded with strangers is listened to anew at once, and whoever is due is visited before', async () => {
  await begin();
  await turns(1);
  expect(radio.listens).toBe(1);
  radio.crowd();
  await turns(1);
  expect([radio.listens, clock.monotonicMs()]).toEqual([2, 0]);
  radio.bring(address, new SimulatedPedometer({ serial: 'AYM-1', poweredOnMs: 0 }));
  radio.advertise();
  radio.crowd();
  await turns(1);
  expect([called, radio.listens]).toEqual([[address], 3]);
});

test('an endless stream of the same advertisement is looked at once a second', async () => {
  let looks = 0;
  const facts = (): undefined => {
    looks += 1;
    return undefined;
  };
  await begin({ facts, isFull: () => true });
  radio.bring(address, new SimulatedPedometer({ serial: 'AYM-1', poweredOnMs: 0 }));
  for (let i = 0; i < 1_000; i++) radio.advertise();
  expect(looks).toBe(1);
});

test('a visit asked for is made at once though the pedometer has nothing new, and once', async () => {
  const device = deviceSerialSchema.parse('AYM-1');
  const visit = (): ReturnType<RoundsOptions['visit']> => {
    called.push(address);
    const status = {
      flags: { clockSet: false, overwritten: false, batteryLow: false },
      ...{ epoch: 1, bucketSeconds: 3600, capacityBuckets: 1440, oldestSequence: 0, nextSequence: 0 },
      ...{ displayClockSeconds: 0, uptimeSeconds: 1, openSteps: 0, receiptSequence: 0, lostBuckets: 0 },
    };
    const known = {
      serial: device,
      model: undefined,
      firmware: undefined,
      epoch: 1,
      nextSequence: 0,
      uptimeSeconds: 1,
    };
    const summary = {
      ...{ device, known, status, attMtu: 247, batteryPercent: 80, pages: [], stampMs: 0 },
      ...{ bucketsAsked: 0, buckets: 0, contiguousEnd: 0, isReceipted: true },
    };
    return Promise.resolve({ kind: 'done', summary });
  };
  const facts = (): ReturnType<RoundsOptions['facts']> => ({ device, held: 0, epoch: 1 });
  await begin({ visit, facts });
  await turns(1);
  const pedometer = new SimulatedPedometer({ serial: device, poweredOnMs: 0 });
  radio.bring(address, pedometer);
  radio.advertise();
  await turns(1);
  expect(called).toEqual([]);
  expect(rounds.hearing()).toMatchObject([{ device, isPresent: true, lastHeardMs: 0, rssi: -60 }]);
  rounds.askFor(device);
  await turns(3);
  expect([called, clock.monotonicMs()]).toEqual([[address], 0]);
  await turns(20, () => radio.advertise());
  expect(called).toEqual([address]);
});

test('says that it hears again, once', async () => {
  let listenings = 0;
  radio.isDeaf = true;
  await begin({ onListening: () => (listenings += 1) });
  await turns(20);
  expect([rounds.isDeaf, listenings]).toEqual([true, 0]);
  radio.isDeaf = false;
  await turns(200);
  expect([rounds.isDeaf, listenings]).toEqual([false, 1]);
});
