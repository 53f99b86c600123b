/** Counted blocks: a pedometer's day laid on the hours of the date, person by person, with what went wrong on it. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { holderOf, type LoanInterval } from '../attribution.ts';
import { decodeRuns, type Run } from '../day-block.ts';
import type { LocalDay } from '../local-days.ts';
import { hoursOfDay } from './hour-day.ts';

export interface BlockRow {
  readonly device: DeviceSerial;
  /** Whoever had it through all of the block; null: nobody, or more than one. */
  readonly participant: ParticipantId | null;
  readonly runs: Uint8Array;
  readonly change: number;
}

/** Where what is counted goes. */
export interface HourTaker {
  steps(participant: ParticipantId, hour: number, steps: number): void;
  gap(participant: ParticipantId): void;
  swap(participant: ParticipantId): void;
}

interface SequenceRange {
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
const blocksAfter = `SELECT device, participant, runs, change FROM day_block
  WHERE date = ? AND device > ? ORDER BY device LIMIT ?`;
const ownBlocks = `SELECT b.device, b.participant, b.runs, b.change FROM loan l
  JOIN day_block b ON b.date = :date AND b.device = l.device
  WHERE l.participant = :participant AND l.from_ms < :endMs AND (l.to_ms IS NULL OR l.to_ms > :startMs)
  GROUP BY b.device`;

export class CountedBlocks {
  readonly #sql: Prepared;
  #lost: ReadonlyMap<string, readonly SequenceRange[]> = new Map();

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** What pedometers have lost by now; to be read before a date is counted. */
  readLost(): void {
    const rows = this.#sql.of('SELECT device, from_sequence, to_sequence FROM lost_range').all();
    const lost = new Map<string, SequenceRange[]>();
    for (const row of rows) {
      const device = String(row['device']);
      const range = { from: Number(row['from_sequence']), to: Number(row['to_sequence']) };
      const known = lost.get(device);
      if (known === undefined) lost.set(device, [range]);
      else known.push(range);
    }
    this.#lost = lost;
  }

  /** By serial. */
  after(date: PlainDateText, device: string, limit: number): readonly BlockRow[] {
    return this.#sql.of(blocksAfter).all(date, device, limit) as unknown as readonly BlockRow[];
  }

  /** Those of the pedometers that somebody had on the date. */
  of(participant: string, { date, startMs, endMs }: LocalDay): readonly BlockRow[] {
    return this.#sql.of(ownBlocks).all({ date, participant, startMs, endMs }) as unknown as readonly BlockRow[];
  }

  count({ device, participant, runs: bytes }: BlockRow, day: LocalDay, taker: HourTaker): void {
    const runs = decodeRuns(bytes);
    const loans = participant === null ? this.#loansOf(device) : [];
    const holder = (startMs: number, endMs: number): ParticipantId | undefined => {
      if (participant !== null) return participant;
      const found = holderOf(startMs, endMs, loans);
      return found.kind === 'participant' ? found.participant : undefined;
    };
    for (const run of runs) countRun(run, day, holder, taker);
    this.#countLost(device, runs, day, holder, taker);
  }

  #loansOf(device: DeviceSerial): readonly LoanInterval[] {
    const rows = this.#sql
      .of('SELECT participant, from_ms AS fromMs, to_ms AS toMs FROM loan WHERE device = ? ORDER BY from_ms')
      .all(device);
    return rows as unknown as readonly LoanInterval[];
  }

  /** The hours that were lost are dated by those beside them of the same day. */
  #countLost(device: DeviceSerial, runs: readonly Run[], day: LocalDay, holder: HolderAt, taker: HourTaker): void {
    for (const { from, to } of this.#lost.get(device) ?? [])
      for (const run of runs) {
        const bucketMs = run.bucketSeconds * 1000;
        const next = run.firstSequence + run.steps.length;
        const beside = to <= run.firstSequence ? to - 1 : from >= next ? from : undefined;
        if (beside === undefined) continue;
        const startMs = run.startMs + (beside - run.firstSequence) * bucketMs;
        const middleMs = startMs + bucketMs / 2;
        const whose = holder(startMs, startMs + bucketMs);
        if (middleMs >= day.startMs && middleMs < day.endMs && whose !== undefined) taker.gap(whose);
      }
  }
}

type HolderAt = (startMs: number, endMs: number) => ParticipantId | undefined;

const countRun = (run: Run, day: LocalDay, holder: HolderAt, taker: HourTaker): void => {
  const bucketMs = run.bucketSeconds * 1000;
  for (let i = 0; i < run.steps.length; i++) {
    const steps = run.steps[i] ?? 0;
    if (steps === 0) continue;
    const startMs = run.startMs + i * bucketMs;
    const whose = holder(startMs, startMs + bucketMs);
    if (whose === undefined) continue;
    if (steps === stepsNotRecorded) taker.gap(whose);
    else taker.steps(whose, hourOf(startMs + bucketMs / 2, day), steps);
  }
  // Power came back on this date: the first epoch of a pedometer is no loss of power.
  const begunMs = run.startMs - run.startSeconds * 1000;
  const isFirstOfEpoch = run.startSeconds < run.bucketSeconds;
  if (run.epoch <= 1 || !isFirstOfEpoch || begunMs < day.startMs || begunMs >= day.endMs) return;
  const whose = holder(run.startMs, run.startMs + bucketMs);
  if (whose !== undefined) taker.swap(whose);
};

/** A midpoint rounded over midnight still belongs to its date. */
const hourOf = (ms: number, { startMs }: LocalDay): number =>
  Math.max(0, Math.min(hoursOfDay - 1, Math.floor((ms - startMs) / hourMs)));
