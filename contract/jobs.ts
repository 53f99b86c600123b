/** Jobs: what the cloud does at night by itself: what became of it, when it is next, and having it done now. */
import { z } from 'zod';
import type { ApiAnswer, ApiAnswers } from './api-route.ts';
import { centreIdSchema, idPattern, plainDateSchema } from './ids.ts';
import { jobsPaths } from './jobs-paths.ts';

const instant = z.iso.datetime();
const count = z.int().min(0);
export const jobNameSchema = z.string().regex(idPattern);

export const jobOutcomes = ['done', 'failed', 'passed-over'] as const;

export const jobRunSchema = z.strictObject({
  /** The date on which it fell due. */
  day: plainDateSchema,
  /** Null while it is under way, and where the cloud ended in the middle of it. */
  outcome: z.enum(jobOutcomes).nullable(),
  /** What the job said of itself, or why it failed. */
  detail: z.string().nullable(),
  attempts: count,
  startedAt: instant,
  finishedAt: instant.nullable(),
});
export type ToldRun = Readonly<z.infer<typeof jobRunSchema>>;

export const toldJobSchema = z.strictObject({
  job: jobNameSchema,
  state: z.enum(['idle', 'waiting', 'running']),
  /** Since when the run that is under way is. */
  since: instant.nullable(),
  lastDoneAt: instant.nullable(),
  hasFailed: z.boolean(),
  /** Days on which it fell due one after the other without being done. */
  missedDays: count,
  /** Null where it is only done when somebody asks. */
  nextAt: instant.nullable(),
  /** The latest first. */
  runs: z.array(jobRunSchema),
});
export type ToldJob = Readonly<z.infer<typeof toldJobSchema>>;

/** What has not been heard of for too long, as of the last nightly look. */
export const silentSchema = z.strictObject({
  kind: z.enum(['pedometer', 'gateway']),
  id: z.string(),
  label: z.string().nullable(),
  centre: z.strictObject({ id: centreIdSchema, name: z.string() }),
  since: instant.nullable(),
});

export const jobsSchema = z.strictObject({
  /** In the order in which they are done at night. */
  jobs: z.array(toldJobSchema),
  /** The longest silent first; never more than the look keeps. */
  silent: z.array(silentSchema),
});
export type ToldJobs = Readonly<z.infer<typeof jobsSchema>>;

/** `requestId` is only there so that a page may send the same wish twice; having a job done twice is harmless. */
export const runJobSchema = z.strictObject({ job: jobNameSchema, requestId: z.uuid() });

export const jobsRoutes = {
  jobs: { method: 'GET', path: jobsPaths.jobs, answer: jobsSchema },
  run: {
    method: 'POST',
    path: jobsPaths.run,
    body: runJobSchema,
    /** `busy`: it is under way, or waits for its turn already. */
    answer: z.strictObject({ kind: z.enum(['started', 'busy']) }),
  },
} as const;
export type JobsRouteName = keyof typeof jobsRoutes;
export type JobsAnswers = ApiAnswers<typeof jobsRoutes>;
export type JobsAnswer<Name extends JobsRouteName> = ApiAnswer<(typeof jobsRoutes)[Name]>;
export type JobsBody<Name extends JobsRouteName> = (typeof jobsRoutes)[Name] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? z.input<Body>
  : never;
