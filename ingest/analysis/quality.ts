/** Quality: how good what comes is, week by week: what is settled, what is held, what nobody has signed, what is missing. */
import type { Quality } from '../../contract/analysis-care.ts';
import { LargestParts } from '../../contract/analysis-grain.ts';
import { joinedBins } from '../../contract/analysis-hiding.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { asOf, type Chosen } from './chosen.ts';
import { noSteps, stateBits, unsignedBit, type DayColumns } from './day-columns.ts';
import type { Holder } from './holders.ts';
import type { ToldDays } from './told-days.ts';
import { weeksOf, type Week } from './weeks.ts';

/** Kinds of days, each a bit of what a person had in a week: the four states in the order of their numbers, then trust. */
const kinds = { open: 0, final: 1, corrected: 2, held: 3, unsigned: 4, signed: 5 } as const;
const kindCount = 6;
const namedKinds = ['open', 'final', 'corrected', 'held', 'unsigned'] as const;

const driftEdges = [-1_000, -100, -50, -20, -10, 0, 10, 20, 50, 100];

/** Of one person: days with an hour that is missing, and days on which power was lost, as often as it was. */
export interface Mishap {
  readonly gaps: readonly number[];
  readonly swaps: readonly number[];
}
/** By person; most have none. */
export type Mishaps = ReadonlyMap<number, Mishap>;

interface Tally {
  readonly days: Float64Array;
  /** How many people had exactly these kinds. */
  readonly people: Uint32Array;
  gaps: number;
  gapPeople: number;
  swaps: number;
  swapPeople: number;
  /** Of days of each kind, of all days, of gaps and of losses of power. */
  readonly largest: { readonly kinds: readonly LargestParts[] } & Readonly<
    Record<'days' | 'gaps' | 'swaps', LargestParts>
  >;
}

export const qualityOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  columns: DayColumns,
  mishaps: Mishaps,
  holders: readonly Holder[],
  countedUntil: string | null,
): Quality => {
  const weeks = weeksOf(chosen);
  // The days before the first whole week are no week, and count for the whole alone.
  const spans = [...weeks, { from: chosen.from, to: (weeks[0]?.from ?? chosen.from) - 1 }];
  const tallies = spans.map(noTally);
  const whole = noTally();
  for (const person of chosen.people) {
    const mask = add(tallies, spans, person, columns, mishaps, chosen.told);
    whole.people[mask] = (whole.people[mask] ?? 0) + 1;
  }
  whole.days.forEach((_, kind) => {
    whole.days[kind] = tallies.reduce((sum, { days }) => sum + (days[kind] ?? 0), 0);
  });
  const all = [kinds.unsigned, kinds.signed].reduce((sum, kind) => sum + (whole.days[kind] ?? 0), 0);
  const unsigned = unsignedOf(chosen, whole);
  return {
    weeks: weeks.map(({ until }, i) => ({ until, ...weekOf(chosen, tallies[i] ?? noTally(), until) })),
    drift: driftOf(chosen, people, holders),
    unsignedShare: unsigned === null || all === 0 ? null : unsigned / all,
    grains: {},
    asOf: asOf(chosen, countedUntil),
  };
};

const noTally = (): Tally => ({
  days: new Float64Array(kindCount),
  people: new Uint32Array(1 << kindCount),
  gaps: 0,
  gapPeople: 0,
  swaps: 0,
  swapPeople: 0,
  largest: {
    kinds: Array.from({ length: kindCount }, () => new LargestParts()),
    days: new LargestParts(),
    gaps: new LargestParts(),
    swaps: new LargestParts(),
  },
});

const weekOf = (chosen: Chosen, tally: Tally, until: string): Omit<Quality['weeks'][number], 'until'> => {
  const { veil } = chosen;
  const { largest } = tally;
  for (const name of namedKinds) veil.grains.set(`${name} ${until}`, largest.kinds[kinds[name]]?.sum ?? 0);
  veil.grains.set(`days ${until}`, largest.days.sum);
  veil.grains.set(`gaps ${until}`, largest.gaps.sum);
  veil.grains.set(`batterySwaps ${until}`, largest.swaps.sum);
  const states = [kinds.open, kinds.final, kinds.corrected, kinds.held];
  const of = (list: readonly number[]): number => peopleOf(tally, list);
  const parts = states.map((kind) => ({ value: tally.days[kind] ?? 0, people: of([kind]) }));
  const [open = null, final = null, corrected = null, held = null] = veil.parts(parts, of);
  const days = parts.reduce((sum, { value }) => sum + value, 0);
  return {
    days: veil.cell(days, of(states)),
    open,
    final,
    corrected,
    held,
    unsigned: unsignedOf(chosen, tally),
    gaps: veil.cell(tally.gaps, tally.gapPeople),
    batterySwaps: veil.cell(tally.swaps, tally.swapPeople),
  };
};

/** What is signed is all the rest: that must not be too few either. */
const unsignedOf = ({ veil }: Chosen, tally: Tally): number | null => {
  const both = [kinds.unsigned, kinds.signed];
  const parts = both.map((kind) => ({ value: tally.days[kind] ?? 0, people: peopleOf(tally, [kind]) }));
  return (
    veil.parts(
      parts,
      (list) =>
        peopleOf(
          tally,
          list.map((i) => both[i] ?? 0),
        ),
      [1],
    )[0] ?? null
  );
};

