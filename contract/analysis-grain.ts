/**
 * Analysis grain: in which steps a figure is told: no finer than what the nine people make who make the most of it. So two
 * figures that differ by one to nine people are told the same, or one step apart: of these people that says nothing, for any
 * of them could be in it with nothing or with as much as anybody. Of people counted it is the ten. Pure.
 */
import { peopleMin } from './analysis-terms.ts';

const fewMax = peopleMin - 1;
/**
 * Rounded up to these, so that the step itself tells nobody's share, and two figures that differ by a few people are nearly
 * always told in the same.
 */
const ladder = [1, 3, 10] as const;

/** The largest parts that single people have in a figure. Each person is added once. */
export class LargestParts {
  /** Rising. */
  readonly #parts = new Float64Array(fewMax);

  add(part: number): void {
    const parts = this.#parts;
    const size = Math.abs(part);
    if (size <= (parts[0] ?? 0)) return;
    let i = 0;
    for (let next = parts[1] ?? 0; i < fewMax - 1 && next < size; next = parts[i + 1] ?? 0) parts[i++] = next;
    parts[i] = size;
  }

  get sum(): number {
    return this.#parts.reduce((sum, part) => sum + part, 0);
  }
}

/** `few`: what nine people make at the most. */
export const grainOf = (few: number): number => {
  const least = Math.max(few, peopleMin);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (ladder.find((step) => step * power >= least) ?? peopleMin);
};

/** What is something stays something. */
export const toGrain = (value: number, grain: number): number =>
  value === 0 ? 0 : Math.sign(value) * Math.max(grain, Math.round(Math.abs(value) / grain) * grain);

/**
 * What may be more or less than nothing, such as a difference: to the nearest step, which may be none. Something so small would
 * else be told by its sign, which a few people can turn.
 */
export const changeToGrain = (value: number, grain: number): number => Math.round(value / grain) * grain || 0;

/** What is told in steps of more than this part of it says little else than that there is some. */
const coarseFrom = 1 / 5;
export const isCoarse = (grain: number, whole: number): boolean => grain > Math.abs(whole) * coarseFrom;

/** The steps of one answer's figures, by names that the room that counts, the rounding and the reader agree on. */
export class Grains {
  readonly #grains = new Map<string, number>();
  readonly #used = new Map<string, number>();

  /** Of what has been told, in which steps: nothing is said of what is hidden. */
  get used(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#used);
  }

  /** `few`: what nine people make of the figure at the most. */
  set(name: string, few: number): void {
    this.#grains.set(name, grainOf(few));
  }

  /** To its step. Null stays null. */
  told<Value extends number | null>(name: string, value: Value): Value {
    if (value === null) return value;
    const grain = this.#of(name);
    if (value !== 0) this.#used.set(name, grain);
    return toGrain(value, grain) as Value;
  }

  /** A difference, to its step. Null stays null. */
  toldChange<Value extends number | null>(name: string, value: Value): Value {
    if (value === null) return value;
    const grain = this.#of(name);
    this.#used.set(name, grain);
    return changeToGrain(value, grain) as Value;
  }

  /** What is made of two figures that were told is as coarse as the coarser of them. */
  madeOf(name: string, parts: readonly string[]): number {
    const grain = Math.max(0, ...parts.map((part) => this.#used.get(part) ?? 0));
    if (grain > 0) this.#used.set(name, grain);
    return grain;
  }

  #of(name: string): number {
    const grain = this.#grains.get(name);
    // Told finer, it would be somebody's.
    if (grain === undefined) throw new Error(`bug: nobody has said how coarse "${name}" is to be told`);
    return grain;
  }
}
