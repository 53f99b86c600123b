/** Hour day: one date of everybody, as it is counted for the map of hours: sums by centre and age, and who stands behind them. Pure. */

export const hoursOfDay = 24;
/** Hours, and the people who walked at all. */
const columnsOfCell = hoursOfDay + 1;
/** Age bands of a centre stand together. */
const bandsOfCentre = 8;

/** A sum is kept for each centre and age band of which anybody walked. People and centres go by their number in the book. */
export interface HourDay {
  /** Changes of blocks up to this number are in it. */
  readonly change: number;
  readonly cells: readonly number[];
  /** `columnsOfCell` for each of `cells`. */
  readonly sums: Float64Array;
  /** One bit a person: whoever walked. */
  readonly walkers: Uint32Array;
  /** People with an hour that is missing, each once. */
  readonly gaps: readonly number[];
  /** People whose pedometer lost power, as often as it did. */
  readonly swaps: readonly number[];
}

export const cellOf = (centre: number, band: number): number => centre * bandsOfCentre + band;
export const centreOfCell = (cell: number): number => Math.floor(cell / bandsOfCentre);
export const bandOfCell = (cell: number): number => cell % bandsOfCentre;

/** Sums of one date while they grow, or while somebody goes from one cell to another. */
export class HourSums {
  readonly #sums = new Map<number, Float64Array>();
  #walkers: Uint32Array;

  constructor(day?: HourDay) {
    this.#walkers = day?.walkers.slice() ?? new Uint32Array(0);
    day?.cells.forEach((cell, i) => {
      this.#sums.set(cell, day.sums.slice(i * columnsOfCell, (i + 1) * columnsOfCell));
    });
  }

  /** `hours`: a person's steps by hour, from index `at` on. Whoever did not walk is not there. */
  add(cell: number, person: number, hours: ArrayLike<number>, at = 0, sign: 1 | -1 = 1): void {
    let walked = 0;
    for (let hour = 0; hour < hoursOfDay; hour++) walked += hours[at + hour] ?? 0;
    if (walked === 0) return;
    let sums = this.#sums.get(cell);
    if (sums === undefined) this.#sums.set(cell, (sums = new Float64Array(columnsOfCell)));
    for (let hour = 0; hour < hoursOfDay; hour++) sums[hour] = (sums[hour] ?? 0) + sign * (hours[at + hour] ?? 0);
    sums[hoursOfDay] = (sums[hoursOfDay] ?? 0) + sign;
    if (sign === 1) this.#walkers = withBit(this.#walkers, person);
  }

  done(rest: Pick<HourDay, 'change' | 'gaps' | 'swaps'>): HourDay {
    const { change, gaps, swaps } = rest;
    const kept = [...this.#sums].filter(([, sums]) => (sums[hoursOfDay] ?? 0) > 0);
    const sums = new Float64Array(kept.length * columnsOfCell);
    kept.forEach(([, its], i) => {
      sums.set(its, i * columnsOfCell);
    });
    return { change, gaps, swaps, cells: kept.map(([cell]) => cell), sums, walkers: this.#walkers };
  }
}

/** Adds the sums of the cells that `wants` to `into`: hours, then people. */
export const addCells = (day: HourDay, wants: (cell: number) => boolean, into: Float64Array): void => {
  day.cells.forEach((cell, i) => {
    if (!wants(cell)) return;
    for (let column = 0; column < columnsOfCell; column++)
      into[column] = (into[column] ?? 0) + (day.sums[i * columnsOfCell + column] ?? 0);
  });
};

/** People who walked, of `cells[i]`. */
export const walkersOfCell = ({ sums }: HourDay, i: number): number => sums[i * columnsOfCell + hoursOfDay] ?? 0;

const bitsOfWord = 32;

export const hasBit = (words: Uint32Array, index: number): boolean =>
  (((words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

export const withBit = (words: Uint32Array, index: number): Uint32Array => {
  const needed = (index >>> 5) + 1;
  let grown = words;
  if (needed > words.length) {
    grown = new Uint32Array(Math.max(needed, words.length * 2, bitsOfWord));
    grown.set(words);
  }
  grown[index >>> 5] = (grown[index >>> 5] ?? 0) | (1 << (index & 31));
  return grown;
};
