/** Live server: the page that shows how things are, its stream of changes and its health, over HTTP for this machine. */
import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { isLoopback } from '../../runtime/network-address.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { ownHostNames } from '../../runtime/request-fault.ts';
import { serverLimits, type ServerLimits } from '../../runtime/server-limits.ts';
import type { Service } from '../../runtime/service.ts';
import type { LiveSource } from './live-source.ts';
import { LiveStream } from './live-stream.ts';
import { missingPage } from './missing-page.ts';
import type { Operation } from './operation.ts';
import { answerOperators } from './operator-part.ts';
import { listenAt, openReadOnlyApp } from './read-only-app.ts';

export interface LiveServerOptions {
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built page (`vite build dashboards` writes `dashboards/dist`). */
  readonly pageFolder: string;
  /** Address to listen on, of those that only this machine reaches. */
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  readonly limits?: ServerLimits;
  /** For those who look after the cloud: `/readyz` and `/metrics`; what is absent is not there. */
  readonly operation?: Partial<Operation>;
}

const thisMachine = '127.0.0.1';

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
    const { host = thisMachine, port = 0, log } = this.#options;
    // The config has said so before: participants are on it, and nobody signs in yet.
    assert(isLoopback(host), 'the live page is for this machine only');
    const http = openReadOnlyApp({ limits: this.#limits, log, known: new Set([...ownHostNames, host]) });
    this.#http = http;
    this.#answer(http);
    await this.#servePage(http);
    await this.#stream.start(signal);
    this.#url = await listenAt(http, { host, port, code: 'live-page-port', name: 'The live page' });
    log.info({ url: this.#url }, 'the live page is served');
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

  #answer(http: FastifyInstance): void {
    http.get('/healthz', (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'ok', readers: this.#stream.readersCount }),
    );
    answerOperators(http, this.#options.operation ?? {});
    http.get('/api/snapshot', (_request, reply) =>
      reply.header('cache-control', 'no-store').send(this.#options.source.snapshot()),
    );
    // A HEAD of a stream would never end.
    http.get('/api/live', { exposeHeadRoute: false }, (_request, reply) => this.#openStream(reply));
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
}
