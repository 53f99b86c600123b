/** Trial server: a points server on a free port of this machine, and messages as a sender would sign them. For this folder's tests. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { TimelineClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { AnsweredMessages, answeredSchema } from './answered-messages.ts';
import { HandTarget } from './hand-target.ts';
import { PointsServer, type FeedOptions, type PointsServerOptions } from './points-server.ts';

export const trialSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
/** The sender's and the server's clock agree on this unless a test says otherwise. */
export const trialNowMs = Date.parse('2026-11-21T12:00:00+09:00');

export class TrialServer implements AsyncDisposable {
  readonly target = new HandTarget();
  readonly clock = new TimelineClock(trialNowMs);
  readonly database = openDatabase(':memory:', [answeredSchema]);
  readonly server: PointsServer;
  isReady = true;

  constructor(options: Partial<PointsServerOptions> = {}, feed: Partial<FeedOptions> = {}) {
    const answered = new AnsweredMessages(this.database);
    this.server = new PointsServer({
      clock: this.clock,
      log: silentLog,
      isReady: () => this.isReady,
      feed: { target: this.target, answered, secrets: [trialSecret], ...feed },
      ...options,
    });
  }

  static async start(
    options: Partial<PointsServerOptions> = {},
    feed: Partial<FeedOptions> = {},
  ): Promise<TrialServer> {
    const trial = new TrialServer(options, feed);
    await trial.server.start(new AbortController().signal);
    return trial;
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  get keptAnswers(): number {
    return Number(this.database.prepare('SELECT count(*) AS n FROM answered_message').get()?.['n']);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    this.database.close();
  }
}

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SignParts {
  readonly id?: string;
  readonly secret?: string;
  readonly atMs?: number;
}

/** By the library that senders use, not by our own code. */
export const signed = (
  body: string,
  { id = 'msg_1', secret = trialSecret, atMs = trialNowMs }: SignParts = {},
): SignedMessage => ({
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(atMs / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(atMs), body),
  },
  body,
});

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: unknown;
}

/** A request as it is, without what `fetch` adds or forbids. */
export const ask = (
  port: number,
  method: string,
  path: string,
  { headers, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', method, path, headers: { ...headers }, agent: false },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString('utf8');
          const isJson = response.headers['content-type']?.startsWith('application/json') === true;
          const told: unknown = isJson ? JSON.parse(text) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: told });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });

export const post = (port: number, path: string, message: SignedMessage): Promise<HttpAnswer> =>
  ask(port, 'POST', path, message);

/** A day total as it comes over the wire. */
export const total = {
  participant: 'P-0001',
  date: '2026-11-20',
  steps: 6214,
  state: 'open',
  revision: 1,
  syncedOn: '2026-11-21',
  trust: 'signed',
  devices: ['AYM-000012'],
};
export const totalsOf = (...totals: readonly object[]): string => JSON.stringify({ totals });
