/** Analysis: every address of the analysts' API, with what it takes and what it answers. Nothing here changes anything. */
import type { z } from 'zod';
import { arrivalSchema, qualitySchema } from './analysis-care.ts';
import { analysisPaths } from './analysis-paths.ts';
import { liabilitySchema, pointFlowSchema, whatIfAskSchema, whatIfSchema } from './analysis-points.ts';
import {
  baselineTrendSchema,
  centreComparisonSchema,
  hourMapSchema,
  participationSchema,
  stepDistributionSchema,
} from './analysis-steps.ts';
import { analysisFilterSchema, analysisTermsSchema } from './analysis-terms.ts';
import type { ApiAnswer, ApiAnswersLater, ApiRoutes } from './api-route.ts';

const ask = <const Name extends keyof typeof analysisPaths, Answer extends z.ZodType>(name: Name, answer: Answer) =>
  ({ method: 'GET', path: analysisPaths[name], query: analysisFilterSchema, answer }) as const;

export const analysisRoutes = {
  terms: { method: 'GET', path: analysisPaths.terms, answer: analysisTermsSchema },
  participation: ask('participation', participationSchema),
  steps: ask('steps', stepDistributionSchema),
  hours: ask('hours', hourMapSchema),
  trend: ask('trend', baselineTrendSchema),
  centres: ask('centres', centreComparisonSchema),
  arrival: ask('arrival', arrivalSchema),
  quality: ask('quality', qualitySchema),
  points: ask('points', pointFlowSchema),
  liability: ask('liability', liabilitySchema),
  whatIf: { method: 'POST', path: analysisPaths.whatIf, body: whatIfAskSchema, answer: whatIfSchema },
} as const satisfies ApiRoutes;

export type AnalysisRouteName = keyof typeof analysisRoutes;
export type AnalysisAnswers = ApiAnswersLater<typeof analysisRoutes>;
export type AnalysisAnswer<Name extends AnalysisRouteName> = ApiAnswer<(typeof analysisRoutes)[Name]>;
