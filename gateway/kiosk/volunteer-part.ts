/** Volunteer part: the addresses of the volunteers' pages: signing in and out, and behind that what they see and do. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { volunteerPaths } from '../../contract/volunteer-paths.ts';
import { volunteerRoutes, type VolunteerSession } from '../../contract/volunteer.ts';
import type { StateStream } from '../../runtime/state-stream.ts';
import type { CentreSource } from '../centre/centre-source.ts';
import { sendKioskError } from './kiosk-error.ts';
import { isOwnPage } from './kiosk-guard.ts';
import { readBody } from './read-body.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SignIn } from './sign-in.ts';
import { answerStream } from './stream-answer.ts';

/** The longest of what is sent is a few hundred bytes. */
export const volunteerBytesMax = 64 * 1024;

export interface VolunteerPartOptions {
  readonly source: CentreSource;
  readonly stream: StateStream;
  readonly signIn: SignIn;
  readonly cookie: SessionCookie;
}

/** To be registered as a plugin of its own. */
export const volunteerPart =
  (options: VolunteerPartOptions) =>
  async (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      if (isOwnPage(request.headers, request.method, request.protocol)) done();
      else sendKioskError(reply.header('connection', 'close'), 'cross-origin');
    });
    addSessionRoutes(http, options);
    await http.register((inner) => {
      guard(inner, options);
      addCentreRoutes(inner, options);
      return Promise.resolve();
    });
  };

const addSessionRoutes = (http: FastifyInstance, { source, stream, signIn, cookie }: VolunteerPartOptions): void => {
  const { session, signIn: signInRoute, signOut } = volunteerRoutes;
  const say = (session: VolunteerSession['session']): VolunteerSession => ({ session, centre: source.kiosk().centre });
  const sessionOf = (request: FastifyRequest, reply: FastifyReply): VolunteerSession => {
    if (!signIn.hasPin) return say('no-pin');
    return say(isSignedIn(request, reply, { signIn, cookie }) ? 'signed-in' : 'signed-out');
  };
  http.get(session.path, (request, reply) => reply.send(sessionOf(request, reply)));
  http.post(signInRoute.path, { bodyLimit: volunteerBytesMax }, async (request, reply) => {
    const asked = readBody(signInRoute.body, request, reply);
    if (asked === undefined) return reply;
    const answer = await signIn.signIn(asked.pin, request.ip);
    if (answer.kind === 'signed-in') {
      cookie.give(reply, answer.token);
      return reply.send(say('signed-in'));
    }
    if (answer.kind === 'too-many-tries') reply.header('retry-after', Math.ceil(answer.waitMs / 1000));
    return sendKioskError(reply, answer.kind);
  });
  http.post(signOut.path, { bodyLimit: volunteerBytesMax }, (request, reply) => {
    if (signIn.signOut(cookie.tokenOf(request)) === 'full') return sendKioskError(reply, 'busy');
    cookie.takeBack(reply);
    stream.review();
    return reply.send(say(signIn.hasPin ? 'signed-out' : 'no-pin'));
  });
};

/** A sign of life, too: the browser keeps its cookie for longer. */
const isSignedIn = (
  request: FastifyRequest,
  reply: FastifyReply,
  { signIn, cookie }: Pick<VolunteerPartOptions, 'signIn' | 'cookie'>,
): boolean => {
  const token = cookie.tokenOf(request);
  if (token === undefined || !signIn.isSignedIn(token)) return false;
  if (signIn.prolong(token)) cookie.give(reply, token);
  return true;
};

/** Before a body is read. */
const guard = (http: FastifyInstance, { signIn, cookie }: VolunteerPartOptions): void => {
  http.addHook('onRequest', (request, reply, done) => {
    // A page that only listens is nobody's sign of life, and the head of a stream is sent without cookies.
    const isStream = request.routeOptions.url === volunteerPaths.live;
    const isIn = isStream ? signIn.isSignedIn(cookie.tokenOf(request)) : isSignedIn(request, reply, { signIn, cookie });
    if (isIn) done();
    else sendKioskError(reply.header('connection', 'close'), signIn.hasPin ? 'signed-out' : 'no-pin');
  });
};

const addCentreRoutes = (http: FastifyInstance, { source, stream, signIn, cookie }: VolunteerPartOptions): void => {
  const { state, ask, act } = volunteerRoutes;
  http.get(state.path, (_request, reply) => reply.send(source.volunteer()));
  // A HEAD of a stream would never end.
  http.get(volunteerPaths.live, { exposeHeadRoute: false }, (request, reply) => {
    const token = cookie.tokenOf(request);
    return answerStream(reply, stream, () => signIn.isSignedIn(token));
  });
  http.post(ask.path, { bodyLimit: volunteerBytesMax }, (request, reply) => {
    const asked = readBody(ask.body, request, reply);
    if (asked === undefined) return reply;
    return source.ask(asked.device) === 'asked' ? reply.send({}) : sendKioskError(reply, 'unknown-device');
  });
  http.post(act.path, { bodyLimit: volunteerBytesMax }, (request, reply) => {
    const action = readBody(act.body, request, reply);
    return action === undefined ? reply : reply.send(source.act(action));
  });
};
