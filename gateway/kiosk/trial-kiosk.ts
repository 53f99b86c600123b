/** Trial kiosk: a kiosk server on a free port of this machine, a PIN, and requests as a page of it sends them. For this folder's tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { volunteerPaths } from '../../contract/volunteer-paths.ts';
import { openDatabase } from '../../runtime/database.ts';
import { EventListener } from '../../runtime/event-listener.ts';
import { HandClock } from '../../runtime/hand-clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { systemBytes } from '../../runtime/random-bytes.ts';
import { CentreNotes } from '../centre-store/centre-notes.ts';
import { outboxSchema } from '../outbox/outbox-schema.ts';
import { HandCentre } from './hand-centre.ts';
import { KioskServer, type KioskServerOptions } from './kiosk-server.ts';
import { PinFile } from './pin-file.ts';
import { hashPin } from './pin-hash.ts';
import { SignIn } from './sign-in.ts';

export const trialPin = '294015';
export const trialStartMs = Date.parse('2026-11-21T01:00:00.000Z');

export interface PageAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: unknown;
}

interface Question {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a browser that has one. */
  readonly cookie?: string | undefined;
}

export class TrialKiosk implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'ayumi-kiosk-'));
  readonly pinPath = join(this.folder, 'volunteers.pin');
  readonly pages = join(this.folder, 'pages');
  readonly clock = new HandClock(trialStartMs);
  readonly centre = new HandCentre(this.clock);
  readonly database = openDatabase(join(this.folder, 'gateway.sqlite'), outboxSchema);
  server: KioskServer;

  constructor(options: Partial<KioskServerOptions> = {}) {
    mkdirSync(this.pages);
    this.server = this.#make(options);
  }

  static async start(options: Partial<KioskServerOptions> = {}): Promise<TrialKiosk> {
    const trial = new TrialKiosk(options);
    await trial.setPin(trialPin);
    await trial.server.start(new AbortController().signal);
    return trial;
  }

  async setPin(pin: string): Promise<void> {
    new PinFile(this.pinPath).write(await hashPin(pin, systemBytes));
  }

  /** As after a power cut: a new server that knows what is on the disk. */
  async restart(): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    this.server = this.#make({});
    await this.server.start(new AbortController().signal);
  }

  buildPages(): void {
    mkdirSync(join(this.pages, 'assets'));
    for (const page of ['kiosk', 'volunteer', 'index', 'desk'])
      writeFileSync(join(this.pages, `${page}.html`), `<!doctype html><title>${page}</title>`);
    writeFileSync(join(this.pages, 'sw.js'), 'self;');
    writeFileSync(join(this.pages, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(this.pages, 'assets', 'kiosk-1a2b.js'), 'export {};');
  }

  /** As a page of this server asks, unless `headers` say otherwise. */
  ask(method: string, path: string, { body, headers, cookie }: Question = {}): Promise<PageAnswer> {
    const own = { origin: this.server.url.slice(0, -1), 'sec-fetch-site': 'same-origin' };
    const sent = {
      // Without its length a body would be taken for another request where none is usual.
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(headers ?? own),
    };
    return askRaw(new URL(this.server.url), { method, path, headers: sent }, body);
  }

  post(path: string, body: unknown, question: Question = {}): Promise<PageAnswer> {
    return this.ask('POST', path, { ...question, body: JSON.stringify(body) });
  }

  tryPin(pin: string): Promise<PageAnswer> {
    return this.post(volunteerPaths.signIn, { pin });
  }

  /** The cookie of a browser that has signed in. */
  async signIn(): Promise<string> {
    return cookieOf(await this.tryPin(trialPin));
  }

  listen(path: string, cookie?: string): Promise<EventListener> {
    return EventListener.connect(new URL(path, this.server.url).href, cookie === undefined ? {} : { cookie });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    this.database.close();
    rmSync(this.folder, { recursive: true });
  }

  #make(options: Partial<KioskServerOptions>): KioskServer {
    const { clock, centre, pages, pinPath, database } = this;
    const notes = new CentreNotes(database);
    const signIn = new SignIn({ notes, pinFile: new PinFile(pinPath), clock, random: systemBytes });
    const gateway = gatewayIdSchema.parse('gw-1');
    return new KioskServer({ gateway, source: centre, signIn, clock, log: silentLog, pageFolder: pages, ...options });
  }
}

/** `name=value` of the one cookie an answer sets. */
export const cookieOf = ({ headers }: PageAnswer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

/** The path as it is. */
const askRaw = (
  { protocol, hostname, port }: URL,
  asked: { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> },
  body: string | undefined,
): Promise<PageAnswer> =>
  new Promise((resolve, reject) => {
    const send = protocol === 'https:' ? tlsRequest : httpRequest;
    const place = { hostname, port, ...asked, headers: { ...asked.headers } };
    // The certificate of a test is signed by nobody.
    const request = send({ ...place, agent: false, rejectUnauthorized: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        const isJson = response.headers['content-type']?.startsWith('application/json') === true;
        const told: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: told });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
