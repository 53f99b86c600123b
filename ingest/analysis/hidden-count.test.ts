/** Promises of the count at the head of every answer: it is of all figures that are hidden, none before it was looked at. */
import { expect, it } from 'vitest';
import { dateAfter } from './analysis-oracle.ts';
import { TrialTown } from './trial-town.ts';

const firstDate = '2026-09-01';
const tiers = [
  { from: 3_000, points: 1 },
  { from: 20_000, points: 4 },
];

const hiddenIn = (told: unknown): number => {
  if (told === null) return 1;
  if (typeof told !== 'object') return 0;
  return Object.values(told).reduce<number>((sum, each) => sum + hiddenIn(each), 0);
};

it('says of every answer how many of its figures are hidden', () => {
  using town = new TrialTown(2, 60);
  const analysis = town.analysis();
  town.live(40);
  town.catchUp(analysis);
  const filter = { from: dateAfter(firstDate, 7), to: dateAfter(firstDate, 34) };
  const chosen = () => analysis.choose(filter);
  for (const { asOf, ...told } of [
    analysis.steps(chosen(), tiers),
    analysis.quality(chosen()),
    analysis.centres(chosen()),
    analysis.participation(chosen()),
  ]) {
    // Bins and spans without an end are not hidden.
    const open = JSON.stringify(told).match(/"to(Ppm)?":null/gu)?.length ?? 0;
    expect([Object.keys(told), asOf.hidden]).toEqual([Object.keys(told), hiddenIn(told) - open]);
  }
  expect(analysis.quality(chosen()).asOf.hidden).toBeGreaterThan(0);
});
