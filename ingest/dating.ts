/**
 * Dating: when a bucket was walked, from coincident stamps alone. A stamp pairs a pedometer's uptime with a gateway's
 * wall time at one instant of one epoch; between two stamps time is interpolated, outside them it is extrapolated.
 */

export interface EpochStamp {
  readonly uptimeSeconds: number;
  readonly gatewayMs: number;
}

/** Beyond this no quartz drifts (0.2 %, nearly 3 minutes a day): one of two stamps this far apart is wrong. */
const driftMax = 0.002;
/** How far one stamp may be off by whole-second uptimes, slow radio and a gateway's own clock. */
const stampErrorMs = 15 * 60_000;
/** A drift measured over less than this says more about the stamps than about the crystal. */
const measuredSpanSecondsMin = 12 * 3600;

/** Wall time in ms of an uptime, given the epoch's stamps in order of uptime; undefined without any stamp. */
export const dateUptime = (stamps: readonly EpochStamp[], uptimeSeconds: number): number | undefined => {
  const first = stamps[0];
  const last = stamps.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (uptimeSeconds <= first.uptimeSeconds) return extrapolate(first, stamps[1], uptimeSeconds);
  if (uptimeSeconds >= last.uptimeSeconds) return extrapolate(last, stamps.at(-2), uptimeSeconds);
  const after = stamps.findIndex((stamp) => stamp.uptimeSeconds >= uptimeSeconds);
  const [a, b] = [stamps[after - 1] ?? first, stamps[after] ?? last];
  if (b.uptimeSeconds - a.uptimeSeconds < measuredSpanSecondsMin) return extrapolate(a, undefined, uptimeSeconds);
  return a.gatewayMs + (uptimeSeconds - a.uptimeSeconds) * msPerSecond(a, b);
};

/** Drift of the pedometer's clock over the stamps, in parts per million; undefined before it can be measured. */
export const measuredDriftPpm = (stamps: readonly EpochStamp[]): number | undefined => {
  const first = stamps[0];
  const last = stamps.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (last.uptimeSeconds - first.uptimeSeconds < measuredSpanSecondsMin) return undefined;
  return (1000 / msPerSecond(first, last) - 1) * 1e6;
};

/** Whether two stamps of one epoch can both be true. */
export const stampsAgree = (a: EpochStamp, b: EpochStamp): boolean => {
  const uptimeMs = (b.uptimeSeconds - a.uptimeSeconds) * 1000;
  const wallMs = b.gatewayMs - a.gatewayMs;
  return Math.abs(wallMs - uptimeMs) <= stampErrorMs + Math.abs(uptimeMs) * driftMax;
};

/**
 * The stamps to believe, of all the epoch's in order of uptime: the largest set in which neighbours agree, the earlier
 * one where two sets are as large.
 */
export const believedStamps = <S extends EpochStamp>(stamps: readonly S[]): readonly S[] => {
  const chainLength: number[] = [];
  const before: number[] = [];
  let best = -1;
  stamps.forEach((stamp, i) => {
    chainLength[i] = 1;
    before[i] = -1;
    for (let j = 0; j < i; j++) {
      const earlier = stamps[j];
      const longer = (chainLength[j] ?? 0) + 1;
      if (earlier !== undefined && longer > (chainLength[i] ?? 0) && stampsAgree(earlier, stamp)) {
        chainLength[i] = longer;
        before[i] = j;
      }
    }
    if (best < 0 || (chainLength[i] ?? 0) > (chainLength[best] ?? 0)) best = i;
  });
  const believed: S[] = [];
  for (let i = best; i >= 0; i = before[i] ?? -1) {
    const stamp = stamps[i];
    if (stamp !== undefined) believed.unshift(stamp);
  }
  return believed;
};

const extrapolate = (from: EpochStamp, other: EpochStamp | undefined, uptimeSeconds: number): number => {
  const span = other === undefined ? 0 : Math.abs(other.uptimeSeconds - from.uptimeSeconds);
  const rate = other === undefined || span < measuredSpanSecondsMin ? 1000 : msPerSecond(from, other);
  return from.gatewayMs + (uptimeSeconds - from.uptimeSeconds) * rate;
};

const msPerSecond = (a: EpochStamp, b: EpochStamp): number =>
  (b.gatewayMs - a.gatewayMs) / (b.uptimeSeconds - a.uptimeSeconds);
