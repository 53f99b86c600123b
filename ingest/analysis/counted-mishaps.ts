/** Counted mishaps: gaps and lost power of a period, by person, out of the hour book. */
import type { AnalysedPeople } from './analysed-people.ts';
import type { HourBook } from './hour-book.ts';
import type { Mishaps } from './quality.ts';

export class CountedMishaps implements Mishaps {
  readonly #gaps = new Map<number, number[]>();
  readonly #swaps = new Map<number, number[]>();

  /** Of the dates from … to. */
  constructor(book: HourBook, people: AnalysedPeople, from: number, to: number) {
    const persons = book.people.map(({ id }) => people.indexOf(id) ?? -1);
    for (const [day, { gaps, swaps }] of book.days) {
      if (day < from || day > to) continue;
      for (const n of gaps) note(this.#gaps, persons[n], day);
      for (const n of swaps) note(this.#swaps, persons[n], day);
    }
  }

  gapsOf(person: number, from: number, to: number): number {
    return within(this.#gaps.get(person), from, to);
  }

  swapsOf(person: number, from: number, to: number): number {
    return within(this.#swaps.get(person), from, to);
  }
}

const note = (days: Map<number, number[]>, person: number | undefined, day: number): void => {
  if (person === undefined) return;
  const known = days.get(person);
  if (known === undefined) days.set(person, [day]);
  else known.push(day);
};

const within = (days: readonly number[] | undefined, from: number, to: number): number => {
  let count = 0;
  for (const day of days ?? []) if (day >= from && day <= to) count += 1;
  return count;
};
