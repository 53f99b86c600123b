/** Trial tally: every chosen person's days judged by two sets of rules side by side, and summed up. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { monthRange } from '../rule/calendar.ts';
import { dateOfNumber, dayNumberOf } from './day-number.ts';
import type { JudgedDays } from './judged-days.ts';
import type { PointPeople } from './point-people.ts';
import type { TrialJudge } from './trial-judge.ts';
import type { Whom } from './whom.ts';

/** Points of some days by both. */
export interface Sides {
  today: number;
  other: number;
  /** People who earn on one side or the other. */
  people: number;
  /** People for whom the two differ. */
  affected: number;
}

export interface TrialTally {
  readonly whole: Sides;
  readonly monthNames: readonly string[];
  readonly months: readonly Sides[];
  /** How many people earn in exactly these months, and are affected in exactly these, as bits. */
  readonly earnersByMonths: Map<number, number>;
  readonly affectedByMonths: Map<number, number>;
  /** By index of the centre. */
  readonly centres: readonly Sides[];
  readonly earning: { today: number; other: number };
  /** Points more, of each person of whom days are known. */
  readonly changes: number[];
  credited: number;
  /** People for whom the ledger holds something else than today's rules give. */
  creditedOtherwise: number;
}

interface Judges {
  readonly today: TrialJudge;
  readonly other: TrialJudge;
}

/** The dates that are walked through: from the first of a month, because a cap may be used up before the period begins. */
interface Calendar {
  readonly first: number;
  readonly from: number;
  readonly dates: readonly PlainDateText[];
  /** The months the period touches, with the first and last of their dates that are walked through. */
  readonly months: readonly { readonly name: string; readonly first: number; readonly last: number }[];
}

/** What one person earned by one judge in each month. */
interface Earned {
  readonly judge: TrialJudge;
  readonly name: string;
  readonly months: Float64Array;
}

export const judgeEverybody = (
  { from, to }: { readonly from: string; readonly to: string },
  whom: Whom,
  judges: Judges,
  people: PointPeople,
  days: JudgedDays,
): TrialTally => {
  const calendar = calendarOf(from, to, days);
  const tally = emptyTally(calendar, whom.centres.length);
  const walk = new Walk(calendar, judges, people, days);
  for (let person = 0; person < people.count; person++) {
    const centre = whom.centreOf(people.ids[person] ?? '');
    if (centre === undefined) continue;
    const credited = walk.person(person);
    if (credited !== undefined) add(tally, centre, walk, credited);
  }
  return tally;
};

/** Points by steps, by date; `only`: where they are the same on all of them. */
interface DayTables {
  readonly only: Uint16Array | undefined;
  readonly byDate: readonly Uint16Array[];
}

const tablesOf = (byDate: readonly Uint16Array[]): DayTables => ({
  only: byDate.every((table) => table === byDate[0]) ? byDate[0] : undefined,
  byDate,
});

/** One person after another. */
class Walk {
  readonly today: Earned;
  readonly other: Earned;
  readonly #calendar: Calendar;
  readonly #people: PointPeople;
  readonly #days: JudgedDays;
  readonly #tables = new Map<string, DayTables>();

  constructor(calendar: Calendar, { today, other }: Judges, people: PointPeople, days: JudgedDays) {
    const earned = (judge: TrialJudge, name: string): Earned => ({
      judge,
      name,
      months: new Float64Array(calendar.months.length),
    });
    this.today = earned(today, 'today');
    this.other = earned(other, 'other');
    this.#calendar = calendar;
    this.#people = people;
    this.#days = days;
  }

  /** What the ledger holds for the days of the period; undefined where none of them is known. */
  person(person: number): number | undefined {
    const { from, dates, first } = this.#calendar;
    const last = first + dates.length - 1;
    const credited = this.#days.creditedWithin(person, from, last);
    if (credited === 0 && !this.#days.knowsAny(person, from, last)) return undefined;
    for (const earned of [this.today, this.other]) this.#judge(earned, person);
    return credited;
  }

  #judge({ judge, name, months }: Earned, person: number): void {
    const { from, months: calendar } = this.#calendar;
    const tables = this.#tablesOf(person, judge, name);
    const monthMax = judge.monthMax ?? Infinity;
    calendar.forEach((month, index) => {
      const middle = Math.max(month.first, Math.min(from, month.last + 1));
      // Days before the period may have used up a part of the cap, or all of it.
      const before = this.#pointsOf(judge, tables, person, month.first, middle - 1);
      const all = before + this.#pointsOf(judge, tables, person, middle, month.last);
      months[index] = Math.min(all, monthMax) - Math.min(before, monthMax);
    });
  }

