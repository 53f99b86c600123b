/** Desk part: the addresses of the desk API: guarded, read strictly, answered by the parts that know. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { z } from 'zod';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { deskRoutes, type DeskRouteName } from '../../contract/desk.ts';
import { idPattern, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import { readStrictJson } from '../../contract/strict-json.ts';
import { DeskFault } from '../desk/desk-fault.ts';
import type { DeskAnswers, DeskPath } from './desk-answers.ts';
import { sendDeskError, sendDeskFault, sendNotUnderstood } from './desk-error.ts';
import { originFault, placeFault } from './desk-guard.ts';

/** Two hundred numbers of participants, or sixty stamps, with room to spare. */
export const deskBytesMax = 64 * 1024;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

/** To be registered as a plugin of its own. */
export const deskPart =
  (answers: DeskAnswers) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      const { headers, method } = request;
      const fault = placeFault(headers, request.hostname) ?? originFault(headers, method);
      if (fault === undefined) done();
      else sendDeskError(reply.header('connection', 'close'), fault);
    });
    const names = Object.keys(deskRoutes) as DeskRouteName[];
    for (const name of names) addRoute(http, name, answers);
    return Promise.resolve();
  };

const addRoute = (http: FastifyInstance, name: DeskRouteName, answers: DeskAnswers): void => {
  const route: Route = deskRoutes[name];
  const path = pathSchema(route.path);
  // What is asked was read by the schemas of this very route.
  const answerTo = answers[name] as (asked: Read) => unknown;
  http.route({
    method: route.method,
    url: route.path,
    bodyLimit: deskBytesMax,
    ...described(name, route, path),
    handler: (request, reply) => {
      const asked = read(route, path, request, reply);
      return asked === undefined ? reply : answer(reply, () => answerTo(asked));
    },
  });
};

const described = (name: string, route: Route, path: z.ZodType | undefined): RouteShorthandOptions => ({
  schema: {
    operationId: name,
    summary: `${route.method} ${route.path}`,
    tags: ['desk'],
    ...(path === undefined ? {} : { params: path }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    response: { 200: route.answer, '4xx': deskErrorSchema, '5xx': deskErrorSchema },
  },
});

/** `:id` of a person's page is a participant. */
const pathSchema = (path: string): z.ZodType | undefined => {
  const names = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name);
  const isPerson = path.startsWith('/api/desk/participants/');
  const kinds: Readonly<Record<string, z.ZodType>> = {
    id: isPerson ? participantIdSchema : z.string().regex(idPattern),
    participant: participantIdSchema,
    date: plainDateSchema,
  };
  if (names.length === 0) return undefined;
  return z.object(Object.fromEntries(names.map((name) => [name, kinds[name] ?? z.never()])));
};

interface Read {
  readonly path: DeskPath;
  readonly query: unknown;
  readonly body: unknown;
}

/** Undefined where the refusal has been sent already. */
const read = (
  { query, body }: Route,
  path: z.ZodType | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Read | undefined => {
  const parts = (path ?? z.object({})).safeParse(request.params);
  const asked = (query ?? z.unknown()).safeParse(request.query);
  const sent = body === undefined ? undefined : readBody(body, request, reply);
  if (sent === 'refused') return undefined;
  const wrong = [parts, asked, sent].find((each) => each?.success === false);
  if (wrong?.error !== undefined) {
    sendNotUnderstood(reply, wrong.error);
    return undefined;
  }
  const named = parts.data as { readonly id?: string; readonly participant?: string; readonly date?: string };
  const { id = '', participant = id, date = '' } = named;
  const place = { id, participant, date } as DeskPath;
  return { path: place, query: asked.data, body: sent?.data };
};

const readBody = (
  schema: z.ZodType,
  { body }: FastifyRequest,
  reply: FastifyReply,
): z.ZodSafeParseResult<unknown> | 'refused' => {
  if (!(body instanceof Uint8Array)) {
    sendDeskError(reply, 'content-type');
    return 'refused';
  }
  const json = readStrictJson(body);
  if (json.kind === 'json') return schema.safeParse(json.value);
  sendDeskError(reply, 'not-json', { ja: json.fault, en: json.fault });
  return 'refused';
};

const answer = (reply: FastifyReply, ask: () => unknown): FastifyReply => {
  try {
    return reply.send(ask());
  } catch (error) {
    if (error instanceof DeskFault) return sendDeskFault(reply, error);
    throw error;
  }
};
