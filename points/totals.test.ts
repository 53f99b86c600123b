/** Whatever is repeated, overtaken, cut off or killed, every day ends with the points the oracle gives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayTotal } from '../contract/day-total.ts';
import { oracleDate, oraclePoints, type OracleRevision } from './points-oracle.ts';
import type { Points } from './points.ts';
import { dayTotal, participantId, plainDate, TrialDisk } from './trial-points.ts';

interface Delivered extends OracleRevision {
  readonly participant: string;
}

/** Around the end of February of a leap year, so that windows cross months of 29, 30 and 31 days. */
const firstDay = Math.floor(Date.UTC(2028, 1, 27) / 86_400_000);

const steps = fc.oneof(
  fc.constantFrom(0, 2_999, 3_000, 4_999, 5_000, 7_999, 8_000, 9_999, 10_000),
  fc.integer({ min: 0, max: 15_000 }),
);
const daysBack = fc.oneof(fc.constantFrom(-1, 0, 1, 28, 29, 30, 31), fc.integer({ min: 0, max: 70 }));

const change = fc.record({
  participant: fc.constantFrom('P-0001', 'P-0002'),
  walkedDay: fc.integer({ min: firstDay, max: firstDay + 3 }),
  steps,
  daysBack,
  isHeld: fc.constantFrom(false, false, false, true),
});

/** Changes in the order they happened, numbered per participant's date as the feed numbers them. */
const history = fc.array(change, { minLength: 1, maxLength: 25 }).map((changes) => {
  const counts = new Map<string, number>();
  return changes.map((each): Delivered => {
    const key = `${each.participant} ${each.walkedDay}`;
    const revision = (counts.get(key) ?? 0) + 1;
    counts.set(key, revision);
    return { ...each, revision, syncedDay: each.walkedDay + each.daysBack };
  });
});

const totalOf = (each: Delivered): DayTotal =>
  dayTotal({
    participant: each.participant,
    date: oracleDate(each.walkedDay),
    steps: each.steps,
    revision: each.revision,
    syncedOn: oracleDate(each.syncedDay),
    state: each.isHeld ? 'held' : 'open',
  });

const poison = { ...dayTotal({ participant: 'P-poison' }), steps: -1 };

const daysOf = (delivered: readonly Delivered[]): ReadonlyMap<string, readonly Delivered[]> =>
  Map.groupBy(delivered, (each) => `${each.participant} ${oracleDate(each.walkedDay)}`);

const pointsByDay = (points: Points, days: Iterable<string>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...days].map((day) => {
      const [participant = '', date = ''] = day.split(' ');
      const entries = points.entries(participantId(participant), plainDate(date));
      return [day, entries.reduce((sum, entry) => sum + entry.points, 0)];
    }),
  );

const oracleByDay = (delivered: readonly Delivered[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...daysOf(delivered)].map(([day, revisions]) => [day, oraclePoints(revisions)]));

const expectAsOracle = (points: Points, delivered: readonly Delivered[]): void => {
  const expected = oracleByDay(delivered);
  const sum = Object.values(expected).reduce((total, each) => total + each, 0);
  expect(pointsByDay(points, Object.keys(expected))).toEqual(expected);
  const listed = Object.fromEntries([...points.listAll()].map((day) => [`${day.participant} ${day.date}`, day.points]));
  expect(listed).toEqual(Object.fromEntries(Object.entries(expected).filter(([, each]) => each !== 0)));
  expect(points.balance(participantId('P-0001')) + points.balance(participantId('P-0002'))).toBe(sum);
  expect(points.issued()).toBe(sum);
  expect(points.verify()).toMatchObject({ kind: 'ok', points: sum });
};

test('agrees with the oracle after every single delivery in the order of the feed', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (changes) => {
      using disk = new TrialDisk(':memory:');
      await using points = await disk.open();
      for (const [i, each] of changes.entries()) {
        points.accept([totalOf(each)]);
        const soFar = changes.slice(0, i + 1);
        expect(pointsByDay(points, daysOf(soFar).keys())).toEqual(oracleByDay(soFar));
      }
      expectAsOracle(points, changes);
    }),
    { numRuns: 300 },
  );
});

/** How a batch comes: as it should; broken off in the middle, then sent again; before or after the process was restarted. */
const fates = ['whole', 'broken-off', 'after-restart'] as const;

const deliveries = history.chain((changes) =>
  fc.record({
    changes: fc.constant(changes),
    order: fc
      .tuple(
        fc.array(fc.nat(changes.length - 1), { maxLength: 15 }),
        fc.shuffledSubarray([...changes.keys()], { minLength: changes.length }),
        fc.array(fc.nat(changes.length - 1), { maxLength: 15 }),
      )
      .map((parts) => parts.flat()),
    batches: fc.array(fc.record({ size: fc.integer({ min: 1, max: 12 }), fate: fc.constantFrom(...fates) }), {
      minLength: 1,
      maxLength: 8,
    }),
  }),
);

test('agrees with the oracle however deliveries are repeated, reordered, cut into batches, broken off and restarted between', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ changes, order, batches }) => {
      using disk = new TrialDisk();
      let points = await disk.open();
      try {
        for (let at = 0, turn = 0; at < order.length; turn++) {
          const { size, fate } = batches[turn % batches.length] ?? { size: 1, fate: 'whole' };
          const batch = order
            .slice(at, at + size)
            .flatMap((index) => changes.slice(index, index + 1))
            .map(totalOf);
          at += size;
          if (fate === 'broken-off') expect(() => points.accept([...batch, poison])).toThrow(/CHECK constraint/);
          if (fate === 'after-restart') {
            await points[Symbol.asyncDispose]();
            points = await disk.open();
          }
          const outcome = points.accept(batch);
          expect(outcome.fresh + outcome.repeated).toBe(batch.length);
        }
        expectAsOracle(points, changes);
      } finally {
        await points[Symbol.asyncDispose]();
      }
    }),
    { numRuns: 60 },
  );
});

const writer = fileURLToPath(new URL('./killed-writer.ts', import.meta.url));

test('has lost nothing it reported and doubles nothing when killed in the middle of writing', async () => {
  const changes = fc.sample(history, { seed: 20_261_121, numRuns: 200 }).flatMap((each, run) =>
    // Each sample is another pair of people.
    each.map((delivered) => ({ ...delivered, participant: `${delivered.participant}-${run}` })),
  );
  using disk = new TrialDisk();
  writeFileSync(`${disk.path}.json`, JSON.stringify(changes.map(totalOf)));
  let reported = 0;
  for (const linesUntilKill of [1, 7, 40, 3]) {
    const lastReported = await runUntilKilled(disk.path, linesUntilKill);
    await using points = await disk.open();
    expect(points.verify().kind).toBe('ok');
    const safe = changes.slice(0, lastReported);
    const outcome = points.accept(safe.map(totalOf));
    expect(outcome).toMatchObject({ fresh: 0, repeated: safe.length, entries: [] });
    reported = Math.max(reported, lastReported);
  }
  expect(reported).toBeGreaterThan(100);
  await using points = await disk.open();
  points.accept(changes.map(totalOf));
  expect(pointsByDay(points, daysOf(changes).keys())).toEqual(oracleByDay(changes));
  expect(points.verify().kind).toBe('ok');
});

/** How many totals the writer had reported as accepted when it was killed. */
const runUntilKilled = async (path: string, linesUntilKill: number): Promise<number> => {
  const child = spawn(process.execPath, [writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let lines = 0;
  let reported = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    reported = Number(line);
    lines += 1;
    if (lines === linesUntilKill) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return reported;
};
