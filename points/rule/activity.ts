/** Activity: something else than steps that earns points: a check-up, an event, a group's meeting, a habit kept for a month. */
import { z } from 'zod';
import { activityPictures } from '../../contract/desk-programme.ts';
import { ruleIdSchema } from './earning-rule.ts';
import { unsaidMonths, unsaidNumbers, wordsSchema } from './rule-words.ts';

/** The two kinds of account a participant can have; a programme names those it uses. */
export const accountIds = ['pedometer', 'paper'] as const;
export type AccountId = (typeof accountIds)[number];
export const accountIdSchema = z.enum(accountIds);

/** By what an activity is shown to have been done. */
export const evidenceKinds = [
  /** A code read at the venue, the same for all who come. */
  'venue-code',
  /** A slip with a code of its own for one person. */
  'once-code',
  /** A letter or sheet shown at a counter, such as the results of a check. */
  'result-sheet',
  /** A blood donor's card, service or notice. */
  'donor-card',
  /** A handbook or certificate shown at a counter. */
  'handbook',
  /** The list of a registered group's meeting. */
  'group-roll',
  /** One's own word, on the form for it. */
  'declaration',
  /** A stamp or seal with its date on the paper card. */
  'stamp',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** How often an activity earns points, whatever the account; the claim recorded first has them. `each`: once for the same place and group on a date. */
export const onceKinds = ['each', 'day', 'month', 'period', 'ever'] as const;
export type OnceKind = (typeof onceKinds)[number];

const activityPoints = z.int().min(1).max(1_000_000);

export const activitySchema = z
  .strictObject({
    id: ruleIdSchema,
    name: wordsSchema,
    /** The heading it stands under on menus. */
    chapter: wordsSchema.optional(),
    /** What its button is drawn with; guessed from its id when absent. */
    picture: z.enum(activityPictures).optional(),
    /** Said when points are explained, and must name them, the least goal and the months of a habit; the name and the points when absent. */
    sentence: wordsSchema.optional(),
    /** Only the accounts named here are paid. */
    points: z
      .strictObject({ pedometer: activityPoints.optional(), paper: activityPoints.optional() })
      .refine(
        (points) => points.pedometer !== undefined || points.paper !== undefined,
        'must name an account and its points',
      ),
    evidence: z.array(z.enum(evidenceKinds)).min(1),
    once: z.enum(onceKinds).default('each'),
    /** It is a registered group's: a claim must name the group. */
    needsGroup: z.boolean().default(false),
    /**
     * A habit: a claim must say since when, and it must have been kept this many months: to the day before the same date at
     * least, or to the last day of the month where it has no such date (31 January to 28 February). A claim is paid for the
     * last of these months up to its date: from the latest date from which they are kept by then. One whose months share a day
     * with those of a claim of the same activity that was paid earns nothing, whatever `once` and the account: no month of a
     * habit is paid for twice.
     */
    keptMonths: z.int().min(1).max(24).optional(),
    /** It declares a goal of steps a day, at least this many. */
    goalStepsMin: z.int().min(1).max(100_000).optional(),
    /** How long after it was done it can still be claimed; always, when absent. */
    claimWithinDays: z.int().min(0).max(3_660).optional(),
  })
  .refine((activity) => activity.needsGroup || !activity.evidence.includes('group-roll'), {
    path: ['evidence'],
    message: 'group-roll is for activities of registered groups: set needsGroup',
  })
  .superRefine(({ sentence, points, goalStepsMin, keptMonths }, context) => {
    if (sentence === undefined) return;
    const numbers = [points.pedometer, points.paper, goalStepsMin].filter((number) => number !== undefined);
    const problems = [
      ...unsaidNumbers(sentence, numbers),
      ...(keptMonths === undefined ? [] : unsaidMonths(sentence, keptMonths)),
    ];
    for (const problem of problems) context.addIssue({ code: 'custom', ...problem });
  });
export type Activity = Readonly<z.infer<typeof activitySchema>>;
