/** Centre news publisher: tells each gateway what its centre's pages need to work with the line cut (docs/wire.md §2.9). */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CentreNews } from '../contract/centre-news.ts';
import type { CentreId, GatewayId } from '../contract/ids.ts';
import { topicOf } from '../contract/topics.ts';
import { isoInstant, type Clock } from '../runtime/clock.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import type { Wire } from './broker/wire.ts';
import type { CentreNewsContent, CentreNewsModel } from './centre-news-model.ts';
import type { Registry } from './registry/registry.ts';

/** The version each gateway was last told: it grows over restarts, and by the time also over a cloud that was restored. */
export const centreNewsSchema = `
CREATE TABLE centre_news (gateway TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

export interface CentreNewsPublisherParts {
  readonly database: DatabaseSync;
  readonly registry: Registry;
  readonly model: CentreNewsModel;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
}

/** Visits and actions come in bursts. */
const gatherMs = 1_000;
/** A loan that begins or ends by the clock alone is told within this time. */
const minuteMs = 60_000;
/** Of the time intake would need itself, news take no more than a twentieth. */
const restFactor = 20;
/** A broker takes packets of up to 1 MiB; some room is left for what stands around it. */
const newsBytesMax = 900 * 1024;
/** Outcomes that are kept where there is not room for all. */
const outcomesKept = 50;

interface Told {
  readonly text: string;
  readonly version: number;
}

export class CentreNewsPublisher implements Service {
  readonly #parts: CentreNewsPublisherParts;
  readonly #patience: DiskPatience;
  readonly #stop = new AbortController();
  readonly #written: StatementSync;
  readonly #next: StatementSync;
  readonly #told = new Map<GatewayId, Told>();
  /** Gateways that have been sent what they are told. */
  readonly #sent = new Set<GatewayId>();
  #gathering: Promise<void> | undefined;
  #isStale = false;
  #lastTookMs = 0;
  /** What is on disk, and the minute: while both are the same, so are the news. */
  #publishedAs = '';

  constructor(parts: CentreNewsPublisherParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#patience = new DiskPatience(parts.log, 'centre news');
    // Names, nicknames and centres change without a fact in the journal.
    this.#written = database.prepare('SELECT data_version, total_changes() AS own FROM pragma_data_version');
    this.#next = database.prepare(
      `INSERT INTO centre_news (gateway, version) VALUES (:gateway, :nowMs)
        ON CONFLICT DO UPDATE SET version = max(version + 1, :nowMs) RETURNING version`,
    );
  }

  start(): Promise<void> {
    this.changed();
    return Promise.resolve();
  }

  /** Something the news speak of may have changed. */
  changed(): void {
    this.#isStale = true;
    this.#gathering ??= this.#gather();
  }

  /** A gateway's broker may have forgotten what it retained: everything is sent again. */
  republish(): void {
    this.#sent.clear();
    this.#publishedAs = '';
    this.changed();
  }

  /** Sends all news that differ from what was last sent, one gateway after the other, with time for others in between. */
  async publish(): Promise<void> {
    const { data_version: others, own } = this.#written.get() ?? {};
    const publishedAs = `${String(others)} ${String(own)} ${Math.floor(this.#parts.clock.wallMs() / minuteMs)}`;
    if (this.#publishedAs === publishedAs) return;
    this.#publishedAs = publishedAs;
    for (const { id, centre } of this.#parts.registry.gateways()) {
      if (this.#stop.signal.aborted) return;
      this.#publishTo(id, centre);
      await new Promise((resume) => setImmediate(resume));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#gathering;
  }

  async #gather(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#stop;
    while (this.#isStale && !signal.aborted) {
      await clock.sleep(Math.max(gatherMs, this.#lastTookMs * restFactor), signal);
      this.#isStale = false;
      const startedMs = clock.monotonicMs();
      await this.#tryToPublish();
      this.#lastTookMs = clock.monotonicMs() - startedMs;
    }
    this.#gathering = undefined;
  }

  /** On a full disk no new version can be written down: the news wait for room, and intake goes on by its own rules. */
  async #tryToPublish(): Promise<void> {
    if (await this.#patience.tryLater(() => this.publish())) return;
    this.#publishedAs = '';
    this.#isStale = true;
  }

  #publishTo(gateway: GatewayId, centre: CentreId): void {
    const { model, clock, wire } = this.#parts;
    const nowMs = clock.wallMs();
    const content = this.#fitting(gateway, model.contentFor(gateway, centre, nowMs));
    const text = JSON.stringify(content);
    const before = this.#told.get(gateway);
    if (before?.text === text && this.#sent.has(gateway)) return;
    const version = before?.text === text ? before.version : Number(this.#next.get({ gateway, nowMs })?.['version']);
    this.#told.set(gateway, { text, version });
    this.#sent.add(gateway);
    const news: CentreNews = { v: 1, version, at: isoInstant(nowMs), ...content };
    wire.publish(topicOf(gateway, 'centre'), JSON.stringify(news), { retain: true });
  }

  /** What does not fit into a message is left out, the least needed first, and that is said. */
  #fitting(gateway: GatewayId, content: CentreNewsContent): CentreNewsContent {
    let fitting = content;
    const cut: string[] = [];
    for (const { what, without } of cuts) {
      if (bytesOf(fitting) <= newsBytesMax) break;
      fitting = without(fitting);
      cut.push(what);
    }
    if (cut.length > 0) {
      this.#parts.log.warn({ gateway, bytes: bytesOf(content), cut }, 'centre news are too large and were cut');
    }
    return fitting;
  }
}

const bytesOf = (content: CentreNewsContent): number => Buffer.byteLength(JSON.stringify(content));

type Cut = (content: CentreNewsContent) => CentreNewsContent;

/** A card of somebody the centre was not told of is taken all the same, and so is a pedometer, as somebody else's. */
const cuts: readonly { readonly what: string; readonly without: Cut }[] = [
  {
    what: 'participants without a nickname',
    without: (content) => ({
      ...content,
      participants: only(content.participants, ({ nickname }) => nickname !== null),
    }),
  },
  {
    what: 'all but the newest outcomes',
    without: (content) => ({ ...content, outcomes: content.outcomes.slice(-outcomesKept) }),
  },
  { what: 'participants', without: (content) => ({ ...content, participants: {} }) },
  {
    what: 'pedometers nobody has on loan',
    without: (content) => ({ ...content, devices: only(content.devices, ({ participant }) => participant !== null) }),
  },
  {
    what: 'pedometers beyond the number that fits',
    without: (content) => {
      const entries = Object.entries(content.devices);
      const fit = Math.floor((entries.length * newsBytesMax) / bytesOf(content)) - 1;
      return { ...content, devices: Object.fromEntries(entries.slice(0, fit)) };
    },
  },
];

const only = <Value>(
  record: Readonly<Record<string, Value>>,
  wanted: (value: Value) => boolean,
): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([, value]) => wanted(value)));
