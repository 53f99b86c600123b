/** Random programme: rule files made up from every word of the language, for the engine and the oracle to be held against each other. */
import fc from 'fast-check';
import { dayKinds } from '../rule/day-kind.ts';
import { programmeFileSchema, type Programme } from '../rule/programme-file.ts';
import { grouped } from '../words.ts';
import { dateOf, dayOf } from './oracle-calendar.ts';

/** Sentences must name their numbers: these name all that the arbitraries below can come up with. */
const times = [0.07, 0.3, 0.58, 1.1, 1.15, 1.16, 1.4, 1.5, 2, 3] as const;
const numbers = [
  ...Array.from({ length: 61 }, (_, i) => i),
  ...Array.from({ length: 20 }, (_, i) => (i + 1) * 500),
  ...[65, 75],
  ...times,
];
const saying = numbers.map(grouped).join(' ');
const sentence = { ja: saying, en: saying };
const name = { ja: '例', en: 'example' };

const points = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(25, 50, 60));
/** Few, so that steps often lie just below, on and above them. */
const steps = fc.integer({ min: 1, max: 20 }).map((halves) => halves * 500);
const ages = fc.option(
  fc.record({ min: fc.constantFrom(0, 18, 65, 75), span: fc.integer({ min: 0, max: 60 }) }).map(({ min, span }) => ({
    min,
    max: min + span,
  })),
  { nil: undefined },
);
const days = fc.constantFrom(...dayKinds);

/** Rising numbers, each once. */
const rising = (of: fc.Arbitrary<number>, max: number): fc.Arbitrary<readonly number[]> =>
  fc.uniqueArray(of, { minLength: 1, maxLength: max }).map((list) => list.toSorted((a, b) => a - b));

const pairs = (
  first: fc.Arbitrary<number>,
  second: fc.Arbitrary<number>,
): fc.Arbitrary<readonly (readonly [number, number])[]> =>
  fc
    .tuple(rising(first, 4), rising(second, 4))
    .map(([a, b]) => a.flatMap((each, i) => (b[i] === undefined ? [] : [[each, b[i]] as const])));

const ageMins = fc.subarray([18, 65, 75]).map((mins) => [0, ...mins]);
const targets = ageMins.chain((mins) =>
  fc.tuple(...mins.map((ageMin) => steps.map((each) => ({ ageMin, steps: each })))),
);
const dayRule = {
  days,
  ages,
  factors: fc.array(fc.record({ days, times: fc.constantFrom(...times) }), {
    maxLength: 2,
  }),
};
const tiers = pairs(steps, points).map((list) =>
  list.map(([from, each], i) => {
    const next = list[i + 1];
    const words = `${grouped(from)} ${next === undefined ? '' : grouped(next[0] - 1)} ${each} ${times.join(' ')}`;
    const to = next === undefined ? {} : { to: next[0] - 1 };
    return { from, ...to, points: each, sentence: { ja: words, en: words } };
  }),
);
const fromTiers = pairs(steps, points).map((list) => list.map(([from, each]) => ({ from, points: each })));

const rule = <Shape extends object>(kind: string, shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape).map((each) => ({ id: `r-${kind}`, kind, ...(kind === 'tiers' ? {} : { sentence }), ...each }));

/** One of each kind at most: ids tell kinds, so that versions share rules and caps can name them. */
const earning: readonly fc.Arbitrary<{ readonly id: string }>[] = [
  rule('tiers', { ...dayRule, tiers }),
  rule('slope', { ...dayRule, from: steps, points, everySteps: steps, pointsEach: points, extra: points }).map(
    ({ extra, ...each }) => ({ ...each, pointsMax: Math.min(60, each.points + extra) }),
  ),
  rule('target', { ...dayRule, targets, points }),
  rule('month-days', {
    ages,
    days,
    targets,
    settleDays: fc.integer({ min: 0, max: 10 }),
    tiers: pairs(fc.integer({ min: 1, max: 31 }), points).map((list) =>
      list.map(([each, worth]) => ({ days: each, points: worth })),
    ),
  }),
  rule('month-average', {
    ages,
    over: fc.constantFrom('calendar-days', 'days-with-steps'),
    settleDays: fc.integer({ min: 0, max: 10 }),
    groups: ageMins.chain((mins) =>
      fc.tuple(...mins.map((ageMin) => fromTiers.map((each) => ({ ageMin, tiers: each })))),
    ),
  }),
  rule('baseline', {
    ages,
    baselineDays: fc.integer({ min: 7, max: 40 }),
    daysMin: fc.integer({ min: 1, max: 10 }),
    tiers: fromTiers,
    settleDays: fc.integer({ min: 0, max: 10 }),
  }),
  rule('months-kept', {
    ages,
    goalActivity: fc.constant('a-goal'),
    missedDaysMax: fc.constantFrom(0, 0, 1, 3, 15),
    milestones: rising(fc.integer({ min: 1, max: 4 }), 3).chain((months) =>
      fc.tuple(...months.map((each) => points.map((worth) => ({ months: each, points: worth })))),
    ),
  }),
  rule('visit', { ages, days, points }),
  rule('first-visit', { ages, places: fc.constantFrom(undefined, ['c1'], ['c1', 'c2']), points }),
];

