/** Trial tally: every chosen person's days judged by two sets of rules side by side, and summed up. Pure. */
import { LargestParts } from '../../contract/analysis-grain.ts';
import type { JudgedDays } from './judged-days.ts';
import type { PointPeople } from './point-people.ts';
import { StepBins } from './step-bins.ts';
import { calendarOf, type Calendar } from './trial-calendar.ts';
import type { TrialJudge } from './trial-judge.ts';
import type { ToldDays, Whom } from './whom.ts';

/** Points of some days by both. */
export interface Sides {
  today: number;
  other: number;
  /** People who earn on one side or the other. */
  people: number;
  /** People for whom the two differ. */
  affected: number;
  readonly largest: { readonly today: LargestParts; readonly change: LargestParts };
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
  readonly largestCredited: LargestParts;
  /** People for whom the ledger holds something else than today's rules give. */
  creditedOtherwise: number;
  /** People whom the other rules' cap holds back, and those for whom their window counts other steps. */
  capped: number;
  otherWindow: number;
  readonly stepBins: StepBins;
}

interface Judges {
  readonly today: TrialJudge;
  readonly other: TrialJudge;
}

/** What one person earned by one judge in each month. */
interface Earned {
  readonly judge: TrialJudge;
  readonly name: string;
  readonly months: Float64Array;
  /** The cap has held something back. */
  isCapped: boolean;
}

