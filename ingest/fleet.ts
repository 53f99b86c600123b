/** Fleet: what the gateways last said of themselves, and when the cloud heard it. */
import { gatewayHealthSchema, type GatewayHealth } from '../contract/gateway-health.ts';
import { gatewayStateSchema, type GatewayState } from '../contract/gateway-state.ts';
import type { GatewayId } from '../contract/ids.ts';
import { readStrictJson } from '../contract/strict-json.ts';
import type { UpMessage } from './broker/wire.ts';

export interface GatewayNews {
  readonly state: 'online' | 'offline' | 'unknown';
  /** When the cloud saw this state begin, ms since the Unix epoch; a will does not know the hour of death itself. */
  readonly sinceMs: number | null;
  readonly boot: string | null;
  readonly health: GatewayHealth | null;
  readonly lastVisitMs: number | null;
  /** When anything was heard of it last, by the cloud's clock; null before anything was since the cloud was started. */
  readonly heardMs: number | null;
}

/** Behind a broker of its own a name is whatever somebody wrote into a topic: the one not heard of for longest is forgotten. */
const gatewaysMax = 10_000;

const silent: GatewayNews = {
  state: 'unknown',
  sinceMs: null,
  boot: null,
  health: null,
  lastVisitMs: null,
  heardMs: null,
};

export class Fleet {
  /** Whoever spoke last stands last. */
  readonly #news = new Map<GatewayId, GatewayNews>();
  /** Messages that said nothing we understand. */
  #unreadable = 0;

  of(gateway: GatewayId): GatewayNews {
    return this.#news.get(gateway) ?? silent;
  }

  get unreadable(): number {
    return this.#unreadable;
  }

  /** Takes a state or health message heard at `nowMs`. Returns whether anything is different now. */
  take(message: UpMessage, nowMs: number): boolean {
    const read = readStrictJson(message.payload);
    const json = read.kind === 'json' ? read.value : undefined;
    const before = this.of(message.gateway);
    if (message.name === 'health') {
      const health = gatewayHealthSchema.safeParse(json);
      if (health.success) {
        // What a broker remembers of one that has gone silent is as old as it says.
        const heardMs = message.retained ? Math.min(nowMs, Date.parse(health.data.at)) : nowMs;
        return this.#put(message.gateway, { ...before, health: health.data, heardMs: later(before.heardMs, heardMs) });
      }
    } else if (message.name === 'state') {
      const state = gatewayStateSchema.safeParse(json);
      if (state.success) return this.#takeState(message, before, state.data, nowMs);
    }
    this.#unreadable++;
    return false;
  }

  /** A batch came from it. */
  heard(gateway: GatewayId, nowMs: number): void {
    this.#put(gateway, { ...this.of(gateway), heardMs: nowMs });
  }

  /** `visitMs` is not by the gateway's word alone: one whose clock was ahead would seem visited for ever. */
  visited(gateway: GatewayId, visitMs: number): void {
    const before = this.of(gateway);
    this.#put(gateway, { ...before, lastVisitMs: Math.max(before.lastVisitMs ?? 0, visitMs) });
  }

  #takeState({ gateway, retained }: UpMessage, before: GatewayNews, said: GatewayState, nowMs: number): boolean {
    // The will of an earlier boot can arrive after the birth of the next.
    if (said.state === 'offline' && before.boot !== null && said.boot !== before.boot) return false;
    if (said.state === before.state && said.boot === before.boot) return false;
    const next = { ...before, state: said.state, boot: said.boot, sinceMs: nowMs };
    // A will is the broker's word, and a remembered birth is of any time.
    const isNew = said.state === 'online' && !retained;
    return this.#put(gateway, isNew ? { ...next, heardMs: nowMs } : next);
  }

  #put(gateway: GatewayId, news: GatewayNews): boolean {
    this.#news.delete(gateway);
    this.#news.set(gateway, news);
    const [longestAgo] = this.#news.size > gatewaysMax ? this.#news.keys() : [];
    if (longestAgo !== undefined) this.#news.delete(longestAgo);
    return true;
  }
}

const later = (before: number | null, ms: number): number => Math.max(before ?? 0, ms);
