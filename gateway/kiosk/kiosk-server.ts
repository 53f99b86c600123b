/** Kiosk server: a gateway's own small web server for the screen beside the tray and the volunteers' pages; it needs no internet. */
import { isIP } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../../runtime/fault.ts';
import { openHttpApp, type TlsFiles } from '../../runtime/http-app.ts';
import type { Log } from '../../runtime/log.ts';
import { isEveryAddress } from '../../runtime/network-address.ts';
import { ownHostNames } from '../../runtime/request-fault.ts';
import { serverLimits, type ServerLimits } from '../../runtime/server-limits.ts';
import type { Service } from '../../runtime/service.ts';
import { StateStream } from '../../runtime/state-stream.ts';
import { thrownFault } from '../../runtime/thrown-fault.ts';
import type { CentreSource } from '../centre/centre-source.ts';
import { sendKioskError } from './kiosk-error.ts';
import { kioskPages } from './kiosk-pages.ts';
import { healthPart } from './health-part.ts';
import { isThisMachine } from './kiosk-guard.ts';
import { kioskPart } from './kiosk-part.ts';
import { SessionCookie } from './session-cookie.ts';
import type { SignIn } from './sign-in.ts';
import { volunteerPart } from './volunteer-part.ts';

/** A person who has put something down looks for an answer; more than four in a second nobody sees. */
export const kioskIntervalMs = 250;
export const volunteerIntervalMs = 500;
/** The screens of a centre, and phones of whoever is curious; then the volunteers' tablets. */
export const kioskReadersMax = 50;
export const volunteerReadersMax = 50;

export interface KioskServerOptions {
  readonly gateway: GatewayId;
  readonly source: CentreSource;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built pages (`vite build dashboards` writes `dashboards/dist`). */
  readonly pageFolder: string;
  /** Address to listen on; the machine itself only, unless told otherwise. */
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  /** What tablets call this machine; its own names are always welcome. */
  readonly hostNames?: readonly string[];
  readonly tls?: TlsFiles | undefined;
  readonly limits?: ServerLimits;
}

const thisMachine = '127.0.0.1';

export class KioskServer implements Service {
  readonly #options: KioskServerOptions;
  readonly #kiosk: StateStream;
  readonly #volunteer: StateStream;
  #unsubscribe: (() => void) | undefined;
  #http: FastifyInstance | undefined;
  #url: string | undefined;

  constructor(options: KioskServerOptions) {
    this.#options = options;
    const { source, clock, log } = options;
    const both = { event: 'state', clock, log };
    this.#kiosk = new StateStream({
      ...both,
      page: 'the kiosk',
      state: () => source.kiosk(),
      intervalMs: kioskIntervalMs,
      readersMax: kioskReadersMax,
    });
    this.#volunteer = new StateStream({
      ...both,
      page: 'the volunteers’ page',
      state: () => source.volunteer(),
      intervalMs: volunteerIntervalMs,
      readersMax: volunteerReadersMax,
    });
  }

  /** Listens when it resolves. Rejects with OperatorError `kiosk-port` when the port cannot be had. */
  async start(signal: AbortSignal): Promise<void> {
    const { source, log } = this.#options;
    const http = await this.#open();
    this.#http = http;
    await this.#kiosk.start(signal);
    await this.#volunteer.start(signal);
    this.#unsubscribe = source.subscribe((what) => (what === 'kiosk' ? this.#kiosk : this.#volunteer).changed());
    this.#url = await this.#listen(http);
    log.info({ url: this.#url }, 'the kiosk is served');
  }

  /** Where the kiosk is, `http://127.0.0.1:8070/`; only after the start. */
  get url(): string {
    assert(this.#url !== undefined, 'the kiosk server has an address only once started');
    return this.#url;
  }

  get volunteerUrl(): string {
    return `${this.url}volunteer`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe?.();
    await Promise.all([this.#kiosk[Symbol.asyncDispose](), this.#volunteer[Symbol.asyncDispose]()]);
    await this.#http?.close();
  }

  async #open(): Promise<FastifyInstance> {
    const { gateway, source, signIn, log, pageFolder, host = thisMachine, hostNames = [], tls, limits } = this.#options;
    const known = new Set([...ownHostNames, ...[host, ...hostNames].map(inHostHeader)]);
    const http = openHttpApp(
      limits ?? serverLimits,
      known,
      (reply, _request, { word }) => sendKioskError(reply, word),
      tls,
    );
    http.setErrorHandler((error, request, reply) => {
      const fault = thrownFault(error);
      if (fault.status >= 500)
        log.error({ error: messageOf(error), path: request.url }, 'a request of a page could not be answered');
      return sendKioskError(reply, fault.word);
    });
    const cookie = new SessionCookie(gateway, tls !== undefined);
    await http.register(fastifyCookie);
    await http.register(healthPart(source));
    const mayLook = (request: FastifyRequest): boolean =>
      isThisMachine(request.socket, request.headers) || signIn.isSignedIn(cookie.tokenOf(request));
    await http.register(kioskPart({ source, stream: this.#kiosk, signIn, mayLook }));
    await http.register(volunteerPart({ source, stream: this.#volunteer, signIn, cookie }));
    await http.register(kioskPages(pageFolder, mayLook));
    return http;
  }

  async #listen(http: FastifyInstance): Promise<string> {
    const { host = thisMachine, port = 0, hostNames = [], tls } = this.#options;
    try {
      await http.listen({ host, port });
    } catch (error) {
      throw new OperatorError(
        'kiosk-port',
        `The kiosk cannot listen on ${host}:${port}: ${messageOf(error)}.`,
        'Choose another kiosk.port, or end the program that holds this one.',
        { cause: error },
      );
    }
    const address = http.server.address();
    assert(typeof address === 'object' && address !== null, 'a server that listens on a port has an address');
    // Nobody can type the address that means all of them.
    const name = isEveryAddress(host) ? (hostNames[0] ?? thisMachine) : host;
    return `${tls === undefined ? 'http' : 'https'}://${inHostHeader(name)}:${address.port}/`;
  }
}

/** As browsers write it. */
const inHostHeader = (name: string): string => (isIP(name) === 6 ? `[${name}]` : name.toLowerCase());
