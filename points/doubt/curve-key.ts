/** CurveKey: by which the day of another person with the same curve is found among a million of a date. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import type { CurveSum } from './curve-sum.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import { tellingSum } from './twin.ts';

/**
 * A day is described by numbers that hardly depend on when its buckets begin: the logarithm of its steps, the mean time of
 * a step, the spread of times around it, and the second harmonic of the day. Each is cut into cells twice as wide as two
 * pedometers of one person differ by, so that the other nearly always lies in the same cell or the nearest one beside it.
 * The cells are given as halves: wider ones would miss fewer pairs of a day and have more strangers to compare; who
 * carries two pedometers does so again tomorrow.
 */
const margins = [0.025, 11, 10, 0.065, 0.065] as const;

/**
 * Keys of a day, its own first. A table keeps of every day the first, together with the date; the day to be judged is
 * looked up by all of them. None where the day has too little to tell it by.
 */
export const curveKeys = (curve: DayCurve, limits: DoubtLimits): readonly string[] => {
  const sum = tellingSum(curve, limits);
  if (sum === undefined) return [];
  let keys: readonly string[] = [''];
  for (const [i, feature] of features(sum).entries()) {
    const place = feature / (2 * (margins[i] ?? 1));
    const own = Math.floor(place);
    const beside = place - own < 0.5 ? own - 1 : own + 1;
    keys = [own, beside].flatMap((cell) => keys.map((key) => `${key}${i === 0 ? '' : '.'}${cell}`));
  }
  return keys;
};

const features = (sum: CurveSum): readonly [number, number, number, number, number] => {
  let [mean, squares, real, imaginary] = [0, 0, 0, 0];
  for (let i = 1; i < sum.at.length; i++) {
    const share = ((sum.done[i] ?? 0) - (sum.done[i - 1] ?? 0)) / sum.total;
    if (share === 0) continue;
    const middle = ((sum.at[i] ?? 0) + (sum.at[i - 1] ?? 0)) / 2;
    mean += share * middle;
    squares += share * middle * middle;
    real += share * Math.cos(middle * halfDay);
    imaginary += share * Math.sin(middle * halfDay);
  }
  const spread = Math.sqrt(Math.max(0, squares - mean * mean));
  return [Math.log(sum.total), mean, spread, real, imaginary];
};

/** A turn in twelve hours. */
const halfDay = (2 * Math.PI) / 720;
