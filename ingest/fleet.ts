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
}

const silent: GatewayNews = { state: 'unknown', sinceMs: null, boot: null, health: null, lastVisitMs: null };

export class Fleet {
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
      if (health.success) return this.#put(message.gateway, { ...before, health: health.data });
    } else if (message.name === 'state') {
      const state = gatewayStateSchema.safeParse(json);
      if (state.success) return this.#takeState(message.gateway, before, state.data, nowMs);
    }
    this.#unreadable++;
    return false;
  }

  /** `visitMs` is not by the gateway's word alone: one whose clock was ahead would seem visited for ever. */
  visited(gateway: GatewayId, visitMs: number): void {
    const before = this.of(gateway);
    this.#put(gateway, { ...before, lastVisitMs: Math.max(before.lastVisitMs ?? 0, visitMs) });
  }

  #takeState(gateway: GatewayId, before: GatewayNews, said: GatewayState, nowMs: number): boolean {
    // The will of an earlier boot can arrive after the birth of the next.
    if (said.state === 'offline' && before.boot !== null && said.boot !== before.boot) return false;
    if (said.state === before.state && said.boot === before.boot) return false;
    return this.#put(gateway, { ...before, state: said.state, boot: said.boot, sinceMs: nowMs });
  }

  #put(gateway: GatewayId, news: GatewayNews): boolean {
    this.#news.set(gateway, news);
    return true;
  }
}
