/** Promises of day totals: whatever order, repeats and clocks, each hour is counted once and on its date. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anna,
  date,
  dayMs,
  daySums,
  device,
  epochOne,
  firstDayMs,
  hourMs,
  hours,
  openCloud,
  sum,
} from './sample-cloud.ts';
import { sampleVisit, type SampleEpoch } from './sample-walk.ts';

describe('day totals', () => {
  it('add up every hour on its local date, and grow when the open hour closes', () => {
    const cloud = openCloud();
    const first = cloud.bring([sampleVisit(device, [epochOne(72)], { atMs: firstDayMs + 30.5 * hourMs, from: 0 })]);
    expect(first.visits[0]?.confirmed).toBe(30);
    expect(cloud.totals()).toEqual({
      [`${anna} ${date(0)}`]: sum(hours(24)),
      [`${anna} ${date(1)}`]: sum(hours(6, 24)) + 15,
    });
    const second = cloud.bring([sampleVisit(device, [epochOne(72)], { atMs: firstDayMs + 72 * hourMs, from: 30 })]);
    expect(second.visits[0]?.confirmed).toBe(72);
    expect(cloud.totals()).toEqual(daySums(hours(72)));
    expect(second.revised.map(({ total }) => [total.date, total.revision, total.syncedOn])).toEqual([
      [date(1), 2, date(3)],
      [date(2), 1, date(3)],
    ]);
  });

  it('stay the same under repeats, overlaps, page sizes and any order of arrival', () => {
    const visits = [20.2, 50.7, 75, 96.1].map((at) => at * hourMs + firstDayMs);
    const expected = daySums(hours(96));
    fc.assert(
      fc.property(
        fc.array(fc.record({ visit: fc.nat(3), back: fc.nat(60), perPage: fc.integer({ min: 1, max: 120 }) }), {
          maxLength: 12,
        }),
        fc.constantFrom(-80, -20, 0, 35, 100),
        (extra, drift) => {
          const cloud = openCloud();
          const all = [...extra, { visit: 3, back: 200, perPage: 50 }];
          for (const { visit, back, perPage } of all) {
            const atMs = visits[visit] ?? 0;
            const from = Math.max(0, Math.floor((atMs - firstDayMs) / hourMs) - back);
            cloud.bring([sampleVisit(device, [epochOne(96, drift)], { atMs, from, bucketsPerPage: perPage })]);
          }
          expect(cloud.totals()).toEqual(expected);
          expect(cloud.waiting()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survive battery swaps: two epochs, each dated by its own stamps', () => {
    const cloud = openCloud();
    const epochs: readonly SampleEpoch[] = [
      { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps: hours(40) },
      { epoch: 2, startMs: firstDayMs + 40 * hourMs, firstSequence: 40, steps: hours(56, 40) },
    ];
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 10 * hourMs, from: 0 })]);
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 96 * hourMs, from: 10 })]);
    expect(cloud.totals()).toEqual(daySums(hours(96)));
  });

  it('wait undated while no trusted stamp tells of their epoch, and are dated when one comes', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 30 * hourMs, from: 0, trusted: false })]);
    expect(cloud.totals()).toEqual({});
    expect(cloud.waiting()).toEqual(['undated']);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 30 })]);
    expect(cloud.totals()).toEqual(daySums(hours(48)));
    expect(cloud.waiting()).toEqual([]);
  });

  it('are dated within seconds by a clock that drifts 100 ppm over 45 days', () => {
    const cloud = openCloud();
    const epochs = [epochOne(45 * 24, 100)];
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 1.5 * hourMs, from: 0 })]);
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 45 * dayMs + hourMs, from: 1 })]);
    const state = cloud.derivation.states.get(device.serial);
    expect(state.driftPpm).toBeCloseTo(100, 0);
    const worst = cloud.derivation.blocks
      .blocksOfDevice(device.serial)
      .flatMap(({ block }) => block.runs)
      .map((run) => Math.abs(run.startMs - (firstDayMs + (run.startSeconds * 1000) / 1.0001)));
    expect(Math.max(...worst)).toBeLessThan(3000);
    expect(cloud.totals()).toEqual(daySums(hours(45 * 24)));
  });

  it('are held when the stamps of an epoch contradict one another, and free again when the majority is clear', () => {
    const cloud = openCloud();
    const good = (at: number) => sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + at * hourMs, from: 0 });
    const wrong = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 30 * hourMs, from: 0 });
    cloud.bring([good(24)]);
    cloud.bring([
      {
        ...wrong,
        id: 'wrong',
        stamp: { gateway: firstDayMs + 300 * hourMs, trusted: true, epoch: 1, uptime: 30 * 3600 },
      },
    ]);
    expect(Object.values(cloud.states())).toContain('held');
    expect(cloud.waiting()).toContain('clock-contradiction');
    cloud.bring([good(72)]);
    cloud.bring([good(96)]);
    expect(cloud.totals()).toEqual(daySums(hours(96)));
    expect(Object.values(cloud.states())).not.toContain('held');
  });

  it('count as brought when they were, also by a gateway whose clock was days behind', () => {
    const cloud = openCloud();
    const at = (hour: number) => sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + hour * hourMs, from: 0 });
    cloud.bring([at(24)]);
    cloud.bring([at(40)]);
    const stamp = { gateway: firstDayMs - 24 * hourMs, trusted: true, epoch: 1, uptime: 72 * 3600 };
    const late = cloud.bring([{ ...at(72), stamp }]);
    const brought = late.revised.filter(({ total }) => total.date === date(2));
    expect(brought.map(({ total }) => total.syncedOn)).toEqual([date(3)]);
  });
});

describe('a held day', () => {
  it('is free when a person has discarded the stamps that were not believed', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const other = sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 30 * hourMs, from: 0 });
    const stamp = { gateway: firstDayMs + 300 * hourMs, trusted: true, epoch: 1, uptime: 30 * 3600 };
    cloud.bring([{ ...other, stamp }]);
    expect(Object.values(cloud.states())).toContain('held');
    const item = cloud.derivation.quarantine.waiting().find((any) => any.reason === 'clock-contradiction')?.id;
    cloud.know('discard', { item, by: 'clerk', reason: 'the gateway’s clock was wrong that day' });
    expect(Object.values(cloud.states())).not.toContain('held');
    expect(cloud.totals()[`${anna} ${date(0)}`]).toBe(sum(hours(24)));
  });

  it('between two swaps nobody came between is held at night, and free when what has no date is discarded', () => {
    const cloud = openCloud();
    const epochs: readonly SampleEpoch[] = [
      { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps: hours(30) },
      { epoch: 2, startMs: firstDayMs + 30 * hourMs, firstSequence: 30, steps: hours(20, 30) },
      { epoch: 3, startMs: firstDayMs + 50 * hourMs, firstSequence: 50, steps: hours(46, 50) },
    ];
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 20 * hourMs, from: 0 })]);
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 96 * hourMs, from: 20 })]);
    cloud.know('close', { today: date(4) });
    expect(cloud.states()).toMatchObject({ [`${anna} ${date(1)}`]: 'held', [`${anna} ${date(3)}`]: 'final' });
    const item = cloud.derivation.quarantine.waiting().find((any) => any.reason === 'undated')?.id;
    cloud.know('discard', { item, by: 'clerk', reason: 'nobody knows' });
    cloud.know('close', { today: date(4) });
    expect(new Set(Object.values(cloud.states()))).toEqual(new Set(['final']));
  });
});

describe('doubt', () => {
  const epochs: readonly SampleEpoch[] = [
    { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps: hours(30) },
    { epoch: 2, startMs: firstDayMs + 30 * hourMs, firstSequence: 30, steps: hours(60, 30) },
    { epoch: 3, startMs: firstDayMs + 90 * hourMs, firstSequence: 90, steps: hours(54, 90) },
  ];

  it('leaves every day it held, also those nothing moved on, when a late stamp dates what was undated', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 20 * hourMs, from: 0 })]);
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 144 * hourMs, from: 20 })]);
    cloud.know('close', { today: date(6) });
    expect(Object.values(cloud.states())).toContain('held');
    // A visit to a gateway that was cut off meanwhile arrives at last.
    cloud.bring([sampleVisit(device, epochs, { atMs: firstDayMs + 60 * hourMs, from: 20 })]);
    expect(Object.values(cloud.states())).not.toContain('held');
    cloud.know('close', { today: date(6) });
    expect(cloud.totals()).toEqual(daySums(hours(144)));
    expect(new Set(Object.values(cloud.states()))).toEqual(new Set(['final']));
  });

  it('leaves every day it held when later stamps outvote a wrong one, whatever they bring', () => {
    const cloud = openCloud();
    const steps = [epochOne(96)];
    cloud.bring([sampleVisit(device, steps, { atMs: firstDayMs + 60 * hourMs, from: 0 })]);
    const wrong = sampleVisit(device, steps, { atMs: firstDayMs + 61 * hourMs, from: 60 });
    const stamp = { gateway: firstDayMs + 300 * hourMs, trusted: true, epoch: 1, uptime: 61 * 3600 };
    cloud.bring([{ ...wrong, stamp }]);
    cloud.know('loan', {
      before: null,
      after: { id: 1, device: device.serial, participant: anna, fromMs: 0, toMs: null },
    });
    expect(new Set(Object.values(cloud.states()))).toEqual(new Set(['held']));
    cloud.bring([sampleVisit(device, steps, { atMs: firstDayMs + 72 * hourMs, from: 61 })]);
    cloud.bring([sampleVisit(device, steps, { atMs: firstDayMs + 96 * hourMs, from: 72 })]);
    expect(Object.values(cloud.states())).not.toContain('held');
  });
});

describe('a stamp', () => {
  it('is believed only from a visit that brings something the pedometer has signed', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const liar = sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 30 * hourMs, from: 24 });
    const stamp = { gateway: firstDayMs + 300 * hourMs, trusted: true, epoch: 1, uptime: 30 * 3600 };
    cloud.bring([{ ...liar, stamp, pages: [] }]);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 24 })]);
    expect(cloud.totals()).toEqual(daySums(hours(48)));
    expect(cloud.waiting()).toEqual([]);
  });
});

describe('closing', () => {
  it('makes a day final only when all of it has come, and corrected when it changes afterwards', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 40 * hourMs, from: 0 })]);
    expect(
      cloud.know('close', { today: date(2) }).revised.map(({ total }) => [total.date, total.state, total.revision]),
    ).toEqual([[date(0), 'final', 2]]);
    expect(cloud.know('close', { today: date(2) }).revised).toEqual([]);
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 48 * hourMs, from: 40 })]);
    expect(cloud.know('close', { today: date(2) }).revised.map(({ total }) => [total.date, total.state])).toEqual([
      [date(1), 'final'],
    ]);
  });

  it('counts buckets the pedometer reports overwritten as arrived', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 10 * hourMs, from: 0 })]);
    const after = cloud.bring([
      sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 96 * hourMs, from: 30, lostBuckets: 20 }),
    ]);
    expect(after.visits[0]?.confirmed).toBe(96);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([{ from: 10, to: 30 }]);
    expect(cloud.know('close', { today: date(4) }).revised.map(({ total }) => total.date)).toEqual(
      [0, 1, 2, 3].map(date),
    );
  });

  it('begins where the ring began, so that a batch that overtakes the very first one leaves it asked for', () => {
    const cloud = openCloud();
    const ring = { ext: { oldestSequence: 0 } };
    const overtaking = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 40 * hourMs, from: 20 });
    expect(cloud.bring([{ ...overtaking, ...ring }]).visits[0]?.confirmed).toBe(0);
    const first = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 20 * hourMs, from: 0 });
    expect(cloud.bring([{ ...first, ...ring }]).visits[0]?.confirmed).toBe(40);
  });

  it('does not pass over a hole that nobody has explained', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 10 * hourMs, from: 0 })]);
    const after = cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 96 * hourMs, from: 30 })]);
    expect(after.visits[0]?.confirmed).toBe(10);
    expect(cloud.know('close', { today: date(4) }).revised).toEqual([]);
    const filled = cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 40 * hourMs, from: 10 })]);
    expect(filled.visits[0]?.confirmed).toBe(96);
  });
});
