/** A replay of made-up and of real recordings: every step arrives, earns what the rule says, and is never doubled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPoints, openStore } from '../../commands/open-store.ts';
import { replay, type ReplayResult } from '../../commands/replay.ts';
import { replayJournal } from '../../ingest/replay-journal.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { dayTotalsOf, pointsOf, readSheet, type SheetRow } from './steps-sheet.ts';

const zone = 'Asia/Tokyo';
const recording = process.env['AYUMI_STEPS'];
const minuteMs = 60_000;

let directory: string;
let madeUp: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ayumi-replay-'));
  madeUp = join(directory, 'steps.csv');
  writeFileSync(madeUp, madeUpSteps());
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Twelve people who begin and end on different days and hours, longer than the rule looks back. */
const madeUpSteps = (): string => {
  const random = seededRandom(2016);
  const lines = ['participant,start,steps'];
  for (let person = 1; person <= 12; person++) {
    const first = Temporal.PlainDateTime.from('2026-02-20T00:00').add({ hours: random.int(0, 120) });
    const hours = random.int(3, 70) * 24 + random.int(0, 23);
    const pace = random.int(200, 1100);
    for (let hour = 0; hour < hours; hour++) {
      const start = first.add({ hours: hour });
      const isWalking = start.hour >= 6 && start.hour <= 21 && random.next() < 0.8;
      lines.push(
        `P-${person},${start.toString({ smallestUnit: 'minute' })},${isWalking ? random.int(0, 2 * pace) : 0}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
};

interface Replayed {
  readonly result: ReplayResult;
  readonly out: string;
  readonly sheet: readonly SheetRow[];
}

const replayed = async (steps: string, visitEveryDays: number, misbehave = false): Promise<Replayed> => {
  const out = mkdtempSync(join(directory, 'out-'));
  const options = { steps, visitEveryDays, misbehave, out, zone, centres: 2, seed: 1, programme: 'iwamizawa' } as const;
  const quiet = { log: silentLog, onProgress: () => undefined };
  const result = await replay({ ...options, ...quiet }, new AbortController().signal);
  return { result, out, sheet: readSheet(readFileSync(steps, 'utf8')) };
};

const openOut = (out: string) => openStore({ data: join(out, 'data'), zone });

const totalsIn = (out: string): ReadonlyMap<string, number> => {
  using store = openOut(out);
  return new Map(
    [...store.derivation.totals.all()].map(({ participant, date, steps }) => [`${participant} ${date}`, steps]),
  );
};

const pointsIn = async (out: string): Promise<ReadonlyMap<string, number>> => {
  await using ledger = await openPoints({ data: join(out, 'data'), zone });
  expect(ledger.verify().kind).toBe('ok');
  return new Map(
    [...ledger.listAll()]
      .filter(({ points }) => points > 0)
      .map(({ participant, date, points }) => [`${participant} ${date}`, points]),
  );
};

/** Steps of every hour that lies in a dated bucket, by `participant date hour`. */
const hoursIn = (out: string): ReadonlyMap<string, number> => {
  using store = openOut(out);
  const hours = new Map<string, number>();
  for (const row of store.database.prepare('SELECT device, participant FROM loan').iterate()) {
    const device = store.registry.devices().find(({ serial }) => serial === row['device']);
    for (const { block } of device === undefined ? [] : store.derivation.blocks.blocksOfDevice(device.serial)) {
      for (const { startMs, bucketSeconds, steps } of block.runs) {
        for (const [i, count] of [...steps].entries()) {
          // A stamp tells whole seconds, so an hour may seem to begin a little before or after it does.
          const middleMs = startMs + (i + 0.5) * bucketSeconds * 1000;
          const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(middleMs)).toZonedDateTimeISO(zone);
          const key = `${String(row['participant'])} ${at.toPlainDate().toString()} ${at.hour}`;
          hours.set(key, (hours.get(key) ?? 0) + count);
        }
      }
    }
  }
  return hours;
};

const differencesIn = (out: string): number => {
  using store = openOut(out);
  return replayJournal(store.database, { days: store.days, hmac: hmacSha256 }).differences.length;
};

const sorted = (entries: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
const walking = (entries: ReadonlyMap<string, number>) => sorted(entries).filter(([, steps]) => steps > 0);

const expectEverything = async ({ result, out, sheet }: Replayed, everyDays: number): Promise<number> => {
  expect(result.short).toEqual([]);
  expect(result.summary.missedVisits).toBe(0);
  expect(result.summary.quarantined).toBe(0);
  const hours = new Map(sheet.map(({ participant, date, hour, steps }) => [`${participant} ${date} ${hour}`, steps]));
  expect(walking(hoursIn(out))).toEqual(walking(hours));
  expect(walking(totalsIn(out))).toEqual(walking(dayTotalsOf(sheet)));
  expect(sorted(await pointsIn(out))).toEqual(sorted(pointsOf(sheet, everyDays)));
  expect(differencesIn(out)).toBe(0);
  return result.summary.points;
};

const expectNothingDoubled = ({ result, out, sheet }: Replayed): void => {
  const walked = dayTotalsOf(sheet);
  const byPerson = (days: ReadonlyMap<string, number>): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const [key, steps] of days) {
      const person = key.split(' ')[0] ?? '';
      sums.set(person, (sums.get(person) ?? 0) + steps);
    }
    return sums;
  };
  const theirs = byPerson(walked);
  for (const [person, steps] of byPerson(totalsIn(out))) {
    expect(steps, person).toBeLessThanOrEqual(theirs.get(person) ?? 0);
  }
  expect(result.short.filter(({ unexplained }) => unexplained !== 0)).toEqual([]);
  const wrongKeys = result.short.filter(({ quarantined }) => quarantined.includes('bad-tag'));
  expect(wrongKeys.length).toBeGreaterThan(0);
  expect(wrongKeys.map(({ totalled }) => totalled)).toEqual(wrongKeys.map(() => 0));
  expect(differencesIn(out)).toBe(0);
};

const promises = (steps: () => string): void => {
  test(
    'every hour of everybody arrives, and every day earns by the visits in time, the fewer the rarer they come',
    async () => {
      const often = await expectEverything(await replayed(steps(), 7), 7);
      const seldom = await expectEverything(await replayed(steps(), 45), 45);
      expect(seldom).toBeLessThan(often);
    },
    5 * minuteMs,
  );

  test(
    'with every misbehaviour nothing is doubled, and what is missing has a cause',
    async () => {
      expectNothingDoubled(await replayed(steps(), 7, true));
    },
    5 * minuteMs,
  );
};

describe('a replay of made-up people', () => promises(() => madeUp));

const why = recording === undefined ? ' (skipped: AYUMI_STEPS names none)' : '';
describe.skipIf(recording === undefined)(`a replay of a real recording${why}`, () => promises(() => recording ?? ''));
