/** Points bench: a day's feed and the recomputation of a year, each beside plain SQLite doing the least that could be done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DayCurve } from '../contract/day-curve.ts';
import type { DayTotal } from '../contract/day-total.ts';
import {
  deviceSerialSchema,
  participantIdSchema,
  plainDateSchema,
  type ParticipantId,
  type PlainDateText,
} from '../contract/ids.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { Points, type PointsOptions } from '../points/points.ts';
import { dryRunInThreads } from '../points/recompute-threads.ts';
import { iwamizawaRulePath, readProgramme, ruleFilePath } from '../points/rule/programme-file.ts';

/** The nation's numbers are reckoned from a part: the cost of a person's day does not depend on how many others there are. */
const feedPeople = 30_000;
const doubtPeople = 5_000;
const recomputePeople = 2_000;
const historyPeople = 300;
const yearDays = 365;
const batchTotals = 500;
const goals = { feedPeople: 1_000_000, recomputePeople: 100_000 };

const programme = readProgramme(iwamizawaRulePath);
const syncedOn = plainDateSchema.parse('2026-11-21');
const random = seededRandom(1);
const participantOf = (number: number): ParticipantId =>
  participantIdSchema.parse(`P-${String(number).padStart(7, '0')}`);
const serial = deviceSerialSchema.parse('AYM-000001');

const totalOf = (participant: ParticipantId, date: PlainDateText, steps: number): DayTotal => ({
  participant,
  date,
  steps,
  state: 'open',
  revision: 1,
  syncedOn,
  trust: 'signed',
  devices: [serial],
});

/** Whoever comes, comes in no order. */
const dayOf = (people: number): readonly DayTotal[] =>
  Array.from({ length: people }, (_, i) =>
    totalOf(participantOf((i * 7919) % people), syncedOn, random.int(0, 12_000)),
  );

/** Hours of an ordinary day, made once and read back as a cloud's day blocks would be. */
const curves = new Map<string, DayCurve>();
const curveOf = (participant: ParticipantId, date: PlainDateText): DayCurve => {
  const known = curves.get(`${participant} ${date}`);
  if (known !== undefined) return known;
  const own = seededRandom(Number(participant.slice(2)) * 400 + Number(date.slice(8)));
  const buckets = Array.from({ length: 24 }, (_, hour) => ({
    device: serial,
    fromMinute: hour * 60,
    minutes: 60,
    steps: hour < 6 || hour > 21 ? 0 : own.int(0, 900),
  }));
  const curve = { participant, date, buckets };
  curves.set(`${participant} ${date}`, curve);
  return curve;
};

const seconds = (work: () => void): number => {
  const startedMs = systemClock.monotonicMs();
  work();
  return (systemClock.monotonicMs() - startedMs) / 1000;
};

const inBatches = <Item>(items: readonly Item[], work: (some: readonly Item[]) => void): void => {
  for (let at = 0; at < items.length; at += batchTotals) work(items.slice(at, at + batchTotals));
};

const totalTable = `CREATE TABLE total (participant TEXT NOT NULL, date TEXT NOT NULL, revision INTEGER NOT NULL,
  steps INTEGER NOT NULL, state TEXT NOT NULL, synced_on TEXT NOT NULL,
  PRIMARY KEY (participant, date, revision)) STRICT, WITHOUT ROWID`;

const insertPlain = (path: string, totals: readonly DayTotal[]): number => {
  const database = openDatabase(path, [totalTable]);
  const insert = database.prepare('INSERT INTO total VALUES (?, ?, ?, ?, ?, ?)');
  const took = seconds(() => {
    inBatches(totals, (some) => {
      inTransaction(database, () => {
        for (const { participant, date, revision, steps, state, syncedOn: on } of some)
          insert.run(participant, date, revision, steps, state, on);
      });
    });
  });
  database.close();
  return took;
};

const open = async (path: string, more: Partial<PointsOptions> = {}): Promise<Points> => {
  const points = new Points({ path, programme, clock: systemClock, log: silentLog, ...more });
  await points.start(new AbortController().signal);
  return points;
};

const feed = async (path: string, totals: readonly DayTotal[], more: Partial<PointsOptions> = {}): Promise<number> => {
  await using points = await open(path, more);
  return seconds(() => {
    inBatches(totals, (some) => void points.accept(some));
  });
};

