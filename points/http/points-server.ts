/** Points server: the point service over HTTP: the feed's receiving end, the desk for this machine, and their description. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { deskRoutes } from '../../contract/desk.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { Clock } from '../../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { ownHostNames } from '../../runtime/request-fault.ts';
import { serverLimits, type ServerLimits } from '../../runtime/server-limits.ts';
import { ServiceStack, type Service } from '../../runtime/service.ts';
import type { AnsweredMessages } from './answered-messages.ts';
import { apiPage } from './api-page.ts';
import type { DeskAnswers } from './desk-answers.ts';
import { sendDeskError } from './desk-error.ts';
import { assertLoopback } from './desk-guard.ts';
import { deskPage } from './desk-page.ts';
import { apiPart, deskPart, type ApiPart } from './desk-part.ts';
import { sendFeedError } from './feed-error.ts';
import { feedLimits, type FeedLimits } from './feed-gate.ts';
import { feedPart } from './feed-part.ts';
import type { FeedTarget } from './feed-target.ts';
import { openHttpApp, type SayFault } from '../../runtime/http-app.ts';
import { describeApi } from './open-api.ts';
import { servicePart } from './service-part.ts';
import { thrownFault } from '../../runtime/thrown-fault.ts';
import { readWebhookSecret } from './webhook-secret.ts';

export interface FeedOptions {
  readonly target: FeedTarget;
  readonly answered: AnsweredMessages;
  /** `whsec_` and base64; several while they are exchanged. */
  readonly secrets: readonly string[];
  readonly limits?: FeedLimits;
}

export interface DeskOptions {
  readonly answers: DeskAnswers;
  /** APIs that other rooms answer on the same pages. */
  readonly beside?: readonly ApiPart[];
  /** Who answers some of them: begun before the server listens, ended after it. */
  readonly behind?: readonly Service[];
  /** Folder of the built pages (`vite build dashboards` writes `dashboards/dist`). */
  readonly pageFolder: string;
}

export interface PointsServerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly feed?: FeedOptions;
  /** Only on an address that no other machine can reach. */
  readonly desk?: DeskOptions;
  /** Whether messages can be taken now. */
  readonly isReady: () => boolean;
  /** Address to listen on; the machine itself only, unless told otherwise. */
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  /** Host names a reverse proxy passes on; this machine's own are always welcome. */
  readonly hostNames?: readonly string[];
  readonly limits?: ServerLimits;
}

export class PointsServer implements Service {
  readonly #options: PointsServerOptions;
  readonly #routes: string[] = [];
  readonly #behind = new ServiceStack();
  #http: FastifyInstance | undefined;
  #url: string | undefined;

  constructor(options: PointsServerOptions) {
    this.#options = options;
  }

  /** Listens when it resolves. Rejects with OperatorError `desk-not-loopback`, `feed-secret` or `points-port`. */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { host = thisMachine, hostNames, isReady, limits, feed, desk, log } = this.#options;
    if (desk !== undefined) assertLoopback(host);
    const known = new Set([...ownHostNames, host, ...(hostNames ?? [])]);
    const http = openHttpApp(limits ?? serverLimits, known, sayFault);
    this.#http = http;
    http.setErrorHandler((error, request, reply) => {
      const fault = thrownFault(error);
      if (fault.status >= 500)
        log.error({ error: messageOf(error), path: request.routeOptions.url ?? '' }, 'a request could not be answered');
      return sayFault(reply, request, fault);
    });
    http.addHook('onRoute', ({ method, url, schema }) => {
      // Files of the page, and HEAD beside each GET, are not the API.
      if (schema !== undefined && schema.hide !== true && method !== 'HEAD')
        this.#routes.push(`${String(method)} ${url.replace(/:(\w+)/g, '{$1}')}`);
    });
    await describeApi(http, packageJson.version);
    await http.register(rateLimit, { global: false });
    await http.register(servicePart(isReady));
    if (feed !== undefined) await http.register(this.#feedPart(feed));
    if (desk !== undefined) {
      const parts = [apiPart('desk', deskRoutes, desk.answers), ...(desk.beside ?? [])];
      for (const part of parts) await http.register(deskPart(part));
      await http.register(apiPage);
      await http.register(deskPage(desk.pageFolder));
    }
    for (const service of desk?.behind ?? []) await this.#behind.start(service, signal);
    this.#url = await this.#listen(http);
    log.info({ url: this.#url, feed: feed !== undefined, desk: desk !== undefined }, 'the point service answers');
  }

  /** Where it answers, `http://127.0.0.1:8090/`; only after the start. */
  get url(): string {
    assert(this.#url !== undefined, 'the points server has an address only once started');
    return this.#url;
  }

  /** Every address of the API, such as `POST /v1/day-totals`. */
  get routes(): readonly string[] {
    return this.#routes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http?.close();
    await this.#behind[Symbol.asyncDispose]();
  }

  #feedPart({ target, answered, secrets, limits = feedLimits }: FeedOptions): ReturnType<typeof feedPart> {
    if (secrets.length === 0)
      throw new OperatorError('feed-secret', 'The feed has no secret', 'Name at least one, or take the feed out.');
    const { clock } = this.#options;
    return feedPart({ target, answered, secrets: secrets.map(readWebhookSecret), limits, clock });
  }

  async #listen(http: FastifyInstance): Promise<string> {
    const { host = thisMachine, port = 0 } = this.#options;
    try {
      return `${await http.listen({ host, port })}/`;
    } catch (error) {
      throw new OperatorError(
        'points-port',
        `The point service cannot listen on ${host}:${port}: ${messageOf(error)}.`,
        'Choose another port for it, or end the program that holds this one.',
        { cause: error },
      );
    }
  }
}

const thisMachine = '127.0.0.1';

/** Each part of the server in its own words. */
const sayFault: SayFault = (reply, request, { word }) =>
  request.url.startsWith('/api/') ? sendDeskError(reply, word) : sendFeedError(reply, word);
