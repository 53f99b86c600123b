/** Desk part: the addresses of an API for clerks: guarded, read strictly, answered by the parts that know. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { z } from 'zod';
import type { ApiAnswersLater, ApiFile, ApiFileLater, ApiPath, ApiRoute, ApiRoutes } from '../../contract/api-route.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { idPattern, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import { readStrictJson } from '../../contract/strict-json.ts';
import { sendDeskError, sendDeskFault, sendNotUnderstood } from './desk-error.ts';
import { originFault, placeFault } from './desk-guard.ts';
import { summaryOf } from './route-summaries.ts';

/** Two hundred numbers of participants, or sixty stamps, with room to spare. */
export const deskBytesMax = 64 * 1024;

/** An API for clerks, whichever room answers it. */
export interface ApiPart {
  /** Under which it is described; in front of the name of each operation. */
  readonly tag: 'desk' | 'register' | 'analysis' | 'records' | 'imports' | 'jobs';
  readonly routes: ApiRoutes;
  readonly answerTo: (name: string, asked: Read) => unknown;
}

export const apiPart = <Routes extends ApiRoutes>(
  tag: ApiPart['tag'],
  routes: Routes,
  answers: ApiAnswersLater<Routes>,
): ApiPart => ({
  tag,
  routes,
  // What is asked was read by the schemas of this very route.
  answerTo: (name, asked) => (answers[name] as (asked: Read) => unknown)(asked),
});

/** To be registered as a plugin of its own. */
export const deskPart =
  (part: ApiPart) =>
  (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      reply.header('cache-control', 'no-store');
      const { headers, method } = request;
      const fault = placeFault(headers, request.hostname) ?? originFault(headers, method);
      if (fault === undefined) done();
      else sendDeskError(reply.header('connection', 'close'), fault);
    });
    for (const [name, route] of Object.entries(part.routes)) addRoute(http, name, route, part);
    return Promise.resolve();
  };

const addRoute = (http: FastifyInstance, name: string, route: ApiRoute, { tag, answerTo }: ApiPart): void => {
  const path = pathSchema(route.path);
  http.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bytesMax ?? deskBytesMax,
    ...described(name, tag, route, path),
    handler: async (request, reply) => {
      const asked = read(route, path, request, reply);
      if (asked !== undefined) await answer(route, reply, () => answerTo(name, asked));
      return reply;
    },
  });
};

const described = (
  name: string,
  tag: string,
  { method, path: url, said, query, body, answer: answered, file }: ApiRoute,
  path: z.ZodType | undefined,
): RouteShorthandOptions => ({
  schema: {
    operationId: `${tag}-${name}`,
    summary: summaryOf(tag, name, said, `${method} ${url}`),
    tags: [tag],
    ...(path === undefined ? {} : { params: path }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: {
      200: file === undefined ? answered : { description: 'The file', content: { [file]: { schema: z.string() } } },
      '4xx': deskErrorSchema,
      '5xx': deskErrorSchema,
    },
  },
});

/** `:id` of a person's page is a participant. */
const pathSchema = (path: string): z.ZodType | undefined => {
  const names = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name);
  const kinds: Readonly<Record<string, z.ZodType>> = {
    id: path.includes('/participants/') ? participantIdSchema : z.string().regex(idPattern),
    participant: participantIdSchema,
    date: plainDateSchema,
  };
  if (names.length === 0) return undefined;
  return z.object(Object.fromEntries(names.map((name) => [name, kinds[name] ?? z.never()])));
};

interface Read {
  readonly path: ApiPath;
  readonly query: unknown;
  readonly body: unknown;
}

/** Undefined where the refusal has been sent already. */
const read = (
  { query, body }: ApiRoute,
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
  const place = { id, participant, date } as ApiPath;
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

const answer = async ({ file }: ApiRoute, reply: FastifyReply, ask: () => unknown): Promise<void> => {
  try {
    const answered = await ask();
    if (file === undefined) {
      reply.send(answered);
      return;
    }
    const { name, chunks, mediaType = file } = answered as ApiFile | ApiFileLater;
    reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`);
    reply.send(Readable.from(chunks));
  } catch (error) {
    if (!(error instanceof DeskFault)) throw error;
    sendDeskFault(reply, error);
  }
};
