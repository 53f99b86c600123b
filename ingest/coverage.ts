/** Coverage: how far a pedometer's buckets have arrived without a hole, which is what `confirmed` promises. */

/** Sequences [from, to) that arrived closed; `endMs` is when the last of them ended, 0 while it has no date. */
export interface CoveredRange {
  readonly from: number;
  readonly to: number;
  readonly endMs: number;
}

export interface Coverage {
  /** Every bucket below is stored closed, or reported lost by the pedometer. */
  readonly confirmed: number;
  /** End of bucket `confirmed − 1`, ms since the Unix epoch; 0 while it has no date. */
  readonly completeUntilMs: number;
  /** Ranges beyond a hole, by sequence, apart from one another. */
  readonly beyond: readonly CoveredRange[];
  /** Buckets so far accepted as overwritten in the ring. */
  readonly lostAccepted: number;
}

/** What a visit tells of the ring. */
export interface RingReport {
  /** Below it nothing can be asked for any more; undefined where the gateway does not tell. */
  readonly oldestSequence: number | undefined;
  /** Buckets overwritten without a receipt, over the device's life. */
  readonly lostBuckets: number;
}

export const noCoverage: Coverage = { confirmed: 0, completeUntilMs: 0, beyond: [], lostAccepted: 0 };

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
    // What was overwritten before is no hole of this coverage and explains none.
    return settle({ ...coverage, confirmed, lostAccepted: ring.lostBuckets }, [range]);
  }
  const islands = [...coverage.beyond, range].sort((a, b) => a.from - b.from).slice(0, islandsMax);
  return settle(coverage, islands);
};

/** Nothing of this pedometer has come yet. */
export const isVirgin = ({ confirmed, beyond, completeUntilMs }: Coverage): boolean =>
  confirmed === 0 && beyond.length === 0 && completeUntilMs === 0;

/**
 * Accepts the hole before the first island as lost when the pedometer has reported at least so many overwritten buckets
 * that were not accepted before, and its ring, as far as that is told, no longer reaches back into the hole.
 */
export const acceptLost = (
  coverage: Coverage,
  ring: RingReport,
): { readonly coverage: Coverage; readonly lost: { readonly from: number; readonly to: number } | undefined } => {
  const island = coverage.beyond[0];
  if (island === undefined) return { coverage, lost: undefined };
  const holeBuckets = island.from - coverage.confirmed;
  const stillInRing = (ring.oldestSequence ?? island.from) < island.from;
  if (stillInRing || ring.lostBuckets - coverage.lostAccepted < holeBuckets) return { coverage, lost: undefined };
  const lost = { from: coverage.confirmed, to: island.from };
  const passed = { ...coverage, confirmed: island.from, lostAccepted: coverage.lostAccepted + holeBuckets };
  return { coverage: settle(passed, coverage.beyond), lost };
};

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
