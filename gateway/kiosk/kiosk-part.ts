/** Kiosk part: the state of the screen beside the tray and its stream: for everybody who can see the screen, so no names, and elsewhere for volunteers. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { StateStream } from '../../runtime/state-stream.ts';
import type { CentreSource } from '../centre/centre-source.ts';
import { sendKioskError } from './kiosk-error.ts';
import { isOwnPage } from './kiosk-guard.ts';
import type { SignIn } from './sign-in.ts';
import { answerStream } from './stream-answer.ts';

export interface KioskPartOptions {
  readonly source: CentreSource;
  readonly stream: StateStream;
  readonly signIn: Pick<SignIn, 'hasPin'>;
  /** Numbers, nicknames and steps: the room may see them, the network may not. */
  readonly mayLook: (request: FastifyRequest) => boolean;
}

/** To be registered as a plugin of its own. */
export const kioskPart =
  ({ source, stream, signIn, mayLook }: KioskPartOptions) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      if (!isOwnPage(request.headers, request.method, request.protocol))
        sendKioskError(reply.header('connection', 'close'), 'cross-origin');
      else if (mayLook(request)) done();
      else sendKioskError(reply.header('connection', 'close'), signIn.hasPin ? 'signed-out' : 'no-pin');
    });
    http.get('/api/kiosk/state', (_request, reply) => reply.send(source.kiosk()));
    // A HEAD of a stream would never end.
    http.get('/api/kiosk/live', { exposeHeadRoute: false }, (request, reply) =>
      answerStream(reply, stream, () => mayLook(request)),
    );
    return Promise.resolve();
  };
