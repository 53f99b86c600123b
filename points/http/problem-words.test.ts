/** Promises of what a clerk is told of a field: by the name it has on the pages, and never in English in a Japanese sentence. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { whatIfAskSchema } from '../../contract/analysis-points.ts';
import { analysisFilterSchema } from '../../contract/analysis-terms.ts';
import { importAskSchema } from '../../contract/imports-terms.ts';
import { dayRecordsQuerySchema } from '../../contract/records-terms.ts';
import { exportBodySchema } from '../../contract/records-export.ts';
import { problemWords } from './problem-words.ts';

const told = (schema: z.ZodType, sent: unknown): string => {
  const { error } = schema.safeParse(sent);
  return error === undefined ? 'nothing is wrong' : problemWords(error).ja;
};
const period = { from: '2026-11-01', to: '2026-11-20' };
const asked = { ...period, kind: 'daily', encoding: 'utf-8', source: 'watch' };
const rules = { monthPointsMax: null, backfillDays: null, voucher: null, tiers: null };

test.each<[z.ZodType, unknown, string]>([
  [analysisFilterSchema, { ...period, from: '2020-01-01' }, '最初の日: 期間は 731日までです。'],
  [analysisFilterSchema, { ...period, to: '2026-10-01' }, '最後の日: 最初の日より前です。'],
  [analysisFilterSchema, { ...period, to: '2026-02-30' }, '最後の日: 2026-11-21 のような、ある日付を入れてください。'],
  [analysisFilterSchema, { ...period, ages: '12' }, '年齢: えらべるもののなかから えらんでください。'],
  [analysisFilterSchema, { ...period, page: 1 }, '知らない項目があります（page）。'],
  [importAskSchema, { ...asked, source: '歩数アプリ' }, 'どの仕組みからか: 使えない文字があるか、長さが合いません。'],
  [importAskSchema, { ...asked, kind: undefined }, '中身: えらべるもののなかから えらんでください。'],
  [
    whatIfAskSchema,
    { ...period, rules: { ...rules, backfillDays: 0 } },
    'さかのぼれる日数: 1以上の数を 入れてください。',
  ],
  [
    whatIfAskSchema,
    { ...period, rules: { ...rules, tiers: [{ from: 3001, points: 1 }] } },
    '1日の歩数とポイント: 500きざみで 入れてください。',
  ],
  [exportBodySchema, { ...period, what: 'days', format: 'csv', recipient: '' }, '渡す相手: 入れてください。'],
])('%# is told in Japanese', (schema, sent, sentence) => {
  expect(told(schema, sent)).toBe(sentence);
});

test('in English it stands where programs look for it, as the schema says it', () => {
  const { error } = analysisFilterSchema.safeParse({ ...period, from: '2020-01-01' });
  expect(error === undefined ? '' : problemWords(error).en).toBe('from: more than 731 days');
});

test('of the whole there is no place to name: the sentence does not begin with a colon', () => {
  const { error } = analysisFilterSchema.safeParse({ ...period, page: 1 });
  expect(error === undefined ? '' : problemWords(error).en).toBe('Unrecognized key: "page"');
});

test('of too many rows the most there may be is told, in both languages', () => {
  for (const limit of ['1001', '5000', '100000', '9999999999']) {
    const { error } = dayRecordsQuerySchema.safeParse({ ...period, limit });
    expect(error === undefined ? undefined : problemWords(error)).toEqual({
      ja: 'いちどの行数: 1000以下の数を 入れてください。',
      en: 'limit: Too big: expected number to be <=1000',
    });
  }
  for (const limit of ['1', '1000'])
    expect(dayRecordsQuerySchema.parse({ ...period, limit }).limit).toBe(Number(limit));
});
