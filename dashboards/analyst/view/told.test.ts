/** Promises of what is said of rounded sums: nothing finer than the steps they were rounded to. */
import { expect, test } from 'vitest';
import * as grain from '../../../contract/analysis-grain.ts';
import { peopleMin } from '../../../contract/analysis-terms.ts';
import {
  isCoarse,
  isMostlyCoarse,
  moreOf,
  partOf,
  peopleStep,
  peopleSum,
  stepsOf,
  sumOf,
  wholeOf,
  type Sum,
} from './told.ts';

const sum = (value: number | null, step: number): Sum => ({ value, step });

test('the page and the server hold the same of what is coarse, and of how people are told', () => {
  for (const [step, value] of [
    [1_000, 5_000],
    [1_001, 5_000],
    [1_000, -3_000],
  ] as const)
    expect(isCoarse(sum(value, step))).toBe(grain.isCoarse(step, value));
  expect(peopleStep).toBe(peopleMin);
});

test('a sum of which no step is told is never taken for exact, save nothing and what is hidden', () => {
  expect([sumOf({}, 'days', 40), sumOf({}, 'days', 0), sumOf({}, 'days', null)].map(({ step }) => step)).toEqual([
    Infinity,
    0,
    0,
  ]);
  expect(isCoarse(sumOf({}, 'days', 40))).toBe(true);
  expect(isCoarse(sumOf({ days: 10 }, 'days', 400))).toBe(false);
});

test('a row of figures of which more than half are coarse is no line', () => {
  const [coarse, fine] = [sum(1_000, 1_000), sum(9_000, 1_000)];
  expect([[coarse, coarse, fine], [coarse, fine], [sum(0, 0), coarse], [sum(null, 0)], []].map(isMostlyCoarse)).toEqual(
    [true, false, true, false, false],
  );
});

test('a share is as fine as its steps allow, and left out where they are a large part of the whole', () => {
  expect(partOf(sum(1_000, 1_000), sum(3_000, 1_000))).toBeNull();
  expect(partOf(sum(100, 100), sum(1_800, 100))).toBe(0.06);
  expect(partOf(sum(100, 10), sum(9_000, 30))).toBe(0.011);
  expect([partOf(sum(null, 0), sum(9, 0)), partOf(sum(0, 0), sum(30, 30)), partOf(sum(0, 0), sum(0, 0))]).toEqual([
    null,
    0,
    null,
  ]);
  expect(partOf(peopleSum(20), peopleSum(40))).toBeNull();
  expect(partOf(peopleSum(20), peopleSum(60))).toBe(0.33);
});

test('two figures within a step of one another are level', () => {
  expect(moreOf(sum(4_000, 1_000), sum(3_000, 300))).toEqual(sum(0, 1_000));
  expect(moreOf(sum(6_000, 1_000), sum(3_000, 300))).toEqual(sum(3_000, 1_000));
  expect(moreOf(sum(null, 0), sum(3_000, 300)).value).toBeNull();
});

test('steps are told once each, the smallest first', () => {
  expect(stepsOf([sum(4_000, 1_000), sum(0, 0), sum(300, 300), sum(600, 300), sum(1, Infinity)])).toEqual([300, 1_000]);
  expect(wholeOf([sum(4_000, 1_000), sum(null, 0), sum(300, 300)])).toEqual(sum(4_300, 1_000));
});
