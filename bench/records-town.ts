/** Records town: a cloud's database with as many day totals as asked for, for the benchmark of exports. */
import { CloudStore } from '../ingest/cloud-store.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { seededRandom } from '../runtime/random.ts';

const people = 20_000;
const rowsPerCommit = 50_000;
export const firstDate = '2026-01-01';

/** Day totals of 20,000 people, date by date, all final; straight into their table. */
export const makeRecords = (folder: string, days: number): CloudStore => {
  const store = CloudStore.open({ dataPath: folder, zone: 'Asia/Tokyo', clock: systemClock, hmac: hmacSha256 });
  const { database } = store;
  const insert = database.prepare("INSERT INTO day_total VALUES (?, ?, ?, 'final', 2, ?, 'signed', ?)");
  const random = seededRandom(1);
  const first = Temporal.PlainDate.from(firstDate);
  for (let begun = 0; begun < days; begun += rowsPerCommit) {
    inTransaction(database, () => {
      for (let i = begun; i < Math.min(days, begun + rowsPerCommit); i++) {
        const number = String(i % people).padStart(6, '0');
        const date = first.add({ days: Math.floor(i / people) }).toString();
        insert.run(date, `P-${number}`, random.int(0, 12_000), date, `AYM-${number}`);
      }
    });
  }
  return store;
};

export const lastDateOf = (days: number): string =>
  Temporal.PlainDate.from(firstDate)
    .add({ days: Math.ceil(days / people) })
    .toString();
