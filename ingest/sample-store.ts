/** Sample store: a cloud's whole database on disk with two people, two pedometers and two centres, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, VisitReport } from '../contract/batch.ts';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, type GatewayId } from '../contract/ids.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { CloudStore } from './cloud-store.ts';
import type { Effect } from './derivation.ts';
import { jsonBytes } from './journal.ts';
import { anna, bert, dayMs, device, firstDayMs, gateway, zone } from './sample-cloud.ts';

export const north = centreIdSchema.parse('north');
export const south = centreIdSchema.parse('south');
export const southGateway = gatewayIdSchema.parse('gw-2');
export const otherDevice = { serial: deviceSerialSchema.parse('AYM-000002'), key: new Uint8Array(32).fill(8) };

/** `gateway` is at the north, `southGateway` at the south; nobody has a pedometer yet. */
export class SampleStore implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'ayumi-store-'));
  /** What the cloud's clock shows. */
  nowMs: number;
  store: CloudStore;
  #seq = 0;

  constructor(openedMs = firstDayMs + 30 * dayMs) {
    this.nowMs = openedMs;
    this.store = this.#open();
    const { registry } = this.store;
    registry.atomically(() => {
      registry.putCentre({ id: north, name: '北公民館' });
      registry.putCentre({ id: south, name: '南公民館' });
      registry.putParticipant({ id: anna, name: '山田 花子', birthYear: 1948, centre: north });
      registry.putParticipant({ id: bert, name: '田中 茂', birthYear: 1944, centre: north });
      const fixed = { model: 'steplog-1', label: '1', capacityBuckets: 1440, bucketSeconds: 3600, centre: north };
      registry.putDevice({ ...device, ...fixed, status: 'in-stock' });
      registry.putDevice({ ...otherDevice, ...fixed, label: '2', status: 'in-stock' });
    });
    registry.addGateway(gateway, north);
    registry.addGateway(southGateway, south);
  }

  /** A batch of these visits, journalled and derived at once. */
  bring(visits: readonly VisitReport[], by: GatewayId = gateway): Effect {
    const seq = this.#seq++;
    const sentAt = new Date(this.nowMs).toISOString();
    const batch: Batch = { v: 1, gateway: by, boot: 'b', seq, sentAt, visits: [...visits] };
    const { database, journal, derivation } = this.store;
    return inTransaction(database, () => {
      const id = journal.addBatch(by, seq, jsonBytes(batch), this.nowMs);
      return id === undefined ? { visits: [], revised: [] } : derivation.applyBatch(batch, id, this.nowMs);
    });
  }

  /** As after a restart; `meanwhile` happens while nobody has it open. */
  reopen(meanwhile: () => void = () => undefined): void {
    this.store[Symbol.dispose]();
    meanwhile();
    this.store = this.#open();
  }

  [Symbol.dispose](): void {
    this.store[Symbol.dispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #open(): CloudStore {
    const clock = { ...systemClock, wallMs: () => this.nowMs };
    return CloudStore.open({ dataPath: this.folder, zone, clock, hmac: hmacSha256 });
  }
}
