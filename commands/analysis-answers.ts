/** Analysis answers: the analysts' API, each question passed to the thread that knows. */
import type { AnalysisAnswers } from '../contract/analysis.ts';
import type { AnalysisThread } from './analysis-thread.ts';

export const analysisAnswers = (thread: AnalysisThread): AnalysisAnswers => ({
  terms: (asked) => thread.ask('terms', asked),
  participation: (asked) => thread.ask('participation', asked),
  steps: (asked) => thread.ask('steps', asked),
  hours: (asked) => thread.ask('hours', asked),
  trend: (asked) => thread.ask('trend', asked),
  centres: (asked) => thread.ask('centres', asked),
  arrival: (asked) => thread.ask('arrival', asked),
  quality: (asked) => thread.ask('quality', asked),
  points: (asked) => thread.ask('points', asked),
  liability: (asked) => thread.ask('liability', asked),
  whatIf: (asked) => thread.ask('whatIf', asked),
});
