/** Gateway kiosk: a centre and its pages beside a gateway that has started, as its config says. */
import { assertCertificate } from '../../runtime/certificate.ts';
import type { Clock } from '../../runtime/clock.ts';
import { OperatorError } from '../../runtime/fault.ts';
import type { TlsFiles } from '../../runtime/http-app.ts';
import type { Log } from '../../runtime/log.ts';
import { isLoopback } from '../../runtime/network-address.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { ServiceStack, type Service } from '../../runtime/service.ts';
import type { CentreGateway } from '../centre/centre-gateway.ts';
import { Centre } from '../centre/centre.ts';
import type { GatewayConfig } from '../gateway-config.ts';
import { readCredentialFile, readSecretFile } from '../secret-file.ts';
import { kioskSchema, pinPathOf } from './kiosk-config.ts';
import { isPageBuilt, kioskPage } from './kiosk-pages.ts';
import { KioskServer } from './kiosk-server.ts';
import { PinFile } from './pin-file.ts';
import { SignIn } from './sign-in.ts';

export interface GatewayKioskOptions {
  readonly config: GatewayConfig;
  readonly gateway: CentreGateway;
  /** The gateway's, which may show another time than the machine does, and run `speed` times as fast. */
  readonly clock: Clock;
  readonly speed: number;
  /** The machine's own: people sign in and come back at their own pace, and certificates run out at theirs. */
  readonly lifeClock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** Of this installation, where the config names none. */
  readonly pageFolder: string;
}

const buildHint = 'Run: npm run page, and start the gateway again; or write kiosk: { enabled: false }.';
const noPinHint = 'Run: npm run ayumi -- set-pin --config, with the config of this gateway; no restart is needed.';
const noTlsHint = 'Name kiosk.tls: without it the PIN can be overheard, and tablets may not use their camera.';

export class GatewayKiosk implements Service {
  readonly #options: GatewayKioskOptions;
  readonly #stack = new ServiceStack();
  #server: KioskServer | undefined;

  constructor(options: GatewayKioskOptions) {
    this.#options = options;
  }

  /**
   * Serves when it resolves, or has found that there is nothing to serve. Throws OperatorError for what the config says and
   * cannot be; without a word of it in the config, collecting steps goes on without pages.
   */
  async start(signal: AbortSignal): Promise<void> {
    const { config, gateway, clock, speed, log, pageFolder } = this.#options;
    const kiosk = config.kiosk ?? kioskSchema.parse({});
    if (!kiosk.enabled) return;
    const folder = kiosk.pageFolder ?? pageFolder;
    if (!(await isPageBuilt(folder, kioskPage))) {
      log.warn({ folder, hint: buildHint }, 'the kiosk’s page has not been built');
      if (config.kiosk === undefined) return;
    }
    const { host, port, hostNames } = kiosk;
    const signIn = this.#signIn();
    const tls = this.#tls();
    if (!isLoopback(host) && tls === undefined)
      log.warn({ host, hint: noTlsHint }, 'the kiosk is reachable from other machines without TLS');
    const source = await this.#stack.start(new Centre({ gateway, clock, zone: config.zone, speed }), signal);
    const place = { host, port, hostNames, tls, pageFolder: folder };
    const server = new KioskServer({ gateway: config.gateway, source, signIn, clock, log, ...place });
    try {
      this.#server = await this.#stack.start(server, signal);
    } catch (error) {
      // Nobody asked for it: another gateway on this machine may have the port.
      if (config.kiosk !== undefined || !(error instanceof OperatorError)) throw error;
      log.warn({ hint: error.hint }, error.message);
    }
  }

  /** Undefined where no pages are served. */
  get url(): string | undefined {
    return this.#server?.url;
  }

  get volunteerUrl(): string | undefined {
    return this.#server?.volunteerUrl;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }

  #signIn(): SignIn {
    const { config, gateway, lifeClock, random, log } = this.#options;
    const pinFile = new PinFile(pinPathOf(config));
    try {
      if (pinFile.check() === undefined)
        log.warn({ hint: noPinHint }, 'nobody has set a PIN, so the volunteers’ pages are closed');
    } catch (error) {
      // To the pages it is no PIN; collecting does not need one.
      if (config.kiosk !== undefined || !(error instanceof OperatorError)) throw error;
      log.warn({ hint: error.hint }, `${error.message}, so the volunteers’ pages are closed`);
    }
    return new SignIn({ notes: gateway.notes(), pinFile, clock: lifeClock, random });
  }

  #tls(): TlsFiles | undefined {
    const { config, lifeClock } = this.#options;
    const files = config.kiosk?.tls;
    if (files === undefined) return undefined;
    const [cert, key] = [readCredentialFile(files.cert), readSecretFile(files.key)];
    assertCertificate({ cert, key, path: files.cert }, lifeClock.wallMs());
    return { cert, key };
  }
}
