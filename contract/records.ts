/** Records: every address by which day totals, intervals, points, centres and pedometers are read and handed on; no names anywhere. */
import type { z } from 'zod';
import type { ApiAnswer, ApiAnswersLater, ApiRoutes } from './api-route.ts';
import {
  exportAskSchema,
  exportBodySchema,
  exportOrderSchema,
  exportPreviewSchema,
  exportsQuerySchema,
  exportsSchema,
  lookUpAnswerSchema,
  lookUpBodySchema,
} from './records-export.ts';
import { recordsPaths } from './records-paths.ts';
import {
  centreRecordsSchema,
  dayRecordsQuerySchema,
  dayRecordsSchema,
  intervalRecordsSchema,
  pedometerRecordsQuerySchema,
  pedometerRecordsSchema,
  pointRecordsSchema,
  recordsQuerySchema,
} from './records-terms.ts';

export const recordRoutes = {
  dayTotals: {
    method: 'GET',
    path: recordsPaths.dayTotals,
    said: { ja: '日ごとの歩数を読む', en: 'Read day totals, page by page' },
    query: dayRecordsQuerySchema,
    answer: dayRecordsSchema,
  },
  intervals: {
    method: 'GET',
    path: recordsPaths.intervals,
    said: { ja: '時間ごとの歩数を読む', en: 'Read what pedometers counted, interval by interval' },
    query: recordsQuerySchema,
    answer: intervalRecordsSchema,
  },
  points: {
    method: 'GET',
    path: recordsPaths.points,
    said: { ja: 'ポイントの記帳を読む', en: 'Read entries of the point ledger' },
    query: recordsQuerySchema,
    answer: pointRecordsSchema,
  },
  centres: {
    method: 'GET',
    path: recordsPaths.centres,
    said: { ja: '拠点を読む', en: 'Read the centres and how much is at each' },
    answer: centreRecordsSchema,
  },
  pedometers: {
    method: 'GET',
    path: recordsPaths.pedometers,
    said: { ja: '歩数計を状態ごとに読む', en: 'Read pedometers by where they are' },
    query: pedometerRecordsQuerySchema,
    answer: pedometerRecordsSchema,
  },
  exports: {
    method: 'GET',
    path: recordsPaths.exports,
    said: { ja: 'これまでに渡したデータを見る', en: 'See what was handed on before, to whom and why' },
    query: exportsQuerySchema,
    answer: exportsSchema,
  },
  /** Changes nothing. */
  previewExport: {
    method: 'POST',
    path: recordsPaths.previewExport,
    said: { ja: '渡す前に件数を確かめる', en: 'Count what would be handed on' },
    body: exportAskSchema,
    answer: exportPreviewSchema,
  },
  orderExport: {
    method: 'POST',
    path: recordsPaths.orderExport,
    said: { ja: 'データを渡すことを記録する', en: 'Write down that data is handed on; its file is fetched next' },
    body: exportBodySchema,
    answer: exportOrderSchema,
  },
  exportFile: {
    method: 'GET',
    path: recordsPaths.exportFile,
    said: {
      ja: '記録したデータをファイルで受けとる',
      en: 'Fetch the file of an export, for a day after it was ordered',
    },
    file: 'application/octet-stream',
  },
  lookUp: {
    method: 'POST',
    path: recordsPaths.lookUp,
    said: {
      ja: '仮名がだれのものか調べる（記録に残ります）',
      en: 'Find whose a pseudonym is; that somebody looked is kept',
    },
    body: lookUpBodySchema,
    answer: lookUpAnswerSchema,
  },
} as const satisfies ApiRoutes;

export type RecordRouteName = keyof typeof recordRoutes;
export type RecordAnswers = ApiAnswersLater<typeof recordRoutes>;
export type RecordAnswer<Name extends RecordRouteName> = ApiAnswer<(typeof recordRoutes)[Name]>;
/** What is sent; nothing for a GET. */
export type RecordBody<Name extends RecordRouteName> = (typeof recordRoutes)[Name] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? Readonly<z.input<Body>>
  : never;
