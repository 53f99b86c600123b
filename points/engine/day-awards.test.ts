/** A day's points times a factor are reckoned in whole hundredths and rounded down once: no point is lost to a fraction of two. */
import { expect, test } from 'vitest';
import { plainDateSchema } from '../../contract/ids.ts';
import { oracleAwards } from '../oracle/oracle-awards.ts';
import { RuleBook } from '../rule/rule-book.ts';
import { trialProgramme } from '../trial-programme.ts';
import { grouped } from '../words.ts';
import { awardsOf } from './awards.ts';
import type { ParticipantFacts } from './facts.ts';

const date = plainDateSchema.parse('2026-11-21');
const lifeOf = (steps: number): ParticipantFacts => ({
  birth: undefined,
  pedometerFrom: null,
  days: [{ date, revisions: [{ revision: 1, steps, state: 'final', syncedOn: date, doubted: false }] }],
  visits: [],
  claims: [],
});

/** What engine and oracle give for a day of so many steps. */
const given = (rule: object, steps: number): readonly (readonly number[])[] => {
  const programme = trialProgramme({ earning: [rule] });
  return [
    awardsOf(lifeOf(steps), RuleBook.asWritten(programme), date),
    oracleAwards(lifeOf(steps), programme, date),
  ].map((awards) => awards.map(({ points }) => points));
};

const target = (points: number, ...times: readonly number[]): object => {
  const words = `1,000 ${grouped(points)} ${times.join(' ')}`;
  return {
    id: 'day',
    kind: 'target',
    targets: [{ ageMin: 0, steps: 1_000 }],
    points,
    factors: times.map((each) => ({ days: 'all', times: each })),
    sentence: { ja: words, en: words },
  };
};

test.each([
  [100, 1.15, 115],
  [90, 1.4, 126],
  [25, 1.16, 29],
  [50, 0.58, 29],
  [1_000_000, 1.15, 1_150_000],
  [7, 1.5, 10],
  [1, 0.99, 0],
])('%d points times %d are %d', (points, times, worth) => {
  const award = worth === 0 ? [] : [worth];
  expect(given(target(points, times), 1_000)).toEqual([award, award]);
});

test('two factors of one day come one after another, each rounded down', () => {
  expect(given(target(7, 1.5, 1.5), 1_000)).toEqual([[15], [15]]);
});

test('the most a slope gives is before factors', () => {
  const words = '1,000 1 500 2 10 3';
  const slope = {
    id: 'slope',
    kind: 'slope',
    from: 1_000,
    points: 1,
    everySteps: 500,
    pointsEach: 2,
    pointsMax: 10,
    factors: [{ days: 'all', times: 3 }],
    sentence: { ja: words, en: words },
  };
  expect(given(slope, 99_000)).toEqual([[30], [30]]);
});

test.each([1.155, 1e-7, 0.001])('a factor of %d is refused', (times) => {
  expect(() => trialProgramme({ earning: [target(10, times)] })).toThrow('must have two decimals at most');
});
