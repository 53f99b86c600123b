/** Day closer: at night, makes final every day whose buckets have all arrived closed, or were reported lost. */
import type { DayTotal } from '../contract/day-total.ts';
import type { DeviceSerial, PlainDateText } from '../contract/ids.ts';
import { stepsOf, undated, type Run } from './day-block.ts';
import type { DayTotals, Revised } from './day-totals.ts';
import type { DeviceStates } from './device-states.ts';
import type { Loan, LoanBook } from './loan-book.ts';
import type { LocalDay, LocalDays } from './local-days.ts';
import type { Quarantine } from './quarantine.ts';
import type { SqliteSeriesStore } from './series/sqlite-series-store.ts';

export interface DayCloserParts {
  readonly book: LoanBook;
  readonly blocks: SqliteSeriesStore;
  readonly totals: DayTotals;
  readonly states: DeviceStates;
  readonly quarantine: Quarantine;
  readonly days: LocalDays;
}

export class DayCloser {
  readonly #parts: DayCloserParts;

  constructor(parts: DayCloserParts) {
    this.#parts = parts;
  }

  /** Closes what can be closed of all dates before `today`. Returns the new revisions. */
  close(today: PlainDateText, journal: number): readonly Revised[] {
    const revised: Revised[] = [];
    for (const total of this.#parts.totals.openBefore(today)) {
      const verdict = this.#verdict(total);
      if (verdict === 'complete') revised.push(this.#parts.totals.close(total, journal));
      if (verdict === 'uncertain') revised.push(this.#parts.totals.hold(total, journal));
    }
    return revised;
  }

  /** `uncertain`: steps that nobody has stamped may belong to this day. */
  #verdict(total: DayTotal): 'complete' | 'incomplete' | 'uncertain' {
    const day = this.#parts.days.of(total.date);
    const loans = this.#parts.book
      .loansOfParticipant(total.participant)
      .filter((loan) => loan.fromMs < day.endMs && (loan.toMs ?? Infinity) > day.startMs);
    if (loans.some((loan) => this.#mayHoldUndated(loan.device, day))) return 'uncertain';
    return loans.every((loan) => this.#complete(loan, day)) ? 'complete' : 'incomplete';
  }

  /** The bucket after the last closed one is the next day's, or the next borrower's. */
  #complete(loan: Loan, day: LocalDay): boolean {
    const { completeUntilMs } = this.#parts.states.get(loan.device).coverage;
    const halfBucketMs = (this.#parts.book.deviceOf(loan.device)?.bucketSeconds ?? 0) * 500;
    return completeUntilMs + halfBucketMs >= Math.min(day.endMs, loan.toMs ?? Infinity);
  }

  /** Undated buckets lie somewhere between the dated ones before and after them in sequence. */
  #mayHoldUndated(device: DeviceSerial, day: LocalDay): boolean {
    if (this.#parts.quarantine.isDiscarded('undated', device, '')) return false;
    const undatedRuns = this.#parts.blocks.readBlock(device, undated)?.block.runs ?? [];
    // Hours without a step change no day, whenever they were.
    const waiting = undatedRuns.filter((run) => stepsOf([run]) > 0);
    if (waiting.length === 0) return false;
    const dated = this.#parts.blocks
      .blocksOfDevice(device)
      .flatMap(({ block }) => (block.date === undated ? [] : block.runs));
    return waiting.some((run) => {
      const after = endOfLastBefore(run, dated);
      const before = startOfFirstAfter(run, dated);
      return after < day.endMs && before > day.startMs;
    });
  }
}

const endOfLastBefore = (run: Run, dated: readonly Run[]): number =>
  Math.max(
    -Infinity,
    ...dated
      .filter((other) => other.firstSequence < run.firstSequence)
      .map((other) => other.startMs + other.steps.length * other.bucketSeconds * 1000),
  );

const startOfFirstAfter = (run: Run, dated: readonly Run[]): number =>
  Math.min(Infinity, ...dated.filter((other) => other.firstSequence > run.firstSequence).map((other) => other.startMs));
