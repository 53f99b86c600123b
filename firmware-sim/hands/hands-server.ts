/** Hands server: the page with which a person without hardware carries simulated pedometers about; for this machine only. */
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { handsMoveSchema, type HandsState } from '../../contract/hands.ts';
import { handsPaths } from '../../contract/hands-paths.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../../runtime/fault.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { ownHostNames, requestFault } from '../../runtime/request-fault.ts';
import { serverLimits } from '../../runtime/server-limits.ts';
import type { Service } from '../../runtime/service.ts';
import type { Hands } from './hands.ts';

export interface HandsServerOptions {
  readonly hands: Hands;
  readonly centres: () => HandsState['centres'];
  readonly waiting: () => HandsState['waiting'];
  readonly zone: string;
  readonly clock: Clock;
  /** Folder of the built pages. */
  readonly pageFolder: string;
  /** 0 picks a free port. */
  readonly port: number;
}

const thisMachine = '127.0.0.1';
const moveBytesMax = 1024;

export class HandsServer implements Service {
  readonly #options: HandsServerOptions;
  #http: FastifyInstance | undefined;
  #url: string | undefined;

  constructor(options: HandsServerOptions) {
    this.#options = options;
  }

  /** Rejects with OperatorError `hands-port` where the port cannot be had. */
  async start(): Promise<void> {
    const { pageFolder, port } = this.#options;
    const http = Fastify({ forceCloseConnections: true, bodyLimit: moveBytesMax });
    this.#http = http;
    this.#guard(http);
    this.#answer(http);
    await http.register(fastifyStatic, { root: pageFolder, index: false });
    http.get('/', (_request, reply) => reply.sendFile('hands.html', join(pageFolder)));
    try {
      this.#url = `${await http.listen({ host: thisMachine, port })}/`;
    } catch (cause) {
      throw new OperatorError(
        'hands-port',
        `The page of the hands cannot listen on port ${port}: ${messageOf(cause)}.`,
        'End the program that holds this port, or choose another with --port.',
        { cause },
      );
    }
  }

  /** Only after the start. */
  get url(): string {
    assert(this.#url !== undefined, 'the hands have an address only once started');
    return this.#url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http?.close();
  }

  #guard(http: FastifyInstance): void {
    const known = new Set<string>(ownHostNames);
    http.addHook('onRequest', async (request, reply) => {
      reply.headers(pageHeaders);
      const fault = requestFault(request.raw, request.hostname, known, serverLimits.headersMax);
      const site = request.headers['sec-fetch-site'];
      const isElsewhere = request.method === 'POST' && site !== undefined && site !== 'same-origin';
      if (fault !== undefined) await reply.code(fault.status).send({ error: fault.error, hint: fault.hint });
      else if (isElsewhere) await reply.code(403).send({ error: 'cross-origin' });
    });
  }

  #answer(http: FastifyInstance): void {
    http.get(handsPaths.state, (_request, reply) => reply.header('cache-control', 'no-store').send(this.#state()));
    http.post(handsPaths.move, async (request, reply) => {
      const move = handsMoveSchema.safeParse(request.body);
      if (!move.success) return reply.code(400).send({ error: 'not-understood' });
      const outcome = await this.#options.hands.move(move.data);
      return outcome === 'done' ? reply.send(this.#state()) : reply.code(404).send({ error: outcome });
    });
  }

  #state(): HandsState {
    const { hands, centres, waiting, zone, clock } = this.#options;
    const now = isoInstant(clock.wallMs());
    return { v: 1, now, zone, centres: centres(), pedometers: hands.pedometers(), waiting: waiting() };
  }
}
