/** Analysis beside a cloud: the analysts' API and the thread that answers it, on the databases of a running cloud. */
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { analysisRoutes, type AnalysisAnswers } from '../contract/analysis.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { apiPart, type ApiPart } from '../points/http/desk-part.ts';
import type { Points } from '../points/points.ts';
import type { Clock } from '../runtime/clock.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { AnalysisThread } from './analysis-thread.ts';

export interface AnalysisBeside {
  /** Has started. */
  readonly points: Points;
  readonly store: CloudStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** People × dates in memory, eleven bytes each: 220 MB at the most, for two years of 27,000 people or one of 55,000. */
const cellsMax = 20_000_000;

/** The thread is not yet started. */
export const analysisBeside = ({
  points,
  store,
  clock,
  log,
}: AnalysisBeside): { readonly part: ApiPart; readonly thread: AnalysisThread } => {
  const cloudPath = placeOf(store.database);
  const setting = {
    cloudPath,
    pointsPath: placeOf(points.books.database),
    cachePath: join(dirname(cloudPath), 'analysis.sqlite'),
    zone: store.days.zone,
    programme: points.programme,
    cellsMax,
  };
  const thread = new AnalysisThread({ setting, clock, random: seededRandom(clock.wallMs()), log });
  return { part: apiPart('analysis', analysisRoutes, answersOf(thread)), thread };
};

export const placeOf = (database: DatabaseSync): string => {
  const path = database.location();
  assert(path !== null, 'the databases beside a desk are files');
  return path;
};

const answersOf = (thread: AnalysisThread): AnalysisAnswers => ({
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