/** Different people who had days of any of these kinds. */
const peopleOf = ({ people }: Tally, list: readonly number[]): number => {
  const wanted = list.reduce((mask, kind) => mask | (1 << kind), 0);
  let sum = 0;
  for (let mask = 1; mask < people.length; mask++) if ((mask & wanted) !== 0) sum += people[mask] ?? 0;
  return sum;
};

/** Returns the kinds of days the person had at all. */
const add = (
  tallies: readonly Tally[],
  spans: readonly Pick<Week, 'from' | 'to'>[],
  person: number,
  columns: DayColumns,
  mishaps: Mishaps,
  told: ToldDays,
): number => {
  const its = mishaps.get(person);
  let all = 0;
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    const tally = tallies[i];
    if (span === undefined || tally === undefined) continue;
    const mask = addDays(tally, columns, person, span, told);
    if (mask !== 0) tally.people[mask] = (tally.people[mask] ?? 0) + 1;
    all |= mask;
    if (its !== undefined) addMishaps(tally, within(its.gaps, span), within(its.swaps, span));
  }
  return all;
};

const addMishaps = (tally: Tally, gaps: number, swaps: number): void => {
  tally.gaps += gaps;
  tally.swaps += swaps;
  tally.largest.gaps.add(gaps);
  tally.largest.swaps.add(swaps);
  if (gaps > 0) tally.gapPeople += 1;
  if (swaps > 0) tally.swapPeople += 1;
};

const within = (days: readonly number[], { from, to }: Pick<Week, 'from' | 'to'>): number => {
  let count = 0;
  for (const day of days) if (day >= from && day <= to) count += 1;
  return count;
};

/** Days by state and trust together, as they stand in the bits. */
const counts = new Uint32Array((stateBits | unsignedBit) + 1);

/** Returns the kinds of days the person had. */
const addDays = (
  { days, largest }: Tally,
  columns: DayColumns,
  person: number,
  { from, to }: Pick<Week, 'from' | 'to'>,
  told: ToldDays,
): number => {
  const { steps, bits } = columns;
  const isTold = told.of(person);
  const [start, end] = columns.grid.span(person, from, to);
  let only = -1;
  let all = 0;
  let isMixed = false;
  for (let at = start, i = Math.max(from, columns.grid.base) - told.first; at < end; at++, i++) {
    if (isTold[i] !== 1 || steps[at] === noSteps) continue;
    const both = (bits[at] ?? 0) & (stateBits | unsignedBit);
    if (only === -1) only = both;
    isMixed ||= both !== only;
    counts[both] = (counts[both] ?? 0) + 1;
    all += 1;
  }
  if (all === 0) return 0;
  largest.days.add(all);
  if (isMixed) return settle(days, largest);
  // As most weeks are: all days are of one state and one trust.
  counts[only] = 0;
  return addKinds(days, largest, only, all);
};

const addKinds = (days: Float64Array, largest: Tally['largest'], both: number, count: number): number => {
  const state = both & stateBits;
  const trust = (both & unsignedBit) === 0 ? kinds.signed : kinds.unsigned;
  days[state] = (days[state] ?? 0) + count;
  days[trust] = (days[trust] ?? 0) + count;
  largest.kinds[state]?.add(count);
  largest.kinds[trust]?.add(count);
  return (1 << state) | (1 << trust);
};

/** Days of one person and week by kind. */
const own = new Uint32Array(kindCount);

const settle = (days: Float64Array, largest: Tally['largest']): number => {
  own.fill(0);
  let mask = 0;
  for (let both = 0; both < counts.length; both++) {
    const count = counts[both] ?? 0;
    if (count === 0) continue;
    const state = both & stateBits;
    const trust = (both & unsignedBit) === 0 ? kinds.signed : kinds.unsigned;
    days[state] = (days[state] ?? 0) + count;
    days[trust] = (days[trust] ?? 0) + count;
    own[state] = (own[state] ?? 0) + count;
    own[trust] = (own[trust] ?? 0) + count;
    mask |= (1 << state) | (1 << trust);
  }
  counts.fill(0);
  for (let kind = 0; kind < kindCount; kind++) largest.kinds[kind]?.add(own[kind] ?? 0);
  return mask;
};

const driftOf = (
  { people: chosen, veil }: Chosen,
  people: AnalysedPeople,
  holders: readonly Holder[],
): Quality['drift'] => {
  const isChosen = new Uint8Array(people.count);
  for (const person of chosen) isChosen[person] = 1;
  const counts = driftEdges.map(() => 0);
  for (const { person, driftPpm } of holders) {
    if (isChosen[person] !== 1 || driftPpm === null) continue;
    const bin = Math.max(
      0,
      driftEdges.findLastIndex((edge) => edge <= driftPpm),
    );
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const sum = (from: number, to: number): number => counts.slice(from, to).reduce((all, count) => all + count, 0);
  const joined = veil.isOpen ? joinedBins(counts.length, sum) : [];
  return joined.map(({ from, to }) => ({
    fromPpm: driftEdges[from] ?? 0,
    toPpm: driftEdges[to] ?? null,
    people: sum(from, to),
  }));
};
