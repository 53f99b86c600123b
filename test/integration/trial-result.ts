/** Trial result: what a cloud's disk says of every person's complete days, and what was truly walked, worked out apart. */
import { localDate } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { openPoints, openStore } from '../../commands/open-store.ts';
import { replayJournal } from '../../ingest/replay-journal.ts';
import type { TrialTown } from './trial-town.ts';

export interface DayResult {
  readonly steps: number;
  readonly points: number;
}

export interface TrialResult {
  /** By `participant date`. */
  readonly days: Readonly<Record<string, DayResult>>;
  /** Buckets stored of each pedometer, the open one included. */
  readonly buckets: Readonly<Record<string, number>>;
  /** What must not be, in words. */
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
  return { days, buckets, wrongs: [] };
};

/** Of the dates before `before`: what `data` holds of the `town`. */
export const foundIn = async (data: string, { residents, config }: TrialTown, before: string): Promise<TrialResult> => {
  using store = openStore({ data, zone: config.zone });
  await using ledger = await openPoints({ data, zone: config.zone });
  const points = new Map([...ledger.listAll()].map((each) => [`${each.participant} ${each.date}`, each.points]));
  const days: Record<string, DayResult> = {};
  for (const { participant, date, steps } of store.derivation.totals.all()) {
    const key = `${participant} ${date}`;
    if (date < before) days[key] = { steps, points: points.get(key) ?? 0 };
  }
  const wrongs: string[] = [];
  const buckets: Record<string, number> = {};
  for (const { serial } of residents) {
    const sequences = store.derivation.blocks
      .blocksOfDevice(serial)
      .flatMap(({ block }) => block.runs)
      .flatMap(({ firstSequence, steps }) => Array.from(steps, (_, i) => firstSequence + i));
    buckets[serial] = sequences.length;
    if (new Set(sequences).size !== sequences.length) wrongs.push(`${serial} has buckets twice`);
  }
  for (const { reason, device } of store.derivation.quarantine.waiting())
    wrongs.push(`quarantine: ${reason} ${device}`);
  const replayed = replayJournal(store.database, { days: store.days, hmac: hmacSha256 });
  for (const { table, key } of replayed.differences) wrongs.push(`replayed differently: ${table} ${key}`);
  const verdict = ledger.verify();
  if (verdict.kind !== 'ok') wrongs.push(`ledger: ${JSON.stringify(verdict)}`);
  return { days, buckets, wrongs };
};
