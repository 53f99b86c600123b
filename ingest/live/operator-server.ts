/** Operator server: health and figures for balancers and a Prometheus on other machines, and nothing of any person. */
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { assert } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { ownHostNames } from '../../runtime/request-fault.ts';
import { serverLimits } from '../../runtime/server-limits.ts';
import type { Service } from '../../runtime/service.ts';
import type { Operation } from './operation.ts';
import { answerOperators } from './operator-part.ts';
import { listenAt, openReadOnlyApp } from './read-only-app.ts';

export interface OperatorServerOptions {
  /** What is absent of it is not there. */
  readonly operation: Partial<Operation>;
  readonly log: Log;
  /** Any address of this machine. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Names others ask under; addresses are always welcome, for no page can point those elsewhere. */
  readonly hostNames: readonly string[];
}

export class OperatorServer implements Service {
  readonly #options: OperatorServerOptions;
  #http: FastifyInstance | undefined;
  #url: string | undefined;

  constructor(options: OperatorServerOptions) {
    this.#options = options;
  }

  /** Listens when it resolves. Rejects with OperatorError `operator-port` when the port cannot be had. */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { operation, log, host, port, hostNames } = this.#options;
    const names = new Set<string>([...ownHostNames, ...[host, ...hostNames].map((name) => name.toLowerCase())]);
    const known = { has: (name: string) => names.has(name.toLowerCase()) || isAddress(name) };
    const unknownHint = 'name it in operator.hostNames';
    const http = openReadOnlyApp({ limits: serverLimits, log, known, unknownHint });
    this.#http = http;
    http.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
    answerOperators(http, operation);
    this.#url = await listenAt(http, { host, port, code: 'operator-port', name: 'The page for operators' });
    log.info({ url: this.#url }, 'health and figures are served');
  }

  /** Only after the start. */
  get url(): string {
    assert(this.#url !== undefined, 'the operator server has an address only once started');
    return this.#url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http?.close();
  }
}

/** As a Host header has it: IPv6 in brackets. */
const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
