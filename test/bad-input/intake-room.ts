/** Intake room: a real cloud store on disk with its intake, one person with one pedometer, and a wire that keeps receipts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, type GatewayId } from '../../contract/ids.ts';
import { receiptSchema, type Receipt } from '../../contract/receipt.ts';
import type { UpMessage, Wire } from '../../ingest/broker/wire.ts';
import { CloudStore } from '../../ingest/cloud-store.ts';
import { Intake } from '../../ingest/intake.ts';
import type { IntakeCounts } from '../../ingest/message-writer.ts';
import { importLoans } from '../../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../../ingest/registry/registry-import.ts';
import type { Registry } from '../../ingest/registry/registry.ts';
import { replayJournal, type ReplayReport } from '../../ingest/replay-journal.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';

export const roomNowMs = Date.parse('2026-11-11T00:00:00Z');
export const roomGateway = gatewayIdSchema.parse('gw-1');
export const roomDevice = { serial: deviceSerialSchema.parse('AYM-000001'), key: new Uint8Array(32).fill(7) };
/** From when on the pedometer is lent: midnight in Japan. */
export const roomLoanMs = Date.parse('2026-10-31T15:00:00Z');

const keyOf = (byte: string): string => byte.repeat(32);

export interface Taken {
  readonly receipts: readonly Receipt[];
  /** What was counted for this message. */
  readonly counted: readonly (keyof IntakeCounts)[];
  /** Reasons filed in quarantine because of it, in order. */
  readonly filed: readonly string[];
}

export class IntakeRoom implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ayumi-bad-input-'));
  readonly store: CloudStore;
  readonly #intake: Intake;
  #receipts: Receipt[] = [];

  constructor() {
    const clock = { ...systemClock, wallMs: () => roomNowMs };
    this.store = CloudStore.open({ dataPath: this.#folder, zone: 'Asia/Tokyo', clock, hmac: hmacSha256 });
    fillRegistry(this.store.registry);
    this.store.registry.addGateway(roomGateway, centreIdSchema.parse('c-1'));
    const { database, journal, derivation, actions } = this.store;
    const wire = receiptKeeper((receipt) => this.#receipts.push(receipt));
    this.#intake = new Intake({
      database,
      journal,
      derivation,
      actions,
      wire,
      clock,
      log: silentLog,
      onCommitted: () => undefined,
    });
  }

  /** Takes a payload as the broker hands it over, to the commit. */
  async take(
    payload: Uint8Array,
    gateway: GatewayId = roomGateway,
    name: 'visits' | 'actions' = 'visits',
  ): Promise<Taken> {
    this.#receipts = [];
    const before = this.#intake.counts;
    const filedBefore = this.#filed();
    const message: UpMessage = { gateway, name, payload, retained: false };
    this.#intake.take(message);
    await this.#intake.idle();
    const after = this.#intake.counts;
    const counted = (['batches', 'duplicates', 'quarantined', 'retried'] as const).filter(
      (key) => after[key] > before[key],
    );
    return { receipts: this.#receipts, counted, filed: this.#filed().slice(filedBefore.length) };
  }

  /** Takes them as fast as they come, and answers all receipts. */
  async takeAll(payloads: readonly Uint8Array[], gateway: GatewayId = roomGateway): Promise<readonly Receipt[]> {
    this.#receipts = [];
    for (const payload of payloads) this.#intake.take({ gateway, name: 'visits', payload, retained: false });
    await this.#intake.idle();
    return this.#receipts;
  }

  /** Steps of every date that has any, `held` days too. */
  totals(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.store.derivation.totals.all()].map(({ date, steps }) => [date, steps]));
  }

  steps(): number {
    return Object.values(this.totals()).reduce((sum, steps) => sum + steps, 0);
  }

  confirmed(): number {
    return this.store.derivation.states.get(roomDevice.serial).coverage.confirmed;
  }

  facts(): number {
    return [...this.store.journal.facts()].length;
  }

  replay(): ReplayReport {
    return replayJournal(this.store.database, { days: this.store.days, hmac: hmacSha256 });
  }

  [Symbol.dispose](): void {
    this.store[Symbol.dispose]();
    rmSync(this.#folder, { recursive: true });
  }

  /** By the order in which they were first filed. */
  #filed(): readonly string[] {
    return this.store.derivation.quarantine.waiting().map(({ reason }) => reason);
  }
}

/** One centre, one person, two pedometers of which one is lent. */
export const fillRegistry = (registry: Registry): void => {
  importCentres(registry, 'centre,name\nc-1,中央公民館\n');
  importParticipants(registry, 'participant,name,birthYear,centre\nP-0001,歩 太郎,1950,c-1\n', roomNowMs);
  const columns = 'serial,key,model,label,capacity,bucketSeconds,centre';
  const pedometers = [
    `AYM-000001,${keyOf('07')},steplog-1,1,1440,3600,c-1`,
    `AYM-000002,${keyOf('09')},steplog-1,2,1440,3600,c-1`,
  ];
  importDevices(registry, [columns, ...pedometers].join('\n'));
  importLoans(registry, 'device,participant,from,to\nAYM-000001,P-0001,2026-11-01T00:00,\n');
};

/** A wire nobody is at the other end of; what is published on it must be receipts of the contract. */
const receiptKeeper = (keep: (receipt: Receipt) => void): Wire => ({
  onMessage: () => undefined,
  isConnected: true,
  start: () => Promise.resolve(),
  publish: (_topic, payload) => keep(receiptSchema.parse(JSON.parse(payload))),
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
