/** Whatever a town went through, every figure shown is what the tables say, and none speaks of fewer than ten people. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ageBands, type AgeBand } from '../../contract/analysis-terms.ts';
import { seededRandom } from '../../runtime/random.ts';
import { AnalysisOracle, agrees, dateAfter, isTold } from './analysis-oracle.ts';
import { cellOfGroup, toldAtoms } from './atoms.ts';
import type { AskedFilter } from './chosen.ts';
import { dayNumberOf } from './day-number.ts';
import type { StepAnalysis } from './step-analysis.ts';
import { TrialTown, zone } from './trial-town.ts';

const tiers = [
  { from: 3_000, points: 1 },
  { from: 5_000, points: 2 },
  { from: 8_000, points: 3 },
];
const firstDate = '2026-09-01';

interface Asked {
  readonly filter: AskedFilter;
  /** The real centres it stands for. */
  readonly members: readonly string[];
}

/** Everybody, and then by chance. */
const filtersOf = (town: TrialTown, analysis: StepAnalysis, days: number): readonly Asked[] => {
  const random = seededRandom(town.walkers.length + days);
  const groups = analysis.people.groups;
  return Array.from({ length: 12 }, (_, i) => {
    const from = dateAfter(firstDate, i === 0 ? 0 : random.int(0, days - 8));
    const to = i === 0 ? dateAfter(firstDate, days) : dateAfter(from, random.int(0, days));
    const some = i === 0 || random.next() < 0.4 ? [] : groups.filter(() => random.next() < 0.5);
    const ages: readonly AgeBand[] = i === 0 || random.next() < 0.5 ? [] : ageBands.filter(() => random.next() < 0.6);
    const members = (some.length === 0 ? groups : some).flatMap((group) => group.members);
    return { filter: { from, to, centres: some.map(({ id }) => id), ages }, members };
  });
};

const inTown = (
  seed: number,
  people: number,
  days: number,
  check: (analysis: StepAnalysis, oracle: AnalysisOracle, asked: Asked) => void,
): void => {
  using town = new TrialTown(seed, people);
  const analysis = town.analysis();
  // Half of the time it follows what happens, half of it is there from the beginning.
  town.live(Math.floor(days / 2));
  town.catchUp(analysis);
  town.live(Math.ceil(days / 2));
  town.catchUp(analysis);
  const oracle = new AnalysisOracle(town.store.database, zone);
  const held = oracle.days('2000-01-01', '2100-01-01', new Set(oracle.people().map(({ id }) => id)));
  expect(held.some(({ state }) => state === 'held')).toBe(true);
  for (const asked of filtersOf(town, analysis, days)) {
    const whom = analysis.whom(asked.filter);
    oracle.isTold = (participant, date) => isTold(whom.toldOf(participant), dayNumberOf(date));
    check(analysis, oracle, asked);
  }
};

const towns = [
  [1, 34, 40],
  [2, 60, 48],
  [3, 16, 36],
] as const;

