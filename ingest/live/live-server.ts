/** Live server: the page that shows how things are, its stream of changes and its health, over HTTP for this machine. */
import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Clock } from '../../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { ownHostNames, readOnlyFault, requestFault } from '../../runtime/request-fault.ts';
import { serverLimits, type ServerLimits } from '../../runtime/server-limits.ts';
import type { Service } from '../../runtime/service.ts';
import type { LiveSource } from './live-source.ts';
import { LiveStream } from './live-stream.ts';
import { missingPage } from './missing-page.ts';
import type { Operation } from './operation.ts';

export interface LiveServerOptions {
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built page (`vite build dashboards` writes `dashboards/dist`). */
  readonly pageFolder: string;
  /** Address to listen on; the machine itself only, unless told otherwise. */
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  /** Host names a reverse proxy passes on; this machine's own are always welcome. */
  readonly hostNames?: readonly string[];
  readonly limits?: ServerLimits;
  /** For those who look after the cloud: `/readyz` and `/metrics`; what is absent is not there. */
  readonly operation?: Partial<Operation>;
}

/** After a full house, seconds a browser or proxy is asked to wait. */
const retryAfterSeconds = 10;

const streamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

export class LiveServer implements Service {
  readonly #options: LiveServerOptions;
  readonly #stream: LiveStream;
  readonly #limits: ServerLimits;
  #http: FastifyInstance | undefined;
  #url: string | undefined;

  constructor(options: LiveServerOptions) {
    this.#options = options;
    this.#stream = new LiveStream(options);
    this.#limits = options.limits ?? serverLimits;
  }

  /** Listens when it resolves. Rejects with an OperatorError when the port cannot be had. */
  async start(signal: AbortSignal): Promise<void> {
    const http = this.#open();
    this.#http = http;
    this.#guard(http);
    this.#answer(http);
    await this.#servePage(http);
    await this.#stream.start(signal);
    this.#url = await this.#listen(http);
    this.#options.log.info({ url: this.#url }, 'the live page is served');
  }

  /** Where the page is, `http://127.0.0.1:8080/`; only after the start. */
  get url(): string {
    assert(this.#url !== undefined, 'the live server has an address only once started');
    return this.#url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stream[Symbol.asyncDispose]();
    await this.#http?.close();
  }

  #open(): FastifyInstance {
    const { headersMs, requestMs, idleMs, checkMs, connectionsMax } = this.#limits;
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
    return http;
  }

  #guard(http: FastifyInstance): void {
    // A page elsewhere could point its own name at this machine and read the answers: only names we know are served.
    const { host, hostNames } = this.#options;
    const known = new Set<string>([...ownHostNames, ...(host === undefined ? [] : [host]), ...(hostNames ?? [])]);
    http.addHook('onRequest', async (request, reply) => {
      reply.headers(pageHeaders);
      const fault =
        requestFault(request.raw, request.hostname, known, this.#limits.headersMax) ?? readOnlyFault(request.raw);
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
      this.#options.log.error({ error: messageOf(error), path: request.url }, 'the live page could not be answered');
      return reply.code(500).send({ error: 'internal' });
    });
  }

  #answer(http: FastifyInstance): void {
    http.get('/healthz', (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'ok', readers: this.#stream.readersCount }),
    );
    this.#answerOperators(http, this.#options.operation ?? {});
    http.get('/api/snapshot', (_request, reply) =>
      reply.header('cache-control', 'no-store').send(this.#options.source.snapshot()),
    );
    // A HEAD of a stream would never end.
    http.get('/api/live', { exposeHeadRoute: false }, (_request, reply) => this.#openStream(reply));
  }

  /** No personal data in any of it: whoever reaches the live page may see this too. */
  #answerOperators(http: FastifyInstance, { notReady, metrics }: Partial<Operation>): void {
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
  }

  #openStream(reply: FastifyReply): FastifyReply | undefined {
    if (this.#stream.isFull) {
      return reply.code(503).header('retry-after', retryAfterSeconds).send({ error: 'too-many-readers' });
    }
    this.#stream.admit(() => {
      reply.hijack();
      return reply.raw.writeHead(200, { ...pageHeaders, ...streamHeaders });
    });
    return undefined;
  }

  async #servePage(http: FastifyInstance): Promise<void> {
    const { pageFolder } = this.#options;
    const built = await access(join(pageFolder, 'index.html')).then(
      () => true,
      () => false,
    );
    if (!built) {
      http.get('/', (_request, reply) => reply.code(503).type('text/html; charset=utf-8').send(missingPage));
      return;
    }
    await http.register(fastifyStatic, {
      root: pageFolder,
      cacheControl: false,
      // Files under assets/ carry a hash of their content in their name.
      setHeaders: (reply, path) => {
        const forEver = relative(pageFolder, path).startsWith('assets');
        reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }

  async #listen(http: FastifyInstance): Promise<string> {
    const { host = '127.0.0.1', port = 0 } = this.#options;
    try {
      const address = await http.listen({ host, port });
      return `${address}/`;
    } catch (error) {
      throw new OperatorError(
        'live-page-port',
        `The live page cannot listen on ${host}:${port}: ${messageOf(error)}.`,
        'Choose another port for the live page, or end the program that holds this one.',
        { cause: error },
      );
    }
  }
}

/** Of a path that is no path: what the file server throws then is no failure of ours. */
const clientStatusOf = (error: unknown): number | undefined => {
  const status: unknown = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 0;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};
