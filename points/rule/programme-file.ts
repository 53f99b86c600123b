/** Programme file: everything a programme decides, as data, read from YAML and checked whole: who, which points, since when. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { readConfig } from '../../runtime/config.ts';
import { ruleVersionSchema, type RuleVersion } from './rule-version.ts';
import { wordsSchema } from './rule-words.ts';

const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

const unitSchema = z.strictObject({
  ja: z.string().min(1),
  en: z.strictObject({ one: z.string().min(1), other: z.string().min(1) }),
});

const pedometerSchema = z.strictObject({
  name: wordsSchema,
  unit: unitSchema,
  /** What so many points are worth when they are exchanged: what a programme may have to pay is reckoned from it. */
  voucher: z.strictObject({ points: z.int().min(1).max(100_000_000), yen: z.int().min(1).max(10_000_000) }).optional(),
});
const paperSchema = z.strictObject({
  name: wordsSchema,
  unit: unitSchema,
  /** From the day the pedometer (or app) is used no new points go on paper; before it none go on the pedometer's account. */
  closedByPedometer: z.boolean().default(true),
  /** What one paper point becomes when it is moved to the pedometer's account; it cannot be moved, when absent. */
  pedometerPointsPerPoint: z.int().min(1).max(10_000).optional(),
});

export const programmeFileSchema = z
  .strictObject({
    /** For editors: where the schema of this file is. Not read. */
    $schema: z.string().optional(),
    programme: z.string().regex(idPattern),
    name: wordsSchema,
    zone: z.string().refine(isZone, 'is no time zone, such as Asia/Tokyo'),
    accounts: z.strictObject({ pedometer: pedometerSchema, paper: paperSchema.optional() }),
    /** Oldest first. The first also serves every day before it. */
    versions: z.array(ruleVersionSchema).min(1).max(200),
  })
  .superRefine((file, context) => {
    for (const problem of [...orderProblems(file.versions), ...accountProblems(file)])
      context.addIssue({ code: 'custom', ...problem });
  });
export type Programme = Readonly<z.infer<typeof programmeFileSchema>>;

interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
}

const orderProblems = (versions: readonly RuleVersion[]): readonly Problem[] =>
  versions.flatMap((version, i) => {
    const before = versions[i - 1];
    if (before === undefined) return [];
    return [
      ...(version.version > before.version
        ? []
        : [{ path: ['versions', i, 'version'], message: `must be above ${before.version}, the version before` }]),
      ...(version.effectiveFrom > before.effectiveFrom
        ? []
        : [
            {
              path: ['versions', i, 'effectiveFrom'],
              message: `must be after ${before.effectiveFrom}, when the version before begins`,
            },
          ]),
    ];
  });

const accountProblems = ({
  accounts,
  versions,
}: {
  readonly accounts: { readonly paper?: unknown };
  readonly versions: readonly RuleVersion[];
}): readonly Problem[] =>
  accounts.paper !== undefined
    ? []
    : versions.flatMap((version, i) =>
        version.activities.flatMap(({ points }, j) =>
          points.paper === undefined
            ? []
            : [
                {
                  path: ['versions', i, 'activities', j, 'points', 'paper'],
                  message: 'the programme has no paper account',
                },
              ],
        ),
      );

/** The rule files that come with Ayumi. */
export const ruleFilePath = (name: string): string =>
  fileURLToPath(new URL(`../programmes/${name}.yaml`, import.meta.url));
export const iwamizawaRulePath = ruleFilePath('iwamizawa');

/** Throws OperatorError `config-unreadable`, `config-syntax` or `config-invalid`, the last with every problem at once. */
export const readProgramme = (path: string): Programme => readConfig(path, programmeFileSchema);
