/** What a cloud sends to a city is what our own point service takes over HTTP: one side's signature, body and retries are the other's. */
import { expect, test } from 'vitest';
import { feedRoutes } from '../../contract/feed-message.ts';
import { totalsSource } from '../../ingest/feed-source.ts';
import { anna, device, epochOne, firstDayMs, hourMs } from '../../ingest/sample-cloud.ts';
import { SampleStore } from '../../ingest/sample-store.ts';
import { sampleVisit } from '../../ingest/sample-walk.ts';
import { WebhookFeed } from '../../ingest/webhook-feed.ts';
import { trialSecret, TrialServer } from '../../points/http/trial-server.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';

test('every revision arrives once, also when the service was in trouble in between', async () => {
  using sample = new SampleStore();
  await using city = await TrialServer.start();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  for (const hours of [30, 54, 55, 78]) {
    sample.bring([sampleVisit(device, [epochOne(240)], { atMs: firstDayMs + hours * hourMs, from: 0 })]);
  }
  const said = sample.store.derivation.totals.revisionsAfter(0, 1000).map(({ total }) => total);
  let waits = 0;
  city.target.failure = new Error('the disk is full');
  await using feed = new WebhookFeed({
    webhook: {
      name: 'city',
      url: new URL(feedRoutes.totals.path, city.server.url).href,
      secret: trialSecret,
      clock: city.clock,
      batchTotalsMax: 2,
    },
    database: sample.store.database,
    source: totalsSource(sample.store.derivation.totals),
    clock: {
      ...systemClock,
      sleep: () => {
        if (++waits === 3) city.target.failure = undefined;
        return Promise.resolve();
      },
    },
    random: seededRandom(1),
    log: silentLog,
  });
  await feed.start();
  await feed.idle();
  expect(waits).toBe(3);
  expect(said.length).toBeGreaterThan(4);
  expect([...city.target.totals.values()]).toEqual(said);
});
