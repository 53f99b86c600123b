/** Point flow: what months brought and took, and by which rule, of the chosen people. */
import { LargestParts } from '../../contract/analysis-grain.ts';
import type { PointFlow } from '../../contract/analysis-points.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { flows, type LedgerSums, type MonthSums, type PersonSums } from './ledger-sums.ts';
import type { PointPeople } from './point-people.ts';
import { ruleName } from './rule-name.ts';
import type { Whom } from './whom.ts';

/** Chosen people by number. */
export const chosenOf = (whom: Whom, people: PointPeople): readonly number[] =>
  [...people.ids.keys()].filter((person) => whom.centreOf(people.ids[person] ?? '') !== undefined);

export const pointFlowOf = (
  { from, to }: { readonly from: string; readonly to: string },
  whom: Whom,
  rules: RuleVersion,
  people: PointPeople,
  sums: LedgerSums,
): PointFlow => {
  const chosen = chosenOf(whom, people);
  const isAsked = (month: string): boolean => month >= from.slice(0, 7) && month <= to.slice(0, 7);
  const balances = new Float64Array(people.count);
  const months: PointFlow['months'] = [];
  for (const [month, its] of sums.months) {
    for (const person of chosen) balances[person] = (balances[person] ?? 0) + netOf(its, person);
    if (isAsked(month)) months.push({ month, ...monthOf(whom, chosen, month, its, balances) });
  }
  const asked = sums.months.filter(([month]) => isAsked(month)).map(([, its]) => its);
  return { months, byRule: byRuleOf(whom, chosen, asked, rules), grains: {}, asOf: whom.asOf() };
};

/** What a month changed in somebody's account. */
export const netOf = ({ flows: its }: MonthSums, person: number): number =>
  its.issued.of(person) -
  its.takenBack.of(person) -
  its.expired.of(person) -
  its.exchanged.of(person) +
  its.movedIn.of(person);

/**
 * What is outstanding is told at the end of every month: so all flows of a month add up to something known, and where one is
 * hidden another goes with it.
 */
const monthOf = (
  { veil }: Whom,
  chosen: readonly number[],
  name: string,
  month: MonthSums,
  balances: Float64Array,
): Omit<PointFlow['months'][number], 'month'> => {
  const parts = partsOf(
    flows.map((flow) => month.flows[flow]),
    chosen,
  );
  const [issued = null, takenBack = null, expired = null, exchanged = null, movedIn = null] = veil.parts(
    parts.parts,
    parts.peopleOf,
  );
  flows.forEach((flow, i) => veil.grains.set(`${flow} ${name}`, parts.fewOf(i)));
  let outstanding = 0;
  let holders = 0;
  const largest = new LargestParts();
  for (const person of chosen) {
    const balance = balances[person] ?? 0;
    outstanding += balance;
    largest.add(balance);
    if (balance !== 0) holders += 1;
  }
  veil.grains.set(`outstanding ${name}`, largest.sum);
  return { issued, takenBack, expired, exchanged, movedIn, outstanding: veil.cell(outstanding, holders) };
};

const byRuleOf = (
  { veil }: Whom,
  chosen: readonly number[],
  months: readonly MonthSums[],
  rules: RuleVersion,
): PointFlow['byRule'] => {
  const ids = [...new Set(months.flatMap((month) => [...month.rules.keys()]))];
  const sums = ids.map((id) => months.flatMap((month) => month.rules.get(id) ?? []));
  const totals = sums.map((its) => ({
    of: (person: number): number => its.reduce((sum, month) => sum + month.of(person), 0),
  }));
  const { parts, peopleOf, fewOf } = partsOf(totals, chosen);
  ids.forEach((id, i) => veil.grains.set(`points ${id}`, fewOf(i)));
  // They add up to what was issued.
  const points = veil.parts(parts, peopleOf);
  const largestFirst = [...ids.keys()].sort((a, b) => (parts[b]?.value ?? 0) - (parts[a]?.value ?? 0));
  return largestFirst.map((i) => {
    const rule = ids[i] ?? '';
    const shown = points[i] ?? null;
    return {
      rule,
      name: ruleName(rule, rules),
      points: shown,
      people: veil.also(shown !== null, parts[i]?.people ?? 0),
    };
  });
};

/** Sums over the people, how many different ones stand behind some of them together, and what nine make of one at the most. */
const partsOf = (sums: readonly Pick<PersonSums, 'of'>[], chosen: readonly number[]) => {
  const values = sums.map(() => 0);
  const people = sums.map(() => 0);
  const behind: number[][] = sums.map(() => []);
  const largest = sums.map(() => new LargestParts());
  for (const person of chosen)
    for (let i = 0; i < sums.length; i++) {
      const value = sums[i]?.of(person) ?? 0;
      if (value === 0) continue;
      values[i] = (values[i] ?? 0) + value;
      people[i] = (people[i] ?? 0) + 1;
      behind[i]?.push(person);
      largest[i]?.add(value);
    }
  return {
    parts: values.map((value, i) => ({ value, people: people[i] ?? 0 })),
    peopleOf: (parts: readonly number[]): number => new Set(parts.flatMap((i) => behind[i] ?? [])).size,
    fewOf: (part: number): number => largest[part]?.sum ?? 0,
  };
};
