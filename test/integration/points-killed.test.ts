/** The point service as a program of its own, killed again and again while a cloud feeds it over HTTP, loses nothing and doubles nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { feedRoutes } from '../../contract/feed-message.ts';
import { plainDateSchema } from '../../contract/ids.ts';
import { totalsSource } from '../../ingest/feed-source.ts';
import { anna, bert, device, firstDayMs, hourMs } from '../../ingest/sample-cloud.ts';
import { otherDevice, SampleStore } from '../../ingest/sample-store.ts';
import { sampleVisit, type SampleDevice } from '../../ingest/sample-walk.ts';
import { WebhookFeed } from '../../ingest/webhook-feed.ts';
import { post, signed, trialSecret } from '../../points/http/trial-server.ts';
import { Points } from '../../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../../points/rule/programme-file.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { freePort } from '../../runtime/test-server.ts';
import { ProgramProcess } from './program-process.ts';

const totalsPerMessage = 2;
const walkedDays = 14;
/** Beside messages that are on their way, and twice in a row. */
const killsAtMessage = [4, 9, 10, 17] as const;

let folder: string;
let sample: SampleStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-points-killed-'));
  sample = new SampleStore();
});
afterEach(() => {
  sample[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Two people come every other day; every visit finds the last one's open day grown. */
const walk = (): void => {
  const random = seededRandom(8);
  const walkers: readonly (readonly [SampleDevice, typeof anna])[] = [
    [device, anna],
    [otherDevice, bert],
  ];
  for (const [pedometer, participant] of walkers) {
    sample.store.registry.lend(pedometer.serial, participant, firstDayMs);
    const steps = Array.from({ length: walkedDays * 24 }, () => random.int(0, 800));
    const epoch = { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps };
    for (let day = 1; day < walkedDays; day += 2) {
      const atMs = firstDayMs + (day * 24 + 15) * hourMs;
      sample.bring([sampleVisit(pedometer, [epoch], { atMs, from: 0 })]);
    }
  }
};

const enrolments = [anna, bert].map((participant) => ({
  participant,
  birthYear: 1948,
  birthDate: null,
  pedometerFrom: plainDateSchema.parse('2026-11-01'),
}));

const openLedger = async (path: string): Promise<Points> => {
  const points = new Points({ path, programme: readProgramme(iwamizawaRulePath), clock: systemClock, log: silentLog });
  await points.start(new AbortController().signal);
  return points;
};

/** All that the ledger says, without the times at which it was written. */
const said = (points: Points) => ({
  revisions: points.books.database.prepare('SELECT participant, date, revision, steps FROM day_revision').all(),
  entries: [anna, bert].flatMap((participant) =>
    points
      .entries(participant)
      .map(({ date, points: amount, kind, rule }) => ({ participant, date, amount, kind, rule })),
  ),
  balances: [anna, bert].map((participant) => points.balance(participant)),
});

/** Goes on trying at once: nobody waits for a backoff here. */
const eagerClock = { ...systemClock, sleep: (_ms: number, signal?: AbortSignal) => systemClock.sleep(20, signal) };

test('nothing is lost and nothing doubled, however often it is killed', { timeout: 60_000 }, async () => {
  walk();
  const totals = sample.store.derivation.totals.revisionsAfter(0, 1000).map(({ total }) => total);
  await using untouched = await openLedger(join(folder, 'untouched.sqlite'));
  untouched.enrol(enrolments);
  for (let at = 0; at < totals.length; at += totalsPerMessage)
    untouched.accept(totals.slice(at, at + totalsPerMessage));

  const port = await freePort();
  const secretFile = join(folder, 'secret');
  writeFileSync(secretFile, `${trialSecret}\n`, { mode: 0o600 });
  const data = join(folder, 'points');
  const feed = { port, secretFiles: [secretFile] };
  const config = { data, ruleFile: iwamizawaRulePath, feed, logLevel: 'silent' };
  await using program = new ProgramProcess('points', folder);
  const start = (): void => program.start(config, join(folder, 'compiled'));
  start();
  await tellWhoTheyAre(port);

  let messages = 0;
  let kills = 0;
  let restarting: Promise<void> = Promise.resolve();
  const killAtTimes = (): number => {
    messages += 1;
    if (messages === killsAtMessage[kills]) {
      kills += 1;
      restarting = restarting.then(() => program.kill()).then(start);
    }
    return systemClock.wallMs();
  };
  await using webhook = new WebhookFeed({
    webhook: {
      name: 'city',
      url: `http://127.0.0.1:${port}${feedRoutes.totals.path}`,
      secret: trialSecret,
      clock: { ...systemClock, wallMs: killAtTimes },
      batchTotalsMax: totalsPerMessage,
    },
    database: sample.store.database,
    source: totalsSource(sample.store.derivation.totals),
    clock: eagerClock,
    random: seededRandom(1),
    log: silentLog,
  });
  await webhook.start();
  await webhook.idle();
  await restarting;
  await program.kill();
  expect(kills).toBe(killsAtMessage.length);
  expect(program.isBroken).toBe(false);
  // It was away while somebody spoke to it.
  expect(messages).toBeGreaterThan(Math.ceil(totals.length / totalsPerMessage));

  await using killed = await openLedger(join(data, 'points.sqlite'));
  expect(killed.verify()).toMatchObject({ kind: 'ok' });
  expect(said(killed)).toEqual(said(untouched));
  expect(killed.balance(anna)).toBeGreaterThan(0);
});

/** As soon as it answers; a cloud's webhook sends day totals only. */
const tellWhoTheyAre = async (port: number): Promise<void> => {
  const tell = (): Promise<number> =>
    post(port, feedRoutes.enrolments.path, signed(JSON.stringify({ enrolments }), { atMs: Date.now() })).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(tell, { timeout: 20_000, interval: 100 }).toBe(200);
};
