/** Oracle kept: months in which a goal was kept, worked out the slow way from the rules' words; shares nothing with the engine. */
import type { ParticipantFacts } from '../engine/facts.ts';
import type { EarningOf } from '../rule/earning-rule.ts';
import type { Programme } from '../rule/programme-file.ts';
import { daysFrom, dayOf, keptUntil, periodAround } from './oracle-calendar.ts';
import type { OracleDay } from './oracle-day.ts';
import { mayTakePart, versionOn } from './oracle-person.ts';
import type { OracleEarning } from './oracle-steps.ts';

type KeptRule = EarningOf<'months-kept'>;

interface Goal {
  readonly day: number;
  readonly id: number;
  readonly steps: number;
}

/** Each rule's runs, from version to version by its id. */
export const earnedByKeeping = (
  days: readonly OracleDay[],
  facts: ParticipantFacts,
  programme: Programme,
  today: number,
): readonly OracleEarning[] => {
  const ids = programme.versions.flatMap(({ earning }) =>
    earning.filter(({ kind }) => kind === 'months-kept').map(({ id }) => id),
  );
  return [...new Set(ids)].flatMap((id) => new OracleRuns(id, days, facts, programme, today).earned());
};

class OracleRuns {
  readonly #id: string;
  readonly #days: readonly OracleDay[];
  readonly #facts: ParticipantFacts;
  readonly #programme: Programme;
  readonly #today: number;
  readonly #goals: readonly Goal[];
  readonly #steps: ReadonlyMap<number, number>;

  constructor(id: string, days: readonly OracleDay[], facts: ParticipantFacts, programme: Programme, today: number) {
    this.#id = id;
    this.#days = days;
    this.#facts = facts;
    this.#programme = programme;
    this.#today = today;
    this.#goals = this.#findGoals();
    this.#steps = new Map(days.map((each) => [each.day, each.steps]));
  }

  earned(): readonly OracleEarning[] {
    const first = this.#goals[0];
    const last = this.#days.at(-1);
    if (first === undefined || last === undefined) return [];
    const had = new Set<string>();
    return this.#keptMonths(first.day, last.day).flatMap(({ months, end }) => {
      const rules = versionOn(end, this.#programme);
      const rule = this.#ruleOn(end);
      const milestone = rule?.milestones.find((each) => each.months === months);
      if (rule === undefined || milestone === undefined) return [];
      if (end > this.#today || !mayTakePart(end, this.#facts, rules, rule.ages)) return [];
      const period = rules.periods === undefined ? undefined : periodAround(end, rules.periods);
      const once = `${months} ${period?.from ?? 'ever'}`;
      if (had.has(once)) return [];
      had.add(once);
      return [{ rule: rule.id, day: end, points: milestone.points }];
    });
  }

  /** All months kept of all runs: how many in a row by then, and the last day. */
  #keptMonths(firstGoal: number, lastDay: number): readonly { readonly months: number; readonly end: number }[] {
    const kept: { months: number; end: number }[] = [];
    let start = firstGoal;
    let months = 0;
    while (start <= lastDay) {
      const { periods } = versionOn(start, this.#programme);
      const period = periods === undefined ? { to: Infinity } : periodAround(start, periods);
      const monthFrom = months === 0 ? start : keptUntil(start, months) + 1;
      const end = keptUntil(start, months + 1);
      const missed = daysFrom(monthFrom, end).filter((day) => this.#isMissed(day));
      const oneTooMany = missed[this.#ruleOn(end)?.missedDaysMax ?? 0];
      const restart = (day: number): void => {
        start = day;
        months = 0;
      };
      if (period === undefined) restart(start + 1);
      else if (end > period.to) restart(period.to + 1);
      else if (oneTooMany !== undefined) restart(oneTooMany + 1);
      else {
        months += 1;
        kept.push({ months, end });
      }
    }
    return kept;
  }

  /** What has not arrived counts as no steps; before the first goal there is nothing to reach. */
  #isMissed(day: number): boolean {
    const goal = this.#goals.findLast((each) => each.day <= day)?.steps ?? Infinity;
    return (this.#steps.get(day) ?? 0) < goal;
  }

  #findGoals(): readonly Goal[] {
    return this.#facts.claims
      .map(({ id, date, activity, goalSteps, isVoid }) => {
        const day = dayOf(date);
        const asked = versionOn(day, this.#programme).activities.find((each) => each.id === activity);
        const isGoal = !isVoid && asked !== undefined && this.#ruleOn(day)?.goalActivity === activity;
        return {
          id,
          day,
          steps: goalSteps ?? 0,
          isGoal: isGoal && (goalSteps ?? 0) >= (asked.goalStepsMin ?? Infinity),
        };
      })
      .filter(({ isGoal }) => isGoal)
      .sort((a, b) => a.day - b.day || a.id - b.id);
  }

  #ruleOn(day: number): KeptRule | undefined {
    return versionOn(day, this.#programme).earning.find(
      (rule): rule is KeptRule => rule.kind === 'months-kept' && rule.id === this.#id,
    );
  }
}