describe.each(towns)('town %i of %i people over %i days', (seed, people, days) => {
  it('counts who takes part as the tables do', () => {
    inTown(seed, people, days, (analysis, oracle, { filter, members }) => {
      const all = chosenOf(analysis, oracle, { filter, members });
      const told = analysis.participation(analysis.choose(filter));
      for (const { until, lent, came, walking } of told.weeks) {
        const from = dateAfter(until, -6);
        const lentTo = oracle.lent(from, until, all);
        const cameOf = oracle.came(from, until, lentTo);
        const walked = oracle.allDays(from, until, cameOf).filter(({ steps }) => steps >= 1_000);
        const walkers = new Set(walked.map(({ participant }) => participant)).size;
        expect(
          [lent, came, walking].map((shown, i) => agreesWith(shown, [lentTo.size, cameOf.size, walkers][i])),
        ).toEqual(fine(3));
        for (const [whole, part] of [
          [lent, came],
          [came, walking],
          [lent, walking],
        ] as const)
          if (whole !== null && part !== null) expect(isTooFew(whole - part)).toBe(false);
      }
      expect(told.stages[0]?.people).toSatisfy((shown) => shown === null || Number(shown) <= all.size);
    });
  });

  it('counts days by their steps as the tables do, in bins of ten people and more', () => {
    inTown(seed, people, days, (analysis, oracle, { filter, members }) => {
      const all = chosenOf(analysis, oracle, { filter, members });
      const known = oracle.days(filter.from, filter.to, all).filter(({ state }) => state !== 'held');
      const told = analysis.steps(analysis.choose(filter), tiers);
      for (const bin of told.bins) {
        const its = known.filter(({ steps }) => steps >= bin.from && steps < (bin.to ?? Infinity));
        expect([bin.days, bin.people]).toEqual([its.length, new Set(its.map(({ participant }) => participant)).size]);
        expect(bin.people).toBeGreaterThanOrEqual(10);
      }
      const walkers = new Set(known.map(({ participant }) => participant)).size;
      const sorted = known.map(({ steps }) => steps).sort((a, b) => a - b);
      expect(agrees(told.mean, sorted.reduce((sum, steps) => sum + steps, 0) / sorted.length, walkers)).toBe(true);
      expect(agrees(told.quartiles[1], sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, walkers)).toBe(true);
      const spans = [{ from: 0 }, ...tiers];
      told.tiers.forEach((tier, i) => {
        const its = known.filter(({ steps }) => steps >= tier.from && steps < (spans[i + 1]?.from ?? Infinity));
        expect(agrees(tier.days, its.length, new Set(its.map(({ participant }) => participant)).size)).toBe(true);
      });
    });
  });

  it('tells the hours of a day as the blocks do, whoever has moved since', () => {
    inTown(seed, people, days, (analysis, oracle, { filter }) => {
      const { walked } = oracle.hours(filter.from, filter.to, () => true);
      const isTold = toldWalking(analysis, oracle, filter, walked);
      const { map } = oracle.hours(filter.from, filter.to, isTold);
      for (const { weekday, hour, steps } of analysis.hours(analysis.choose(filter)).cells) {
        const its = map[weekday - 1];
        const mean = (its?.sums[hour] ?? 0) / (its?.days ?? 1);
        expect(agrees(steps, mean, its?.people.size ?? 0)).toBe(true);
      }
    });
  });

  it('tells how long days took to come, and how good they are, as the tables do', () => {
    inTown(seed, people, days, (analysis, oracle, { filter, members }) => {
      const all = chosenOf(analysis, oracle, { filter, members });
      const known = oracle.days(filter.from, filter.to, all);
      const arrival = analysis.arrival(analysis.choose(filter), 5);
      for (const { fromDays, toDays, days: shown } of arrival.bins) {
        const its = known.filter(({ lag }) => lag >= fromDays && lag <= (toDays ?? Infinity));
        expect(shown).toBe(its.length);
        expect(new Set(its.map(({ participant }) => participant)).size).toBeGreaterThanOrEqual(10);
      }
      const late = known.filter(({ lag }) => lag >= 5);
      expect(
        agrees(arrival.tooLate?.days ?? null, late.length, new Set(late.map(({ participant }) => participant)).size),
      ).toBe(true);
      for (const week of analysis.quality(analysis.choose(filter)).weeks) {
        const its = known.length === 0 ? [] : oracle.days(dateAfter(week.until, -6), week.until, all);
        for (const state of ['open', 'final', 'corrected', 'held'] as const) {
          const ofState = its.filter((day) => day.state === state);
          expect(agrees(week[state], ofState.length, new Set(ofState.map(({ participant }) => participant)).size)).toBe(
            true,
          );
        }
        const mishaps = oracle.mishaps(dateAfter(week.until, -6), week.until, all);
        expect(agrees(week.gaps, mishaps.gaps, mishaps.gapPeople)).toBe(true);
        expect(agrees(week.batterySwaps, mishaps.swaps, mishaps.swapPeople)).toBe(true);
        const shownStates = [week.open, week.final, week.corrected, week.held];
        if (week.days !== null) expect(shownStates.filter((shown) => shown === null).length).not.toBe(1);
      }
    });
  });

  it('puts centres side by side, and everybody beside their own beginning, as the tables do', () => {
    inTown(seed, people, days, (analysis, oracle, { filter, members }) => {
      const all = chosenOf(analysis, oracle, { filter, members });
      const home = new Map(oracle.people().map(({ id, centre }) => [id, centre]));
      const told = analysis.centres(analysis.choose(filter));
      for (const { centre, came, steps } of told.centres) {
        const group = analysis.people.groups.find(({ id }) => id === centre);
        const its = new Set([...all].filter((id) => group?.members.some((member) => member === home.get(id))));
        told.weeks.forEach((until, week) => {
          const from = dateAfter(until, -6);
          expect(agreesWith(came[week] ?? null, oracle.came(from, until, oracle.lent(from, until, its)).size)).toBe(
            true,
          );
          const walked = oracle.days(from, until, its).filter(({ state }) => state !== 'held');
          const mean = walked.reduce((sum, day) => sum + day.steps, 0) / walked.length;
          const walkers = new Set(walked.map(({ participant }) => participant)).size;
          expect(agrees(steps[week] ?? null, mean, walkers)).toBe(true);
        });
      }
      for (const week of analysis.trend(analysis.choose(filter)).weeks) {
        const ratios = ratiosOf(oracle, week.until, all);
        expect(agreesWith(week.people, ratios.length)).toBe(true);
        expect(agrees(week.quartiles[1], ratios[Math.ceil(ratios.length / 2) - 1] ?? 0, ratios.length)).toBe(true);
        const above = ratios.filter((ratio) => ratio >= 1.05).length;
        expect(agrees(week.above, above / ratios.length, above)).toBe(true);
      }
    });
  });
});

