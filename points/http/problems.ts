/** Problems: what is wrong with a body, by where it stands in it. Pure. */
import type { z } from 'zod';

export interface Problem {
  /** Such as `totals.3.steps`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export const problemsOf = (error: z.ZodError): readonly Problem[] =>
  error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
