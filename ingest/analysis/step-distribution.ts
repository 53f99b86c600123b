/** Step distribution: days of people by their steps. Held days do not count, as for points. */
import type { StepDistribution } from '../../contract/analysis-steps.ts';
import type { AnalysisTier } from '../../contract/analysis-terms.ts';
import { Binned, withEdges } from './binned.ts';
import { asOf, type Chosen } from './chosen.ts';
import { heldState, noSteps, stateBits, type DayColumns } from './day-columns.ts';
import { quartilesOf } from './quartiles.ts';

const edgesUsual = [0, ...Array.from({ length: 15 }, (_, i) => (i + 1) * 1_000), 17_500, 20_000, 25_000];

/** `tiers`: in force today, smallest first. */
export const stepDistributionOf = (
  chosen: Chosen,
  columns: DayColumns,
  tiers: readonly AnalysisTier[],
  countedUntil: string | null,
): StepDistribution => {
  const { veil } = chosen;
  // A tier is shown where it is made of whole bins: then no bin can be taken from it.
  const edges = withEdges(
    edgesUsual,
    tiers.map(({ from }) => from),
  );
  const { binned, counts, people } = count(chosen, columns, edges);
  const joined = veil.isOpen ? binned.joined(tiers.map(({ from }) => edges.indexOf(from))) : [];
  const isEdge = (edge: number): boolean => joined.some(({ from }) => edges[from] === edge);
  const bins = joined.map(({ from, to }) => ({
    from: edges[from] ?? 0,
    to: edges[to] ?? null,
    days: binned.daysOf(from, to),
    people: binned.peopleOf(from, to),
  }));
  joined.forEach(({ from, to }, i) => veil.grains.set(`bin ${i}`, binned.fewOf(from, to)));
  veil.grains.set('days', binned.fewOf(0, edges.length));
  const days = bins.reduce((sum, bin) => sum + bin.days, 0);
  const quartiles = quartilesOf(counts) ?? [0, 0, 0];
  const spans = [{ from: 0, points: 0 }, ...tiers];
  return {
    bins,
    days,
    mean: veil.figure(meanOf(counts), people),
    quartiles: [
      veil.figure(quartiles[0], people),
      veil.figure(quartiles[1], people),
      veil.figure(quartiles[2], people),
    ],
    tiers: spans.map(({ from, points }, i) => {
      const next = spans[i + 1]?.from;
      const [first, end] = [edges.indexOf(from), next === undefined ? edges.length : edges.indexOf(next)];
      const isShown = isEdge(from) && (next === undefined || isEdge(next));
      const its = binned.daysOf(first, end);
      veil.grains.set(`tier ${i}`, binned.fewOf(first, end));
      return { from, points, days: veil.also(isShown, its), share: veil.also(isShown, days === 0 ? 0 : its / days) };
    }),
    grains: {},
    asOf: asOf(chosen, countedUntil),
  };
};

const count = ({ people, from, to, told }: Chosen, columns: DayColumns, edges: readonly number[]) => {
  const binned = new Binned(edges.length);
  const binOf = binsBySteps(edges);
  const counts = new Uint32Array(noSteps);
  const { steps, bits } = columns;
  const its = new Uint16Array(edges.length);
  let walkers = 0;
  for (const person of people) {
    const [start, end] = columns.grid.span(person, from, to);
    const isTold = told.of(person);
    its.fill(0);
    for (let at = start, i = Math.max(from, columns.grid.base) - told.first; at < end; at++, i++) {
      const walked = steps[at] ?? noSteps;
      if (isTold[i] !== 1 || walked === noSteps || ((bits[at] ?? 0) & stateBits) === heldState) continue;
      counts[walked] = (counts[walked] ?? 0) + 1;
      const bin = binOf[walked] ?? 0;
      its[bin] = (its[bin] ?? 0) + 1;
    }
    if (binned.addPerson(its)) walkers += 1;
  }
  return { binned, counts, people: walkers };
};

const binsBySteps = (edges: readonly number[]): Uint8Array => {
  const bins = new Uint8Array(noSteps);
  edges.forEach((edge, bin) => bins.fill(bin, edge));
  return bins;
};

const meanOf = (counts: Uint32Array): number => {
  let days = 0;
  let sum = 0;
  counts.forEach((count, walked) => {
    days += count;
    sum += count * walked;
  });
  return days === 0 ? 0 : sum / days;
};