it('goes on where it was after a restart, from what was kept of the hours, and counts anew what was changed meanwhile', () => {
  using town = new TrialTown(5, 40);
  const cache = join(town.folder, 'analysis.sqlite');
  town.live(20);
  const first = town.analysis(cache);
  town.catchUp(first);
  town.live(6);
  const second = town.analysis(cache);
  town.catchUp(second);
  const afresh = town.analysis();
  town.catchUp(afresh);
  const filter = { from: firstDate, to: dateAfter(firstDate, 30), centres: [], ages: [] };
  expect(second.hours(second.choose(filter))).toEqual(afresh.hours(afresh.choose(filter)));
  expect(second.quality(second.choose(filter))).toEqual(afresh.quality(afresh.choose(filter)));
});

it('counts whoever has moved, or has turned out to be older, where they are now, without counting their dates anew', () => {
  using town = new TrialTown(6, 40);
  const analysis = town.analysis();
  town.live(12);
  town.catchUp(analysis);
  for (let person = 0; person < 12; person++) town.move(person);
  analysis.step();
  analysis.lookForHours();
  expect(analysis.stepHours()).toBe(false);
  const afresh = town.analysis();
  town.catchUp(afresh);
  const period = { from: firstDate, to: dateAfter(firstDate, 12) };
  for (const { id } of analysis.people.groups)
    expect(analysis.hours(analysis.choose({ ...period, centres: [id] })).cells).toEqual(
      afresh.hours(afresh.choose({ ...period, centres: [id] })).cells,
    );
  const ages = ageBands.slice(0, 3);
  expect(analysis.hours(analysis.choose({ ...period, ages })).cells).toEqual(
    afresh.hours(afresh.choose({ ...period, ages })).cells,
  );
});

