/** Block merger: puts dated runs into day blocks, and moves them when better stamps say they were walked on another date. */
import type { PlainDateText } from '../contract/ids.ts';
import type { CoveredRange, Coverage } from './coverage.ts';
import { undated, type Run } from './day-block.ts';
import type { EpochStamp } from './dating.ts';
import type { LocalDays } from './local-days.ts';
import { mergeRun } from './merge-runs.ts';
import { placeRun, type PlacedRun } from './place-page.ts';
import { reconcile } from './stored-copies.ts';
import type { TouchedBlocks } from './touched-blocks.ts';

export interface MergeReport {
  /** Sequences that came closed a second time with another value. */
  readonly conflicts: readonly number[];
  /** When the run's last closed bucket ended; 0 while it has no date. */
  readonly endMs: number;
  /** The date its open bucket was put on, if it has one. */
  readonly openDate: PlainDateText | undefined;
}

export type MayBeStored = (placed: readonly PlacedRun[]) => boolean;

export class BlockMerger {
  readonly #days: LocalDays;

  constructor(days: LocalDays) {
    this.#days = days;
  }

  /**
   * Adds a run to the blocks it falls on. `mayBeStored`: copies of its buckets may lie in blocks of other dates, where
   * an earlier dating put them.
   */
  merge(run: Run, stamps: readonly EpochStamp[], touched: TouchedBlocks, mayBeStored: MayBeStored): MergeReport {
    const all = placeRun(run, stamps, this.#days);
    const { placed, conflicts } = mayBeStored(all) ? reconcile(all, touched) : { placed: all, conflicts: [] };
    const found = [...conflicts];
    for (const { date, run: piece } of placed) {
      const merged = mergeRun(touched.runs(date), piece);
      found.push(...merged.conflicts);
      if (merged.changed) touched.change(date, merged.runs);
    }
    const endMs = all.reduce((end, { run: piece }) => closedEndMs(piece) || end, 0);
    const last = all.at(-1);
    return { conflicts: found, endMs, openDate: last?.run.lastOpen === true ? last.date : undefined };
  }

  /** Dates all buckets of some epoch again. Blocks that lose every run stay, empty, so that others see the change. */
  redate(epoch: number, stamps: readonly EpochStamp[], touched: TouchedBlocks): void {
    const moving: Run[] = [];
    const before = new Map<PlainDateText, readonly Run[]>();
    for (const [date, runs] of touched.all()) {
      const staying = runs.filter((run) => run.epoch !== epoch);
      if (staying.length === runs.length) continue;
      before.set(date, runs);
      moving.push(...runs.filter((run) => run.epoch === epoch));
      touched.change(date, staying);
    }
    for (const run of moving) this.merge(run, stamps, touched, () => false);
    for (const [date, runs] of before) if (sameRuns(runs, touched.runs(date))) touched.keep(date);
  }

  /** The same coverage with the ends of its ranges dated again. */
  recover(coverage: Coverage, touched: TouchedBlocks): Coverage {
    const runs = [...touched.all().values()].flat();
    const endOf = (sequence: number): number => {
      const run = runs.find((any) => any.firstSequence <= sequence && sequence < any.firstSequence + any.steps.length);
      if (run === undefined || run.startMs === 0) return 0;
      return run.startMs + (sequence - run.firstSequence + 1) * run.bucketSeconds * 1000;
    };
    const beyond = coverage.beyond.map((range): CoveredRange => ({ ...range, endMs: endOf(range.to - 1) }));
    const completeUntilMs = coverage.confirmed === 0 ? 0 : endOf(coverage.confirmed - 1) || coverage.completeUntilMs;
    return { ...coverage, beyond, completeUntilMs };
  }
}

const closedEndMs = (run: Run): number => {
  const closed = run.steps.length - (run.lastOpen ? 1 : 0);
  return run.startMs === 0 || closed === 0 ? 0 : run.startMs + closed * run.bucketSeconds * 1000;
};

const sameRuns = (a: readonly Run[], b: readonly Run[]): boolean =>
  a.length === b.length &&
  a.every((run, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      run.firstSequence === other.firstSequence &&
      run.startMs === other.startMs &&
      run.steps.length === other.steps.length
    );
  });

/** The date under which buckets wait for a stamp. */
export const isUndated = (date: PlainDateText): boolean => date === undated;