export const judgeEverybody = (
  { from, to }: { readonly from: string; readonly to: string },
  whom: Whom,
  judges: Judges,
  people: PointPeople,
  days: JudgedDays,
): TrialTally => {
  const calendar = calendarOf(from, to, days);
  const tally = emptyTally(calendar, whom.centres.length, new StepBins(judges.today.edges));
  const walk = new Walk(calendar, judges, people, days, tally.stepBins);
  for (let person = 0; person < people.count; person++) {
    const centre = whom.centreOf(people.ids[person] ?? '');
    if (centre === undefined) continue;
    const credited = walk.person(person, whom.toldOf(people.ids[person] ?? ''));
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
  readonly #bins: StepBins;
  /** Of the person who was last: days of the period that may not enter, and whether the other window counts other steps. */
  #untold: readonly number[] = [];
  /** By date, by either window. */
  #steps = new Int32Array(0);
  #tried = new Int32Array(0);
  #isTried = false;
  isOtherWindow = false;
  readonly #tables = new Map<string, DayTables>();

  constructor(calendar: Calendar, { today, other }: Judges, people: PointPeople, days: JudgedDays, bins: StepBins) {
    const earned = (judge: TrialJudge, name: string): Earned => ({
      judge,
      name,
      months: new Float64Array(calendar.months.length),
      isCapped: false,
    });
    this.today = earned(today, 'today');
    this.other = earned(other, 'other');
    this.#calendar = calendar;
    this.#people = people;
    this.#days = days;
    this.#bins = bins;
  }

  /** What the ledger holds for the days of the period; undefined where none of them is known. */
  person(person: number, told: ToldDays): number | undefined {
    const { from, dates, first } = this.#calendar;
    const last = first + dates.length - 1;
    const days = this.#days;
    if (!this.#look(person, last, told)) return undefined;
    for (const earned of [this.today, this.other]) this.#judge(earned, person);
    return this.#untold.reduce(
      (sum, day) => sum - days.creditedWithin(person, day, day),
      days.creditedWithin(person, from, last),
    );
  }

  /** Returns whether anything is known of a day that enters. */
  #look(person: number, last: number, told: ToldDays): boolean {
    const days = this.#days;
    const from = Math.max(this.#calendar.from, days.grid.base);
    const [today, other] = [this.today.judge.windowDays, this.other.judge.windowDays];
    const [start, end] = days.grid.span(person, from, last);
    const room = end - start;
    if (this.#steps.length !== room) [this.#steps, this.#tried] = [new Int32Array(room), new Int32Array(room)];
    days.stepsFrom(person, from, today, this.#steps);
    this.#isTried = today !== other;
    if (this.#isTried) days.stepsFrom(person, from, other, this.#tried);
    const [walked, triedSteps] = [this.#steps, this.#isTried ? this.#tried : this.#steps];
    const untold: number[] = [];
    let isKnown = false;
    this.isOtherWindow = false;
    for (let i = 0, day = from; i < walked.length; i++, day++) {
      const steps = walked[i] ?? -1;
      if (told.days[day - told.first] !== 1) {
        untold.push(day);
        walked[i] = triedSteps[i] = -1;
      } else if (steps >= 0) {
        isKnown = true;
        this.#bins.add(person, steps);
        const tried = triedSteps[i] ?? steps;
        if (tried === steps) continue;
        // What is tried is told apart by its own steps, too.
        this.#bins.add(person, tried);
        this.isOtherWindow = true;
      }
    }
    this.#untold = untold;
    return isKnown;
  }

  #judge(earned: Earned, person: number): void {
    const { judge, name, months } = earned;
    earned.isCapped = false;
    const { from, months: calendar } = this.#calendar;
    const tables = this.#tablesOf(person, judge, name);
    const monthMax = judge.monthMax ?? Infinity;
    calendar.forEach((month, index) => {
      const middle = Math.max(month.first, Math.min(from, month.last + 1));
      // Days before the period may have used up a part of the cap, or all of it.
      const before = this.#pointsOf(judge, tables, person, month.first, middle - 1);
      const all = before + this.#pointsTold(earned, tables, person, middle, month.last);
      if (all > monthMax) earned.isCapped = true;
      months[index] = Math.min(all, monthMax) - Math.min(before, monthMax);
    });
  }

  /** Of the days of the period that enter. */
  #pointsTold(earned: Earned, tables: DayTables, person: number, from: number, to: number): number {
    const { judge } = earned;
    let sum = 0;
    if (tables.only !== undefined && judge.rules.credit !== 'final') {
      const walked = earned === this.today || !this.#isTried ? this.#steps : this.#tried;
      const first = Math.max(this.#calendar.from, this.#days.grid.base);
      const end = Math.min(walked.length, to - first + 1);
      // What may not enter is not known here.
      for (let i = Math.max(0, from - first); i < end; i++) sum += tables.only[walked[i] ?? -1] ?? 0;
      return sum;
    }
    sum = this.#pointsOf(judge, tables, person, from, to);
    for (const day of this.#untold)
      if (day >= from && day <= to) sum -= this.#pointsOf(judge, tables, person, day, day);
    return sum;
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

const noSides = (): Sides => ({
  today: 0,
  other: 0,
  people: 0,
  affected: 0,
  largest: { today: new LargestParts(), change: new LargestParts() },
});

const emptyTally = ({ months }: Calendar, centres: number, stepBins: StepBins): TrialTally => ({
  whole: noSides(),
  monthNames: months.map(({ name }) => name),
  months: months.map(noSides),
  earnersByMonths: new Map(),
  affectedByMonths: new Map(),
  centres: Array.from({ length: centres }, noSides),
  earning: { today: 0, other: 0 },
  changes: [],
  credited: 0,
  largestCredited: new LargestParts(),
  creditedOtherwise: 0,
  capped: 0,
  otherWindow: 0,
  stepBins,
});

const add = (tally: TrialTally, centre: number, { today, other, isOtherWindow }: Walk, credited: number): void => {
  if (other.isCapped) tally.capped += 1;
  if (isOtherWindow) tally.otherWindow += 1;
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
  tally.largestCredited.add(credited);
  if (credited !== sums.today) tally.creditedOtherwise += 1;
};

const addSides = (sides: Sides, { today, other }: Pick<Sides, 'today' | 'other'>, differs: boolean): void => {
  sides.largest.today.add(today);
  sides.largest.change.add(other - today);
  sides.today += today;
  sides.other += other;
  if (today > 0 || other > 0) sides.people += 1;
  if (differs) sides.affected += 1;
};

const count = (by: Map<number, number>, mask: number): void => {
  if (mask !== 0) by.set(mask, (by.get(mask) ?? 0) + 1);
};
