/** Problem words: what is wrong with a field, as a clerk is told: in Japanese by what the field is called on the pages. Pure. */
import type { z } from 'zod';
import type { Words } from '../words.ts';
import { problemsOf } from './problems.ts';

type Issue = z.core.$ZodIssue;

const fields: ReadonlyMap<string, string> = new Map([
  ['from', '最初の日'],
  ['to', '最後の日'],
  ['date', '日付'],
  ['month', '月'],
  ['at', '日時'],
  ['name', '名前'],
  ['nickname', 'よび名'],
  ['birthYear', '生まれた年'],
  ['participant', '参加者の番号'],
  ['participants', '参加者の番号'],
  ['id', '番号'],
  ['label', '番号'],
  ['number', '番号'],
  ['centre', '拠点'],
  ['centres', '拠点'],
  ['ages', '年齢'],
  ['group', '団体'],
  ['activity', '活動'],
  ['count', '数'],
  ['steps', '歩数'],
  ['points', 'ポイント'],
  ['tiers', '1日の歩数とポイント'],
  ['monthPointsMax', '1か月の上限'],
  ['backfillDays', 'さかのぼれる日数'],
  ['voucher', '券'],
  ['source', 'どの仕組みからか'],
  ['kind', '中身'],
  ['encoding', '文字コード'],
  ['what', '何を渡すか'],
  ['format', 'どの形で渡すか'],
  ['recipient', '渡す相手'],
  ['pseudonym', '仮名'],
  ['job', '仕事'],
  ['q', 'さがす言葉'],
  ['limit', 'いちどの行数'],
]);

/** Of the first thing that is wrong. */
export const problemWords = (error: z.ZodError): Words => {
  const [{ path, message } = { path: '', message: '' }] = problemsOf(error);
  const [issue] = error.issues;
  const named = issue?.path.findLast((part): part is string => typeof part === 'string' && fields.has(part));
  const field = named === undefined ? path : (fields.get(named) ?? path);
  const fault = issue === undefined ? 'もう一度 確かめてください' : faultOf(issue);
  return { ja: `${field === '' ? '' : `${field}: `}${fault}。`, en: path === '' ? message : `${path}: ${message}` };
};

const faultOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_format':
      return formatFaults.get(issue.format) ?? '使えない文字があるか、長さが合いません';
    case 'too_small':
      return limitFault(issue.origin, Number(issue.minimum), '以上');
    case 'too_big':
      return limitFault(issue.origin, Number(issue.maximum), '以下');
    case 'invalid_value':
      return 'えらべるもののなかから えらんでください';
    case 'invalid_type':
      return '入っていないか、形がちがいます';
    case 'unrecognized_keys':
      return `知らない項目があります（${issue.keys.join('、')}）`;
    case 'not_multiple_of':
      return `${issue.divisor}きざみで 入れてください`;
    case 'custom':
      return ownFault(issue.message);
    default:
      return 'もう一度 確かめてください';
  }
};

const formatFaults: ReadonlyMap<string, string> = new Map([
  ['date', '2026-11-21 のような、ある日付を入れてください'],
  ['datetime', '2026-11-21T09:00:00Z のような、ある日時を入れてください'],
]);

const limitFault = (origin: string, limit: number, side: '以上' | '以下'): string => {
  if (origin === 'string')
    return limit === 1 && side === '以上' ? '入れてください' : `${limit}文字${side}で 入れてください`;
  if (origin === 'array' || origin === 'set') return `${limit}個${side}に してください`;
  return `${limit}${side}の数を 入れてください`;
};

/** What the contract says of fields that do not go together. */
const ownFault = (message: string): string => {
  if (message.startsWith('is before')) return '最初の日より前です';
  if (message === 'must rise') return '前の段より 多い歩数にしてください';
  if (message === 'is 1 for a venue') return '会場に貼るものは 1枚です';
  const [, days] = /^more than (\d+) days$/.exec(message) ?? [];
  if (days !== undefined) return `期間は ${days}日までです`;
  const [, step] = /multiple of (\d+)$/.exec(message) ?? [];
  return step === undefined ? 'もう一度 確かめてください' : `${step}きざみで 入れてください`;
};
