/** The points CSV holds each day's net points once, and nothing a spreadsheet would run. */
import { expect, test } from 'vitest';
import { pointsCsv } from './points-csv.ts';
import { dayTotal, TrialDisk } from './trial-points.ts';

test('has one row per day with points, sorted, with the net and the reason of the newest entry', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([
    dayTotal({ participant: 'P-0002', steps: 10_000 }),
    dayTotal({ participant: 'P-0001', date: '2026-11-21', steps: 5_000 }),
    dayTotal({ participant: 'P-0001', date: '2026-11-20', steps: 9_000 }),
    dayTotal({ participant: 'P-0001', date: '2026-11-19', steps: 2_999 }),
    dayTotal({ participant: 'P-0003', steps: 9_000 }),
  ]);
  points.accept([
    dayTotal({ participant: 'P-0001', date: '2026-11-20', steps: 4_000, revision: 2 }),
    dayTotal({ participant: 'P-0003', steps: 100, revision: 2 }),
  ]);
  expect([...pointsCsv(points.listAll())].join('')).toBe(
    [
      'participant,date,points,reason',
      'P-0001,2026-11-20,1,correction',
      'P-0001,2026-11-21,2,steps',
      'P-0002,2026-11-20,4,steps',
      '',
    ].join('\n'),
  );
});

test('has a header even when nobody has points', () => {
  expect([...pointsCsv([])].join('')).toBe('participant,date,points,reason\n');
});

test('disarms an id that a spreadsheet would take for a formula', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([dayTotal({ participant: '-1-1', steps: 3_000 })]);
  expect([...pointsCsv(points.listAll())].at(-1)).toBe(`"'-1-1",2026-11-20,1,steps\n`);
});

test('lists more days than one page holds, each once, while the ledger is written', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const days = 25_001;
  points.accept(
    Array.from({ length: days }, (_, i) => dayTotal({ participant: `P-${String(i).padStart(5, '0')}`, steps: 3_000 })),
  );
  const seen: string[] = [];
  for (const day of points.listAll()) {
    if (seen.length === 10) points.accept([dayTotal({ participant: 'P-00005', date: '2026-11-21' })]);
    seen.push(day.participant);
  }
  expect(seen).toHaveLength(days);
  expect(new Set(seen).size).toBe(days);
});
