/** Feed error: the words, the status and the hint by which a message of the feed is refused. */
import type { FastifyReply } from 'fastify';
import type { Problem } from './problems.ts';
import { feedProblemsMax, type FeedError, type FeedFault } from '../../contract/feed-message.ts';

const faults: Readonly<Record<FeedFault, readonly [status: number, hint: string]>> = {
  'not-signed': [401, 'send webhook-id, webhook-timestamp and webhook-signature once each, as Standard Webhooks says'],
  'signature-wrong': [401, 'sign "id.timestamp.body" with the secret agreed on, over the body exactly as it is sent'],
  'timestamp-too-old': [401, 'sign again with the time of sending; check the clocks of both machines'],
  'timestamp-too-new': [401, 'sign with the time of sending; check the clocks of both machines'],
  'id-used-otherwise': [409, 'this webhook-id belongs to a message with another body; give every message its own'],
  'not-json': [400, 'send one JSON object in UTF-8, no key twice in an object, integers in plain digits'],
  'not-as-described': [400, 'mend what is listed in problems; /openapi.json describes the body'],
  'body-too-large': [413, 'send at most 500 items and 1 MiB in one message'],
  'content-type': [415, 'send content-type: application/json, not compressed'],
  'too-many-requests': [429, 'wait as long as retry-after says'],
  'no-host': [400, 'send one Host header'],
  'unknown-host': [421, 'name the host in feed.hostNames; the desk goes by localhost and 127.0.0.1 only'],
  'too-many-headers': [431, 'send fewer headers'],
  'bad-url': [400, 'the address or the head of the request cannot be read'],
  'unknown-path': [404, '/openapi.json lists what there is'],
  busy: [503, 'the disk cannot be written now; send again later, nothing of this message was taken'],
  internal: [500, 'a failure of ours; send again later'],
};

/** By status and word. */
export const feedRefusals: ReadonlyMap<number, Readonly<Record<string, FeedError>>> = new Map(
  [...Map.groupBy(Object.keys(faults) as FeedFault[], (word) => faults[word][0])].map(([status, words]) => [
    status,
    Object.fromEntries(words.map((error) => [error, { error, hint: faults[error][1], problems: [] }])),
  ]),
);

/** Seconds after which a disk that refused may have recovered. */
const busySeconds = 30;

export const sendFeedError = (
  reply: FastifyReply,
  error: FeedFault,
  problems: readonly Problem[] = [],
): FastifyReply => {
  const [status, hint] = faults[error];
  if (error === 'busy') reply.header('retry-after', busySeconds);
  // What of the body has not come yet is not waited for.
  if (status === 413 || status === 415) reply.header('connection', 'close');
  const body: FeedError = { error, hint, problems: problems.slice(0, feedProblemsMax) };
  return reply.code(status).header('cache-control', 'no-store').send(body);
};
