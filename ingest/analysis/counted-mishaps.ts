/** Counted mishaps: gaps and lost power of a period, by person, out of the hour book. */
import type { AnalysedPeople } from './analysed-people.ts';
import type { HourBook } from './hour-book.ts';
import type { Mishaps } from './quality.ts';

/** Of the dates from … to. */
export const mishapsOf = (book: HourBook, people: AnalysedPeople, from: number, to: number): Mishaps => {
  const mishaps = new Map<number, { readonly gaps: number[]; readonly swaps: number[] }>();
  const of = (n: number): { readonly gaps: number[]; readonly swaps: number[] } => {
    const person = people.indexOf(book.people[n]?.id ?? '') ?? -1;
    let its = mishaps.get(person);
    if (its === undefined) mishaps.set(person, (its = { gaps: [], swaps: [] }));
    return its;
  };
  for (const [day, { gaps, swaps }] of book.days) {
    if (day < from || day > to) continue;
    for (const n of gaps) of(n).gaps.push(day);
    for (const n of swaps) of(n).swaps.push(day);
  }
  return mishaps;
};
