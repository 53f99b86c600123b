/** HTTP app: Fastify as servers of ours use it: bounded, strict, and never telling more than it should. */
import type { RequestListener, Server } from 'node:http';
import { createServer, type Server as TlsServer } from 'node:https';
import Fastify, {
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { pageHeaders } from './page-headers.ts';
import { requestFault } from './request-fault.ts';
import type { ServerLimits } from './server-limits.ts';

/** How a part of the server says in its own words what Fastify, or the guard, found wrong. */
export type SayFault = (reply: FastifyReply, request: FastifyRequest, fault: HttpFault) => FastifyReply;

export const httpFaults = [
  'no-host',
  'unknown-host',
  'too-many-headers',
  'bad-url',
  'unknown-path',
  'content-type',
  'body-too-large',
  'busy',
  'internal',
] as const;

export interface HttpFault {
  readonly status: number;
  readonly word: (typeof httpFaults)[number];
}

export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Over TLS where `tls` is given. */
export const openHttpApp = (
  limits: ServerLimits,
  hostNames: ReadonlySet<string>,
  sayFault: SayFault,
  tls?: TlsFiles,
): FastifyInstance => {
  const { headersMs, requestMs, idleMs, checkMs, connectionsMax, headersMax } = limits;
  const plain: FastifyHttpOptions<Server> = {
    forceCloseConnections: true,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkMs },
    frameworkErrors: (_error, request, reply) => {
      sayFault(reply.headers(pageHeaders), request, { status: 400, word: 'bad-url' });
    },
  };
  const http =
    tls === undefined
      ? Fastify(plain)
      : Fastify({ ...plain, serverFactory: (handler) => openTls(limits, tls, handler) });
  http.server.maxConnections = connectionsMax;
  // A full house first sends those home who only sit there.
  http.server.on('drop', () => http.server.closeIdleConnections());
  // The schemas of routes describe them. Each handler judges what came by the same schema itself, once it
  // knows from whom it is.
  http.setValidatorCompiler(() => (value: unknown) => ({ value }));
  http.setSerializerCompiler(() => JSON.stringify);
  takeJsonOnly(http);
  http.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders);
    const fault = requestFault(request.raw, request.hostname, hostNames, headersMax);
    if (fault === undefined) return;
    // What follows on this connection may be a body that nobody wants.
    if (fault.status !== 421) reply.header('connection', 'close');
    const word = httpFaults.find((each) => each === fault.error) ?? 'bad-url';
    await sayFault(reply, request, { status: fault.status, word });
  });
  http.setNotFoundHandler((request, reply) => sayFault(reply, request, { status: 404, word: 'unknown-path' }));
  return http;
};

/** Bodies stay the bytes they are: a signature is over them, and strict JSON reads them later. */
const takeJsonOnly = (http: FastifyInstance): void => {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
};

const openTls = (limits: ServerLimits, tls: TlsFiles, handler: RequestListener): TlsServer => {
  const { headersMs, requestMs, idleMs, checkMs } = limits;
  const times = { headersTimeout: headersMs, requestTimeout: requestMs, keepAliveTimeout: idleMs };
  return createServer({ ...tls, ...times, handshakeTimeout: headersMs, connectionsCheckingInterval: checkMs }, handler);
};
