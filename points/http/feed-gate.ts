/** Feed gate: lets a message of the feed through once: signed just now by somebody who may, read strictly, answered as before when it comes again. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readStrictJson } from '../../contract/strict-json.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { AnsweredMessages } from './answered-messages.ts';
import { sendFeedError } from './feed-error.ts';
import { problemsOf } from './problems.ts';
import { readWebhookHead, signerOf, type WebhookHead } from './webhook-signature.ts';

export interface FeedLimits {
  /** A million participants' day is 2,000 messages, and may take a minute. */
  readonly perKeyPerMinute: number;
  /** Also of those who are not signed. */
  readonly perAddressPerMinute: number;
}

export const feedLimits: FeedLimits = { perKeyPerMinute: 3_000, perAddressPerMinute: 6_000 };
const minuteMs = 60_000;

export interface FeedGateOptions {
  readonly answered: AnsweredMessages;
  /** Several while they are exchanged. */
  readonly secrets: readonly Uint8Array[];
  readonly limits: FeedLimits;
  readonly clock: Clock;
}

export interface Taker<Schema extends z.ZodType> {
  readonly path: string;
  readonly body: Schema;
  /** On return it is on disk; what throws has taken nothing. */
  readonly take: (message: z.output<Schema>) => object;
}

declare module 'fastify' {
  interface FastifyRequest {
    webhookHead: WebhookHead | null;
    webhookSigner: number | null;
  }
}

type Limit = ReturnType<FastifyInstance['createRateLimit']>;

export class FeedGate {
  readonly #options: FeedGateOptions;
  readonly #byKey: Limit;

  /** `http`: a part of its own, after @fastify/rate-limit: every route of it is behind the gate. */
  constructor(http: FastifyInstance, options: FeedGateOptions) {
    this.#options = options;
    const { perAddressPerMinute, perKeyPerMinute } = options.limits;
    http.decorateRequest('webhookHead', null);
    http.decorateRequest('webhookSigner', null);
    const byAddress = http.createRateLimit({ timeWindow: minuteMs, max: perAddressPerMinute });
    this.#byKey = http.createRateLimit({
      timeWindow: minuteMs,
      max: perKeyPerMinute,
      keyGenerator: (request) => request.webhookSigner ?? -1,
    });
    // An answer is waited for here, or the request would go on while it is sent.
    http.addHook('onRequest', async (request, reply) =>
      (await isTooMuch(byAddress, request, reply)) ? reply : this.#judgeHead(request, reply),
    );
  }

  /** Answers the request, whose body is the bytes that came. */
  async admit<Schema extends z.ZodType>(
    request: FastifyRequest,
    reply: FastifyReply,
    taker: Taker<Schema>,
  ): Promise<FastifyReply> {
    const { body, webhookHead: head } = request;
    if (head === null || !(body instanceof Uint8Array)) return sendFeedError(reply, 'content-type');
    const signer = signerOf(head, body, this.#options.secrets);
    if (signer === undefined) return sendFeedError(reply, 'signature-wrong');
    request.webhookSigner = signer;
    if (await isTooMuch(this.#byKey, request, reply)) return reply;
    const json = readStrictJson(body);
    if (json.kind === 'fault') return sendFeedError(reply, 'not-json', [{ path: '', message: json.fault }]);
    const message = taker.body.safeParse(json.value);
    if (!message.success) return sendFeedError(reply, 'not-as-described', problemsOf(message.error));
    return this.#answerOnce(reply, head, body, taker.path, () => taker.take(message.data));
  }

  /** Before the body is read: nobody sends a megabyte in vain. */
  #judgeHead(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const head = readWebhookHead(request.headers, this.#options.clock.wallMs());
    if (head.kind === 'fault') return sendFeedError(reply.header('connection', 'close'), head.fault);
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return sendFeedError(reply, 'content-type');
    request.webhookHead = head.value;
    return undefined;
  }

  /** In one go, so that of two messages with the same id that come together one finds the other's answer. */
  #answerOnce(
    reply: FastifyReply,
    head: WebhookHead,
    body: Uint8Array,
    path: string,
    take: () => object,
  ): FastifyReply {
    const { answered, clock } = this.#options;
    const before = answered.find(head.id, path, body);
    if (before.kind === 'other') return sendFeedError(reply, 'id-used-otherwise');
    if (before.kind === 'same') return sendJson(reply, before.answer);
    const answer = JSON.stringify(take());
    // Lost in a crash between the two, it is made anew when the message comes again: what was taken is then `repeated`.
    answered.keep(head.id, path, body, answer, clock.wallMs());
    return sendJson(reply, answer);
  }
}

const sendJson = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(text);

const isTooMuch = async (limit: Limit, request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
  const use = await limit(request);
  if (use.isAllowed || !use.isExceeded) return false;
  sendFeedError(reply.header('retry-after', use.ttlInSeconds), 'too-many-requests');
  return true;
};
