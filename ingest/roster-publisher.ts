/** Roster publisher: tells each gateway which pedometers its centre should know and how far they are confirmed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { GatewayId } from '../contract/ids.ts';
import type { Roster, RosterDevice } from '../contract/roster.ts';
import { topicOf } from '../contract/topics.ts';
import type { Clock } from '../runtime/clock.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import type { Wire } from './broker/wire.ts';
import type { DeviceStates } from './device-states.ts';
import { versionsPassedOver } from './jobs/backup/restoration.ts';
import type { Registry } from './registry/registry.ts';

export interface RosterPublisherParts {
  readonly database: DatabaseSync;
  readonly registry: Registry;
  readonly states: DeviceStates;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
}

/** Visits come in bursts; a receipt has already told the visited gateway, the others can wait this long. */
const gatherMs = 1_000;
/** A loan that begins or ends by the clock alone is told within this time. */
const minuteMs = 60_000;
/** Of the time intake would need itself, rosters take no more than a twentieth. */
const restFactor = 20;

export class RosterPublisher implements Service {
  readonly #parts: RosterPublisherParts;
  readonly #lastFact: StatementSync;
  readonly #passedOver: number;
  readonly #patience: DiskPatience;
  readonly #stop = new AbortController();
  #published = new Map<GatewayId, string>();
  #gathering: Promise<void> | undefined;
  #isStale = false;
  #lastTookMs = 0;
  /** What is known, and the minute: while both are the same, so are the rosters. */
  #publishedAs = '';

  constructor(parts: RosterPublisherParts) {
    this.#parts = parts;
    this.#lastFact = parts.database.prepare('SELECT max(id) AS last FROM journal');
    this.#passedOver = versionsPassedOver(parts.database);
    this.#patience = new DiskPatience(parts.log, 'rosters');
  }

  async start(): Promise<void> {
    await this.publish();
  }

  /** Something rosters speak of may have changed. */
  changed(): void {
    this.#isStale = true;
    this.#gathering ??= this.#gather();
  }

  /** A gateway's broker may have forgotten what it retained: everything is sent again. */
  republish(): void {
    this.#published = new Map();
    this.#publishedAs = '';
    this.changed();
  }

  /** Sends every roster that differs from what was last sent, one gateway after the other, with time for others in between. */
  async publish(): Promise<void> {
    const { clock, registry } = this.#parts;
    const publishedAs = `${this.#version()} ${Math.floor(clock.wallMs() / minuteMs)}`;
    if (this.#publishedAs === publishedAs) return;
    this.#publishedAs = publishedAs;
    this.#lastTookMs = 0;
    for (const { id } of registry.gateways()) {
      if (this.#stop.signal.aborted) return;
      const startedMs = clock.monotonicMs();
      this.#publishTo(id);
      this.#lastTookMs += clock.monotonicMs() - startedMs;
      await new Promise((resume) => setImmediate(resume));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#gathering;
  }

  async #gather(): Promise<void> {
    const { signal } = this.#stop;
    while (this.#isStale && !signal.aborted) {
      await this.#parts.clock.sleep(Math.max(gatherMs, this.#lastTookMs * restFactor), signal);
      this.#isStale = false;
      if (await this.#patience.tryLater(() => this.publish())) continue;
      this.#publishedAs = '';
      this.#isStale = true;
    }
    this.#gathering = undefined;
  }

  /** Facts only grow in number, over restarts too: the newest one is the version. */
  #version(): number {
    return Number(this.#lastFact.get()?.['last'] ?? 0) + this.#passedOver;
  }

  #publishTo(gateway: GatewayId): void {
    const devices = this.#devicesFor(gateway);
    const text = JSON.stringify(devices);
    if (this.#published.get(gateway) === text) return;
    this.#published.set(gateway, text);
    const roster: Roster = { v: 1, version: this.#version(), devices };
    this.#parts.wire.publish(topicOf(gateway, 'roster'), JSON.stringify(roster), { retain: true });
  }

  #devicesFor(gateway: GatewayId): Record<string, RosterDevice> {
    const { registry, states } = this.#parts;
    const devices: Record<string, RosterDevice> = {};
    for (const { serial, label, model, status } of registry.rosterDevices(gateway, this.#parts.clock.wallMs())) {
      devices[serial] = { label, model, confirmed: states.get(serial).coverage.confirmed, status };
    }
    return devices;
  }
}
