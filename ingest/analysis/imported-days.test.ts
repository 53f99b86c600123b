/** Promises of days that another system counted: analysts see them, as unsigned ones, and no longer once they are taken back. */
import { expect, test } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openDatabase } from '../../runtime/database.ts';
import { ImportRoom } from '../imports/import-room.ts';
import { LocalDays } from '../local-days.ts';
import { date } from '../sample-cloud.ts';
import { hourBookSchema } from './hour-book.ts';
import { StepAnalysis } from './step-analysis.ts';

const walkers = Array.from({ length: 20 }, (_, i) => `P-${1000 + i}`);
const asDaily = { kind: 'daily' } as const;

const analysisOf = (room: ImportRoom, database: DatabaseSync, cache: DatabaseSync): StepAnalysis => {
  const days = new LocalDays('Asia/Tokyo');
  const bounds = { daysMax: 800, cellsMax: 1_000_000 };
  const analysis = new StepAnalysis({ database, cache, days, bounds, monotonicMs: () => 0 });
  analysis.setNow(room.sample.nowMs);
  while (analysis.step());
  return analysis;
};

test('days of an import are counted, and are the unsigned share', async () => {
  using room = new ImportRoom();
  room.register(...walkers);
  const lines = walkers.flatMap((id) => [0, 1, 2].map((day) => `${id},${date(day)},4000`));
  await room.accept(room.ready(['participant,date,steps', ...lines, ''].join('\n'), asDaily), asDaily);
  using database = new DatabaseSync(join(room.sample.folder, 'cloud.sqlite'), { readOnly: true });
  using cache = openDatabase(':memory:', [hourBookSchema]);
  const analysis = analysisOf(room, database, cache);
  const filter = { from: date(0), to: date(6) };
  expect(analysis.steps(analysis.choose(filter), [])).toMatchObject({ days: 60, mean: 4000 });
  expect(analysis.quality(analysis.choose(filter))).toMatchObject({
    weeks: [{ unsigned: 60, days: 60 }],
    unsignedShare: 1,
  });
  const [its] = room.store.derivation.imports.page(0, 1);
  room.carrier.undo(its?.id ?? '', '山田', 'まちがい');
  await room.carrier.carryOut(new AbortController().signal);
  while (analysis.step());
  expect(analysis.steps(analysis.choose(filter), []).days).toBe(0);
});
