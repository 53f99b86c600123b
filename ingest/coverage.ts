/** Coverage: how far a pedometer's buckets have arrived without a hole, which is what `confirmed` promises. */

/** Sequences [from, to) that arrived closed; `endMs` is when the last of them ended, 0 while it has no date. */
export interface CoveredRange {
  readonly from: number;
  readonly to: number;
  readonly endMs: number;
}

/** Sequences [from, to). */
export interface SequenceRange {
  readonly from: number;
  readonly to: number;
}

export interface Coverage {
  /**
   * Every bucket below is stored closed, or reported lost by the pedometer, or in a gap that opened before it was first
   * heard of here.
   */
  readonly confirmed: number;
  /** End of bucket `confirmed − 1`, ms since the Unix epoch; 0 while it has no date. */
  readonly completeUntilMs: number;
  /** Ranges beyond a hole, by sequence, apart from one another. */
  readonly beyond: readonly CoveredRange[];
  /** Had left the ring before the first visit that was heard of: lost, or still on its way from where it went. */
  readonly gaps: readonly SequenceRange[];
  /** Buckets so far accepted as overwritten in the ring. */
  readonly lostAccepted: number;
  /** The latest that was told of the ring. */
  readonly ring: RingReport;
}

/** What a visit tells of the ring. */
export interface RingReport {
  /** Below it nothing can be asked for any more; undefined where the gateway does not tell. */
  readonly oldestSequence: number | undefined;
  /** Buckets overwritten without a receipt, over the device's life. */
  readonly lostBuckets: number;
}

export const noCoverage: Coverage = {
  confirmed: 0,
  completeUntilMs: 0,
  beyond: [],
  gaps: [],
  lostAccepted: 0,
  ring: { oldestSequence: undefined, lostBuckets: 0 },
};

/** More islands than this are not a pedometer that missed visits; the furthest are forgotten and asked for again. */
const islandsMax = 64;

/**
 * Adds a range of closed buckets. The first of all begins the coverage where the pedometer's ring began at that visit
 * (`oldestSequence`), or, where that is not told, where it begins itself: a gateway asks an unknown pedometer for
 * everything, so what lies before is not in its ring any more.
 */
export const cover = (coverage: Coverage, range: CoveredRange, ring: RingReport): Coverage => {
  if (range.to <= range.from) return coverage;
  if (isVirgin(coverage)) {
    const confirmed = Math.min(ring.oldestSequence ?? range.from, range.from);
    const begun = { ...coverage, confirmed, ring };
    // Where nothing is told of the ring, what it lost before is no hole of this coverage and explains none.
    const isTold = ring.oldestSequence !== undefined && confirmed > 0;
    const before = isTold ? { gaps: [{ from: 0, to: confirmed }] } : { lostAccepted: ring.lostBuckets };
    return settle({ ...begun, ...before }, [range]);
  }
  const islands = [...coverage.beyond, range].sort((a, b) => a.from - b.from).slice(0, islandsMax);
  const gaps = coverage.gaps.flatMap((gap) => without(gap, range));
  return settle({ ...coverage, gaps, ring: later(coverage.ring, ring) }, islands);
};

/** Nothing of this pedometer has come yet. */
const isVirgin = ({ confirmed, beyond, completeUntilMs }: Coverage): boolean =>
  confirmed === 0 && beyond.length === 0 && completeUntilMs === 0;

export interface Accepted {
  readonly coverage: Coverage;
  readonly lost: readonly SequenceRange[];
}

/**
 * Accepts as lost what has left the ring and never came, when the pedometer has reported as many overwritten buckets: as
 * long as more are missing than it says, some of them were fetched and are on their way, and nobody can tell which.
 * `before`: the coverage when the visit came.
 */
