/** Promises of what everybody's day totals are said to show. */
import { expect, test } from 'vitest';
import { dateWith } from '../../fixture/live-with.ts';
import { dateFindingOf } from './date-finding.ts';
import { addDays } from '../../shared/local-date.ts';

const dated = (index: number, people: number, steps: number) =>
  dateWith({ date: addDays('2026-11-01', index), people, steps });

test('without a finished day nothing is averaged', () => {
  const open = dateWith({ people: 2, steps: 900, open: 1, openSteps: 400, held: 1, heldSteps: 500 });
  expect(dateFindingOf([])).toEqual({ kind: 'nothing-finished' });
  expect(dateFindingOf([open])).toEqual({ kind: 'nothing-finished' });
});

test('with less than two weeks the latest finished day is told, without its open and held part', () => {
  const latest = dateWith({
    date: '2026-11-02',
    people: 5,
    steps: 63_000,
    open: 1,
    openSteps: 3000,
    held: 1,
    heldSteps: 45_000,
  });
  const open = dateWith({ date: '2026-11-03', people: 1, steps: 10, open: 1, openSteps: 10 });
  expect(dateFindingOf([dated(0, 4, 4000), latest, open])).toEqual({
    kind: 'one-date',
    date: '2026-11-02',
    people: 3,
    meanSteps: 5000,
  });
});

test('with two weeks the last is told beside the one before, per person and day', () => {
  const before = Array.from({ length: 7 }, (_, index) => dated(index, 10, 50_000));
  const last = Array.from({ length: 7 }, (_, index) => dated(7 + index, 5, 30_000));
  expect(dateFindingOf([...before, ...last])).toEqual({ kind: 'two-weeks', meanSteps: 6000, change: 1000 });
});
