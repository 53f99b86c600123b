/** A centre's week counts finished days of its own people, and the walk so far the weeks in which ten of them walked. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { participantIdSchema, type CentreId } from '../contract/ids.ts';
import { CentreWeeks } from './centre-week.ts';
import { date, dayMs, device, epochOne, firstDayMs, gateway, zone } from './sample-cloud.ts';
import { north, otherDevice, SampleStore, south, southGateway } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';

let sample: SampleStore;
beforeEach(() => {
  sample = new SampleStore();
  sample.store.registry.atomically(() => {
    for (let n = 0; n < 30; n++) {
      const centre: CentreId = n < 20 ? north : south;
      sample.store.registry.putParticipant({ id: person(n), name: `人 ${n}`, birthYear: 1940, centre });
    }
  });
});
afterEach(() => sample[Symbol.dispose]());

const person = (n: number) => participantIdSchema.parse(`W-${n}`);
/** 2 November 2026 is a Monday, and day 1 of the sample. */
const monday = 1;
const walk = (n: number, day: number, steps: number, state = 'final'): void =>
  void sample.store.database
    .prepare(
      `INSERT INTO day_total (date, participant, steps, state, revision, synced_on, trust, devices)
        VALUES (?, ?, ?, ?, 1, '2026-11-30', 'signed', '')`,
    )
    .run(date(day), person(n), steps, state);
const weekAt = (day: number, centre = north) =>
  new CentreWeeks(sample.store.database, zone).weekOf(centre, firstDayMs + day * dayMs);

test('is the last whole one, Monday to Sunday', () => {
  expect(weekAt(monday + 7)).toMatchObject({ from: '2026-11-02', to: '2026-11-08' });
  expect(weekAt(monday + 13.9)).toMatchObject({ from: '2026-11-02', to: '2026-11-08' });
  expect(weekAt(monday + 14)).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });
});

test('adds up finished days of the centre’s own people, and no others', () => {
  for (let n = 0; n < 30; n++) walk(n, monday, 1000, n === 19 ? 'open' : n === 18 ? 'held' : 'final');
  for (let n = 0; n < 12; n++) walk(n, monday + 6, 100, 'corrected');
  walk(0, monday + 7, 5000);
  const { steps, people, days, stepsSinceStart, startedOn } = weekAt(monday + 9);
  expect([steps, people]).toEqual([18_000 + 1200, 18]);
  expect(days).toEqual([18_000, null, null, null, null, null, 1200]);
  expect([stepsSinceStart, startedOn]).toEqual([19_200, '2026-11-02']);
});

test('the walk so far leaves out weeks in which fewer than ten walked', () => {
  for (let n = 0; n < 9; n++) walk(n, monday, 1000);
  expect(weekAt(monday + 7)).toMatchObject({ steps: null, stepsSinceStart: null, startedOn: null });
  for (let week = 1; week < 4; week++) for (let n = 0; n < 10 - Number(week === 2); n++) walk(n, monday + 7 * week, 10);
  expect(weekAt(monday + 28)).toMatchObject({ steps: 100, stepsSinceStart: 200, startedOn: '2026-11-09' });
});

test('who came is whoever’s pedometer was read at the centre', () => {
  const { registry } = sample.store;
  const pedometers = Array.from({ length: 11 }, (_, n) => ({
    ...device,
    serial: `AYM-W-${n}` as typeof device.serial,
  }));
  registry.atomically(() => {
    const known = registry.deviceOf(otherDevice.serial);
    pedometers.forEach(({ serial, key }, n) => {
      if (known !== undefined) registry.putDevice({ ...known, serial, key, label: String(n) });
      registry.addLoan({ device: serial, participant: person(n), fromMs: firstDayMs, toMs: null });
    });
  });
  const visits = pedometers.map((each) =>
    sampleVisit(each, [epochOne(400)], { atMs: firstDayMs + 2.5 * dayMs, from: 0 }),
  );
  sample.bring(visits.slice(0, 10), gateway);
  expect(weekAt(monday + 7).came).toBe(10);
  sample.bring(visits.slice(10), southGateway);
  expect(weekAt(monday + 7).came).toBe(10);
});

test('the walk so far of years is added up a little at a time, is whole only then, and is not added up again', () => {
  const weeks = 30;
  for (let week = 0; week < weeks; week++) for (let n = 0; n < 10; n++) walk(n, monday + 7 * week, 1);
  const day = monday + 7 * weeks;
  const room = new CentreWeeks(sample.store.database, zone);
  const asked = (): number | null => room.weekOf(north, firstDayMs + day * dayMs).stepsSinceStart;
  expect([asked(), asked(), asked()]).toEqual([null, null, weeks * 10]);
  for (let n = 0; n < 10; n++) walk(n, monday + 1, 5);
  for (let n = 0; n < 10; n++) walk(n, monday + 7 * (weeks - 2) + 1, 7);
  expect(weekAt(day).stepsSinceStart).toBe(weeks * 10 + 70);
});
