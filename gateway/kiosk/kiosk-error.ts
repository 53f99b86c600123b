/** Kiosk error: in which words, and with which status, a gateway's pages are refused something. Nothing was changed by one. */
import type { FastifyReply } from 'fastify';
import type { DeskError, Said } from '../../contract/desk-terms.ts';

const said = (status: number, ja: string, en: string, hint?: Said) =>
  ({ status, ja: `${ja}何も変えていません。`, en: `${en} Nothing was changed.`, hint }) as const;

const wordsOf = {
  'signed-out': said(401, 'PINを入れてください。', 'Nobody is signed in here.', {
    ja: 'ボランティアの画面を開いて、PINを入れてください。',
    en: 'Open the volunteers’ page and enter the PIN.',
  }),
  'wrong-pin': said(403, 'PINがちがいます。', 'The PIN is wrong.', {
    ja: '番号をたしかめて、もう一度 入れてください。',
    en: 'Check the number and enter it again.',
  }),
  'no-pin': said(403, 'PINがまだ決まっていません。', 'No PIN has been set yet, so these pages are closed.', {
    ja: '管理者に「set-pin」でPINを決めてもらってください。',
    en: 'Ask whoever looks after the gateway to run set-pin.',
  }),
  'too-many-tries': said(429, 'まちがいが続いたので、少し待ってください。', 'There were too many wrong tries.', {
    ja: '待ってから、もう一度 入れてください。PINがわからないときは管理者に聞いてください。',
    en: 'Wait and try again; ask whoever looks after the gateway if you do not know the PIN.',
  }),
  'unknown-device': said(404, 'この拠点では知らない歩数計です。', 'This centre does not know that pedometer.'),
  'too-many-readers': said(503, '画面を開いている人が多すぎます。', 'Too many pages are open.', {
    ja: '使っていない画面を閉じてください。',
    en: 'Close pages that nobody looks at.',
  }),
  'not-understood': said(400, '送られた内容を読み取れません。', 'What was sent is not understood.'),
  'not-json': said(400, '送られた内容を読み取れません。', 'What was sent is not strict JSON.'),
  'cross-origin': said(403, 'ほかのページからの操作は受けつけません。', 'Requests from another page are refused.', {
    ja: 'この画面を開きなおしてください。',
    en: 'Open this page itself.',
  }),
  'body-too-large': said(413, '送られた内容が大きすぎます。', 'What was sent is too large.'),
  'content-type': said(415, '送られた内容の種類がちがいます。', 'Only application/json is taken.'),
  'no-host': said(400, '宛先がありません。', 'There must be one Host header.'),
  'unknown-host': said(421, '宛先がちがいます。', 'This server does not go by that name.', {
    ja: '管理者に、設定の kiosk.hostNames に名前を足してもらってください。',
    en: 'Ask whoever looks after the gateway to add the name to kiosk.hostNames.',
  }),
  'too-many-headers': said(431, 'ヘッダーが多すぎます。', 'There are too many headers.'),
  'bad-url': said(400, 'アドレスを読み取れません。', 'The address cannot be read.'),
  'unknown-path': said(404, 'そのページはありません。', 'There is no such address.'),
  busy: said(503, 'いま記録できません。', 'The disk cannot be written now.', {
    ja: '少し待ってから、同じボタンをもう一度 押してください。',
    en: 'Wait a little and press the same button again.',
  }),
  internal: said(500, 'プログラムの誤りです。', 'A failure of ours.', {
    ja: 'くり返すときは、管理者に知らせてください。',
    en: 'Tell whoever looks after the gateway if it comes again.',
  }),
} as const;
export type KioskFaultWord = keyof typeof wordsOf;

export const sendKioskError = (reply: FastifyReply, word: KioskFaultWord, hint?: Said): FastifyReply => {
  const { status, ja, en, hint: usual } = wordsOf[word];
  if (status === 413 || status === 415) reply.header('connection', 'close');
  const told = hint ?? usual;
  const body: DeskError = { error: word, ja, en, ...(told === undefined ? {} : { hint: told }) };
  return reply.code(status).header('cache-control', 'no-store').send(body);
};
