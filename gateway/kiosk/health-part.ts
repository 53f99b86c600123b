/** Health part: whether the gateway lives, and whether it does its work: reading pedometers, with or without the internet. */
import type { FastifyInstance } from 'fastify';
import type { CentreSource } from '../centre/centre-source.ts';

/** To be registered as a plugin of its own. */
export const healthPart =
  (source: CentreSource) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (_request, reply, done) => {
      reply.header('cache-control', 'no-store');
      done();
    });
    http.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
    http.get('/readyz', (_request, reply) => {
      const isReady = source.kiosk().radio === 'listening';
      const reasons = isReady ? [] : ['radio-deaf'];
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not-ready', reasons });
    });
    return Promise.resolve();
  };
