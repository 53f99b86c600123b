/** Age: how old a participant is on a date, as the rules count it. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { daysAfter } from '../rule/calendar.ts';
import type { Targets } from '../rule/earning-rule.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import type { Birth } from './facts.ts';

/**
 * Full years on `date`, or those reached by the end of the fiscal year it lies in: whoever was born on 1 April reaches a year
 * of life with 31 March, at its end (Act on the Calculation of Ages), and is among them, as in the law of schools. Born on
 * 29 February, a year of life counts from 1 March where there is no 29th. Undefined when the birth is not known.
 */
export const ageOn = (
  date: PlainDateText,
  birth: Birth | undefined,
  mode: RuleVersion['participants']['ageOn'],
): number | undefined => {
  if (birth === undefined) return undefined;
  const at = mode === 'date' ? date : daysAfter(fiscalYearEnd(date), 1);
  const born = birth.date ?? `${String(birth.year).padStart(4, '0')}-12-31`;
  const years = Number(at.slice(0, 4)) - Number(born.slice(0, 4));
  // MM-DD sorts as the days of a year do.
  return at.slice(5) >= born.slice(5) ? years : years - 1;
};

/** 31 March of the fiscal year (April to March) that `date` lies in. */
export const fiscalYearEnd = (date: PlainDateText): PlainDateText => {
  const year = Number(date.slice(0, 4)) + (date.slice(5) > '03-31' ? 1 : 0);
  return `${String(year).padStart(4, '0')}-03-31` as PlainDateText;
};

/** The steps that this age has to reach. Whoever's age is not known has the first target, which is everybody's. */
export const targetFor = (targets: Targets, age: number | undefined): number =>
  (targets.findLast(({ ageMin }) => ageMin <= (age ?? 0)) ?? targets[0])?.steps ?? Infinity;

export const isOfAge = (
  ages: { readonly min: number; readonly max: number } | undefined,
  age: number | undefined,
): boolean => ages === undefined || age === undefined || (ages.min <= age && age <= ages.max);
