/** Stream answer: gives a browser a place at a stream, or asks it to come back later. */
import type { FastifyReply } from 'fastify';
import { pageHeaders } from '../../runtime/page-headers.ts';
import type { StateStream } from '../../runtime/state-stream.ts';
import { sendKioskError } from './kiosk-error.ts';

/** After a full house, seconds a browser is asked to wait. */
const retryAfterSeconds = 10;

const streamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/** Undefined where the answer goes on. */
export const answerStream = (
  reply: FastifyReply,
  stream: StateStream,
  isWelcome?: () => boolean,
): FastifyReply | undefined => {
  if (stream.isFull) return sendKioskError(reply.header('retry-after', retryAfterSeconds), 'too-many-readers');
  stream.admit(() => {
    reply.hijack();
    return reply.raw.writeHead(200, { ...pageHeaders, ...streamHeaders });
  }, isWelcome);
  return undefined;
};
