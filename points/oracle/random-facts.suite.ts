/** Random facts: participants made up with everything that can be known of one, close to the edges of the rules. */
import fc from 'fast-check';
import { centreIdSchema, plainDateSchema, type PlainDateText } from '../../contract/ids.ts';
import { dayStates } from '../../contract/day-total.ts';
import {
  decisionKinds,
  type ClaimFact,
  type DayFacts,
  type DecisionFact,
  type ParticipantFacts,
  type RevisionFact,
  type VisitFact,
} from '../engine/facts.ts';
import { dateOf, dayOf } from './oracle-calendar.ts';

/** Before leap days, year ends, fiscal years and rows of holidays. */
export const firstDates = ['2023-12-20', '2024-02-01', '2025-01-31', '2026-02-15', '2026-04-25', '2026-09-01'] as const;

const dateAt = (day: number): PlainDateText => plainDateSchema.parse(dateOf(day));
const centre = fc.constantFrom(...['c1', 'c2', 'c3'].map((id) => centreIdSchema.parse(id)));

/** Rules like multiples of 500: steps lie on them, and one below and above. */
const steps = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 24 }), fc.constantFrom(-1, 0, 1)).map(([halves, more]) => halves * 500 + more),
  fc.integer({ min: 0, max: 120_000 }),
  fc.constant(0),
);

const revisions = (day: number): fc.Arbitrary<readonly RevisionFact[]> =>
  fc
    .array(
      fc.record({
        skipped: fc.integer({ min: 0, max: 1 }),
        steps,
        state: fc.constantFrom(...dayStates),
        syncedOn: fc
          .oneof(fc.constantFrom(-1, 0, 6, 7, 28, 29, 30, 31), fc.integer({ min: 0, max: 60 }))
          .map((after) => dateAt(day + after)),
        doubted: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
        unsigned: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
      }),
      { minLength: 0, maxLength: 4 },
    )
    .map((list) => {
      let revision = 0;
      return list.map(({ skipped, ...each }) => {
        revision += 1 + skipped;
        return { revision, ...each };
      });
    });

const decision: fc.Arbitrary<DecisionFact> = fc.record({
  kind: fc.constantFrom(...decisionKinds),
  revision: fc.integer({ min: 1, max: 5 }),
  steps: fc.option(steps),
});

const oddDay = (firstDay: number): fc.Arbitrary<DayFacts> =>
  fc.integer({ min: 0, max: 130 }).chain((after) =>
    fc.record({
      date: fc.constant(dateAt(firstDay + after)),
      revisions: revisions(firstDay + after),
      decision: fc.option(decision, { nil: undefined }),
    }),
  );

/** Months with hardly a day missing, more steps or fewer from some day on: only in such are goals kept and averages raised. */
const evenDays = (firstDay: number): fc.Arbitrary<readonly DayFacts[]> =>
  fc
    .record({
      after: fc.integer({ min: 0, max: 40 }),
      count: fc.integer({ min: 0, max: 160 }),
      first: fc.oneof(steps, fc.integer({ min: 8_000, max: 12_000 })),
      then: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 9_000, max: 14_000 })),
      changesAfter: fc.integer({ min: 5, max: 60 }),
    })
    .map(({ after, count, first, then, changesAfter }) =>
      Array.from({ length: count }, (_, i): DayFacts => {
        const date = dateAt(firstDay + after + i);
        const walked = i < changesAfter ? first : then;
        return { date, revisions: [{ revision: 1, steps: walked, state: 'final', syncedOn: date, doubted: false }] };
      }),
    );

const days = (firstDay: number): fc.Arbitrary<readonly DayFacts[]> =>
  fc.tuple(evenDays(firstDay), fc.array(oddDay(firstDay), { maxLength: 12 })).map(([even, odd]) => {
    const byDate = new Map([...even, ...odd].map((each) => [each.date, each]));
    return [...byDate.values()].toSorted((a, b) => dayOf(a.date) - dayOf(b.date));
  });

