/**
 * Hour map: mean steps by hour of the day and day of the week. Everybody is counted at the centre and in the age band of
 * the date, as the hour book has them: who is chosen and who stands behind a cell go by that too.
 */
import type { HourMap } from '../../contract/analysis-steps.ts';
import { asOf, type Chosen } from './chosen.ts';
import { ageBandOn, calendarNumber, weekdayOf } from './day-number.ts';
import { dateOfEpochDay } from '../local-days.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import type { HourBook } from './hour-book.ts';
import { addCells, bandOfCell, centreOfCell, hasBit, hoursOfDay, type HourDay } from './hour-day.ts';

const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;

export const hourMapOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  book: HourBook,
  isStale: (day: number) => boolean,
  countedUntil: string | null,
): HourMap => {
  const { veil, bands, from, to } = chosen;
  const centres = chosenCentres(chosen, people, book);
  const wants = (cell: number): boolean => centres[centreOfCell(cell)] === true && bands[bandOfCell(cell)] === true;
  const days = [...book.days].filter(([day]) => day >= from && day <= to && !isStale(day));
  const counted = weekDays.map((weekday) => {
    const its = days.filter(([day]) => weekdayOf(day) === weekday);
    const sums = new Float64Array(hoursOfDay + 1);
    for (const [, day] of its) addCells(day, wants, sums);
    return { weekday, sums, people: walkersOf(its, centres, bands, book) };
  });
  const cells = counted.flatMap(({ weekday, sums, people: its }) => {
    const all = sums[hoursOfDay] ?? 0;
    return Array.from({ length: hoursOfDay }, (_, hour) => ({
      weekday,
      hour,
      steps: veil.figure(all === 0 ? 0 : (sums[hour] ?? 0) / all, its),
    }));
  });
  let busiest: (typeof cells)[number] | undefined;
  for (const cell of cells) if ((cell.steps ?? 0) > (busiest?.steps ?? 0)) busiest = cell;
  return {
    asOf: asOf(chosen, countedUntil),
    cells,
    busiest: busiest === undefined ? null : { weekday: busiest.weekday, hour: busiest.hour },
  };
};

/** By number in the book. */
const chosenCentres = ({ groups }: Chosen, people: AnalysedPeople, book: HourBook): readonly boolean[] => {
  const members = new Set<string>(people.groups.flatMap((group, i) => (groups[i] === true ? group.members : [])));
  return book.centres.map((id) => members.has(id));
};

/** Different people who walked on one of the dates and are chosen by what they were counted as. */
const walkersOf = (
  days: readonly (readonly [number, HourDay])[],
  centres: readonly boolean[],
  bands: readonly boolean[],
  book: HourBook,
): number => {
  const first = days.reduce((least, [day]) => Math.min(least, day), Infinity);
  const last = days.reduce((most, [day]) => Math.max(most, day), 0);
  if (first > last) return 0;
  const [begin, end] = [calendarOf(first), calendarOf(last)];
  const anyDay = walkersOfAny(days);
  let sum = 0;
  book.people.forEach(({ centre, born }, n) => {
    if (centres[centre] !== true || !hasBit(anyDay, n)) return;
    const [younger, older] = [ageBandOn(begin, born), ageBandOn(end, born)];
    const isChosen =
      younger === older
        ? bands[younger] === true
        : days.some(([day, { walkers }]) => hasBit(walkers, n) && bands[ageBandOn(calendarOf(day), born)] === true);
    if (isChosen) sum += 1;
  });
  return sum;
};

const walkersOfAny = (days: readonly (readonly [number, HourDay])[]): Uint32Array => {
  const any = new Uint32Array(days.reduce((most, [, { walkers }]) => Math.max(most, walkers.length), 0));
  for (const [, { walkers }] of days)
    for (let word = 0; word < walkers.length; word++) any[word] = (any[word] ?? 0) | (walkers[word] ?? 0);
  return any;
};

const calendarOf = (day: number): number => calendarNumber(dateOfEpochDay(day));
