/** Webhook feed: sends every revision of every day total to a city's own point service, signed as Standard Webhooks asks. */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Webhook as Signer } from 'standardwebhooks';
import type { DayTotal } from '../contract/day-total.ts';
import type { Clock } from '../runtime/clock.ts';
import { messageOf, OperatorError } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Service } from '../runtime/service.ts';
import { Feed, type Delivery, type FeedBehind } from './feed.ts';
import type { FeedSource } from './feed-source.ts';

export interface Webhook {
  /** Its cursor goes by this name. */
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64, or the base64 alone. */
  readonly secret: string;
  /** The machine's: receivers refuse what was signed at another time than theirs. */
  readonly clock: Clock;
  readonly batchTotalsMax?: number;
  /** A receiver that has not answered by then is asked again later. */
  readonly timeoutMs?: number;
}

export interface WebhookFeedParts {
  readonly webhook: Webhook;
  readonly database: DatabaseSync;
  readonly source: FeedSource<DayTotal>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const defaultTimeoutMs = 15_000;
/** As many random bytes as Standard Webhooks asks of a secret at least. */
const secretBytesMin = 24;
const gone = 410;

export class WebhookFeed implements Service {
  readonly #parts: WebhookFeedParts;
  readonly #signer: Signer;
  readonly #feed: Feed<DayTotal>;

  /** Throws OperatorError `webhook-secret`. */
  constructor(parts: WebhookFeedParts) {
    this.#parts = parts;
    const { webhook, ...rest } = parts;
    this.#signer = signerOf(webhook);
    this.#feed = new Feed({
      ...rest,
      consumer: `webhook:${webhook.name}`,
      accept: (totals, delivery) => this.#send(totals, delivery),
      ...(webhook.batchTotalsMax === undefined ? {} : { itemsPerDeliveryMax: webhook.batchTotalsMax }),
    });
  }

  start(): Promise<void> {
    return this.#feed.start();
  }

  notify(): void {
    this.#feed.notify();
  }

  behind(): FeedBehind {
    return this.#feed.behind();
  }

  /** Settles when everything known so far has been accepted, or the receiver is gone. */
  idle(): Promise<void> {
    return this.#feed.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#feed[Symbol.asyncDispose]();
  }

  /** Rejects where it was not accepted; the feed then tries again. */
  async #send(totals: readonly DayTotal[], delivery: Delivery): Promise<void> {
    const { webhook, log } = this.#parts;
    const status = await this.#post(JSON.stringify({ totals }), delivery);
    if (status >= 200 && status < 300) return;
    if (status === gone) {
      this.#feed.halt();
      log.error(
        { webhook: webhook.name, fromRevision: delivery.firstId, hint: 'Remove it from the config, or start again.' },
        'the receiver of a webhook says it is gone (410); nothing more is sent to it',
      );
    }
    throw new Error(`the receiver answered ${status}`);
  }

  async #post(body: string, { firstId, lastId, signal }: Delivery): Promise<number> {
    const { webhook } = this.#parts;
    const id = `${webhook.name}_${firstId}_${lastId}_${digestOf(body)}`;
    const sentAt = new Date(webhook.clock.wallMs());
    const request = fetch(webhook.url, {
      method: 'POST',
      // Whoever answers with another address is not the one in the config.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'ayumi',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': this.#signer.sign(id, sentAt, body),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(webhook.timeoutMs ?? defaultTimeoutMs)]),
    });
    const response = await request.catch((error: unknown) => {
      throw new Error(`no answer from the receiver: ${reasonOf(error)}`, { cause: error });
    });
    // What it says beside the status is not read, however long.
    await response.body?.cancel();
    return response.status;
  }
}

/** `fetch` itself says no more than that it failed. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);

/** Two histories never have the same id, also where a database was restored from a backup. */
const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 16);

const signerOf = ({ name, secret }: Webhook): Signer => {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').byteLength;
  try {
    if (bytes >= secretBytesMin) return new Signer(secret);
  } catch {
    // Not base64: said below.
  }
  throw new OperatorError(
    'webhook-secret',
    `The secret of the webhook ${name} is not base64 of at least ${secretBytesMin} bytes`,
    'Make one with: echo "whsec_$(openssl rand -base64 32)"',
  );
};