const visits = (firstDay: number): fc.Arbitrary<readonly VisitFact[]> =>
  fc
    .uniqueArray(
      fc.record({ date: fc.integer({ min: -5, max: 130 }).map((after) => dateAt(firstDay + after)), centre }),
      { maxLength: 12, selector: (each) => `${each.date} ${each.centre}` },
    )
    .map((list) => list.toSorted((a, b) => (`${a.date} ${a.centre}` < `${b.date} ${b.centre}` ? -1 : 1)));

const anyClaim = (activities: readonly string[]): fc.Arbitrary<OneClaim> =>
  fc.record({
    account: fc.constantFrom('pedometer', 'pedometer', 'paper'),
    activity: fc.constantFrom(...activities, 'unheard-of'),
    after: fc.integer({ min: -5, max: 130 }),
    since: fc.option(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(27, 28, 29, 30, 31))),
    group: fc.constantFrom(null, 'g1', 'g2'),
    place: fc.constantFrom(null, 'p1', 'p2'),
    goalSteps: fc.option(steps),
    isVoid: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
  });

/** A goal near the beginning: what is kept for months must begin early. */
const earlyGoals = (activities: readonly string[]): fc.Arbitrary<readonly OneClaim[]> => {
  const activity = activities.find((id) => id.endsWith('goal'));
  if (activity === undefined) return fc.constant([]);
  const rest = { account: 'pedometer', activity, since: null, group: null, place: null, isVoid: false } as const;
  return fc.array(
    fc
      .record({ after: fc.integer({ min: 0, max: 20 }), goalSteps: fc.integer({ min: 1, max: 16 }) })
      .map(({ after, goalSteps }): OneClaim => ({ ...rest, after, goalSteps: goalSteps * 500 })),
    { maxLength: 2 },
  );
};

interface OneClaim extends Omit<ClaimFact, 'id' | 'date' | 'from'> {
  /** Days after the first date. */
  readonly after: number;
  /** Days before it was done. */
  readonly since: number | null;
}

const claims = (firstDay: number, activities: readonly string[]): fc.Arbitrary<readonly ClaimFact[]> =>
  fc.tuple(earlyGoals(activities), fc.array(anyClaim(activities), { maxLength: 16 })).map((lists) =>
    lists.flat().map(({ after, since, ...each }, i): ClaimFact => ({
      id: i + 1,
      ...each,
      date: dateAt(firstDay + after),
      from: since === null ? null : dateAt(firstDay + after - since),
    })),
  );

const birth = (firstDay: number): fc.Arbitrary<ParticipantFacts['birth']> =>
  fc.option(
    fc.oneof(
      fc
        .record({ years: fc.constantFrom(17, 18, 64, 65, 74, 75), after: fc.integer({ min: -10, max: 130 }) })
        .map(({ years, after }) => {
          const [year = '', month = '', day = ''] = dateOf(firstDay + after).split('-');
          const born = new Date(Date.UTC(Number(year) - years, Number(month) - 1, Number(day))).toISOString();
          return { year: Number(born.slice(0, 4)), date: plainDateSchema.parse(born.slice(0, 10)) };
        }),
      fc
        .oneof(
          fc.constantFrom('1960-02-29', '2008-02-29'),
          // Whose year of life ends with the fiscal year, or a day before or after it.
          fc
            .tuple(fc.constantFrom(17, 18, 65, 75), fc.constantFrom('03-31', '04-01', '04-02'))
            .map(([years, monthDay]) => `${Number(dateOf(firstDay).slice(0, 4)) + 1 - years}-${monthDay}`),
        )
        .map((date) => ({ year: Number(date.slice(0, 4)), date: plainDateSchema.parse(date) })),
      fc.integer({ min: 1930, max: 2024 }).map((year) => ({ year, date: null })),
    ),
    { nil: undefined },
  );

export const randomFacts = (firstDate: string, activities: readonly string[]): fc.Arbitrary<ParticipantFacts> => {
  const firstDay = dayOf(firstDate);
  return fc.record({
    birth: birth(firstDay),
    pedometerFrom: fc.option(fc.integer({ min: 0, max: 100 }).map((after) => dateAt(firstDay + after))),
    days: days(firstDay),
    visits: visits(firstDay),
    claims: claims(firstDay, activities),
  });
};