const activity = (id: string, more: object = {}) =>
  fc
    .record({
      points: fc.oneof(
        points.map((pedometer) => ({ pedometer })),
        points.map((paper) => ({ paper })),
        fc.tuple(points, points).map(([pedometer, paper]) => ({ pedometer, paper })),
      ),
      once: fc.constantFrom('each', 'day', 'month', 'period', 'ever'),
    })
    .map((each) => ({ id, name, evidence: ['declaration'], ...each, ...more }));

const activities = fc.tuple(
  fc.integer({ min: 1, max: 10 }).chain((halves) => activity('a-goal', { goalStepsMin: halves * 500 })),
  activity('a-check'),
  activity('a-group', { needsGroup: true }),
  fc.integer({ min: 1, max: 3 }).chain((keptMonths) => activity('a-habit', { keptMonths })),
);

const monthDay = fc.constantFrom('01-01', '01-31', '02-28', '03-07', '03-31', '04-01', '12-15');
const periods = fc.option(
  fc.oneof(
    fc.record({ startsOn: monthDay, months: fc.constantFrom(1, 2, 3, 4, 6, 12) }),
    fc.record({ startsOn: monthDay, months: fc.constant(12), graceDays: fc.integer({ min: 0, max: 40 }) }),
    fc.record({
      startsOn: monthDay,
      months: fc.constant(12),
      endsOn: fc.oneof(monthDay, fc.constant('02-29')),
      closesOn: monthDay,
    }),
  ),
  { nil: undefined },
);

const caps = (ids: readonly string[], hasPeriods: boolean) =>
  fc.array(
    fc.record({
      account: fc.constantFrom('pedometer', 'paper'),
      of: fc.option(fc.subarray([...ids], { minLength: 1 }), { nil: undefined }),
      per: fc.constantFrom('day', 'month', 'ever', ...(hasPeriods ? ['period'] : [])),
      pointsMax: fc.integer({ min: 0, max: 60 }),
    }),
    { maxLength: 3 },
  );

const version = fc
  .record({
    participants: fc.record({
      ageMin: fc.constantFrom(0, 18),
      ageOn: fc.constantFrom('date', 'fiscal-year-end'),
    }),
    backfill: fc.record({ windowDays: fc.constantFrom(1, 7, 30, 30, 3660) }),
    believedStepsMax: fc.constantFrom(undefined, undefined, 4_000, 100_000),
    unsignedDays: fc.constantFrom(undefined, 'nothing', 'count'),
    credit: fc.constantFrom('as-they-come', 'final'),
    periods,
    earning: fc.tuple(...earning.map((each) => fc.option(each, { nil: undefined }))),
    activities,
  })
  .chain(({ activities: listed, ...each }) => {
    const chosen = each.earning.filter((one) => one !== undefined);
    const hasPeriods = each.periods !== undefined;
    const offered = listed.map((one) => (one.once === 'period' && !hasPeriods ? { ...one, once: 'month' } : one));
    const ids = [...chosen, ...offered].map(({ id }) => id);
    return caps(ids, hasPeriods).map((list) => ({
      ...each,
      earning: chosen,
      activities: offered,
      caps: list.map((cap, i) => ({ id: `cap-${i}`, sentence, ...cap })),
    }));
  });

const account = { name, unit: { ja: '点', en: { one: 'point', other: 'points' } } };

/** Versions begin within some months after `firstDate`. */
export const randomProgramme = (firstDate: string): fc.Arbitrary<Programme> =>
  fc
    .tuple(fc.array(version, { minLength: 1, maxLength: 3 }), rising(fc.integer({ min: 0, max: 120 }), 3), fc.boolean())
    .map(([versions, offsets, closedByPedometer]) =>
      programmeFileSchema.parse({
        programme: 'random',
        name,
        zone: 'Asia/Tokyo',
        accounts: { pedometer: account, paper: { ...account, closedByPedometer } },
        versions: versions.flatMap((each, i) =>
          offsets[i] === undefined && i > 0
            ? []
            : [{ version: i + 1, effectiveFrom: dateOf(dayOf(firstDate) + (offsets[i] ?? 0)), ...each }],
        ),
      }),
    );
