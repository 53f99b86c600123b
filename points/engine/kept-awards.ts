/** Kept awards: a goal declared and kept for months in a row (`months-kept` in rule/earning-rule.ts says how it is counted). Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { daysAfter, lastOfMonths } from '../rule/calendar.ts';
import type { EarningOf } from '../rule/earning-rule.ts';
import { periodOf } from '../rule/period.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import { ageOn, isOfAge } from './age.ts';
import type { Award } from './award.ts';
import type { CountedDay } from './counted-day.ts';
import { takesPart } from './day-awards.ts';
import type { Birth, ClaimFact } from './facts.ts';

export const keptAwards = (
  days: readonly CountedDay[],
  claims: readonly ClaimFact[],
  birth: Birth | undefined,
  book: RuleBook,
  asOf: PlainDateText,
): Award[] => {
  const rules = book.inForce.flatMap((version) => version.rules.earning.filter((rule) => rule.kind === 'months-kept'));
  return [...new Set(rules.map(({ id }) => id))].flatMap((id) =>
    new KeptMonths(id, days, claims, birth, book, asOf).awards(),
  );
};

interface Goal {
  readonly date: PlainDateText;
  readonly steps: number;
}

class KeptMonths {
  readonly #id: string;
  readonly #steps: ReadonlyMap<string, number>;
  readonly #last: PlainDateText | undefined;
  readonly #claims: readonly ClaimFact[];
  readonly #birth: Birth | undefined;
  readonly #book: RuleBook;
  readonly #asOf: PlainDateText;
  readonly #awards = new Map<string, Award>();

  constructor(
    id: string,
    days: readonly CountedDay[],
    claims: readonly ClaimFact[],
    birth: Birth | undefined,
    book: RuleBook,
    asOf: PlainDateText,
  ) {
    this.#id = id;
    this.#steps = new Map(days.map(({ date, steps }) => [date, steps]));
    this.#last = days.at(-1)?.date;
    this.#claims = claims;
    this.#birth = birth;
    this.#book = book;
    this.#asOf = asOf;
  }

  awards(): Award[] {
    const goals = this.#goals();
    let start = goals[0]?.date;
    // A run that has ended gives the date of the next one; every run is at least a day further on.
    while (start !== undefined && this.#last !== undefined && start <= this.#last) start = this.#run(start, goals);
    return [...this.#awards.values()];
  }

  /** By date; of two goals of one date the one recorded later. */
  #goals(): readonly Goal[] {
    const byDate = new Map<PlainDateText, Goal>();
    for (const { isVoid, activity, date, goalSteps } of this.#claims) {
      if (isVoid || goalSteps === null) continue;
      const rules = this.#book.on(date);
      const rule = this.#ruleOn(date);
      const least = rules.activities.find(({ id }) => id === activity)?.goalStepsMin;
      if (rule?.goalActivity === activity && least !== undefined && goalSteps >= least)
        byDate.set(date, { date, steps: goalSteps });
    }
    return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  /** Follows the months of a run from `start` on. Returns where the next run begins. */
  #run(start: PlainDateText, goals: readonly Goal[]): PlainDateText | undefined {
    const { periods } = this.#book.on(start);
    const period = periods === undefined ? undefined : periodOf(start, periods);
    if (periods !== undefined && period === undefined) return daysAfter(start, 1);
    let from = start;
    for (let months = 1; ; months++) {
      const to = lastOfMonths(start, months);
      if (period !== undefined && to > period.to) return daysAfter(period.to, 1);
      const ended = this.#endedOn(from, to, goals);
      if (ended !== undefined) return daysAfter(ended, 1);
      if (to > this.#asOf) return undefined;
      this.#grant(months, to);
      from = daysAfter(to, 1);
    }
  }

  /** The date of the missed day that was one too many; days that have not arrived are missed. */
  #endedOn(from: PlainDateText, to: PlainDateText, goals: readonly Goal[]): PlainDateText | undefined {
    let missed = 0;
    const allowed = this.#ruleOn(to)?.missedDaysMax ?? 0;
    for (let date = from; date <= to; date = daysAfter(date, 1)) {
      const goal = goals.findLast((each) => each.date <= date)?.steps ?? Infinity;
      if ((this.#steps.get(date) ?? 0) >= goal) continue;
      missed += 1;
      if (missed > allowed) return date;
    }
    return undefined;
  }

  #grant(months: number, date: PlainDateText): void {
    const rules = this.#book.on(date);
    const rule = this.#ruleOn(date);
    const milestone = rule?.milestones.find((each) => each.months === months);
    const age = ageOn(date, this.#birth, rules.participants.ageOn);
    if (rule === undefined || milestone === undefined || !takesPart(age, rules) || !isOfAge(rule.ages, age)) return;
    const period = rules.periods === undefined ? undefined : periodOf(date, rules.periods);
    const key = `kept:${rule.id}:${period?.from ?? 'ever'}:${months}`;
    if (this.#awards.has(key)) return;
    const { points } = milestone;
    this.#awards.set(key, { key, account: 'pedometer', date, points, rule: rule.id, version: rules.version });
  }

  #ruleOn(date: PlainDateText): EarningOf<'months-kept'> | undefined {
    for (const rule of this.#book.on(date).earning)
      if (rule.kind === 'months-kept' && rule.id === this.#id) return rule;
    return undefined;
  }
}
