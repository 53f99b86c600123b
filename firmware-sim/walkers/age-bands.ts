/**
 * Age bands: how much people of an age walk, as published, for personas to be drawn from.
 *
 * Source: NHANES 2011–2014, wrist-worn accelerometers for about a week, 8,664 adults; quantiles over people of their
 * mean steps per day and of their mean best minute and best 30 minutes of the day, in steps per minute. L. Koffman,
 * C. Crainiceanu, J. Muschelli, minute-level step counts of NHANES 2011–2014 and their summaries.
 *
 * Of the four counting algorithms published there we take stepcount's self-supervised one (`scsslsteps`): it first asks
 * whether somebody walks at all, as a pedometer on the hip does, and so leaves out what arms do at a table. The others
 * find a third more in the old (`oaksteps`, `actisteps`) or less the younger the person (`vsrevsteps`).
 */

export const ageBandNames = ['18-39', '40-59', '60-64', '65-69', '70-74', '75-79', '80+'] as const;
export type AgeBandName = (typeof ageBandNames)[number];

export interface AgeBand {
  readonly name: AgeBandName;
  readonly ageMin: number;
  /** The oldest persona drawn; the last band is open upwards. */
  readonly ageMax: number;
  /** Mean steps per day. */
  readonly steps: {
    readonly p05: number;
    readonly p25: number;
    readonly p50: number;
    readonly p75: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
  /** Best minute of a day, steps per minute. */
  readonly peak1: Peaks;
  /** Mean of the best 30 minutes of a day, not necessarily in one go, steps per minute. */
  readonly peak30: Peaks;
}

export interface Peaks {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const band = (
  name: AgeBandName,
  [ageMin, ageMax]: readonly [number, number],
  [p05, p25, p50, p75, p95, p99, max]: readonly [number, number, number, number, number, number, number],
  peak1: readonly [number, number, number, number],
  peak30: readonly [number, number, number, number],
): AgeBand => ({
  name,
  ageMin,
  ageMax,
  steps: { p05, p25, p50, p75, p95, p99, max },
  peak1: peaks(peak1),
  peak30: peaks(peak30),
});

const peaks = ([p50, p95, p99, max]: readonly [number, number, number, number]): Peaks => ({ p50, p95, p99, max });

export const ageBands: readonly AgeBand[] = [
  band('18-39', [18, 39], [3739, 6549, 8937, 11999, 17568, 22303, 35169], [108, 128, 140, 164], [87, 109, 121, 154]),
  band('40-59', [40, 59], [3249, 6662, 9318, 12464, 18209, 22967, 32292], [106, 125, 136, 168], [85, 106, 117, 158]),
  band('60-64', [60, 64], [2128, 5685, 8172, 11462, 17693, 21240, 33164], [103, 123, 134, 157], [80, 107, 118, 148]),
  band('65-69', [65, 69], [2094, 5115, 7817, 10693, 15425, 19163, 25188], [101, 123, 129, 157], [78, 104, 114, 132]),
  band('70-74', [70, 74], [1100, 4119, 6336, 9254, 13338, 16246, 19836], [97, 118, 128, 137], [72, 99, 112, 131]),
  band('75-79', [75, 79], [308, 3063, 5453, 7724, 12263, 15510, 24614], [92, 113, 123, 135], [66, 96, 105, 121]),
  band('80+', [80, 94], [17, 1652, 3943, 6575, 10610, 15231, 18647], [87, 111, 124, 159], [58, 93, 107, 138]),
];

export const ageBandOf = (age: number): AgeBand =>
  ageBands.findLast((each) => age >= each.ageMin) ?? ageBands[0] ?? neverBand();

const neverBand = (): never => {
  throw new Error('bug: the table of age bands is empty');
};
