/** Desk programme: what the desk pages know of the programme: its accounts, its rules in words, its menu of activities. */
import { z } from 'zod';
import {
  accountIdSchema,
  activityIdSchema,
  amountSchema,
  countSchema,
  evidenceKindSchema,
  saidSchema,
  unitSchema,
} from './desk-terms.ts';
import { idPattern, plainDateSchema } from './ids.ts';

export const deskAccountSchema = z.strictObject({
  id: accountIdSchema,
  name: saidSchema,
  unit: unitSchema,
  /** Stamps on paper are keyed in for this account. */
  isPaper: z.boolean(),
});
export type DeskAccount = Readonly<z.infer<typeof deskAccountSchema>>;

/** What an activity's button is drawn with. */
export const activityPictures = [
  'check',
  'clinic',
  'baby',
  'handbook',
  'event',
  'class',
  'donation',
  'group',
  'goal',
  'walk',
  'bicycle',
  'food',
  'mouth',
  'scale',
  'laugh',
  'no-smoking',
  'family-doctor',
  'shopping',
] as const;
export type ActivityPicture = (typeof activityPictures)[number];

export const evidenceSchema = z.strictObject({ kind: evidenceKindSchema, name: saidSchema });

export const deskActivitySchema = z.strictObject({
  id: activityIdSchema,
  name: saidSchema,
  /** The heading of the menu it stands under. */
  chapter: saidSchema.nullable(),
  /** Null draws a plain stamp. */
  picture: z.enum(activityPictures).nullable(),
  /** Empty for an account in which it earns nothing. */
  points: z.array(amountSchema),
  /** The usual kind first. */
  evidence: z.array(evidenceSchema),
  /** Once only, at most so many a day, and the like; null without limits. */
  limits: saidSchema.nullable(),
  needs: z.strictObject({
    /** Kept from a date on: that date is asked for. */
    from: z.boolean(),
    goalSteps: z.strictObject({ min: countSchema, max: countSchema.nullable() }).nullable(),
    group: z.boolean(),
    place: z.boolean(),
  }),
  /** Whether venue and one-time codes can be made for it. */
  hasCodes: z.boolean(),
});
export type DeskActivity = Readonly<z.infer<typeof deskActivitySchema>>;

export const deskTierSchema = z.strictObject({ from: countSchema, points: countSchema, sentence: saidSchema });

export const deskRuleVersionSchema = z.strictObject({
  version: z.int().min(1),
  effectiveFrom: plainDateSchema,
  state: z.enum(['past', 'in-force', 'future']),
  chapters: z.array(z.strictObject({ title: saidSchema, sentences: z.array(saidSchema).min(1) })),
});
export type DeskRuleVersion = Readonly<z.infer<typeof deskRuleVersionSchema>>;

/** GET /api/desk/programme */
export const deskProgrammeSchema = z.strictObject({
  id: z.string().regex(idPattern),
  name: saidSchema,
  zone: z.string(),
  /** The programme's local date now. */
  today: plainDateSchema,
  /** The account that steps are credited to stands first. */
  accounts: z.array(deskAccountSchema).min(1),
  /** Tiers of the version in force today, smallest first; empty where steps earn in another way. */
  tiers: z.array(deskTierSchema),
  activities: z.array(deskActivitySchema),
  /** Newest first. */
  rules: z.array(deskRuleVersionSchema).min(1),
  /** How points move from paper; null where they cannot. */
  transfer: z.strictObject({ from: accountIdSchema, to: accountIdSchema, sentence: saidSchema }).nullable(),
  /** Whether names of participants are known here; else everybody goes by number. */
  namesKnown: z.boolean(),
  /** What every page must say at its foot: that nobody signs in yet and only this machine is answered. */
  notice: saidSchema.nullable(),
});
export type DeskProgramme = Readonly<z.infer<typeof deskProgrammeSchema>>;
