/**
 * Hour map: mean steps by hour of the day and day of the week. Everybody is counted at the centre and in the age band of
 * the date, as the hour book has them: who is chosen goes by that too.
 */
import type { HourMap } from '../../contract/analysis-steps.ts';
import { asOf, type Chosen } from './chosen.ts';
import { cellOfGroup, reachOf, tellWith, toldWith } from './atoms.ts';
import { weekdayOf } from './day-number.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import type { HourBook } from './hour-book.ts';
import { addCells, bandOfCell, centreOfCell, hoursOfDay, walkersOfCell, type HourDay } from './hour-day.ts';

const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;

export const hourMapOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  book: HourBook,
  isStale: (day: number) => boolean,
  countedUntil: string | null,
): HourMap => {
  const { veil, from, to } = chosen;
  const atomOf = atomsOfCells(chosen, people, book);
  const reach = reachOf(chosen.atoms.atoms, chosen.isAtomChosen);
  const days = [...book.days].filter(([day]) => day >= from && day <= to && !isStale(day));
  const counted = weekDays.map((weekday) => {
    const sums = new Float64Array(hoursOfDay + 1);
    for (const [day, its] of days) {
      if (weekdayOf(day) !== weekday) continue;
      const told = toldOn(its, chosen, atomOf);
      const wants = (cell: number): boolean => {
        const atom = atomOf(cell) ?? -1;
        return (told[atom] ?? toldWith.nobody) <= (reach[atom] ?? -1);
      };
      addCells(its, wants, sums);
    }
    // Ten people and more stand behind whatever is told of a date.
    return { weekday, sums, people: sums[hoursOfDay] ?? 0 };
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

/** Index of the atom, by cell of the book. */
const atomsOfCells = ({ atoms }: Chosen, people: AnalysedPeople, book: HourBook) => {
  const groupOf = new Map<string, number>(
    people.groups.flatMap(({ members }, i) => members.map((id) => [id, i] as const)),
  );
  const groups = book.centres.map((id) => groupOf.get(id));
  return (cell: number): number | undefined => {
    const group = groups[centreOfCell(cell)];
    return group === undefined ? undefined : atoms.atomOf[cellOfGroup(group, bandOfCell(cell))];
  };
};

/** Whose walking of the date enters, as in told-days.ts: whoever walked counts for the date. */
const toldOn = (
  day: HourDay,
  { atoms: { atoms } }: Chosen,
  atomOf: (cell: number) => number | undefined,
): Uint8Array => {
  const people = new Float64Array(atoms.length);
  day.cells.forEach((cell, i) => {
    const atom = atomOf(cell);
    if (atom !== undefined) people[atom] = (people[atom] ?? 0) + walkersOfCell(day, i);
  });
  const told = new Uint8Array(atoms.length);
  tellWith(atoms, people, told);
  return told;
};
