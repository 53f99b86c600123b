/** Operator part: what those who look after the cloud ask: whether it lives, whether it can take anything in, and its figures. */
import type { FastifyInstance } from 'fastify';
import type { Operation } from './operation.ts';

/** What is absent is not there. No personal data in any of it: others than this machine may reach it (operator-server.ts). */
export const answerOperators = (http: FastifyInstance, { notReady, metrics }: Partial<Operation>): void => {
  if (notReady !== undefined)
    http.get('/readyz', (_request, reply) => {
      const reasons = notReady();
      const isReady = reasons.length === 0;
      return reply
        .code(isReady ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ status: isReady ? 'ready' : 'not-ready', reasons });
    });
  if (metrics !== undefined)
    http.get('/metrics', async (_request, reply) => {
      const { type, body } = await metrics();
      return reply.header('cache-control', 'no-store').header('content-type', type).send(body);
    });
};
