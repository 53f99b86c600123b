/** Step heights: bins of different width as one picture: as many days per 500 steps, so that a wide bin does not look full. */
import type { StepDistribution } from '../../../contract/analysis-steps.ts';

export const unitSteps = 500;

export interface StepHeight {
  readonly from: number;
  /** Null where the bin has no end. */
  readonly to: number | null;
  /** Where it ends in the picture. */
  readonly end: number;
  readonly days: number;
  /** Days per `unitSteps`. */
  readonly height: number;
}

/** A bin without an end is drawn as wide as four units, or as the bin before where that is wider. */
const openUnits = 4;

export const heightsOf = (bins: StepDistribution['bins']): readonly StepHeight[] =>
  bins.map(({ from, to, days }, index) => {
    const before = bins[index - 1];
    const beforeWidth = before === undefined ? 0 : (before.to ?? before.from) - before.from;
    const end = to ?? from + Math.max(openUnits * unitSteps, beforeWidth);
    return { from, to, end, days, height: (days * unitSteps) / (end - from) };
  });
