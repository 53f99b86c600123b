/** Promises of the derivation: whatever order, repeats and clocks, each hour is counted once, on its date, for its holder. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, VisitReport } from '../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema, participantIdSchema, plainDateSchema } from '../contract/ids.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { derivedSchema, journalSchema } from './cloud-schema.ts';
import { Derivation, type Effect } from './derivation.ts';
import type { FactKind } from './journal.ts';
import { Journal, jsonBytes } from './journal.ts';
import type { KnownDevice, Loan, LoanBook } from './loan-book.ts';
import { LocalDays } from './local-days.ts';
import { sampleVisit, type SampleEpoch } from './sample-walk.ts';

const zone = 'Asia/Tokyo';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const gateway = gatewayIdSchema.parse('gw-1');
const anna = participantIdSchema.parse('P-0001');
const bert = participantIdSchema.parse('P-0002');
const device = { serial: deviceSerialSchema.parse('AYM-000001'), key: new Uint8Array(32).fill(7) };
/** 2026-11-01 00:00 in Japan. */
const firstDayMs = Date.parse('2026-10-31T15:00:00Z');
const date = (day: number) =>
  plainDateSchema.parse(Temporal.PlainDate.from('2026-11-01').add({ days: day }).toString());

class TestBook implements LoanBook {
  readonly devices = new Map<string, KnownDevice>();
  loans: readonly Loan[] = [];

  deviceOf(serial: string) {
    return this.devices.get(serial);
  }
  loansOfDevice(serial: string) {
    return this.loans.filter((loan) => loan.device === serial);
  }
  loansOfParticipant(participant: string) {
    return this.loans.filter((loan) => loan.participant === participant);
  }
}

const openCloud = (loans: readonly Loan[] = [{ device: device.serial, participant: anna, fromMs: 0, toMs: null }]) => {
  const database = openDatabase(':memory:', [journalSchema + derivedSchema]);
  const book = new TestBook();
  book.devices.set(device.serial, { ...device, label: '1', bucketSeconds: 3600, capacityBuckets: 1440 });
  book.loans = loans;
  const journal = new Journal(database);
  const derivation = new Derivation({ database, journal, book, days: new LocalDays(zone), hmac: hmacSha256 });
  let seq = 0;
  return {
    book,
    derivation,
    bring: (visits: readonly VisitReport[], receivedMs = firstDayMs + 400 * dayMs): Effect => {
      const batch: Batch = {
        v: 1,
        gateway,
        boot: 'b',
        seq: seq++,
        sentAt: new Date(receivedMs).toISOString(),
        visits: [...visits],
      };
      return inTransaction(database, () => {
        const id = journal.addBatch(gateway, batch.seq, jsonBytes(batch), receivedMs);
        return id === undefined ? { visits: [], revised: [] } : derivation.applyBatch(batch, id, receivedMs);
      });
    },
    know: (kind: Exclude<FactKind, 'batch'>, body: unknown): Effect =>
      inTransaction(database, () => {
        const fact = journal.get(journal.addFact(kind, jsonBytes(body), 0));
        return fact === undefined ? { visits: [], revised: [] } : derivation.apply(fact);
      }),
    totals: () =>
      Object.fromEntries(
        [...derivation.totals.all()].map((total) => [`${total.participant} ${total.date}`, total.steps]),
      ),
    states: () =>
      Object.fromEntries(
        [...derivation.totals.all()].map((total) => [`${total.participant} ${total.date}`, total.state]),
      ),
    waiting: () => derivation.quarantine.waiting().map((item) => item.reason),
  };
};

/** Hour h of the sample has h+1 steps, so that every hour is told apart. */
const hours = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i + 1);
const epochOne = (count: number, driftPpm = 0): SampleEpoch => ({
  epoch: 1,
  startMs: firstDayMs,
  firstSequence: 0,
  steps: hours(count),
  driftPpm,
});
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const daySums = (steps: readonly number[]) =>
  Object.fromEntries(
    Array.from({ length: Math.ceil(steps.length / 24) }, (_, day) => [
      `${anna} ${date(day)}`,
      sum(steps.slice(day * 24, day * 24 + 24)),
    ]),
  );

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
    expect(second.revised.map((total) => [total.date, total.revision, total.syncedOn])).toEqual([
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
      .ofDevice(device.serial)
      .flatMap((block) => block.runs)
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
});

