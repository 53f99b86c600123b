/**
 * Analysis hiding: which figures of an answer may be told, so that nobody can work out what fewer than `peopleMin` people did:
 * not from a cell, and not by taking what is shown from the whole that is shown beside it. One rule, for every answer. Pure.
 */
import { Grains } from './analysis-grain.ts';
import { peopleMin } from './analysis-terms.ts';

/** Something counted, and how many different people stand behind it. */
export interface Part {
  readonly value: number;
  readonly people: number;
}

/** From edge to edge, with at least `peopleMin` people. */
export interface Joined {
  readonly from: number;
  readonly to: number;
}

/** With one more hidden, a hidden number from 1 to 9 may still be any of these. */
const hiddenTogetherMin = 2 * peopleMin - 1;

export const isTooFew = (people: number): boolean => people > 0 && people < peopleMin;

/** What something shown is a part of is told to the ten, and never below the part: what is left cannot be worked out. */
export const toTheTen = (people: number, partsMax = 0): number | null => {
  if (people === 0) return 0;
  if (people < peopleMin) return null;
  return Math.max(people - (people % peopleMin), partsMax);
};

/**
 * Bins 0 … count − 1, joined from the left until each has enough people; a rest that has not is joined with the last.
 * `peopleOf`: different people of the bins from … to − 1. `wanted`: bins at which something begins that is to be told by
 * itself, where it has enough people. Empty where all together are too few.
 */
export const joinedBins = (
  count: number,
  peopleOf: (from: number, to: number) => number,
  wanted: readonly number[] = [],
): readonly Joined[] => {
  const begins = [...new Set([0, ...wanted])].sort((a, b) => a - b);
  const endOf = (span: number): number => begins[span] ?? count;
  const wide = joined(begins.length, (from, to) => peopleOf(endOf(from), endOf(to)));
  return wide.flatMap((span) => {
    const from = endOf(span.from);
    const within = joined(endOf(span.to) - from, (first, end) => peopleOf(from + first, from + end));
    return within.map((each) => ({ from: from + each.from, to: from + each.to }));
  });
};

const joined = (count: number, peopleOf: (from: number, to: number) => number): readonly Joined[] => {
  const found: Joined[] = [];
  for (let from = 0, to = 1; to <= count; to++) {
    if (peopleOf(from, to) < peopleMin) continue;
    found.push({ from, to });
    from = to;
  }
  const last = found.pop();
  return last === undefined ? [] : [...found, { from: last.from, to: count }];
};

/** One answer under the rule: says what is shown, and counts what is not. */
export class AnalysisVeil {
  readonly #isOpen: boolean;
  #hidden = 0;
  /** How coarse its sums are to be told (analysis-coarse.ts). */
  readonly grains = new Grains();

  /** `isOpen`: false where the answer as a whole speaks of too few people. */
  constructor(isOpen: boolean) {
    this.#isOpen = isOpen;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get hidden(): number {
    return this.#hidden;
  }

  /** A number that stands by itself. Nobody is nobody: 0 is told. */
  cell(value: number, people = value): number | null {
    return this.#isOpen && !isTooFew(people) ? value : this.#hide();
  }

  /** A mean, share or the like: of nobody there is none. */
  figure(value: number, people: number): number | null {
    if (this.#isOpen && people === 0) return null;
    return this.cell(value, people);
  }

  /** A sentence about something that is hidden already. */
  also(isShown: boolean, value: number): number | null {
    return isShown && this.#isOpen ? value : this.#hide();
  }

  /** People of a group, each number a part of the one before: neither it nor what is left may be too few. */
  nested(numbers: readonly number[]): readonly (number | null)[] {
    let whole: number | undefined;
    return numbers.map((number) => {
      const isShown = !isTooFew(number) && (whole === undefined || !isTooFew(whole - number));
      if (isShown) whole = number;
      return this.also(isShown, number);
    });
  }

  /**
   * People in groups that add up to something that is known. `unsaid`: of the whole, but in none of the groups shown.
   * Where one has to be hidden the smallest others are hidden with it.
   */
  groups(numbers: readonly number[], unsaid = 0): readonly (number | null)[] {
    const hidden = new Set(numbers.keys().filter((i) => isTooFew(numbers[i] ?? 0)));
    const together = (): number => [...hidden].reduce((sum, i) => sum + (numbers[i] ?? 0), unsaid);
    const isSafe = (): boolean =>
      hidden.size === 0 && unsaid === 0
        ? true
        : hidden.size === 0
          ? !isTooFew(unsaid)
          : together() >= hiddenTogetherMin;
    while (!isSafe()) {
      const next = smallestOf(numbers, hidden);
      if (next === undefined) break;
      hidden.add(next);
    }
    return numbers.map((number, i) => this.also(!hidden.has(i), number));
  }

  /**
   * Anything counted, in parts that add up to a known whole; the same people may stand behind several. `peopleOf`: different
   * people of some of the parts together: of those hidden there must be enough. `unsaid` parts are hidden from the first.
   */
  parts(
    parts: readonly Part[],
    peopleOf: (parts: readonly number[]) => number,
    unsaid: readonly number[] = [],
  ): readonly (number | null)[] {
    const hidden = new Set([...unsaid, ...parts.keys().filter((i) => isTooFew(parts[i]?.people ?? 0))]);
    const people = parts.map((part) => part.people);
    while (isTooFew(peopleOf([...hidden]))) {
      const next = smallestOf(people, hidden);
      if (next === undefined) break;
      hidden.add(next);
    }
    return parts.flatMap(({ value }, i) => (unsaid.includes(i) ? [] : [this.also(!hidden.has(i), value)]));
  }

  #hide(): null {
    this.#hidden += 1;
    return null;
  }
}

/** Of those that are not hidden and not empty. */
const smallestOf = (numbers: readonly number[], hidden: ReadonlySet<number>): number | undefined => {
  let found: number | undefined;
  for (const [i, number] of numbers.entries())
    if (number > 0 && !hidden.has(i) && number < (found === undefined ? Infinity : (numbers[found] ?? 0))) found = i;
  return found;
};
