/**
 * Trial judge: one set of rules for the steps of a day, laid out as tables of points by steps, so that millions of days are
 * judged by looking them up. The points in the tables are the engine's own (day-awards.ts). Pure.
 */
import type { TrialRules } from '../../contract/analysis-points.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { ageOn } from '../engine/age.ts';
import { isCapped } from '../engine/caps.ts';
import { dayPoints, isDayRule, takesPart, type DayRule } from '../engine/day-awards.ts';
import type { Birth } from '../engine/facts.ts';
import { dayKinds, isOfKind } from '../rule/day-kind.ts';
import type { Cap, RuleVersion } from '../rule/rule-version.ts';
import type { Words } from '../words.ts';
import { ruleName } from './rule-name.ts';

const tableSteps = 65_536;
/** Ages of the rules are below this; a birth that is not known has a place of its own. */
const unknownAge = -1;

export class TrialJudge {
  readonly rules: RuleVersion;
  readonly windowDays: number;
  /** Undefined: no cap. */
  readonly monthMax: number | undefined;
  readonly #dayMax: number;
  readonly #dayRules: readonly DayRule[];
  readonly #ages: readonly number[];
  readonly #kinds: boolean;
  readonly #tables = new Map<string, Uint16Array>();

  /** `trial`: what is null there is as in `rules`. */
  constructor(rules: RuleVersion, trial: Pick<TrialRules, 'tiers' | 'monthPointsMax' | 'backfillDays'>) {
    this.rules = rules;
    this.#dayRules = trial.tiers === null ? rules.earning.filter(isDayRule) : withTiers(rules, trial.tiers);
    this.windowDays = trial.backfillDays ?? rules.backfill.windowDays;
    const own = rules.caps.filter((cap) => isOwnCap(cap, rules));
    const month = trial.monthPointsMax ?? least(own, 'month') ?? 0;
    this.monthMax = trial.monthPointsMax === null ? least(own, 'month') : month === 0 ? undefined : month;
    this.#dayMax = least(own, 'day') ?? Infinity;
    this.#ages = agesOf(rules, this.#dayRules);
    this.#kinds = this.#dayRules.some(({ days, factors }) => days !== 'all' || factors.length > 0);
  }

  /** Steps at which the points of a day may change, rising. */
  get edges(): readonly number[] {
    return edgesOf(this.#dayRules);
  }

  /** Which ages the rules tell apart: the same number on two dates means the same rules. */
  ageClass(date: PlainDateText, birth: Birth | undefined): number {
    const age = ageOn(date, birth, this.rules.participants.ageOn);
    return age === undefined ? unknownAge : this.#ages.findLastIndex((from) => from <= age);
  }

  /** Points by steps for people of a class of age, on a date: another object where dates or ages differ. */
  table(ageClass: number, date: PlainDateText): Uint16Array {
    const key = `${ageClass} ${this.#kinds ? dayKinds.map((kind) => (isOfKind(date, kind) ? 1 : 0)).join('') : ''}`;
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = this.#fill(ageClass === unknownAge ? undefined : (this.#ages[ageClass] ?? 0), date);
    this.#tables.set(key, made);
    return made;
  }

  #fill(age: number | undefined, date: PlainDateText): Uint16Array {
    const table = new Uint16Array(tableSteps);
    if (!takesPart(age, this.rules)) return table;
    for (const from of edgesOf(this.#dayRules)) {
      if (from >= tableSteps) break;
      const points = this.#dayRules.reduce((sum, rule) => sum + dayPoints(rule, { date, steps: from }, age), 0);
      table.fill(Math.min(points, this.#dayMax, tableSteps - 1), from);
    }
    return table;
  }
}

/** The tiers of the file, or else every other way in which a day's steps earn, give way to these. */
const withTiers = ({ earning }: RuleVersion, tiers: NonNullable<TrialRules['tiers']>): readonly DayRule[] => {
  const written = earning.find((rule) => rule.kind === 'tiers');
  const sentence = { ja: '試し', en: 'trial' };
  const trial: DayRule = {
    ...(written ?? { id: 'trial', kind: 'tiers', days: 'all', factors: [] }),
    tiers: tiers.map((tier) => ({ ...tier, sentence })),
  };
  return written === undefined ? [trial] : earning.filter(isDayRule).map((rule) => (rule === written ? trial : rule));
};

/** A cap that holds for all that a day's steps earn, and for nothing else. */
const isOwnCap = ({ account, of, per }: Cap, { earning }: RuleVersion): boolean => {
  if (account !== 'pedometer' || of === undefined || (per !== 'month' && per !== 'day')) return false;
  const own = earning.filter(isDayRule).map(({ id }) => id);
  return own.length > 0 && own.every((id) => of.includes(id)) && of.every((id) => own.includes(id));
};

const least = (caps: readonly Cap[], per: Cap['per']): number | undefined => {
  const found = caps.filter((cap) => cap.per === per).map(({ pointsMax }) => pointsMax);
  return found.length === 0 ? undefined : Math.min(...found);
};

/** From where on each class of age is another; 0 first. */
const agesOf = ({ participants }: RuleVersion, rules: readonly DayRule[]): readonly number[] => {
  const ages = new Set([0, participants.ageMin, participants.ageMax + 1]);
  for (const rule of rules) {
    if (rule.ages !== undefined) ages.add(rule.ages.min).add(rule.ages.max + 1);
    if (rule.kind === 'target') for (const { ageMin } of rule.targets) ages.add(ageMin);
  }
  return [...ages].sort((a, b) => a - b);
};

/** Steps at which the points of a day may change, rising. */
const edgesOf = (rules: readonly DayRule[]): readonly number[] => {
  const edges = new Set<number>();
  for (const rule of rules)
    switch (rule.kind) {
      case 'tiers':
        for (const { from } of rule.tiers) edges.add(from);
        break;
      case 'target':
        for (const { steps } of rule.targets) edges.add(steps);
        break;
      case 'slope': {
        const rises = Math.ceil((rule.pointsMax - rule.points) / rule.pointsEach);
        for (let rise = 0; rise <= rises; rise++) edges.add(rule.from + rise * rule.everySteps);
        break;
      }
    }
  return [...edges].sort((a, b) => a - b);
};

/** What a trial leaves out of either side, in the words of the programme file. */
export const notJudgedBy = (rules: RuleVersion): Words[] => {
  const others = rules.earning.filter((rule) => !isDayRule(rule)).map((rule) => ruleName(rule.id, rules));
  const caps = rules.caps.filter(
    (cap) =>
      !isOwnCap(cap, rules) &&
      rules.earning.some((rule) => isDayRule(rule) && isCapped({ account: 'pedometer', rule: rule.id }, cap)),
  );
  return [...others, ...caps.map(({ sentence }) => sentence)];
};