export const acceptLost = (coverage: Coverage, ring: RingReport, before: Coverage): Accepted => {
  const first = acceptEver(coverage, ring);
  // What has just come may be all that was waited for, to know what an earlier visit had told.
  const second = acceptEver(first.coverage, first.coverage.ring);
  const third = acceptSince(second.coverage, ring, before);
  return { coverage: third.coverage, lost: [...first.lost, ...second.lost, ...third.lost] };
};

/** Of all that ever left the ring. */
const acceptEver = (coverage: Coverage, { oldestSequence, lostBuckets }: RingReport): Accepted => {
  const below = oldestSequence ?? coverage.beyond[0]?.from ?? 0;
  return acceptWithin(coverage, { from: 0, to: below }, lostBuckets - coverage.lostAccepted);
};

/** Of what left it since the last visit: what went astray before, and may never come, has no part in that. */
const acceptSince = (coverage: Coverage, ring: RingReport, { ring: last, lostAccepted }: Coverage): Accepted => {
  if (last.oldestSequence === undefined || ring.oldestSequence === undefined) return { coverage, lost: [] };
  const reported = ring.lostBuckets - last.lostBuckets - (coverage.lostAccepted - lostAccepted);
  return acceptWithin(coverage, { from: last.oldestSequence, to: ring.oldestSequence }, reported);
};

/** When no more than `reported` buckets are missing of those that left the ring. */
const acceptWithin = (coverage: Coverage, left: SequenceRange, reported: number): Accepted => {
  const nothing = { coverage, lost: [] };
  const touches = (range: SequenceRange): boolean => range.from < left.to && range.to > left.from;
  const holes = holesOf(coverage).filter(touches);
  const gaps = coverage.gaps.filter(touches);
  const lost = [...gaps, ...holes];
  // A hole that reaches into the ring is first asked for again; one that began before is not of this time alone.
  if (lost.length === 0 || lost.some(({ from, to }) => from < left.from || to > left.to)) return nothing;
  const missing = lost.reduce((sum, { from, to }) => sum + to - from, 0);
  if (missing > reported) return nothing;
  const filled = holes.map((hole) => ({ ...hole, endMs: 0 }));
  const islands = [...coverage.beyond, ...filled].sort((a, b) => a.from - b.from);
  const passed = {
    ...coverage,
    gaps: coverage.gaps.filter((gap) => !touches(gap)),
    lostAccepted: coverage.lostAccepted + missing,
  };
  return { coverage: settle(passed, islands), lost };
};

/** Between what is confirmed and the islands beyond. */
const holesOf = ({ confirmed, beyond }: Coverage): readonly SequenceRange[] =>
  beyond.map((island, i) => ({ from: beyond[i - 1]?.to ?? confirmed, to: island.from }));

const without = (gap: SequenceRange, { from, to }: SequenceRange): readonly SequenceRange[] => {
  if (to <= gap.from || from >= gap.to) return [gap];
  return [
    { from: gap.from, to: from },
    { from: to, to: gap.to },
  ].filter((piece) => piece.from < piece.to);
};

/** Batches overtake one another; the ring only goes on. */
const later = (a: RingReport, b: RingReport): RingReport =>
  (b.oldestSequence ?? -1) > (a.oldestSequence ?? -1) || b.lostBuckets > a.lostBuckets ? b : a;

/** Lets `confirmed` run on through every island it reaches, and joins islands that touch. */
const settle = (coverage: Coverage, islands: readonly CoveredRange[]): Coverage => {
  let { confirmed, completeUntilMs } = coverage;
  const beyond: CoveredRange[] = [];
  for (const island of islands) {
    const last = beyond.at(-1);
    if (island.from <= confirmed) {
      if (island.to > confirmed) ({ to: confirmed, endMs: completeUntilMs } = island);
    } else if (last !== undefined && island.from <= last.to) {
      if (island.to > last.to) beyond[beyond.length - 1] = { ...last, to: island.to, endMs: island.endMs };
    } else {
      beyond.push(island);
    }
  }
  return { ...coverage, confirmed, completeUntilMs, beyond };
};
