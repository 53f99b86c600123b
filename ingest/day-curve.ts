/** Day curve: how a participant's steps of one date lie over the day, from the day blocks and the loans as they are now. */
import type { CurveBucket, DayCurve } from '../contract/day-curve.ts';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { stepsNotRecorded } from '../contract/page.ts';
import { holderOf, wholeHolder } from './attribution.ts';
import type { CloudStore } from './cloud-store.ts';
import { runEndMs, type Run } from './day-block.ts';
import type { Loan } from './loan-book.ts';

/** The buckets that count for the participant, by time. Called for every revision of the feed: a few lookups, no more. */
export const dayCurveOf = (store: CloudStore, participant: ParticipantId, date: PlainDateText): DayCurve => {
  const { registry, derivation, days } = store;
  const { startMs, endMs } = days.of(date);
  const loans = registry.loansOfParticipant(participant);
  const devices = new Set<DeviceSerial>();
  for (const { device, fromMs, toMs } of loans) if (fromMs < endMs && (toMs ?? Infinity) > startMs) devices.add(device);
  const buckets: CurveBucket[] = [];
  for (const device of devices) {
    const runs = derivation.blocks.readBlock(device, date)?.block.runs ?? [];
    if (runs.length === 0) continue;
    const ofDevice = registry.loansOfDevice(device);
    for (const run of runs) addRun(buckets, run, { device, loans: ofDevice, participant, startMs });
  }
  if (devices.size > 1) buckets.sort((a, b) => a.fromMinute - b.fromMinute);
  return { participant, date, buckets };
};

const addRun = (
  buckets: CurveBucket[],
  run: Run,
  of: {
    readonly device: DeviceSerial;
    readonly loans: readonly Loan[];
    readonly participant: ParticipantId;
    /** Local midnight. */
    readonly startMs: number;
  },
): void => {
  const { device, loans, participant } = of;
  const whole = wholeHolder(run.startMs, runEndMs(run), loans);
  if (whole !== undefined && whole !== participant) return;
  const bucketMs = run.bucketSeconds * 1000;
  run.steps.forEach((steps, i) => {
    const startMs = run.startMs + i * bucketMs;
    if (steps === stepsNotRecorded) return;
    if (whole === undefined && !isTheirs(startMs, startMs + bucketMs, of)) return;
    buckets.push({ device, fromMinute: minutesOf(startMs - of.startMs), minutes: run.bucketSeconds / 60, steps });
  });
};

const isTheirs = (
  startMs: number,
  endMs: number,
  { loans, participant }: { readonly loans: readonly Loan[]; readonly participant: ParticipantId },
): boolean => {
  const holder = holderOf(startMs, endMs, loans);
  return holder.kind === 'participant' && holder.participant === participant;
};

/** To the second: dating knows no better. */
const minutesOf = (ms: number): number => Math.round(ms / 1000) / 60;
