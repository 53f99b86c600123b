/**
 * Soak verdict: whether what a program uses stays as it is, told from samples over time. Pure. A leak never gives back, so
 * that the least that is ever in use rises: memory is judged by the trend of its floor, what is counted by the floor itself
 * and by what is usual.
 */

/** One thing of one program, or one queue, measured at the times of the run. */
export interface SoakSeries {
  readonly name: string;
  readonly kind: 'memory' | 'count';
  /** Bytes, or how many. */
  readonly values: readonly number[];
}

export interface SoakRun {
  /** Of each sample, ms since the beginning of the run; ascending. */
  readonly atMs: readonly number[];
  readonly series: readonly SoakSeries[];
  /** Samples before this are not judged. */
  readonly warmUpMs: number;
}

export type SoakFinding =
  | {
      readonly kind: 'memory';
      readonly name: string;
      readonly isFlat: boolean;
      /** By how much the floor rises. */
      readonly mbPerHour: number;
      /** Of that, about 95 %. */
      readonly plusMinus: number;
      /** A leak below this would not have been noticed: a longer run notices smaller ones. */
      readonly noticedMbPerHour: number;
      readonly mbFirst: number;
      readonly mbLast: number;
    }
  | {
      /** Too short a run to notice any leak worth the name. */
      readonly kind: 'memory-unjudged';
      readonly name: string;
      readonly noticedMbPerHour: number;
      readonly mbFirst: number;
      readonly mbLast: number;
    }
  | {
      readonly kind: 'count';
      readonly name: string;
      readonly isFlat: boolean;
      /** The least there was in the first and in the last third. */
      readonly floorFirst: number;
      readonly floorLast: number;
      readonly medianFirst: number;
      readonly medianLast: number;
      readonly most: number;
    };

export interface SoakVerdict {
  /** Of what could be judged. */
  readonly isFlat: boolean;
  readonly samples: number;
  readonly findings: readonly SoakFinding[];
}

/** Slower than this is no leak anybody would meet: 24 MB in a day. */
const mbPerHourMax = 1;
/**
 * V8 and the C library play within about so much. A cloud left to V8's defaults was seen to rise by 6 MB in its first ten
 * minutes and to be level in the ten after: a run of less than twenty may call it not flat.
 */
const playMb = 4;
/** To notice only more than this is to notice nothing: a Raspberry Pi would be full in five hours. */
const noticedMbPerHourMax = 200;
/** A visit more or less at the moment of sampling. */
const playCount = 2;
/** The floor of a stretch: long enough for collections of garbage to be in it, and enough of them for a trend. */
const stretchesMax = 12;
/** Fewer say nothing about a trend. */
const samplesMin = 6;
const hourMs = 3_600_000;
const mebibyte = 1024 * 1024;

/** The first fifth of a run, and at least three minutes of a long enough one, in which programs grow to their size. */
export const warmUpMsOf = (runMs: number): number => Math.max(0.2 * runMs, Math.min(3 * 60_000, 0.4 * runMs));

/** `undefined` where there are too few samples after the warm-up. */
export const judgeSoak = ({ atMs, series, warmUpMs }: SoakRun): SoakVerdict | undefined => {
  const from = atMs.findIndex((time) => time >= warmUpMs);
  const times = from < 0 ? [] : atMs.slice(from);
  if (times.length < samplesMin) return undefined;
  const findings = series.map(({ name, kind, values }) =>
    kind === 'memory' ? memoryFinding(name, times, values.slice(from)) : countFinding(name, values.slice(from)),
  );
  return {
    isFlat: findings.every((finding) => finding.kind === 'memory-unjudged' || finding.isFlat),
    samples: times.length,
    findings,
  };
};

const memoryFinding = (name: string, times: readonly number[], bytes: readonly number[]): SoakFinding => {
  const points = stretches(times, bytes);
  const slope = theilSen(points);
  const mbPerHour = (slope * hourMs) / mebibyte;
  const plusMinus = (slopeError(points, slope) * hourMs) / mebibyte;
  const mbFirst = (points[0]?.value ?? 0) / mebibyte;
  const mbLast = (points.at(-1)?.value ?? 0) / mebibyte;
  const hours = ((times.at(-1) ?? NaN) - (times[0] ?? NaN)) / hourMs;
  const allowed = Math.max(mbPerHourMax, playMb / hours);
  const spanHours = ((points.at(-1)?.atMs ?? NaN) - (points[0]?.atMs ?? NaN)) / hourMs;
  // What was given back was no leak, whatever the trend.
  const isGivenBack = mbLast - mbFirst <= allowed * spanHours;
  const isFlat = isGivenBack || mbPerHour - plusMinus <= allowed;
  const noticedMbPerHour = allowed + plusMinus;
  // A rise that stands out in a long enough run is told, however restless the memory is.
  if (allowed > noticedMbPerHourMax || (isFlat && noticedMbPerHour > noticedMbPerHourMax))
    return { kind: 'memory-unjudged', name, noticedMbPerHour, mbFirst, mbLast };
  return { kind: 'memory', name, isFlat, mbPerHour, plusMinus, noticedMbPerHour, mbFirst, mbLast };
};

/** The floor alone would pass any queue that is empty for a moment: what is usual must stay within what was usual, too. */
const countFinding = (name: string, counts: readonly number[]): SoakFinding => {
  const third = Math.floor(counts.length / 3);
  const first = counts.slice(0, third);
  const last = counts.slice(-third);
  const floorFirst = Math.min(...first);
  const floorLast = Math.min(...last);
  const medianFirst = median(first);
  const medianLast = median(last);
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const usualMost = Math.max(upperQuartile(first), medianFirst + playCount);
  const isFlat = floorLast <= floorFirst && medianLast <= usualMost;
  return { kind: 'count', name, isFlat, floorFirst, floorLast, medianFirst, medianLast, most };
};

interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** The floors of stretches of as many samples each. */
const stretches = (times: readonly number[], values: readonly number[]): readonly Point[] => {
  const count = Math.min(stretchesMax, times.length);
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * times.length) / count);
    const to = Math.floor(((i + 1) * times.length) / count);
    return { atMs: median(times.slice(from, to)), value: Math.min(...values.slice(from, to)) };
  });
};

/** The median slope of all pairs, per ms (Sen 1968): a single hump does not bend it. */
const theilSen = (points: readonly Point[]): number =>
  median(points.flatMap((a, i) => points.slice(i + 1).map((b) => (b.value - a.value) / (b.atMs - a.atMs))));

/** Two standard errors of a line's slope, with the spread of the residuals taken from their median. */
const slopeError = (points: readonly Point[], slope: number): number => {
  const offset = median(points.map(({ atMs, value }) => value - slope * atMs));
  const spread = 1.4826 * median(points.map(({ atMs, value }) => Math.abs(value - slope * atMs - offset)));
  const meanMs = points.reduce((sum, { atMs }) => sum + atMs, 0) / points.length;
  const squares = points.reduce((sum, { atMs }) => sum + (atMs - meanMs) ** 2, 0);
  return (2 * spread) / Math.sqrt(squares);
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? NaN;
  const high = sorted[Math.floor(middle)] ?? NaN;
  return (low + high) / 2;
};

const upperQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.75 * values.length) - 1] ?? NaN;
