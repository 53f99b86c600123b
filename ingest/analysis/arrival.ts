/** Arrival: how long days take to come, and what is about to be lost. */
import { riskBands, type Arrival, type RiskBand } from '../../contract/analysis-care.ts';
import { toTheTen } from '../../contract/analysis-hiding.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { Binned, withEdges } from './binned.ts';
import { asOf, type Chosen } from './chosen.ts';
import { lagMax, noLag, noSteps, type DayColumns } from './day-columns.ts';
import type { Holder } from './holders.ts';
import { quartilesOf } from './quartiles.ts';

const edgesUsual = [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60];
const soon: readonly RiskBand[] = ['lost', 'within-3', 'within-7'];

/** `backfillDays`: the window in force today. */
export const arrivalOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  columns: DayColumns,
  holders: readonly Holder[],
  backfillDays: number | null,
  countedUntil: string | null,
): Arrival => {
  const days = daysOf(chosen, columns, backfillDays === null || backfillDays > lagMax ? null : backfillDays);
  const risk = riskOf(chosen, people, holders);
  return { asOf: asOf(chosen, countedUntil), ...days, ...risk, grains: {} };
};

const daysOf = (
  chosen: Chosen,
  columns: DayColumns,
  window: number | null,
): Pick<Arrival, 'bins' | 'medianDays' | 'tooLate'> => {
  const { veil } = chosen;
  const wanted = window === null ? [] : [window];
  const edges = withEdges(edgesUsual, wanted);
  const { binned, counts, people } = count(chosen, columns, edges);
  const joined = veil.isOpen ? binned.joined(wanted.map((edge) => edges.indexOf(edge))) : [];
  const bins = joined.map(({ from, to }) => {
    const next = edges[to];
    return { fromDays: edges[from] ?? 0, toDays: next === undefined ? null : next - 1, days: binned.daysOf(from, to) };
  });
  joined.forEach(({ from, to }, i) => veil.grains.set(`bin ${i}`, binned.fewOf(from, to)));
  veil.grains.set('days', binned.fewOf(0, edges.length));
  if (window !== null) veil.grains.set('too late', binned.fewOf(edges.indexOf(window), edges.length));
  const all = bins.reduce((sum, bin) => sum + bin.days, 0);
  const late = window === null ? 0 : binned.daysOf(edges.indexOf(window), edges.length);
  // All bins lie before the window where nobody was late.
  const isShown = late === 0 ? joined.length > 0 : joined.some(({ from }) => edges[from] === window);
  return {
    bins,
    medianDays: veil.figure(quartilesOf(counts)?.[1] ?? 0, people),
    tooLate:
      window === null
        ? null
        : { days: veil.also(isShown, late), share: veil.also(isShown, all === 0 ? 0 : late / all) },
  };
};

const count = ({ people, from, to, told }: Chosen, columns: DayColumns, edges: readonly number[]) => {
  const binned = new Binned(edges.length);
  const binOf = new Uint8Array(lagMax + 1);
  edges.forEach((edge, bin) => binOf.fill(bin, edge));
  const counts = new Uint32Array(lagMax + 1);
  const { steps, lag } = columns;
  const its = new Uint16Array(edges.length);
  let having = 0;
  for (const person of people) {
    const [start, end] = columns.grid.span(person, from, to);
    const isTold = told.of(person);
    its.fill(0);
    for (let at = start, i = Math.max(from, columns.grid.base) - told.first; at < end; at++, i++) {
      const took = lag[at] ?? noLag;
      if (isTold[i] !== 1 || took === noLag || steps[at] === noSteps) continue;
      counts[took] = (counts[took] ?? 0) + 1;
      const bin = binOf[took] ?? 0;
      its[bin] = (its[bin] ?? 0) + 1;
    }
    if (binned.addPerson(its)) having += 1;
  }
  return { binned, counts, people: having };
};

const riskOf = (
  { people: chosen, groups, veil }: Chosen,
  people: AnalysedPeople,
  holders: readonly Holder[],
): Pick<Arrival, 'risk' | 'riskByCentre'> => {
  const isChosen = new Uint8Array(people.count);
  for (const person of chosen) isChosen[person] = 1;
  const byBand = new Map<RiskBand, number>();
  const ofGroup = people.groups.map(() => ({ within7: 0, later: 0 }));
  for (const { person, band } of holders) {
    const its = ofGroup[people.groupOf(person)];
    if (isChosen[person] !== 1 || its === undefined) continue;
    byBand.set(band, (byBand.get(band) ?? 0) + 1);
    if (soon.includes(band)) its.within7 += 1;
    else its.later += 1;
  }
  const shown = veil.groups(riskBands.map((band) => byBand.get(band) ?? 0));
  const rows = people.groups.flatMap((centre, i) => (groups[i] === true ? [{ centre, ...countsOf(ofGroup[i]) }] : []));
  // Whoever is not at risk is told only to the ten, so that the others cannot be taken from all.
  const within7 = veil.groups(rows.map((row) => row.within7));
  return {
    risk: riskBands.map((band, i) => ({ band, people: shown[i] ?? null })),
    riskByCentre: rows.map(({ centre, within7: soonLost, later }, i) => {
      const all = soonLost + later;
      return {
        centre: centre.id,
        name: centre.name,
        within7: within7[i] ?? null,
        people: veil.cell(toTheTen(all, within7[i] ?? 0) ?? 0, all),
      };
    }),
  };
};

const countsOf = (counts: { readonly within7: number; readonly later: number } | undefined) =>
  counts ?? { within7: 0, later: 0 };
