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
  /** Index of the month, by date. */
  readonly month: readonly number[];
  readonly monthNames: readonly string[];
}

/** What one person earned by one judge in each month. */
interface Earned {
  readonly months: Float64Array;
  readonly judge: TrialJudge;
  used: number;
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

/** One person after another. */
class Walk {
  readonly today: Earned;
  readonly other: Earned;
  readonly #calendar: Calendar;
  readonly #people: PointPeople;
  readonly #days: JudgedDays;
  readonly #tables = new Map<string, readonly Uint16Array[]>();

  constructor(calendar: Calendar, { today, other }: Judges, people: PointPeople, days: JudgedDays) {
    const earned = (judge: TrialJudge): Earned => ({
      judge,
      months: new Float64Array(calendar.monthNames.length),
      used: 0,
    });
    this.today = earned(today);
    this.other = earned(other);
    this.#calendar = calendar;
    this.#people = people;
    this.#days = days;
  }

  /** What the ledger holds for the days of the period; undefined where none of them is known. */
  person(person: number): number | undefined {
    const { first, from, dates, month } = this.#calendar;
    const days = this.#days;
    const [start, end] = days.grid.span(person, first, first + dates.length - 1);
    const sides = [
      { earned: this.today, tables: this.#tablesOf(person, this.today.judge, 'today') },
      { earned: this.other, tables: this.#tablesOf(person, this.other.judge, 'other') },
    ] as const;
    for (const { earned } of sides) earned.months.fill(0);
    let credited: number | undefined;
    for (let at = start, i = 0; at < end; at++, i++) {
      const day = first + i;
      if (month[i] !== month[i - 1]) this.today.used = this.other.used = 0;
      if (day >= from) {
        const held = days.creditedAt(at, person, day);
        if (held !== 0) credited = (credited ?? 0) + held;
      }
      for (const { earned, tables } of sides) {
        const steps = days.stepsAt(at, person, day, earned.judge.windowDays);
        if (steps === undefined) break;
        if (day >= from) credited ??= 0;
        const points = tables[i]?.[steps] ?? 0;
        if (points > 0) grant(earned, points, month[i] ?? 0, day >= from, days.isFinalAt(at));
      }
    }
    return credited;
  }

  /** By date. Most people are of one class of age throughout, and share theirs. */
  #tablesOf(person: number, judge: TrialJudge, name: string): readonly Uint16Array[] {
    const { dates } = this.#calendar;
    const birth = this.#people.birthOf(person);
    const [first, last] = [dates[0], dates.at(-1)];
    if (first === undefined || last === undefined) return [];
    const younger = judge.ageClass(first, birth);
    if (younger !== judge.ageClass(last, birth))
      return dates.map((date) => judge.table(judge.ageClass(date, birth), date));
    const key = `${name} ${younger}`;
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = dates.map((date) => judge.table(younger, date));
    this.#tables.set(key, made);
    return made;
  }
}

const grant = (earned: Earned, points: number, month: number, isInPeriod: boolean, isFinal: boolean): void => {
  const { judge, months } = earned;
  if (judge.rules.credit === 'final' && !isFinal) return;
  const given = judge.monthMax === undefined ? points : Math.min(points, judge.monthMax - earned.used);
  earned.used += given;
  if (isInPeriod) months[month] = (months[month] ?? 0) + given;
};

const calendarOf = (from: string, to: string, days: JudgedDays): Calendar => {
  const begin = dayNumberOf(from);
  const first = Math.max(dayNumberOf(monthRange(from.slice(0, 7)).from), days.grid.base);
  const last = Math.min(dayNumberOf(to), days.grid.end);
  const dates = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => dateOfNumber(first + i));
  const monthNames = [...new Set(dates.filter((date) => date >= from).map((date) => date.slice(0, 7)))];
  const month = dates.map((date) => Math.max(0, monthNames.indexOf(date.slice(0, 7))));
  return { first, from: begin, dates, month, monthNames };
};

const noSides = (): Sides => ({ today: 0, other: 0, people: 0, affected: 0 });

const emptyTally = ({ monthNames }: Calendar, centres: number): TrialTally => ({
  whole: noSides(),
  monthNames,
  months: monthNames.map(noSides),
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