it('centres with few people are chosen together, and so are bands of ages', () => {
  using town = new TrialTown(3, 30);
  const analysis = town.analysis();
  town.live(8);
  town.catchUp(analysis);
  for (const { people } of analysis.people.groups) expect(people).toBeGreaterThanOrEqual(10);
  const oracle = new AnalysisOracle(town.store.database, zone);
  const to = dateAfter(firstDate, 8);
  for (const band of ageBands) {
    const filter = { from: firstDate, to, centres: [], ages: ageBands.filter((other) => other !== band) };
    const { people } = analysis.choose(filter);
    expect([people.length, oracle.people().length - people.length].some(isTooFew)).toBe(false);
  }
  expect(() => analysis.steps(analysis.choose({ from: firstDate, to, centres: ['nowhere'] }), [])).toThrow(
    'unknown-centre',
  );
});

/** Nobody who was not asked for; of all ages, everybody who was. */
const chosenOf = (analysis: StepAnalysis, oracle: AnalysisOracle, { filter, members }: Asked): ReadonlySet<string> => {
  const all = new Set<string>(analysis.choose(filter).people.map((person) => analysis.people.ids[person] ?? ''));
  const asked = oracle.chosen(filter, members);
  expect(all.isSubsetOf(asked)).toBe(true);
  if ((filter.ages ?? []).length === 0) expect(all.size).toBe(asked.size);
  return all;
};

/** Whose walking of a date enters the map of hours: by the atoms of the centres of today and the ages of the date. */
const toldWalking = (
  analysis: StepAnalysis,
  oracle: AnalysisOracle,
  filter: AskedFilter,
  walked: readonly (readonly [participant: string, date: string])[],
): ((participant: string, date: string) => boolean) => {
  const { atoms, isAtomChosen } = analysis.choose(filter);
  const births = new Map(oracle.people().map(({ id, birthYear }) => [id, birthYear]));
  const atomOf = (participant: string, date: string): number => {
    const group = analysis.people.groupOf(analysis.people.indexOf(participant) ?? -1);
    const band = (ageBands as readonly string[]).indexOf(oracle.bandOf(births.get(participant) ?? 0, date));
    return atoms.atomOf[cellOfGroup(group, band)] ?? -1;
  };
  const told = new Map(
    [...Map.groupBy(walked, ([, date]) => date)].map(([date, its]) => {
      const people = atoms.atoms.map((_, atom) => its.filter(([who]) => atomOf(who, date) === atom).length);
      return [date, toldAtoms(atoms.atoms, isAtomChosen, people)];
    }),
  );
  return (participant, date) => told.get(date)?.[atomOf(participant, date)] === true;
};

/** Of the week, each person's daily mean beside their first four weeks, to the thousandth, rising. */
const ratiosOf = (oracle: AnalysisOracle, until: string, people: ReadonlySet<string>): readonly number[] =>
  [...people]
    .flatMap((id) => {
      const days = oracle
        .allDays('2000-01-01', '2100-01-01', new Set([id]))
        .toSorted((a, b) => (a.date < b.date ? -1 : 1));
      const [first] = days;
      if (first === undefined) return [];
      const end = dateAfter(first.date, 27);
      const counted = days.filter(({ state }) => state !== 'held');
      const base = counted.filter(({ date }) => date <= end);
      const from = dateAfter(until, -6);
      const week = counted.filter(({ date }) => date >= from && date <= until && oracle.isTold(id, date));
      const mean = (some: typeof days): number => some.reduce((sum, { steps }) => sum + steps, 0) / some.length;
      if (from <= end || base.length < 14 || mean(base) === 0 || week.length === 0) return [];
      return [Math.min(10, Math.round((mean(week) / mean(base)) * 1_000) / 1_000)];
    })
    .sort((a, b) => a - b);

const agreesWith = (shown: number | null, right = 0): boolean => agrees(shown, right, right);
const fine = (count: number): readonly boolean[] => Array.from({ length: count }, () => true);
const isTooFew = (people: number): boolean => people > 0 && people < 10;
