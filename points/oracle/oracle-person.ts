/** Oracle person: who a participant is on a day, for the oracle: how old, and what was in force. Shares nothing with the engine. */
import type { ParticipantFacts } from '../engine/facts.ts';
import type { Targets } from '../rule/earning-rule.ts';
import type { Programme } from '../rule/programme-file.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { dateOf, dayOf } from './oracle-calendar.ts';

/** The last version that had begun by then; before all of them, the first. */
export const versionOn = (day: number, { versions }: Programme): RuleVersion => {
  const begun = versions.filter(({ effectiveFrom }) => dayOf(effectiveFrom) <= day);
  const version = begun.at(-1) ?? versions[0];
  if (version === undefined) throw new Error('a programme without versions');
  return version;
};

/** How many birthdays have passed, the day of the birthday included. Undefined where the birth is not known. */
export const ageThen = (day: number, { birth }: ParticipantFacts, rules: RuleVersion): number | undefined => {
  if (birth === undefined) return undefined;
  const at = rules.participants.ageOn === 'date' ? day : nextFirstOfApril(day);
  const born = birth.date ?? `${birth.year}-12-31`;
  const [bornYear = '', bornMonth = '', bornDay = ''] = born.split('-');
  let age = Number(dateOf(at).slice(0, 4)) - Number(bornYear) - 2;
  // A birthday on 29 February is on 1 March in other years: Date.UTC counts over the end of the month.
  const birthday = (nth: number): number =>
    Date.UTC(Number(bornYear) + nth, Number(bornMonth) - 1, Number(bornDay)) / 86_400_000;
  while (birthday(age + 1) <= at) age += 1;
  return age;
};

/** By law a year of life is full the day before the birthday: by 31 March for those born on 1 April. */
const nextFirstOfApril = (day: number): number => {
  let first = day + 1;
  while (dateOf(first).slice(5) !== '04-01') first += 1;
  return first;
};

/** Whoever's age is not known is not turned away. */
export const mayTakePart = (
  day: number,
  facts: ParticipantFacts,
  rules: RuleVersion,
  ages?: { readonly min: number; readonly max: number },
): boolean => {
  const age = ageThen(day, facts, rules);
  if (age === undefined) return true;
  const { ageMin, ageMax } = rules.participants;
  return age >= ageMin && age <= ageMax && (ages === undefined || (age >= ages.min && age <= ages.max));
};

export const targetSteps = (targets: Targets, age: number | undefined): number => {
  const reached = targets.filter(({ ageMin }) => ageMin === 0 || (age !== undefined && ageMin <= age));
  return reached.at(-1)?.steps ?? NaN;
};
