/** Worked case: what is known of a participant and what the rules give for it, worked out by hand from the rules' text, written in YAML. */
import { z } from 'zod';
import { centreIdSchema, plainDateSchema, type PlainDateText } from '../../../contract/ids.ts';
import { dayStates } from '../../../contract/day-total.ts';
import { decisionKinds, type DayFacts, type ParticipantFacts } from '../../engine/facts.ts';
import { dateOf, dayOf } from '../../oracle/oracle-calendar.ts';
import { accountIdSchema } from '../../rule/activity.ts';

/** `YYYY-MM-DD`, or `YYYY-MM-DD..YYYY-MM-DD` for all dates from one to the other. */
const datesSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$/)
  .transform((text): readonly PlainDateText[] => {
    const [from = '', to = from] = text.split('..');
    const days = Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, i) => dateOf(dayOf(from) + i));
    return z.array(plainDateSchema).min(1).parse(days);
  });

const delivery = z.strictObject({
  steps: z.int().min(0),
  /** The day itself, when absent. */
  syncedOn: plainDateSchema.optional(),
  state: z.enum(dayStates).default('final'),
  doubted: z.boolean().default(false),
});

/** A number stands for one delivery on the day itself; a list for several, one after another. */
const daySchema = z
  .union([
    z.int().transform((steps) => [delivery.parse({ steps })]),
    delivery.transform((one) => [one]),
    z.array(delivery),
  ])
  .readonly();

const claimSchema = z.strictObject({
  activity: z.string(),
  on: plainDateSchema,
  account: accountIdSchema.default('pedometer'),
  from: plainDateSchema.nullable().default(null),
  group: z.string().nullable().default(null),
  place: z.string().nullable().default(null),
  goalSteps: z.int().nullable().default(null),
  void: z.boolean().default(false),
});

/** Points by rule; `paper:` before its id where they go on paper. Several of one rule and date are added up. */
const givenSchema = z.record(plainDateSchema, z.record(z.string(), z.int().min(1)));
const totalsSchema = z.strictObject({ pedometer: z.int(), paper: z.int().default(0) });

const caseSchema = z
  .strictObject({
    /** The promise and why the rules' text makes it. */
    name: z.string(),
    born: plainDateSchema.optional(),
    bornYear: z.int().optional(),
    pedometerFrom: plainDateSchema.nullable().default(plainDateSchema.parse('2000-01-01')),
    asOf: plainDateSchema.default(plainDateSchema.parse('2099-12-31')),
    /** Later entries replace earlier ones of the same date. */
    days: z.array(z.tuple([datesSchema, daySchema])).default([]),
    decide: z
      .record(
        plainDateSchema,
        z.strictObject({
          kind: z.enum(decisionKinds),
          revision: z.int().min(1),
          steps: z.int().nullable().default(null),
        }),
      )
      .default({}),
    visits: z.array(z.tuple([plainDateSchema, centreIdSchema])).default([]),
    claims: z.array(claimSchema).default([]),
    /** All that is given, nothing else. */
    gives: givenSchema.optional(),
    /** Or the sum of it. */
    total: totalsSchema.optional(),
    /** Draw tickets of the period that a date lies in, by draw. */
    tickets: z.record(plainDateSchema, z.record(z.string(), z.int().min(0))).optional(),
  })
  .refine(({ gives, total, tickets }) => gives ?? total ?? tickets, 'says nothing of what is given');

export const casesFileSchema = z.strictObject({
  /** Name of the programme file, below points/programmes. */
  file: z.string(),
  cases: z.array(caseSchema).min(1),
});
export type WorkedCase = z.infer<typeof caseSchema>;

export const factsOf = (worked: WorkedCase): ParticipantFacts => ({
  birth: birthOf(worked),
  pedometerFrom: worked.pedometerFrom,
  days: daysOf(worked),
  visits: worked.visits
    .map(([date, centre]) => ({ date, centre }))
    .toSorted((a, b) => (`${a.date} ${a.centre}` < `${b.date} ${b.centre}` ? -1 : 1)),
  claims: worked.claims.map(({ on, void: isVoid, ...claim }, i) => ({ id: i + 1, date: on, isVoid, ...claim })),
});

const birthOf = ({ born, bornYear }: WorkedCase): ParticipantFacts['birth'] => {
  if (born !== undefined) return { year: Number(born.slice(0, 4)), date: born };
  return bornYear === undefined ? undefined : { year: bornYear, date: null };
};

const daysOf = ({ days, decide }: WorkedCase): readonly DayFacts[] => {
  const byDate = new Map<PlainDateText, DayFacts>();
  for (const [dates, deliveries] of days)
    for (const date of dates) {
      const revisions = deliveries.map((each, i) => ({ revision: i + 1, ...each, syncedOn: each.syncedOn ?? date }));
      byDate.set(date, { date, revisions, decision: decide[date] });
    }
  return [...byDate.values()].toSorted((a, b) => dayOf(a.date) - dayOf(b.date));
};
