/** Service part: whether the server is alive and ready, and the description of everything it answers. */
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';

const healthSchema = z.strictObject({ status: z.literal('ok') });
const readySchema = z.strictObject({ status: z.enum(['ready', 'not-ready']) });

/** `isReady`: whether messages can be taken now. */
export const servicePart =
  (isReady: () => boolean) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    const tags = ['service'];
    const health = {
      operationId: 'healthz',
      summary: '動いているか / The process answers',
      tags,
      response: { 200: healthSchema },
    };
    http.get('/healthz', { schema: health }, (_request, reply) => reply.send({ status: 'ok' }));
    const ready = {
      operationId: 'readyz',
      summary: '受けとれるか / Messages can be taken now',
      tags,
      response: { 200: readySchema, 503: readySchema },
    };
    http.get('/readyz', { schema: ready }, (_request, reply) =>
      isReady() ? reply.send({ status: 'ready' }) : reply.code(503).send({ status: 'not-ready' }),
    );
    const described = z.record(z.string(), z.unknown());
    const openApi = {
      operationId: 'openApi',
      summary: 'この説明 / This description',
      tags,
      response: { 200: described },
    };
    http.get('/openapi.json', { schema: openApi }, (_request, reply) => reply.send(http.swagger()));
    return Promise.resolve();
  };
