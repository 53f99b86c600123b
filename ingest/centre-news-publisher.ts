/** Centre news publisher: tells each gateway what its centre's pages need to work with the line cut (docs/wire.md §2.9). */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CentreNews } from '../contract/centre-news.ts';
import type { GatewayId } from '../contract/ids.ts';
import { topicOf } from '../contract/topics.ts';
import { isoInstant, type Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import type { Wire } from './broker/wire.ts';
import type { CentreNewsContent, CentreNewsModel } from './centre-news-model.ts';
import { GatewayRounds } from './gateway-rounds.ts';
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
  /** Whether batches wait to be written. */
  readonly isBusy: () => boolean;
}

/** A loan that begins or ends by the clock alone is told within this time. */
const minuteMs = 60_000;
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
  /** Who is told when. */
  readonly rounds: GatewayRounds;
  readonly #written: StatementSync;
  readonly #next: StatementSync;
  readonly #told = new Map<GatewayId, Told>();
  /** Gateways that have been sent what they are told. */
  readonly #sent = new Set<GatewayId>();

  constructor(parts: CentreNewsPublisherParts) {
    const { database, registry } = parts;
    this.#parts = parts;
    // Names, nicknames and centres change without a fact in the journal.
    this.#written = database.prepare('SELECT data_version, total_changes() AS own FROM pragma_data_version');
    this.#next = database.prepare(
      `INSERT INTO centre_news (gateway, version) VALUES (:gateway, :nowMs)
        ON CONFLICT DO UPDATE SET version = max(version + 1, :nowMs) RETURNING version`,
    );
    this.rounds = new GatewayRounds({
      ...parts,
      called: 'centre news',
      gateways: () => registry.gateways().map(({ id }) => id),
      knownAs: () => this.#knownAs(),
      tell: (gateway) => this.#publishTo(gateway),
    });
  }

  /** Not at once: batches that waited for the cloud come first, and gateways that connect are told by name. */
  start(): Promise<void> {
    this.rounds.changed();
    return Promise.resolve();
  }

  /** A gateway's broker may have forgotten what it retained for it. */
  republish(gateway: GatewayId): void {
    this.#sent.delete(gateway);
    this.rounds.changed([gateway]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rounds[Symbol.asyncDispose]();
  }

  /** What is on disk, and the minute: while both are the same, so are the news. */
  #knownAs(): string {
    const { data_version: others, own } = this.#written.get() ?? {};
    return `${String(others)} ${String(own)} ${Math.floor(this.#parts.clock.wallMs() / minuteMs)}`;
  }

  #publishTo(gateway: GatewayId): void {
    const { model, registry, clock, wire } = this.#parts;
    const centre = registry.centreOf(gateway);
    // Taken away since the round began.
    if (centre === undefined) return;
    const nowMs = clock.wallMs();
    const text = this.#fitting(gateway, model.contentFor(gateway, centre, nowMs));
    const before = this.#told.get(gateway);
    if (before?.text === text && this.#sent.has(gateway)) return;
    const version = before?.text === text ? before.version : Number(this.#next.get({ gateway, nowMs })?.['version']);
    this.#told.set(gateway, { text, version });
    this.#sent.add(gateway);
    const head: Omit<CentreNews, keyof CentreNewsContent> = { v: 1, version, at: isoInstant(nowMs) };
    wire.publish(topicOf(gateway, 'centre'), `${JSON.stringify(head).slice(0, -1)},${text.slice(1)}`, { retain: true });
  }

  /** As JSON. What does not fit into a message is left out, the least needed first, and that is said. */
  #fitting(gateway: GatewayId, content: CentreNewsContent): string {
    const whole = JSON.stringify(content);
    let [fitting, text] = [content, whole];
    const cut: string[] = [];
    for (const { what, without } of cuts) {
      if (Buffer.byteLength(text) <= newsBytesMax) break;
      fitting = without(fitting);
      text = JSON.stringify(fitting);
      cut.push(what);
    }
    if (cut.length > 0) {
      const bytes = Buffer.byteLength(whole);
      this.#parts.log.warn({ gateway, bytes, cut }, 'centre news are too large and were cut');
    }
    return text;
  }
}

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
      const fit = Math.floor((entries.length * newsBytesMax) / Buffer.byteLength(JSON.stringify(content))) - 1;
      return { ...content, devices: Object.fromEntries(entries.slice(0, fit)) };
    },
  },
];

const only = <Value>(
  record: Readonly<Record<string, Value>>,
  wanted: (value: Value) => boolean,
): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([, value]) => wanted(value)));
