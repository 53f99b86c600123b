/** Day sum: one participant's steps of one date, over every pedometer they held that day. */
import type { DeviceSerial, ParticipantId } from '../contract/ids.ts';
import { stepsNotRecorded } from '../contract/page.ts';
import { holderOf, wholeHolder, type LoanInterval } from './attribution.ts';
import { runEndMs, stepsOf, type Run } from './day-block.ts';
import type { DaySum } from './day-totals.ts';

/** A pedometer's buckets of the date, with everybody who had it on loan. */
export interface Contribution {
  readonly device: DeviceSerial;
  readonly runs: readonly Run[];
  readonly loans: readonly LoanInterval[];
  /** Its clock is in doubt on this date. */
  readonly doubtful: boolean;
}

/** What `participant` walked. A contribution in which no bucket is theirs counts for nothing at all. */
export const sumDay = (participant: ParticipantId, contributions: readonly Contribution[]): DaySum => {
  let steps = 0;
  let signed = true;
  let held = false;
  const devices: DeviceSerial[] = [];
  for (const { device, runs, loans, doubtful } of contributions) {
    let theirs = false;
    for (const run of runs) {
      const share = shareOf(participant, run, loans);
      if (share === undefined) continue;
      theirs = true;
      steps += share;
      signed &&= run.signed;
    }
    if (!theirs) continue;
    devices.push(device);
    held ||= doubtful;
  }
  return { steps, trust: signed ? 'signed' : 'unsigned', devices: devices.sort(), held };
};

/** Steps of the run that are the participant's; undefined when no bucket of it is. */
const shareOf = (participant: ParticipantId, run: Run, loans: readonly LoanInterval[]): number | undefined => {
  const whole = wholeHolder(run.startMs, runEndMs(run), loans);
  if (whole !== undefined) return whole === participant ? stepsOf([run]) : undefined;
  let share: number | undefined;
  for (const { startMs, endMs, steps } of bucketsOf(run)) {
    const holder = holderOf(startMs, endMs, loans);
    if (holder.kind !== 'participant' || holder.participant !== participant) continue;
    share = (share ?? 0) + steps;
  }
  return share;
};

/** Steps that are nobody's, and steps between two people, of one block. */
export const unattributed = (
  runs: readonly Run[],
  loans: readonly LoanInterval[],
): { readonly nobodys: number; readonly ambiguous: number } => {
  let nobodys = 0;
  let ambiguous = 0;
  for (const run of runs) {
    if (wholeHolder(run.startMs, runEndMs(run), loans) !== undefined) continue;
    for (const { startMs, endMs, steps } of bucketsOf(run)) {
      const holder = holderOf(startMs, endMs, loans);
      if (holder.kind === 'nobody') nobodys += steps;
      if (holder.kind === 'ambiguous') ambiguous += steps;
    }
  }
  return { nobodys, ambiguous };
};

/** The buckets of a run one by one; what was not recorded has 0 steps. */
const bucketsOf = (run: Run): readonly { readonly startMs: number; readonly endMs: number; readonly steps: number }[] =>
  Array.from(run.steps, (steps, i) => ({
    startMs: run.startMs + i * run.bucketSeconds * 1000,
    endMs: run.startMs + (i + 1) * run.bucketSeconds * 1000,
    steps: steps === stepsNotRecorded ? 0 : steps,
  }));
