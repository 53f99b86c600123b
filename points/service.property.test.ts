/** Whatever happens to the point service and in whatever order, what it has credited is what the facts give, and its books balance. */
import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ruleFilePath, readProgramme, type Programme } from './rule/programme-file.ts';
import { town, type Deed } from './trial-deeds.suite.ts';
import { TrialTown } from './trial-town.ts';
import { activity, cap, perDay, perMonth, trialProgramme } from './trial-programme.ts';

const seed = 20_261_122;
const words = { ja: '1 2 50', en: '1 2 50' };

/** Everything a file can say that reaches from one day into another, on both accounts, with points that expire. */
const tangled = trialProgramme({
  participants: { ageMin: 18, ageMax: 90 },
  backfill: { windowDays: 40 },
  believedStepsMax: 20_000,
  periods: { startsOn: '04-01', months: 3, graceDays: 10 },
  expiry: { months: 2, until: 'month-end' },
  earning: [
    perDay(7),
    perMonth(5),
    { id: 'visit', kind: 'visit', points: 2, sentence: words },
    { id: 'first', kind: 'first-visit', points: 50, sentence: words },
    {
      id: 'kept',
      kind: 'months-kept',
      goalActivity: 'goal',
      missedDaysMax: 3,
      milestones: [
        { months: 1, points: 50 },
        { months: 2, points: 50 },
      ],
      sentence: words,
    },
  ],
  activities: [
    activity('goal', { goalStepsMin: 4_000, once: 'month' }),
    activity('once', { once: 'period' }),
    activity('group', { needsGroup: true }),
  ],
  caps: [cap('cap-day', 'day', 60), cap('cap-month', 'month', 250), cap('cap-period', 'period', 600)],
});
/** Nothing here reaches over a day but what the registry says, so little is worked out again. */
const plain = trialProgramme({
  earning: [perDay(7)],
  activities: [activity('each'), activity('ever', { once: 'ever' })],
});

const examples = readdirSync(new URL('programmes/examples/', import.meta.url)).map((file) =>
  readProgramme(ruleFilePath(`examples/${file.replace('.yaml', '')}`)),
);
const programmes: readonly (readonly [string, number, Programme])[] = [
  ['tangled', 40, tangled],
  ['plain', 12, plain],
  ['iwamizawa', 10, readProgramme(ruleFilePath('iwamizawa'))],
  ['sodegaura', 8, readProgramme(ruleFilePath('sodegaura'))],
  ...examples.map((programme) => [programme.programme, 2, programme] as const),
];

const live = async (programme: Programme, deeds: readonly Deed[]): Promise<void> => {
  using first = new TrialTown(programme);
  for (const deed of deeds) await first.do(deed);
  await first.close();
  expect(first.credited()).toEqual(first.owed());
  expect(first.points.verify()).toMatchObject({ kind: 'ok' });
  expect(unbalanced(first.path)).toEqual([]);
  expect(first.overdrawn()).toEqual([]);
  const { listed, due } = first.waiting();
  expect(listed).toEqual(due);
  expect([...first.points.recompute().dryRun(first.beginning)]).toEqual([]);
  expect((await first.points.close()).entries).toBe(0);
  using second = new TrialTown(programme);
  await second.hear(first);
  await second.close();
  expect(second.credited()).toEqual(first.credited());
  expect(second.points.verify()).toMatchObject({ kind: 'ok' });
};

/** Accounts whose two sides do not add up to 0. */
const unbalanced = (path: string): readonly unknown[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database
    .prepare(
      "SELECT substr(name, instr(name, '/') + 1) AS account FROM balance GROUP BY account HAVING sum(points) <> 0",
    )
    .all();
  database.close();
  return rows;
};

test.each(programmes)('%s, in %i lives', async (_name, numRuns, programme) => {
  await fc.assert(
    fc.asyncProperty(town, (deeds) => live(programme, deeds)),
    { seed, numRuns },
  );
});
