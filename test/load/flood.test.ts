/** A hundred thousand batches from one hostile gateway: the others are served as if it were not there, and memory stays bounded. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../commands/open-store.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { FloodReport } from './flooder.ts';
import { HonestGateway, quantile } from './honest-gateway.ts';
import { hostileGateway, LoadCloud, loadParticipant } from './load-cloud.ts';

/** All of them where servers are to be had too; a tenth on a machine that only wants to know. */
const batches = process.env['REQUIRE_SERVERS'] === '1' ? 100_000 : 10_000;
const megabyte = 1024 * 1024;
const testMs = 180_000;
/** Whoever stood behind the flood would wait for a minute. */
const waitMsMax = 4_000;
/** SQLite's pages take 64 MiB of it, what may wait 20; the rest is what two heaps let lie until they clean up. Nothing grows with the flood. */
const moreBytesMax = 400 * megabyte;
/** A flood that has not moved for so long is held back. */
const heldMs = 6_000;
/** Steps of the day totals of everything the honest gateway brought. */
const stepsOf = (cloud: LoadCloud): number => {
  const store = openStore({ data: cloud.data, zone: 'Asia/Tokyo' });
  try {
    return [...store.derivation.totals.all()]
      .filter(({ participant }) => participant === loadParticipant)
      .reduce((sum, { steps }) => sum + steps, 0);
  } finally {
    store[Symbol.dispose]();
  }
};

/** When all is sent, or the flooder is not read any more. */
const endOf = async (flooder: ChildProcess, count: number): Promise<FloodReport> => {
  let last: FloodReport | undefined;
  let movedMs = systemClock.monotonicMs();
  flooder.on('message', (report: FloodReport) => {
    last = report;
    movedMs = systemClock.monotonicMs();
  });
  while (systemClock.monotonicMs() - movedMs < heldMs && last?.sent !== count) await systemClock.sleep(200);
  flooder.disconnect();
  await once(flooder, 'exit');
  if (last === undefined) throw new Error('the flooder never came to send');
  return last;
};

let cloud: LoadCloud;
beforeEach(async () => (cloud = await LoadCloud.start()));
afterEach(() => cloud[Symbol.asyncDispose]());

/** Floods the cloud while an honest gateway goes on with its work. */
const flood = async (topic: 'visits' | 'health', count: number) => {
  await using honest = await HonestGateway.connect(cloud);
  for (let i = 0; i < 20; i++) await honest.sendOne();
  const restPeak = cloud.peakBytes();
  honest.begin();
  const secret = cloud.secrets.get(hostileGateway) ?? '';
  const words = [String(cloud.brokerPort), secret, String(count), topic];
  const report = await endOf(fork(join(import.meta.dirname, 'flooder.ts'), words), count);
  await systemClock.sleep(2_000);
  await honest.stop();
  const figures = [0.5, 0.99, 1].map((share) => Math.round(quantile(honest.latencies, share)));
  const moreBytes = cloud.peakBytes() - restPeak;
  console.log(
    `flood of ${topic}: ${report.sent} of ${count} taken off the line in ${report.seconds.toFixed(0)} s, answered ${JSON.stringify(report.receipts)} · honest receipts p50, p99, most ${figures.join(', ')} ms · ${Math.round(moreBytes / megabyte)} MB more`,
  );
  expect([...honest.statuses]).toEqual(['stored']);
  expect(honest.latencies.length).toBeGreaterThan(25);
  expect(quantile(honest.latencies, 0.99)).toBeLessThan(waitMsMax);
  expect(moreBytes).toBeLessThan(moreBytesMax);
  expect(stepsOf(cloud)).toBe(honest.steps);
  expect(cloud.complaints).toBe('');
  return report;
};

test(
  'a hundred thousand batches of a gateway gone mad keep no other waiting, and take no memory to speak of',
  { timeout: testMs },
  async () => expect((await flood('visits', batches)).sent).toBeGreaterThan(batches / 2),
);

test('nor do as many words about its own health', { timeout: testMs }, async () => {
  expect((await flood('health', batches)).sent).toBeGreaterThan(0);
});
