/** Desk error: in which words, and with which status, the desk refuses a request. Nothing was changed by one. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { DeskError } from '../../contract/desk-terms.ts';
import type { DeskFault } from '../../contract/desk-fault.ts';
import type { Words } from '../words.ts';
import { problemWords } from './problem-words.ts';
import { problemsOf } from './problems.ts';

export const deskFaults = [
  'actor-missing',
  'reason-missing',
  'reference-missing',
  'not-understood',
  'not-json',
  'cross-origin',
  'not-this-machine',
  'body-too-large',
  'content-type',
  'no-host',
  'unknown-host',
  'too-many-headers',
  'bad-url',
  'unknown-path',
  'busy',
  'internal',
] as const;
export type DeskFaultWord = (typeof deskFaults)[number];

const said = (status: number, ja: string, en: string, hint?: Words) =>
  ({ status, ja: `${ja}何も変えていません。`, en: `${en} Nothing was changed.`, hint }) as const;

const wordsOf: Readonly<Record<DeskFaultWord, ReturnType<typeof said>>> = {
  'actor-missing': said(400, '担当者の名前がありません。', 'The name of the clerk is missing.', {
    ja: '右上の「担当」に、名前かイニシャルを入れてください。',
    en: 'Enter your name or initials at the top right.',
  }),
  'reason-missing': said(400, '理由がありません。', 'The reason is missing.', {
    ja: 'あとで見てわかるように、理由を書いてください。',
    en: 'Write down why, so that it is understood later.',
  }),
  'reference-missing': said(400, '書類の番号がありません。', 'The number of the form is missing.', {
    ja: '申請書の番号を入れてください。',
    en: 'Enter the number of the application form.',
  }),
  'not-understood': said(400, '送られた内容を読み取れません。', 'What was sent is not understood.'),
  'not-json': said(400, '送られた内容を読み取れません。', 'What was sent is not strict JSON.'),
  'cross-origin': said(403, 'ほかのページからの操作は受けつけません。', 'Requests from another page are refused.', {
    ja: '窓口のページを開きなおしてください。',
    en: 'Open the desk page itself.',
  }),
  'not-this-machine': said(
    403,
    'この画面は、このパソコンの中だけで使えます。',
    'The desk answers on this machine only: nobody signs in yet.',
  ),
  'body-too-large': said(413, '送られた内容が大きすぎます。', 'What was sent is too large.'),
  'content-type': said(415, '送られた内容の種類がちがいます。', 'Only application/json is taken.'),
  'no-host': said(400, '宛先がありません。', 'There must be one Host header.'),
  'unknown-host': said(421, '宛先がちがいます。', 'This server does not go by that name.'),
  'too-many-headers': said(431, 'ヘッダーが多すぎます。', 'There are too many headers.'),
  'bad-url': said(400, 'アドレスを読み取れません。', 'The address cannot be read.'),
  'unknown-path': said(404, 'そのページはありません。', 'There is no such address.'),
  busy: said(503, 'いま記録できません。', 'The disk cannot be written now.', {
    ja: '少し待ってから、同じボタンをもう一度 押してください。',
    en: 'Wait a little and press the same button again.',
  }),
  internal: said(500, 'プログラムの誤りです。', 'A failure of ours.', {
    ja: 'くり返すときは、管理者に知らせてください。',
    en: 'Tell whoever looks after this machine if it comes again.',
  }),
};

function bodyOf(word: DeskFaultWord, hint?: Words): DeskError {
  const { ja, en, hint: usual } = wordsOf[word];
  const told = hint ?? usual;
  return { error: word, ja, en, ...(told === undefined ? {} : { hint: told }) };
}

/** All that is said before an address is even asked, by status and word. */
export const deskRefusals: ReadonlyMap<number, Readonly<Record<string, DeskError>>> = new Map(
  [...Map.groupBy(deskFaults, (word) => wordsOf[word].status)].map(([status, words]) => [
    status,
    Object.fromEntries(words.map((word) => [word, bodyOf(word)])),
  ]),
);

export const sendDeskError = (reply: FastifyReply, word: DeskFaultWord, hint?: Words): FastifyReply => {
  const { status } = wordsOf[word];
  if (status === 413 || status === 415) reply.header('connection', 'close');
  return sendBody(reply, status, bodyOf(word, hint));
};

export const sendDeskFault = (reply: FastifyReply, { status, code, words, hint }: DeskFault): FastifyReply => {
  const body: DeskError = { error: code, ...words, ...(hint === undefined ? {} : { hint }) };
  return sendBody(reply, status, body);
};

const sendBody = (reply: FastifyReply, status: number, body: DeskError): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').send(body);

/** By the field that is missing or wrong; where it is none of those with a word of its own, the hint says where. */
export const sendNotUnderstood = (reply: FastifyReply, error: z.ZodError): FastifyReply => {
  const problems = problemsOf(error);
  const field = (['actor', 'reason', 'reference'] as const).find((name) => problems.some(({ path }) => path === name));
  if (field !== undefined) return sendDeskError(reply, `${field}-missing`);
  return sendDeskError(reply, 'not-understood', problemWords(error));
};
