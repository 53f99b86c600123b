/** Over the air a pedometer misbehaves as it does without a radio, and no link that ends badly leaves anything behind. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportAllRequest } from '../../contract/record-access.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { seededRandom } from '../../runtime/random.ts';
import { behaviourNamed } from '../behaviours/behaviour-catalogue.ts';
import { behaviourNames, type BehaviourName } from '../behaviours/behaviour.ts';
import { linkLostMidPage, notifyWithoutEnd, slowDevice } from '../behaviours/link-faults.ts';
import { report } from '../behaviours/report.ts';
import { hourMs, hurried, makeDevice, TestBench } from './test-bench.ts';
import { hear } from './test-gateway.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await TestBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

test('gives up a report that takes too long, and says so', async () => {
  // Of the two waits of a report the pause between notifications is real and the deadline comes at once.
  const sleep: Clock['sleep'] = (durationMs, signal) =>
    systemClock.sleep(durationMs >= 30_000 ? 60 : durationMs, signal);
  await bench.serve({ sleep, behaviours: [slowDevice({ betweenNotificationsMs: 50, answerMs: 0 })] });
  const gateway = await bench.connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).response).toBe('06000108');
});

test('a link that breaks in the middle of a report leaves the next visit everything', async () => {
  const { events } = await bench.serve({ behaviours: [linkLostMidPage({ visits: 1, segmentsBefore: () => 3 })] });
  const broken = await bench.connect();
  await broken.subscribe();
  const gone = new Promise((resolve) => broken.peripheral.once('disconnect', resolve));
  void broken.report(reportAllRequest);
  await gone;
  expect(broken.heard.notifications).toBe(3);
  const gateway = await bench.connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
  expect(events.slice(0, 2)).toEqual([{ kind: 'connected' }, { kind: 'disconnected', receipted: false }]);
});

test('a gateway that is carried away in the middle of a report leaves nothing behind', async () => {
  await bench.serve();
  const broken = await bench.connect();
  await broken.subscribe();
  const gone = new Promise((resolve) => broken.peripheral.once('disconnect', resolve));
  void broken.report(reportAllRequest);
  bench.room.air.drop('pedometer');
  await gone;
  const gateway = await bench.connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
});

test('a pedometer whose radio fails in the middle of a visit is back when the radio is', async () => {
  const { events } = await bench.serve();
  const broken = await bench.connect();
  const gone = new Promise((resolve) => broken.peripheral.once('disconnect', resolve));
  await bench.room.air.remove('pedometer');
  await gone;
  await bench.room.air.controllerAt(bench.room.path('pedometer'), { name: 'pedometer' });
  const gateway = await bench.connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
  expect(events.map((event) => event.kind)).toEqual(['connected', 'disconnected', 'connected']);
});

test('a device without an end waits for the radio, and stops with the link', async () => {
  await bench.serve({ hours: 30, behaviours: [notifyWithoutEnd()] });
  const gateway = await bench.connect();
  await gateway.subscribe();
  void gateway.report(reportAllRequest);
  await expect.poll(() => gateway.heard.notifications).toBeGreaterThan(200);
  await gateway.peripheral.disconnectAsync();
  const heard = gateway.heard.notifications;
  await bench.connect();
  expect(gateway.heard.notifications).toBe(heard);
});

const endingNames: readonly BehaviourName[] = ['link-lost-mid-page', 'notify-without-end'];

test.each(behaviourNames.filter((name) => !endingNames.includes(name)))(
  'over the air %s says exactly what it says without a radio',
  async (name) => {
    const drawn = () => [behaviourNamed(name, seededRandom(5))];
    const hours = 150;
    await bench.serve({ hours, behaviours: drawn() });
    const twin = makeDevice({ hours, behaviours: drawn() });
    twin.behaviours.connected(twin.pedometer);
    const gateway = await bench.connect();
    await gateway.subscribe();
    await gateway.report(reportAllRequest);
    const said = report(twin, reportAllRequest, 247)
      .filter((each) => each.kind === 'notify')
      .toArray();
    expect(gateway.heard.segments.map((each) => each.toHex())).toEqual(said.map((each) => each.segment.toHex()));
  },
);

test('is back on the air in its new epoch once its battery has been changed', async () => {
  const served = await bench.serve({ hours: 10, sleep: hurried(5) });
  served.pedometer.planSwap(10.5 * hourMs, hourMs);
  served.time.now = 11 * hourMs;
  await expect.poll(() => served.pedometer.isOn()).toBe(false);
  served.time.now = 12 * hourMs;
  await hear(bench.noble, (each) => each.advertisement.serviceData[0]?.data.toString('hex') === '010002000b000000');
});
