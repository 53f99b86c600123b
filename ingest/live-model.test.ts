/** Promises of the live model: what the page shows is what the tables hold, and nobody's name is in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Batch } from '../contract/batch.ts';
import { centreIdSchema } from '../contract/ids.ts';
import { liveSnapshotSchema } from '../contract/live.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { CloudStore } from './cloud-store.ts';
import { Fleet } from './fleet.ts';
import { jsonBytes } from './journal.ts';
import type { LiveEvent } from './live/live-source.ts';
import { LiveModel } from './live-model.ts';
import { noPoints } from './point-view.ts';
import { anna, bert, date, device, epochOne, firstDayMs, gateway, hourMs, hours, sum, zone } from './sample-cloud.ts';
import { sampleVisit } from './sample-walk.ts';

const centre = centreIdSchema.parse('north');
const nowMs = firstDayMs + 50 * hourMs;
let directory: string;
let store: CloudStore;
let model: LiveModel;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'live-model-'));
  const clock = { ...systemClock, wallMs: () => nowMs };
  store = CloudStore.open({ dataPath: directory, zone, clock, hmac: hmacSha256 });
  const { registry, database, derivation } = store;
  registry.atomically(() => {
    registry.putCentre({ id: centre, name: '北公民館' });
    registry.putParticipant({ id: anna, name: '山田 花子', birthYear: 1948, centre });
    registry.putParticipant({ id: bert, name: '田中 茂', birthYear: 1944, centre });
    const fixed = { model: 'steplog-1', label: '12', capacityBuckets: 240, bucketSeconds: 3600 };
    registry.putDevice({ ...device, ...fixed, centre, status: 'in-stock' });
    registry.addLoan({ device: device.serial, participant: anna, fromMs: firstDayMs, toMs: null });
  });
  registry.addGateway(gateway, centre);
  model = new LiveModel({
    database,
    derivation,
    registry,
    fleet: new Fleet(),
    points: noPoints,
    clock,
    zone,
    speed: 1,
  });
});
afterEach(() => {
  store[Symbol.dispose]();
  rmSync(directory, { recursive: true });
});

/** `saidMs`: what the gateway's clock showed, where it was another time. */
const bring = (atHours: number, seq: number, saidMs?: number): void => {
  const honest = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + atHours * hourMs, from: 0 });
  const stamp =
    honest.stamp === undefined || saidMs === undefined ? honest.stamp : { ...honest.stamp, gateway: saidMs };
  const visit = { ...honest, stamp };
  const batch: Batch = { v: 1, gateway, boot: 'b', seq, sentAt: new Date(nowMs).toISOString(), visits: [visit] };
  const effect = inTransaction(store.database, () => {
    const id = store.journal.addBatch(gateway, seq, jsonBytes(batch), nowMs);
    return store.derivation.applyBatch(batch, id ?? 0, nowMs);
  });
  model.committed([effect]);
};

it('shows an empty town as the contract says', () => {
  const snapshot = model.snapshot();
  expect(liveSnapshotSchema.parse(snapshot)).toEqual(snapshot);
  expect(snapshot.participants.find(({ id }) => id === anna)).toMatchObject({ lastVisitAt: null, daysUntilLoss: 8 });
  expect(snapshot.participants.find(({ id }) => id === bert)).toMatchObject({ label: null, daysUntilLoss: null });
});

it('shows who came, what they walked, and how long the rest is safe', () => {
  bring(48, 1);
  const snapshot = liveSnapshotSchema.parse(model.snapshot());
  expect(snapshot.visits).toMatchObject([{ label: '12', participant: anna, days: 3, newSteps: sum(hours(48)) + 24 }]);
  expect(snapshot.participants.find(({ id }) => id === anna)).toMatchObject({
    centre,
    label: '12',
    daysSinceVisit: 0,
    // A ring of ten days, of which everything up to two hours ago has come.
    daysUntilLoss: 10,
    battery: 80,
    days: [
      { date: date(0), steps: sum(hours(24)), state: 'open' },
      { date: date(1), steps: sum(hours(24, 24)), state: 'open' },
      { date: date(2), steps: 24, state: 'open' },
    ],
  });
  expect(snapshot.dates.map(({ date: day, people }) => [day, people])).toEqual([0, 1, 2].map((day) => [date(day), 1]));
});

it('tells listeners of visits as they come, and keeps the newest first', () => {
  const heard: LiveEvent['kind'][] = [];
  const stop = model.subscribe((event) => heard.push(event.kind));
  bring(24, 1);
  bring(48, 2);
  stop();
  bring(49, 3);
  expect(heard).toEqual(['visit', 'changed', 'visit', 'changed']);
  expect(model.snapshot().visits.map(({ at }) => at)).toEqual(
    [49, 48, 24].map((at) => new Date(firstDayMs + at * hourMs).toISOString()),
  );
});

it('shows a visit when it was, not when a clock that is ahead or outvoted says', () => {
  [10, 20, 30].forEach((hour) => bring(hour, hour));
  bring(48, 48, firstDayMs + 24 * hourMs);
  bring(50, 50, nowMs + 5 * 60_000);
  const [ahead, behind] = model.snapshot().visits;
  expect(ahead?.at).toBe(new Date(nowMs).toISOString());
  expect(behind?.at).toBe(new Date(firstDayMs + 48 * hourMs).toISOString());
});

it('names nobody', () => {
  bring(48, 1);
  const text = JSON.stringify(model.snapshot());
  expect(text).not.toContain('山田');
  expect(text).not.toContain('花子');
});

it('says nothing of a pedometer on the shelf as long as nobody walks with it', () => {
  const told = (): number => model.snapshot().visits.length;
  bring(20, 1);
  store.registry.takeBack(device.serial, firstDayMs + 21 * hourMs);
  bring(30, 2);
  // Somebody has walked with it whom nobody knows.
  expect(told()).toBe(2);
  for (const { id } of store.derivation.quarantine.waiting())
    store.discard({ item: id, by: 'sato', reason: 'a trial' });
  bring(30, 3);
  expect(told()).toBe(2);
});
