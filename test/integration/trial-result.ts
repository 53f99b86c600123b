/** Trial result: what a cloud's disk says of every person's complete days, and what was truly walked, worked out apart. */
import { join } from 'node:path';
import { localDate } from '../../runtime/clock.ts';
import { openPoints, openStore } from '../../commands/open-store.ts';
import { openBooks } from '../simulation/checkers/books.ts';
import { checkBooks } from '../simulation/checkers/check-books.ts';
import type { TownTruth } from '../simulation/truth/town-truth.ts';
import type { TrialTown } from './trial-town.ts';

export interface DayResult {
  readonly steps: number;
  readonly points: number;
}

export interface TrialResult {
  /** By `participant date`. */
  readonly days: Readonly<Record<string, DayResult>>;
  /** Days in doubt, by the same. */
  readonly held: readonly string[];
  /** Buckets stored of each pedometer, the open one included. */
  readonly buckets: Readonly<Record<string, number>>;
  /** What waits for a person to look at it, `reason device`. */
  readonly quarantine: readonly string[];
  /** Broken promises, in words. */
  readonly wrongs: readonly string[];
}

/** The visits of a trial are days apart, so that every one of its days lies within the rule's thirty. */
const pointsFor = (steps: number): number => {
  if (steps >= 10_000) return 4;
  if (steps >= 8_000) return 3;
  if (steps >= 5_000) return 2;
  return steps >= 3_000 ? 1 : 0;
};

/** Of the whole days between the midnights, which are local and ascending. */
export const walkedIn = ({ residents, config }: TrialTown, midnightsMs: readonly number[]): TrialResult => {
  const days: Record<string, DayResult> = {};
  const buckets: Record<string, number> = {};
  for (const { participant, source, serial, pedometer } of residents) {
    for (const [i, fromMs] of midnightsMs.slice(0, -1).entries()) {
      const steps = source.stepsUntil(midnightsMs[i + 1] ?? NaN) - source.stepsUntil(fromMs);
      days[`${participant} ${localDate(fromMs, config.zone).toString()}`] = { steps, points: pointsFor(steps) };
    }
    buckets[serial] = pedometer.status().nextSequence + 1;
  }
  return { days, held: [], buckets, quarantine: [], wrongs: [] };
};

/** Of the dates before `before`: what `data` holds of the town. */
export const foundIn = async (data: string, truth: TownTruth, before: string): Promise<TrialResult> => {
  using store = openStore({ data, zone: truth.zone });
  await using ledger = await openPoints({ data, zone: truth.zone });
  const points = new Map([...ledger.listAll()].map((each) => [`${each.participant} ${each.date}`, each.points]));
  const days: Record<string, DayResult> = {};
  const held: string[] = [];
  for (const { participant, date, steps, state } of store.derivation.totals.all()) {
    const key = `${participant} ${date}`;
    if (date < before) days[key] = { steps, points: points.get(key) ?? 0 };
    if (date < before && state === 'held') held.push(key);
  }
  const blocks = store.derivation.blocks;
  const buckets = Object.fromEntries(
    truth.devices.map(({ serial }) => {
      const runs = blocks.blocksOfDevice(serial).flatMap(({ block }) => block.runs);
      return [serial, runs.reduce((sum, { steps }) => sum + steps.length, 0)];
    }),
  );
  const quarantine = [...store.derivation.quarantine.waiting()].map(({ reason, device }) => `${reason} ${device}`);
  return { days, held, buckets, quarantine, wrongs: brokenPromises(data, truth) };
};

/** By the checkers that the simulation uses. */
const brokenPromises = (data: string, truth: TownTruth): readonly string[] => {
  const books = openBooks(join(data, 'cloud.sqlite'), join(data, 'points.sqlite'));
  try {
    return checkBooks(truth, books).map(({ promise, sentence }) => `${promise}: ${sentence}`);
  } finally {
    books.cloud.close();
    books.points.close();
  }
};
