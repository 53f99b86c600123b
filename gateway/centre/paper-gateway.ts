/** PaperGateway: a gateway for tests of what is beside it: real database, outbox and memory; what happens is said by hand. */
import type { DatabaseSync } from 'node:sqlite';
import type { CentreAction } from '../../contract/centre-action.ts';
import { centreNewsSchema, type CentreNews } from '../../contract/centre-news.ts';
import { gatewayIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import { rosterSchema, type Roster } from '../../contract/roster.ts';
import { CentreNotes } from '../centre-store/centre-notes.ts';
import type { GatewayEventListener, GatewayHappening, VisitStatus } from '../gateway-event.ts';
import { DeviceMemory } from '../outbox/device-memory.ts';
import { openGatewayDatabase } from '../outbox/gateway-database.ts';
import type { KeptAction } from '../outbox/action-rows.ts';
import type { OutboxSummary } from '../outbox/outbox-summary.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { HeardDevice } from '../rounds.ts';
import type { CentreGateway } from './centre-gateway.ts';

const hourMs = 3_600_000;

export class PaperGateway implements CentreGateway {
  readonly #database: DatabaseSync;
  readonly #memory: DeviceMemory;
  readonly #outbox: Outbox;
  readonly #notes: CentreNotes;
  readonly #listeners = new Set<GatewayEventListener>();
  readonly #nowMs: () => number;
  readonly asked: DeviceSerial[] = [];
  heard: readonly HeardDevice[] = [];
  isUp = true;
  isClockTrusted = true;
  radioState: 'listening' | 'deaf' = 'listening';
  #visits = 0;

  constructor(path: string, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#database = openGatewayDatabase(path, nowMs()).database;
    this.#memory = new DeviceMemory(this.#database);
    this.#notes = new CentreNotes(this.#database);
    this.#outbox = new Outbox(this.#database, {
      gateway: gatewayIdSchema.parse('gw-paper'),
      boot: 'boot',
      bytesMax: 1_000_000,
      diskFreeBytes: () => null,
      diskFreeBytesMin: 0,
      ballast: { take: () => undefined, drop: () => false },
    });
  }

  onEvent(listener: GatewayEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notes(): CentreNotes {
    return this.#notes;
  }

  roster(): Roster | undefined {
    return this.#memory.roster;
  }

  centreNews(): CentreNews | undefined {
    return this.#memory.centreNews;
  }

  confirmed(device: DeviceSerial): number {
    return this.#memory.confirmed(device);
  }

  keepActions(actions: readonly CentreAction[]): 'stored' | 'full' {
    return this.#outbox.addActions(actions, this.#nowMs());
  }

  keptActions(): readonly KeptAction[] {
    return this.#outbox.keptActions();
  }

  askFor(device: DeviceSerial): void {
    this.asked.push(device);
  }

  forgetAsk(device: DeviceSerial): void {
    this.asked.splice(0, this.asked.length, ...this.asked.filter((other) => other !== device));
  }

  hearing(): readonly HeardDevice[] {
    return this.heard;
  }

  outboxSummary(): OutboxSummary {
    return this.#outbox.summary();
  }

  emit(happening: GatewayHappening): void {
    for (const listener of this.#listeners) listener({ ...happening, atMs: this.#nowMs() });
  }

  /** The cloud's word, as it comes over the line. */
  tell({ roster, news, confirmed }: { roster?: object; news?: object; confirmed?: Record<string, number> }): void {
    if (roster !== undefined) this.#memory.takeRoster(rosterSchema.parse(roster));
    if (news !== undefined) this.#memory.takeCentreNews(centreNewsSchema.parse(news));
    if (confirmed !== undefined) this.#memory.confirm(confirmed);
    this.emit({ kind: 'centre-news', version: 0 });
  }

  /** The cloud has everything that waits. */
  deliver(): void {
    const ids = this.#outbox.keptActions().flatMap(({ action, state }) => (state === 'waiting' ? [action.id] : []));
    for (;;) {
      const seq = this.#outbox.form(this.#nowMs());
      if (seq === undefined) break;
      this.#outbox.delete(seq);
    }
    this.emit({ kind: 'actions-sent', ids });
  }

  /** A whole visit, from its beginning to its end; answers its id. */
  visit(device: DeviceSerial, changed: Partial<VisitStatus> & { days?: number; alreadySent?: boolean } = {}): string {
    const { days = 7, alreadySent = false, ...status } = changed;
    const whose = { address: addressOf(device), device, label: undefined };
    const id = `visit-${(this.#visits += 1)}-${this.#nowMs()}`;
    this.emit({ kind: 'noticed', ...whose });
    this.emit({ kind: 'visit-started', ...whose });
    this.emit({ kind: 'visit-progress', ...whose, buckets: 48, bucketsAsked: 168 });
    this.emit({
      kind: 'visit-done',
      ...whose,
      visit: id,
      status: { ...plainStatus, startedMs: this.#nowMs(), stampMs: this.#nowMs(), ...status },
      ...{ days, alreadySent, buckets: alreadySent ? 0 : 168, batteryPercent: 83 },
    });
    return id;
  }

  close(): void {
    this.#database.close();
  }
}

export const addressOf = (device: DeviceSerial): string => `air:${device}`;

/** A pedometer that has been running for 30 days, half an hour into a bucket. */
export const plainStatus: Omit<VisitStatus, 'startedMs' | 'stampMs'> = {
  isClockTrusted: true,
  epoch: 3,
  epochBefore: undefined,
  nextSequence: 720,
  uptimeSeconds: (30 * 24 * hourMs) / 1000 + 1800,
  bucketSeconds: 3600,
  capacityBuckets: 1440,
  isOverwritten: false,
  isBatteryLow: false,
  lostBuckets: 0,
};
