/** Points bench: day totals accepted into the ledger per second, beside plain SQLite inserts of the same totals in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from '../contract/ids.ts';
import type { DayTotal } from '../contract/day-total.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { Points } from '../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';

const participants = 10_000;
const daysPerVisit = 10;
const batchTotals = 500;
/** The machine is shared: each side runs this often, in turns, and the median is told. */
const rounds = 5;

const visitTotals = (): readonly DayTotal[] => {
  const random = seededRandom(1);
  const syncedOn = plainDateSchema.parse('2026-11-21');
  const firstDay = Temporal.PlainDate.from(syncedOn).subtract({ days: daysPerVisit - 1 });
  const dates = Array.from({ length: daysPerVisit }, (_, i) =>
    plainDateSchema.parse(firstDay.add({ days: i }).toString()),
  );
  // Whoever comes, comes in no order, with all days since the last visit.
  const order = Array.from({ length: participants }, (_, i) => (i * 7919) % participants);
  return order.flatMap((number) => {
    const name = String(number).padStart(6, '0');
    const participant = participantIdSchema.parse(`P-${name}`);
    const devices = [deviceSerialSchema.parse(`AYM-${name}`)];
    return dates.map((date): DayTotal => {
      const steps = random.int(0, 12_000);
      return { participant, date, steps, state: 'open', revision: 1, syncedOn, trust: 'signed', devices };
    });
  });
};

const inBatches = (totals: readonly DayTotal[]): readonly (readonly DayTotal[])[] =>
  Array.from({ length: Math.ceil(totals.length / batchTotals) }, (_, i) =>
    totals.slice(i * batchTotals, (i + 1) * batchTotals),
  );

const perSecond = (totals: number, work: () => void): number => {
  const startedMs = systemClock.monotonicMs();
  work();
  return (totals / (systemClock.monotonicMs() - startedMs)) * 1000;
};

const insertRaw = (path: string, batches: readonly (readonly DayTotal[])[], totals: number): number => {
  const table = `CREATE TABLE total (participant TEXT NOT NULL, date TEXT NOT NULL, revision INTEGER NOT NULL,
    steps INTEGER NOT NULL, state TEXT NOT NULL, synced_on TEXT NOT NULL,
    PRIMARY KEY (participant, date, revision)) STRICT, WITHOUT ROWID`;
  const database = openDatabase(path, [table]);
  const insert = database.prepare('INSERT INTO total VALUES (?, ?, ?, ?, ?, ?)');
  const rate = perSecond(totals, () => {
    for (const batch of batches)
      inTransaction(database, () => {
        for (const { participant, date, revision, steps, state, syncedOn } of batch)
          insert.run(participant, date, revision, steps, state, syncedOn);
      });
  });
  database.close();
  return rate;
};

const acceptAll = async (path: string, batches: readonly (readonly DayTotal[])[], totals: number): Promise<number> => {
  await using points = new Points({
    path,
    programme: readProgramme(iwamizawaRulePath),
    clock: systemClock,
    log: silentLog,
  });
  await points.start(new AbortController().signal);
  return perSecond(totals, () => batches.forEach((batch) => points.accept(batch)));
};

const median = (rates: readonly number[]): number => rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
const told = (rate: number): string => Math.round(rate).toLocaleString('en-US');

const folder = mkdtempSync(join(tmpdir(), 'ayumi-bench-points-'));
try {
  const totals = visitTotals();
  const batches = inBatches(totals);
  const raw: number[] = [];
  const accepted: number[] = [];
  for (let round = 0; round < rounds; round++) {
    raw.push(insertRaw(join(folder, `raw-${round}.sqlite`), batches, totals.length));
    accepted.push(await acceptAll(join(folder, `points-${round}.sqlite`), batches, totals.length));
  }
  const ratio = (median(accepted) / median(raw)).toFixed(2);
  console.log(
    `points   | ${told(median(accepted))} day totals/s accepted (batches of ${batchTotals}) | ` +
      `${told(median(raw))} plain inserts/s | ratio ${ratio}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