  #pointsOf(judge: TrialJudge, { only, byDate }: DayTables, person: number, from: number, to: number): number {
    const { windowDays, rules } = judge;
    const needsFinal = rules.credit === 'final';
    if (from > to) return 0;
    if (only !== undefined && !needsFinal) return this.#days.pointsWithin(person, from, to, windowDays, only);
    const [start, end] = this.#days.grid.span(person, from, to);
    let sum = 0;
    for (let at = start, day = from; at < end; at++, day++) {
      if (needsFinal && !this.#days.isFinalAt(at)) continue;
      const steps = this.#days.stepsAt(at, person, day, windowDays) ?? 0;
      sum += byDate[day - this.#calendar.first]?.[steps] ?? 0;
    }
    return sum;
  }

  /** Most people are of one class of age throughout, and share theirs. */
  #tablesOf(person: number, judge: TrialJudge, name: string): DayTables {
    const { dates } = this.#calendar;
    const birth = this.#people.birthOf(person);
    const [first, last] = [dates[0], dates.at(-1)];
    if (first === undefined || last === undefined) return { only: undefined, byDate: [] };
    const younger = judge.ageClass(first, birth);
    if (younger !== judge.ageClass(last, birth))
      return tablesOf(dates.map((date) => judge.table(judge.ageClass(date, birth), date)));
    const key = `${name} ${younger}`;
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = tablesOf(dates.map((date) => judge.table(younger, date)));
    this.#tables.set(key, made);
    return made;
  }
}

const calendarOf = (from: string, to: string, days: JudgedDays): Calendar => {
  const begin = dayNumberOf(from);
  const first = Math.max(dayNumberOf(monthRange(from.slice(0, 7)).from), days.grid.base);
  const last = Math.min(dayNumberOf(to), days.grid.end);
  const dates = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => dateOfNumber(first + i));
  const names = [...new Set(dates.map((date) => date.slice(0, 7)))];
  const months = names.map((name) => ({
    name,
    first: first + dates.findIndex((date) => date.startsWith(name)),
    last: first + dates.findLastIndex((date) => date.startsWith(name)),
  }));
  return { first, from: begin, dates, months };
};

const noSides = (): Sides => ({ today: 0, other: 0, people: 0, affected: 0 });

const emptyTally = ({ months }: Calendar, centres: number): TrialTally => ({
  whole: noSides(),
  monthNames: months.map(({ name }) => name),
  months: months.map(noSides),
  earnersByMonths: new Map(),
  affectedByMonths: new Map(),
  centres: Array.from({ length: centres }, noSides),
  earning: { today: 0, other: 0 },
  changes: [],
  credited: 0,
  creditedOtherwise: 0,
});

const add = (tally: TrialTally, centre: number, { today, other }: Walk, credited: number): void => {
  const sums = { today: 0, other: 0 };
  let earns = 0;
  let differs = 0;
  tally.months.forEach((month, i) => {
    const its = { today: today.months[i] ?? 0, other: other.months[i] ?? 0 };
    sums.today += its.today;
    sums.other += its.other;
    addSides(month, its, its.today !== its.other);
    if (its.today > 0 || its.other > 0) earns |= 1 << i;
    if (its.today !== its.other) differs |= 1 << i;
  });
  addSides(tally.whole, sums, differs !== 0);
  const ofCentre = tally.centres[centre];
  if (ofCentre !== undefined) addSides(ofCentre, sums, differs !== 0);
  count(tally.earnersByMonths, earns);
  count(tally.affectedByMonths, differs);
  if (sums.today > 0) tally.earning.today += 1;
  if (sums.other > 0) tally.earning.other += 1;
  tally.changes.push(sums.other - sums.today);
  tally.credited += credited;
  if (credited !== sums.today) tally.creditedOtherwise += 1;
};

const addSides = (sides: Sides, { today, other }: Pick<Sides, 'today' | 'other'>, differs: boolean): void => {
  sides.today += today;
  sides.other += other;
  if (today > 0 || other > 0) sides.people += 1;
  if (differs) sides.affected += 1;
};

const count = (by: Map<number, number>, mask: number): void => {
  if (mask !== 0) by.set(mask, (by.get(mask) ?? 0) + 1);
};
