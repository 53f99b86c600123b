/** Requests: the same change asked for twice, under one number, is made once and answered twice. */
import { hash } from 'node:crypto';
import type { Books } from '../books.ts';
import type { Chain } from '../ledger/ledger-writer.ts';
import type { Words } from '../words.ts';
import { DeskFault } from '../../contract/desk-fault.ts';

/**
 * Does `work` and keeps its answer, all in one transaction; or gives the kept answer. Throws DeskFault `request-reused` when
 * the number was used for something else, `actor-missing`, `reason-missing` or `reference-missing` for one left blank. What `work` refuses is kept too: asked again under the same number, nothing has changed.
 */
export const once = <Answer>(
  books: Books,
  { requestId, ...body }: Readonly<Record<string, unknown>> & { readonly requestId: string },
  kind: string,
  work: (chain: Chain) => Answer,
): Answer => {
  for (const field of grounds) if (isBlank(body[field])) throw missing(field);
  return books.change((chain) => {
    const digest = hash('sha256', JSON.stringify([kind, body]), 'hex');
    const known = books.prepared.of('SELECT digest, answer FROM request WHERE id = ?').get(requestId);
    if (known !== undefined) {
      if (known['digest'] !== digest) throw reused;
      return JSON.parse(String(known['answer'])) as Answer;
    }
    const answer = work(chain);
    books.prepared
      .of('INSERT INTO request (id, digest, answer, at_ms) VALUES (?, ?, ?, ?)')
      .run(requestId, digest, JSON.stringify(answer), chain.atMs);
    return answer;
  });
};

const grounds = ['actor', 'reason', 'reference'] as const;
type Ground = (typeof grounds)[number];
const groundWords: Readonly<Record<Ground, Words>> = {
  actor: { ja: '担当者', en: 'name of the clerk' },
  reason: { ja: '理由', en: 'reason' },
  reference: { ja: '書類の番号', en: 'number of the document' },
};

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

export const missing = (field: Ground): DeskFault =>
  new DeskFault(400, `${field}-missing`, {
    ja: `${groundWords[field].ja}がありません。何も変えていません。`,
    en: `The ${groundWords[field].en} is missing. Nothing was changed.`,
  });

const reused = new DeskFault(
  409,
  'request-reused',
  {
    ja: '同じ受付番号で、ちがう内容が送られました。何も変えていません。',
    en: 'The same request number came with another content. Nothing was changed.',
  },
  { ja: 'ページを読みなおして、もう一度 入力してください。', en: 'Reload the page and enter it again.' },
);
