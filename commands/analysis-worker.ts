/** Analysis worker: the thread that answers analysts: reads both databases, writes neither, and never keeps the cloud waiting. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { z } from 'zod';
import { ageBands, peopleMin, type AnalysisFilter } from '../contract/analysis-terms.ts';
import { coarse } from '../contract/analysis-coarse.ts';
import type { whatIfAskSchema } from '../contract/analysis-points.ts';
import type { AnalysisAnswer, AnalysisRouteName } from '../contract/analysis.ts';
import { DeskFault } from '../contract/desk-fault.ts';
import type { Chosen } from '../ingest/analysis/chosen.ts';
import { StepAnalysis } from '../ingest/analysis/step-analysis.ts';
import { LocalDays } from '../ingest/local-days.ts';
import { PointAnalysis } from '../points/analysis/point-analysis.ts';
import { systemClock } from '../runtime/clock.ts';
import { assert, messageOf } from '../runtime/fault.ts';
import { openCache } from './analysis-cache.ts';
import type { AnalysisSetting, Asked, FromAnalysis, ToAnalysis } from './analysis-messages.ts';

/** Two years, the leap day, and the ten weeks that lie before a period. */
const daysMax = 800;
/** What is new is read before an answer, but not for longer. */
const freshenMs = 20;
/** After so much work the thread rests as long, so that half a core is left to others while it begins. */
const workMs = 25;

const setting = workerData as AnalysisSetting;
const port = parentPort;
assert(port !== null, 'the analysis worker is a thread');

const open = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  database.exec('PRAGMA cache_size = -16384');
  return database;
};

const databases = { cloud: open(setting.cloudPath), points: open(setting.pointsPath) };
const monotonicMs = (): number => systemClock.monotonicMs();

const cache = openCache(setting.cachePath);
const steps = new StepAnalysis({
  database: databases.cloud,
  cache,
  days: new LocalDays(setting.zone),
  bounds: { daysMax, cellsMax: setting.cellsMax },
  monotonicMs,
});
const points = new PointAnalysis({
  database: databases.points,
  programme: setting.programme,
  bounds: { daysMax, cellsMax: setting.cellsMax },
  changed: steps.delivered,
});
steps.setNow(setting.nowMs);

type Answers = { readonly [Name in AnalysisRouteName]: (asked: Asked) => AnalysisAnswer<Name> };
type WhatIfAsk = z.infer<typeof whatIfAskSchema>;
const filterOf = ({ query }: Asked): AnalysisFilter => query as AnalysisFilter;

const programme = () => points.terms(steps.today);
const about =
  <Answer>(answer: (chosen: Chosen) => Answer) =>
  (asked: Asked): Answer =>
    answer(steps.choose(filterOf(asked)));

const answers: Answers = {
  terms: () => {
    const { progress, ...told } = steps.terms();
    const done = progress.done + points.progress.done;
    const total = progress.total + points.progress.total;
    const state = isReady ? ({ kind: 'ready' } as const) : ({ kind: 'counting', done, total } as const);
    return { ...told, state, peopleMin, ages: [...ageBands], programme: points.terms(told.today) };
  },
  participation: about((chosen) => coarse.participation(steps.participation(chosen), chosen.veil.grains)),
  steps: about((chosen) => coarse.steps(steps.steps(chosen, programme().tiers), chosen.veil.grains)),
  hours: about((chosen) => coarse.hours(steps.hours(chosen), chosen.veil.grains)),
  trend: about((chosen) => coarse.trend(steps.trend(chosen), chosen.veil.grains)),
  centres: about((chosen) => coarse.centres(steps.centres(chosen), chosen.veil.grains)),
  arrival: about((chosen) => coarse.arrival(steps.arrival(chosen, programme().backfillDays), chosen.veil.grains)),
  quality: about((chosen) => coarse.quality(steps.quality(chosen), chosen.veil.grains)),
  points: (asked) => {
    const whom = steps.whom(filterOf(asked));
    return coarse.points(points.flow(filterOf(asked), whom, steps.today), whom.veil.grains);
  },
  liability: (asked) => {
    const whom = steps.whom(filterOf(asked));
    return coarse.liability(points.liability(whom, steps.today), whom.veil.grains);
  },
  whatIf: ({ body }) => {
    const ask = body as WhatIfAsk;
    const whom = steps.whom(ask);
    return coarse.whatIf(points.whatIf(ask, whom, steps.today), whom.veil.grains);
  },
};

/** Everything there was at the start has been read. */
let isReady = false;

/** Returns whether there may be more to be done. */
const workFor = (durationMs: number): boolean => {
  const endMs = monotonicMs() + durationMs;
  let hasMore = true;
  while (hasMore && monotonicMs() < endMs) hasMore = steps.step() || points.step(steps.today);
  isReady ||= !hasMore;
  return hasMore;
};

/** What is less urgent, once that is done. */
const countFor = (durationMs: number): boolean => {
  const endMs = monotonicMs() + durationMs;
  steps.lookForHours();
  let hasMore = true;
  while (hasMore && monotonicMs() < endMs) hasMore = steps.stepHours();
  return hasMore;
};

let isWorking = false;
const work = async (): Promise<void> => {
  if (isWorking) return;
  isWorking = true;
  while (workFor(workMs) || countFor(workMs)) await systemClock.sleep(workMs);
  isWorking = false;
};

const answer = (message: Extract<ToAnalysis, { kind: 'ask' }>): FromAnalysis => {
  const { id, name, asked } = message;
  try {
    workFor(freshenMs);
    return { kind: 'answer', id, answer: answers[name](asked) };
  } catch (error) {
    if (!(error instanceof DeskFault)) return { kind: 'failure', id, error: messageOf(error) };
    const { status, code, words, hint } = error;
    return { kind: 'fault', id, fault: { status, code, words, hint } };
  }
};

port.on('message', (message: ToAnalysis) => {
  if (message.kind === 'stop') {
    port.close();
    databases.cloud.close();
    databases.points.close();
    cache.close();
    process.exit();
  }
  steps.setNow(message.nowMs);
  if (message.kind === 'ask') port.postMessage(answer(message));
  void work();
});
void work();
