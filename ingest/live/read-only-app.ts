/** Read-only app: Fastify as the live server and that of operators use it: bounded, for GET and HEAD, under names it knows. */
import Fastify, { type FastifyInstance } from 'fastify';
import { messageOf, OperatorError } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { readOnlyFault, requestFault } from '../../runtime/request-fault.ts';
import type { ServerLimits } from '../../runtime/server-limits.ts';

export interface ReadOnlyAppOptions {
  readonly limits: ServerLimits;
  readonly log: Log;
  /** A page elsewhere could point its own name at this machine and read the answers: only names we know are served. */
  readonly known: Pick<ReadonlySet<string>, 'has'>;
  /** What to do about a name that is not known. */
  readonly unknownHint?: string;
}

export const openReadOnlyApp = (options: ReadOnlyAppOptions): FastifyInstance => {
  const { headersMs, requestMs, idleMs, checkMs, connectionsMax } = options.limits;
  const http = Fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: true,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkMs },
    frameworkErrors: (_error, _request, { raw }) => {
      raw.writeHead(400, { ...pageHeaders, 'content-type': 'application/json; charset=utf-8' });
      raw.end(JSON.stringify({ error: 'bad-url' }));
    },
  });
  http.server.maxConnections = connectionsMax;
  // A full house first sends those home who only sit there.
  http.server.on('drop', () => http.server.closeIdleConnections());
  guard(http, options);
  return http;
};

const guard = (http: FastifyInstance, { known, unknownHint, limits, log }: ReadOnlyAppOptions): void => {
  http.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders);
    const fault =
      requestFault(request.raw, request.hostname, known, limits.headersMax, unknownHint) ?? readOnlyFault(request.raw);
    if (fault === undefined) return;
    const { status, error, hint } = fault;
    // What follows on this connection may be a body that nobody wants.
    if (status !== 421) reply.header('connection', 'close');
    if (status === 405) reply.header('allow', 'GET, HEAD');
    await reply.code(status).send({ error, hint });
  });
  http.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not-found' }));
  http.setErrorHandler((error, request, reply) => {
    const status = clientStatusOf(error);
    if (status !== undefined) return reply.code(status).send({ error: 'bad-path' });
    log.error({ error: messageOf(error), path: request.url }, 'a request could not be answered');
    return reply.code(500).send({ error: 'internal' });
  });
};

/** Of a path that is no path: what the file server throws then is no failure of ours. */
const clientStatusOf = (error: unknown): number | undefined => {
  const status: unknown = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 0;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

export interface ListeningPlace {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** `live-page-port`. */
  readonly code: string;
  /** As a sentence begins with it. */
  readonly name: string;
}

/** Where it answers, `http://127.0.0.1:8080/`. Rejects with an OperatorError when the port cannot be had. */
export const listenAt = async (http: FastifyInstance, { host, port, code, name }: ListeningPlace): Promise<string> => {
  try {
    return `${await http.listen({ host, port })}/`;
  } catch (cause) {
    throw new OperatorError(
      code,
      `${name} cannot listen on ${host}:${port}: ${messageOf(cause)}.`,
      `Choose another port for it, or end the program that holds this one.`,
      { cause },
    );
  }
};