const told = (value: number): string => Math.round(value).toLocaleString('en-US');

const benchFeed = async (folder: string): Promise<void> => {
  const totals = dayOf(feedPeople);
  const plain = insertPlain(join(folder, 'plain.sqlite'), totals) / feedPeople;
  const took = (await feed(join(folder, 'feed.sqlite'), totals)) / feedPeople;
  console.log(
    `points   | feed: ${told(1 / took)} day totals/s (plain inserts ${told(1 / plain)}/s, ratio ${(plain / took).toFixed(2)}) | ` +
      `a day of ${told(goals.feedPeople)} people in ${told(took * goals.feedPeople)} s, wanted < 60 s`,
  );
  const some = dayOf(doubtPeople);
  some.forEach(({ participant, date }) => curveOf(participant, date));
  const doubted = (await feed(join(folder, 'doubt.sqlite'), some, { curveOf })) / doubtPeople;
  console.log(
    `points   | the same with every curve looked at (${told(doubtPeople)} people of one date): ${told(1 / doubted)} day totals/s`,
  );
};

/** A day more for people who have walked a year already, with every curve looked at, under rules that look further than a day. */
const benchHistory = async (folder: string, name: string): Promise<void> => {
  const path = join(folder, `${name}.sqlite`);
  const rules = readProgramme(ruleFilePath(name));
  const people = Array.from({ length: historyPeople }, (_, number) => participantOf(number));
  const before = datesBefore(syncedOn);
  await feed(
    path,
    people.flatMap((participant) => before.map((date) => walkedOn(participant, date))),
    { programme: rules },
  );
  const next = people.map((participant) => totalOf(participant, syncedOn, random.int(0, 12_000)));
  for (const { participant } of next) for (const date of [...before.slice(-28), syncedOn]) curveOf(participant, date);
  const took = (await feed(path, next, { programme: rules, curveOf })) / historyPeople;
  console.log(
    `points   | ${name}: a day more after a year, every curve looked at: ${told(1 / took)} day totals/s | ` +
      `${told(goals.feedPeople)} people in ${told(took * goals.feedPeople)} s, wanted < 60 s`,
  );
};

const walkedOn = (participant: ParticipantId, date: PlainDateText): DayTotal => ({
  ...totalOf(participant, date, random.int(0, 12_000)),
  syncedOn: date,
});

const datesBefore = (date: PlainDateText): readonly PlainDateText[] =>
  Array.from({ length: yearDays }, (_, i) =>
    plainDateSchema.parse(
      Temporal.PlainDate.from(date)
        .subtract({ days: yearDays - i })
        .toString(),
    ),
  );

const benchRecompute = async (folder: string): Promise<void> => {
  const path = join(folder, 'year.sqlite');
  const first = Temporal.PlainDate.from(syncedOn).subtract({ days: yearDays - 1 });
  const dates = Array.from({ length: yearDays }, (_, i) => plainDateSchema.parse(first.add({ days: i }).toString()));
  await using points = await open(path);
  for (let number = 0; number < recomputePeople; number++) {
    const year = dates.map((date) => ({
      ...totalOf(participantOf(number), date, random.int(0, 12_000)),
      syncedOn: date,
    }));
    points.accept(year);
  }
  let days = 0;
  const read = seconds(() => {
    const statement = points.books.database.prepare(
      'SELECT participant, date, revision, steps, state, synced_on FROM day_revision',
    );
    for (const row of statement.iterate()) days += Number(row['revision']);
  });
  const startedMs = systemClock.monotonicMs();
  const report = await dryRunInThreads(points, path, plainDateSchema.parse('2000-01-01'));
  const took = (systemClock.monotonicMs() - startedMs) / 1000;
  console.log(
    `points   | recompute: ${told(days / took)} days/s on all cores, ${report.changed.length} differences ` +
      `(only reading them ${told(days / read)}/s, ratio ${(read / took).toFixed(2)}) | ` +
      `${told(goals.recomputePeople)} people × ${yearDays} days in ${told((took * goals.recomputePeople) / report.people)} s, wanted < 60 s`,
  );
};

const folder = mkdtempSync(join(tmpdir(), 'ayumi-bench-points-'));
try {
  await benchFeed(folder);
  for (const name of ['iwamizawa', 'sodegaura', 'mie-example-b']) await benchHistory(folder, name);
  await benchRecompute(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
