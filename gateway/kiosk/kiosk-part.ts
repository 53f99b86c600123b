/** Kiosk part: the state of the screen beside the tray and its stream: for everybody who can see the screen, so no names. */
import type { FastifyInstance } from 'fastify';
import type { StateStream } from '../../runtime/state-stream.ts';
import type { CentreSource } from '../centre/centre-source.ts';
import { sendKioskError } from './kiosk-error.ts';
import { isOwnPage } from './kiosk-guard.ts';
import { answerStream } from './stream-answer.ts';

/** To be registered as a plugin of its own. */
export const kioskPart =
  (source: CentreSource, stream: StateStream) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      if (isOwnPage(request.headers, request.method, request.protocol)) done();
      else sendKioskError(reply.header('connection', 'close'), 'cross-origin');
    });
    http.get('/api/kiosk/state', (_request, reply) => reply.send(source.kiosk()));
    // A HEAD of a stream would never end.
    http.get('/api/kiosk/live', { exposeHeadRoute: false }, (_request, reply) => answerStream(reply, stream));
    return Promise.resolve();
  };
