/** Rule file: what a programme decides, as data, read from YAML and checked whole. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { idPattern, plainDateSchema } from '../contract/ids.ts';
import { readConfig } from '../runtime/config.ts';
import { tiersSchema } from './rule/tier.ts';

const wordsSchema = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });

const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

export const ruleFileSchema = z.strictObject({
  programme: z.string().regex(idPattern),
  name: wordsSchema,
  zone: z.string().refine(isZone, 'is no time zone, such as Asia/Tokyo'),
  unit: z.strictObject({
    ja: z.string().min(1),
    en: z.strictObject({ one: z.string().min(1), other: z.string().min(1) }),
  }),
  /** Grows by one with every change that changes points; each ledger entry names it. */
  version: z.int().min(1),
  /** A programme's first version also serves every day before this. */
  effectiveFrom: plainDateSchema,
  participants: z.strictObject({ ageMin: z.int().min(0).max(150) }),
  backfill: z.strictObject({
    /** Days a visit reaches back, the day of the visit being day 1. Ten years stand for "as far back as there is". */
    windowDays: z.int().min(1).max(3660),
  }),
  steps: z.strictObject({ tiers: tiersSchema }),
});
export type Rule = Readonly<z.infer<typeof ruleFileSchema>>;

/** The rule file that comes with Ayumi. */
export const iwamizawaRulePath = fileURLToPath(new URL('./rules/iwamizawa.yaml', import.meta.url));

/** Throws OperatorError `config-unreadable`, `config-syntax` or `config-invalid`, the last with every problem at once. */
export const readRule = (path: string): Rule => readConfig(path, ruleFileSchema);

/** The part of a rule that decides points, and nothing of its wording: two rules with the same text give the same points. */
export const decidingText = (rule: Rule): string =>
  JSON.stringify({
    zone: rule.zone,
    windowDays: rule.backfill.windowDays,
    tiers: rule.steps.tiers.map(({ from, points }) => [from, points]),
  });

/** Tells two deciding texts apart in a log. */
export const ruleHash = (rule: Rule): string =>
  createHash('sha256').update(decidingText(rule)).digest('hex').slice(0, 16);
