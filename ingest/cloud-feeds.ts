/** Cloud feeds: all that the cloud hands on of what it knows, to its own points and to a city's, each behind its own cursor. */
import type { CentreVisit } from '../contract/centre-visit.ts';
import type { DayTotal } from '../contract/day-total.ts';
import type { Enrolment } from '../contract/enrolment.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { CentreVisitSource } from './centre-visit-source.ts';
import type { CloudStore } from './cloud-store.ts';
import { Feed, type Accept, type AcceptTotals, type FeedBehind } from './feed.ts';
import { totalsSource, type FeedSource } from './feed-source.ts';
import { Enrolments } from './registry/enrolments.ts';
import { WebhookFeed, type Webhook } from './webhook-feed.ts';

export interface FeedAcceptors {
  /** Where day totals go. */
  readonly accept: AcceptTotals;
  /** Where changed and new enrolments go; nobody is told of them when absent. */
  readonly acceptEnrolments?: Accept<Enrolment>;
  /** Where visits to centres go, and those taken back; nobody is told of them when absent. */
  readonly acceptVisits?: Accept<CentreVisit>;
  /** Point services of cities, which are sent the day totals. */
  readonly webhooks?: readonly Webhook[];
}

export interface CloudFeedsParts extends FeedAcceptors {
  readonly store: CloudStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called after each delivery of day totals that was accepted. */
  readonly onDelivered: (totals: readonly DayTotal[]) => void;
}

/** Our own points and analysis take the same again as nothing; every note waits for the disk. */
const ownNoteAfterMs = 1_000;

export class CloudFeeds implements Service {
  readonly #parts: CloudFeedsParts;
  readonly #stack = new ServiceStack();
  /** In the order in which they are best heard: who somebody is, where they were, what they walked. */
  readonly #own: readonly Pick<Feed<unknown>, 'start' | 'notify' | 'idle' | 'behind' | typeof Symbol.asyncDispose>[];
  readonly #webhooks: readonly WebhookFeed[];

  constructor(parts: CloudFeedsParts) {
    this.#parts = parts;
    const { store, accept, acceptEnrolments, acceptVisits, onDelivered } = parts;
    const { database, days, derivation } = store;
    const totals = totalsSource(derivation.totals);
    this.#own = [
      ...(acceptEnrolments === undefined
        ? []
        : [this.#feed('enrolments', new Enrolments(database, days), acceptEnrolments)]),
      ...(acceptVisits === undefined ? [] : [this.#feed('visits', new CentreVisitSource(database), acceptVisits)]),
      this.#feed('ledger', totals, accept, onDelivered),
    ];
    const { clock, random, log } = parts;
    this.#webhooks = (parts.webhooks ?? []).map(
      (webhook) =>
        new WebhookFeed({
          webhook,
          database,
          source: totals,
          clock,
          log,
          random: random.fork(`webhook ${webhook.name}`),
        }),
    );
  }

  async start(signal: AbortSignal): Promise<void> {
    for (const feed of [...this.#own, ...this.#webhooks]) await this.#stack.start(feed, signal);
  }

  /** There may be something new for any of them. */
  notify(): void {
    for (const feed of [...this.#own, ...this.#webhooks]) feed.notify();
  }

  behind(): readonly FeedBehind[] {
    return [...this.#own, ...this.#webhooks].map((feed) => feed.behind());
  }

  /** Settles when all known so far has been accepted by our own points; a city's may take its time. */
  async idle(): Promise<void> {
    for (const feed of this.#own) await feed.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }

  #feed<Item>(
    consumer: string,
    source: FeedSource<Item>,
    accept: Accept<Item>,
    onDelivered?: (items: readonly Item[]) => void,
  ): Feed<Item> {
    const { store, clock, random, log } = this.#parts;
    return new Feed({
      database: store.database,
      source,
      consumer,
      accept,
      clock,
      log,
      noteAfterMs: ownNoteAfterMs,
      // The feed of day totals came first: its chance keeps its name.
      random: random.fork(consumer === 'ledger' ? 'feed' : `feed ${consumer}`),
      ...(onDelivered === undefined ? {} : { onDelivered }),
    });
  }
}
