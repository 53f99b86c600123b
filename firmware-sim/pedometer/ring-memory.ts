/** RingMemory: the closed buckets a pedometer still holds, the oldest making room for the newest. */
import { assert } from '../../runtime/fault.ts';

/** Buckets of one epoch that lie side by side, from `firstSequence` to before `endSequence`. */
export interface Run {
  readonly epoch: number;
  readonly firstSequence: number;
  readonly endSequence: number;
  /** Place of the first bucket in its epoch, whose very first has 0: times the bucket length, its starting uptime. */
  readonly firstIndex: number;
}

interface EpochBegin {
  readonly epoch: number;
  readonly sequence: number;
}

/** Sequence numbers lead on through every epoch; epochs follow one another and their buckets begin at uptime 0. */
export class RingMemory {
  readonly capacityBuckets: number;
  readonly #steps: Uint16Array;
  readonly #epochs: EpochBegin[] = [];
  #nextSequence = 0;

  constructor(capacityBuckets: number) {
    assert(capacityBuckets >= 1 && capacityBuckets <= 0xffff, 'a ring holds 1 … 65,535 buckets');
    this.capacityBuckets = capacityBuckets;
    this.#steps = new Uint16Array(capacityBuckets);
  }

  get nextSequence(): number {
    return this.#nextSequence;
  }

  get oldestSequence(): number {
    return Math.max(0, this.#nextSequence - this.capacityBuckets);
  }

  /** From here on buckets belong to `epoch`. An epoch that closed none leaves no trace. */
  beginEpoch(epoch: number): void {
    if (this.openIndex === 0) this.#epochs.pop();
    this.#epochs.push({ epoch, sequence: this.#nextSequence });
  }

  /** Place of the open bucket in the epoch under way. */
  get openIndex(): number {
    return this.#nextSequence - (this.#epochs.at(-1)?.sequence ?? 0);
  }

  /** Writes the open bucket down. Answers the sequence it overwrote, if the ring was full. */
  close(steps: number): number | undefined {
    const overwritten = this.#nextSequence - this.capacityBuckets;
    this.#steps[this.#nextSequence % this.capacityBuckets] = steps;
    this.#nextSequence += 1;
    // Every epoch but the last holds a bucket, so one step of the oldest leaves no more than one behind.
    if ((this.#epochs[1]?.sequence ?? Infinity) <= this.oldestSequence) this.#epochs.shift();
    return overwritten >= 0 ? overwritten : undefined;
  }

  /** The buckets from `sequence` on, epoch by epoch, oldest first; the last one is the open bucket. */
  runsFrom(sequence: number): readonly Run[] {
    const from = Math.max(sequence, this.oldestSequence);
    return this.#epochs.flatMap((begin, i) => {
      const firstSequence = Math.max(from, begin.sequence);
      const endSequence = this.#epochs[i + 1]?.sequence ?? this.#nextSequence + 1;
      if (firstSequence >= endSequence) return [];
      return [{ epoch: begin.epoch, firstSequence, endSequence, firstIndex: firstSequence - begin.sequence }];
    });
  }

  /** The steps of stored buckets `firstSequence` … `endSequence − 1`. */
  read(firstSequence: number, endSequence: number): Uint16Array {
    return Uint16Array.from(
      { length: endSequence - firstSequence },
      (_, i) => this.#steps[(firstSequence + i) % this.capacityBuckets] ?? 0,
    );
  }
}
