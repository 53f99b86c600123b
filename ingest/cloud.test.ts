/** A cloud tells the point service all it asks for as it happens, and writes its daily files. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Batch } from '../contract/batch.ts';
import { centreIdSchema } from '../contract/ids.ts';
import { TimelineClock } from '../runtime/clock.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import type { UpMessage } from './broker/wire.ts';
import { Cloud } from './cloud.ts';
import { jsonBytes } from './journal.ts';
import { noPoints } from './point-view.ts';
import { importParticipants } from './registry/registry-import.ts';
import { anna, date, dayMs, device, epochOne, firstDayMs, gateway, hourMs, zone } from './sample-cloud.ts';
import { sampleVisit } from './sample-walk.ts';

const centre = centreIdSchema.parse('north');

test('people, visits, totals and files, from the registry and a batch on the wire', async () => {
  const dataPath = mkdtempSync(join(tmpdir(), 'ayumi-cloud-'));
  const clock = new TimelineClock(firstDayMs + 34 * hourMs);
  const heard: string[] = [];
  let deliver: (message: UpMessage) => void = () => undefined;
  const cloud = new Cloud({
    dataPath,
    zone,
    clock,
    random: seededRandom(1),
    hmac: hmacSha256,
    log: silentLog,
    wire: () => ({
      onMessage: (listener) => (deliver = listener),
      isConnected: true,
      start: () => Promise.resolve(),
      publish: () => undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
    series: [],
    speed: 1,
    points: noPoints,
    accept: (totals) => void heard.push(...totals.map((total) => `${total.participant} ${total.date} ${total.steps}`)),
    acceptEnrolments: (enrolments) =>
      void heard.push(...enrolments.map((each) => `${each.participant} since ${each.pedometerFrom ?? 'never'}`)),
    acceptVisits: (visits) => void heard.push(...visits.map((visit) => `${visit.participant} at ${visit.centre}`)),
    exports: { path: join(dataPath, 'exports'), keepDays: 400 },
    dailyExports: [{ name: 'points', write: (day) => [`of ${day}\n`] }],
  });
  await cloud.start(new AbortController().signal);
  const { registry } = cloud.store;
  registry.atomically(() => {
    registry.putCentre({ id: centre, name: '北公民館' });
    const fixed = { model: 'steplog-1', label: '12', capacityBuckets: 240, bucketSeconds: 3600 };
    registry.putDevice({ ...device, ...fixed, centre, status: 'in-stock' });
  });
  importParticipants(registry, `participant,name,birthDate,centre\n${anna},花子,1948-02-03,north\n`, clock.wallMs());
  registry.addGateway(gateway, centre);
  registry.lend(device.serial, anna, firstDayMs);
  const visits = [sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 30 * hourMs, from: 0 })];
  const batch: Batch = { v: 1, gateway, boot: 'b', seq: 1, sentAt: new Date(clock.wallMs()).toISOString(), visits };
  deliver({ gateway, name: 'visits', payload: jsonBytes(batch), retained: false });
  await cloud.idle();
  expect(heard).toEqual([
    `${anna} since ${date(0)}`,
    `${anna} at north`,
    `${anna} ${date(0)} 300`,
    expect.stringContaining(`${anna} ${date(1)} `),
  ]);
  clock.jumpTo(firstDayMs + 2 * dayMs + hourMs);
  const runs = await cloud.jobs.runDue();
  expect(runs.every(({ outcome }) => outcome === 'done')).toBe(true);
  const file = (name: string): string => readFileSync(join(dataPath, 'exports', `${name}-${date(1)}.csv`), 'utf8');
  expect(file('day-totals')).toContain(`${anna},${date(0)},300,open\n`);
  expect(file('points')).toBe(`of ${date(1)}\n`);
  await cloud[Symbol.asyncDispose]();
  rmSync(dataPath, { recursive: true, force: true });
});
