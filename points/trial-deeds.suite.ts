/** Trial deeds: what can happen to a point service, made up by chance. For this room's tests. */
import fc from 'fast-check';

export const people = ['P-1', 'P-2', 'P-3'] as const;

const who = fc.constantFrom(...people);
const daysAgo = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 75 }));
const steps = fc.constantFrom(0, 999, 1_000, 3_000, 4_999, 6_000, 8_000, 10_000, 12_345, 30_000, 150_000);
const nth = fc.nat(50);

const walk = fc.record({
  kind: fc.constant('walk'),
  who,
  daysAgo,
  steps,
  state: fc.constantFrom('open', 'open', 'final', 'corrected', 'held'),
  isKeptBack: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
});
const weeks = fc.record({ kind: fc.constant('weeks'), who, daysAgo, days: fc.integer({ min: 20, max: 75 }), steps });
const deed = fc.oneof(
  { arbitrary: walk, weight: 6 },
  { arbitrary: weeks, weight: 2 },
  fc.record({ kind: fc.constant('deliver') }),
  fc.record({
    kind: fc.constant('enrol'),
    who,
    born: fc.constantFrom('1938-03-31', '1948-02-29', '2010-03-01', '1990-01-01'),
    isYearOnly: fc.boolean(),
    pedometerDaysAgo: fc.option(fc.integer({ min: 0, max: 60 })),
  }),
  {
    arbitrary: fc.record({ kind: fc.constant('visit'), who, daysAgo, place: nth, withdrawn: fc.boolean() }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('claim'),
      who,
      daysAgo,
      nth,
      account: fc.option(fc.constantFrom('pedometer', 'paper')),
      goalSteps: fc.constantFrom(4_000, 6_000, 8_000),
    }),
    weight: 6,
  },
  fc.record({ kind: fc.constant('void'), nth }),
  {
    arbitrary: fc.record({
      kind: fc.constant('decide'),
      nth,
      as: fc.constantFrom('accept', 'cap', 'void', 'undo'),
      steps,
    }),
    weight: 2,
  },
  fc.record({ kind: fc.constant('transfer'), who, points: fc.constantFrom(1, 5, 'all') }),
  fc.record({ kind: fc.constant('close') }),
  { arbitrary: fc.record({ kind: fc.constant('wait'), days: fc.constantFrom(1, 1, 6, 20, 45, 150) }), weight: 5 },
  fc.record({ kind: fc.constant('restart') }),
  fc.record({ kind: fc.constant('other') }),
);
export type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;
export const town = fc.array(deed, { minLength: 5, maxLength: 35 });
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;