describe('closing', () => {
  it('makes a day final only when all of it has come, and corrected when it changes afterwards', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 40 * hourMs, from: 0 })]);
    expect(
      cloud.know('close', { today: date(2) }).revised.map((total) => [total.date, total.state, total.revision]),
    ).toEqual([[date(0), 'final', 2]]);
    expect(cloud.know('close', { today: date(2) }).revised).toEqual([]);
    cloud.bring([sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 48 * hourMs, from: 40 })]);
    expect(cloud.know('close', { today: date(2) }).revised.map((total) => [total.date, total.state])).toEqual([
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
    expect(cloud.know('close', { today: date(4) }).revised.map((total) => total.date)).toEqual([0, 1, 2, 3].map(date));
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

describe('attribution', () => {
  const handOver = firstDayMs + 34 * hourMs;
  const loans: readonly Loan[] = [
    { device: device.serial, participant: anna, fromMs: firstDayMs, toMs: handOver },
    { device: device.serial, participant: bert, fromMs: handOver, toMs: null },
  ];

  it('goes by the hour walked, not the hour received', () => {
    const cloud = openCloud(loans);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual({
      [`${anna} ${date(0)}`]: sum(hours(24)),
      [`${anna} ${date(1)}`]: sum(hours(10, 24)),
      [`${bert} ${date(1)}`]: sum(hours(14, 34)),
    });
  });

  it('gives an hour that reaches into two loans to nobody and says so', () => {
    const half = handOver + hourMs / 2;
    const cloud = openCloud([
      { device: device.serial, participant: anna, fromMs: firstDayMs, toMs: half },
      { device: device.serial, participant: bert, fromMs: half, toMs: null },
    ]);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 0 })]);
    expect(cloud.totals()[`${bert} ${date(1)}`]).toBe(sum(hours(13, 35)));
    expect(cloud.waiting()).toEqual(['ambiguous-holder']);
  });

  it('keeps steps of a pedometer that is not on loan in quarantine until a loan explains them', () => {
    const cloud = openCloud([]);
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual({});
    expect(cloud.waiting()).toEqual(['not-on-loan']);
    cloud.book.loans = [{ device: device.serial, participant: bert, fromMs: firstDayMs, toMs: null }];
    cloud.know('loan', {
      before: null,
      after: { id: 1, device: device.serial, participant: bert, fromMs: firstDayMs, toMs: null },
    });
    expect(cloud.totals()).toEqual({ [`${bert} ${date(0)}`]: sum(hours(24)) });
    expect(cloud.waiting()).toEqual([]);
  });

  it('takes steps away from the old holder when a loan is corrected', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const before = { id: 1, device: device.serial, participant: anna, fromMs: 0, toMs: null };
    cloud.book.loans = [{ device: device.serial, participant: bert, fromMs: 0, toMs: null }];
    cloud.know('loan', { before, after: { ...before, participant: bert } });
    expect(cloud.totals()).toEqual({ [`${anna} ${date(0)}`]: 0, [`${bert} ${date(0)}`]: sum(hours(24)) });
  });
});

describe('quarantine', () => {
  it('keeps pages of a wrong key out of every total, once, and takes them when the key is mended', () => {
    const cloud = openCloud();
    const known = cloud.book.deviceOf(device.serial);
    if (known === undefined) throw new Error('the device is known');
    cloud.book.devices.set(device.serial, { ...known, key: new Uint8Array(32).fill(9) });
    const visit = sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 });
    cloud.bring([visit]);
    cloud.bring([visit]);
    expect(cloud.totals()).toEqual({});
    expect(cloud.waiting()).toEqual(['bad-tag']);
    cloud.book.devices.set(device.serial, known);
    cloud.know('device', { device: device.serial });
    expect(cloud.totals()).toEqual(daySums(hours(24)));
    expect(cloud.waiting()).toEqual([]);
  });

  it('takes up the visits of a pedometer that was registered later', () => {
    const cloud = openCloud();
    const known = cloud.book.deviceOf(device.serial);
    if (known === undefined) throw new Error('the device is known');
    cloud.book.devices.clear();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.waiting()).toEqual(['unknown-device']);
    cloud.book.devices.set(device.serial, known);
    cloud.know('device', { device: device.serial });
    expect(cloud.totals()).toEqual(daySums(hours(24)));
  });

  it('keeps the first closed value when a pedometer contradicts itself', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const other: SampleEpoch = { ...epochOne(24), steps: hours(24).with(3, 999) };
    cloud.bring([sampleVisit(device, [other], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual(daySums(hours(24)));
    expect(cloud.waiting()).toEqual(['conflict']);
  });

  it('does not believe a visit from the future', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })], firstDayMs);
    expect(cloud.waiting()).toEqual(['from-the-future']);
    expect(cloud.totals()).toEqual({});
  });

  it('can be discarded by a person, and stays discarded when the same thing comes again', () => {
    const cloud = openCloud();
    const forged = { atMs: firstDayMs + 24 * hourMs, from: 0, signedWith: new Uint8Array(32) };
    cloud.bring([sampleVisit(device, [epochOne(24)], forged)]);
    const item = cloud.derivation.quarantine.waiting()[0]?.id;
    cloud.know('discard', { item, by: 'clerk', reason: 'not ours' });
    cloud.bring([{ ...sampleVisit(device, [epochOne(24)], forged), id: 'again' }]);
    expect(cloud.waiting()).toEqual([]);
  });
});
