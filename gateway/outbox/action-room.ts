/** ActionRoom: an outbox on a file of its own, and actions and visits to fill it, for this room's tests. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { actionBatchSchema, centreActionSchema, type CentreAction } from '../../contract/centre-action.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../../contract/ids.ts';
import { reportsOf, type OutgoingVisit } from '../visit/collected-visit.ts';
import { noBallast } from './ballast.ts';
import { openGatewayDatabase, type OpenedDatabase } from './gateway-database.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';

export const roomNowMs = Date.parse('2026-11-21T01:02:03Z');
export const roomDevice = deviceSerialSchema.parse('AYM-000123');

export class ActionRoom {
  path = join(mkdtempSync(join(tmpdir(), 'ayumi-actions-')), 'gateway.sqlite');
  opened: OpenedDatabase;
  outbox: Outbox;

  constructor() {
    [this.opened, this.outbox] = this.#open({}, roomNowMs);
  }

  get database(): DatabaseSync {
    return this.opened.database;
  }

  /** Anew, as after a restart. */
  open(changed: Partial<OutboxOptions> = {}, nowMs = roomNowMs): void {
    [this.opened, this.outbox] = this.#open(changed, nowMs);
  }

  /** The bytes of a batch that is there and sound. */
  bytesOf(seq: number | undefined): Uint8Array {
    const batch = this.outbox.body(seq ?? -1);
    if (batch.kind !== 'body') throw new Error(batch.kind);
    return batch.body;
  }

  actionsIn(seq: number | undefined): readonly CentreAction[] {
    return actionBatchSchema.parse(JSON.parse(new TextDecoder().decode(this.bytesOf(seq)))).actions;
  }

  /** Without the cloud's receipt, oldest first. */
  pending(): readonly CentreAction[] {
    return this.outbox.keptActions().flatMap(({ action, state }) => (state === 'waiting' ? [action] : []));
  }

  knows(id: string): boolean {
    return this.outbox.keptActions().some(({ action }) => action.id === id);
  }

  #open(changed: Partial<OutboxOptions>, nowMs: number): [OpenedDatabase, Outbox] {
    const opened = openGatewayDatabase(this.path, nowMs);
    const options = {
      gateway: gatewayIdSchema.parse('gw-test'),
      boot: 'boot-1',
      bytesMax: 64 * 1024 * 1024,
      diskFreeBytes: () => null,
      diskFreeBytesMin: 0,
      ballast: noBallast,
    };
    return [opened, new Outbox(opened.database, { ...options, ...changed })];
  }
}

/** As large as they come: every id is as long as it may be. */
export const exchange = (id: string): CentreAction =>
  centreActionSchema.parse({
    id: id.padEnd(64, '-'),
    at: roomNowMs,
    trusted: true,
    kind: 'exchange',
    device: 'd'.repeat(64),
    replacement: 'r'.repeat(64),
    participant: 'p'.repeat(64),
    reason: 'battery',
    sequence: 4_294_967_295,
    visit: 'v'.repeat(64),
  });

export const lost = (id: string): CentreAction =>
  centreActionSchema.parse({ id, at: roomNowMs, trusted: false, kind: 'lost', device: roomDevice });

/** Without pages. */
export const someVisit = (): readonly OutgoingVisit[] => {
  const collected = {
    device: roomDevice,
    model: 'steplog-1',
    firmware: undefined,
    stamp: { gateway: roomNowMs, trusted: true, epoch: 1, uptime: 9 },
    batteryPercent: 80,
    rssi: -60,
    lostBuckets: 0,
    oldestSequence: 0,
    nextSequence: 24,
    from: 0,
    contiguousEnd: 24,
    pages: [],
  };
  const times = { startedAt: '2026-11-21T01:02:03.123Z', endedAt: '2026-11-21T01:02:04.001Z' };
  return reportsOf(collected, times, () => 'visit-1');
};

export const idsOf = (actions: readonly CentreAction[]): readonly string[] => actions.map(({ id }) => id);
