/** Roster publisher: tells each gateway which pedometers its centre should know and how far they are confirmed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { Roster, RosterDevice } from '../contract/roster.ts';
import { topicOf } from '../contract/topics.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Service } from '../runtime/service.ts';
import type { Wire } from './broker/wire.ts';
import { GatewayRounds } from './gateway-rounds.ts';
import { versionsPassedOver } from './jobs/backup/restoration.ts';
import type { Registry } from './registry/registry.ts';

export interface RosterPublisherParts {
  readonly database: DatabaseSync;
  readonly registry: Registry;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether batches wait to be written. */
  readonly isBusy: () => boolean;
}

/** A loan that begins or ends by the clock alone is told within this time. */
const minuteMs = 60_000;
/** Not by the states that are kept in memory: a round of everybody would put out those that visits need. */
const confirmed = `SELECT s.device, s.confirmed FROM gateway g JOIN device d ON d.centre = g.centre
  JOIN device_state s ON s.device = d.serial WHERE g.id = ?`;

export class RosterPublisher implements Service {
  readonly #parts: RosterPublisherParts;
  readonly #lastFact: StatementSync;
  readonly #confirmed: StatementSync;
  readonly #passedOver: number;
  /** Who is told when. */
  readonly rounds: GatewayRounds;
  readonly #published = new Map<GatewayId, string>();

  constructor(parts: RosterPublisherParts) {
    const { database, registry, clock } = parts;
    this.#parts = parts;
    this.#lastFact = database.prepare('SELECT max(id) AS last FROM journal');
    this.#confirmed = database.prepare(confirmed);
    this.#passedOver = versionsPassedOver(database);
    this.rounds = new GatewayRounds({
      ...parts,
      called: 'rosters',
      gateways: () => registry.gateways().map(({ id }) => id),
      knownAs: () => `${this.#version()} ${Math.floor(clock.wallMs() / minuteMs)}`,
      tell: (gateway) => this.#publishTo(gateway),
    });
  }

  start(): Promise<void> {
    this.rounds.begin();
    return Promise.resolve();
  }

  /** A gateway's broker may have forgotten what it retained for it. */
  republish(gateway: GatewayId): void {
    this.#published.delete(gateway);
    this.rounds.changed([gateway]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rounds[Symbol.asyncDispose]();
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
    const { registry, clock } = this.#parts;
    const confirmedOf = new Map(
      this.#confirmed.all(gateway).map((row) => [row['device'] as DeviceSerial, row['confirmed'] as number]),
    );
    const devices: Record<string, RosterDevice> = {};
    for (const { serial, label, model, status } of registry.rosterDevices(gateway, clock.wallMs())) {
      devices[serial] = { label, model, confirmed: confirmedOf.get(serial) ?? 0, status };
    }
    return devices;
  }
}
