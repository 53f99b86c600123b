/** Recording: one person's steps as a file tells them, and the same person walking again with a pedometer. */
import type { ParticipantId } from '../../contract/ids.ts';
import type { StepSource } from '../pedometer/step-source.ts';

export interface Recording {
  readonly participant: ParticipantId;
  readonly bucketSeconds: number;
  /** When the first bucket begins and the last one ends, ms since the Unix epoch. */
  readonly firstStartMs: number;
  readonly endMs: number;
  /** When each bucket begins, ascending, no two the same; buckets without a row are not there and count nothing. */
  readonly startsMs: Float64Array;
  /** Steps of each bucket, in the order of `startsMs`. */
  readonly steps: Uint16Array;
}

/**
 * Walks the recording `laterMs` later than it was walked. Within a bucket the steps are spread evenly; at its end
 * exactly all of them are done.
 */
export const recordingSource = (recording: Recording, laterMs = 0): StepSource => {
  const before = stepsBeforeEach(recording.steps);
  const bucketMs = recording.bucketSeconds * 1000;
  return {
    stepsUntil: (wallMs) => {
      const atMs = wallMs - laterMs;
      const index = lastStartAtOrBefore(recording.startsMs, atMs);
      if (index < 0) return 0;
      const elapsedMs = Math.min(bucketMs, atMs - (recording.startsMs[index] ?? 0));
      return (before[index] ?? 0) + Math.floor(((recording.steps[index] ?? 0) * elapsedMs) / bucketMs);
    },
  };
};

const stepsBeforeEach = (steps: Uint16Array): Float64Array => {
  const before = new Float64Array(steps.length);
  for (let i = 1; i < steps.length; i++) before[i] = (before[i - 1] ?? 0) + (steps[i - 1] ?? 0);
  return before;
};

/** Index of the last start ≤ `atMs`, −1 where there is none. */
const lastStartAtOrBefore = (startsMs: Float64Array, atMs: number): number => {
  let low = 0;
  let high = startsMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((startsMs[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
