/** Sample action room: a sample store with its intake, to which gateways bring visits and what volunteers did, for tests. */
import { expect } from 'vitest';
import type { Batch, VisitReport } from '../contract/batch.ts';
import type { ActionBatch, CentreAction } from '../contract/centre-action.ts';
import type { GatewayId } from '../contract/ids.ts';
import { receiptSchema, type Receipt } from '../contract/receipt.ts';
import { readTopic, type UpTopic } from '../contract/topics.ts';
import { systemClock } from '../runtime/clock.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { Intake } from './intake.ts';
import { jsonBytes } from './journal.ts';
import { outcomeOf } from './registry/hand-over.ts';
import { replayJournal } from './replay-journal.ts';
import { anna, device, epochOne, firstDayMs, gateway, hourMs, sum } from './sample-cloud.ts';
import { SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';

export class ActionRoom implements Disposable {
  readonly sample = new SampleStore();
  readonly receipts: Receipt[] = [];
  #intake = this.#openIntake();
  #seq = 1;

  get store() {
    return this.sample.store;
  }

  batchOf(actions: readonly CentreAction[], by: GatewayId = gateway): ActionBatch {
    return { ...this.#envelope(by), actions: [...actions] };
  }

  /** Takes a message in to the commit. Returns the last receipt. */
  async deliver(payload: Uint8Array, name: UpTopic = 'actions', by: GatewayId = gateway): Promise<Receipt | undefined> {
    this.take(payload, name, by);
    await this.#intake.idle();
    return this.receipts.at(-1);
  }

  take(payload: Uint8Array, name: UpTopic = 'actions', by: GatewayId = gateway): void {
    this.#intake.take({ gateway: by, name, payload, retained: false });
  }

  act(actions: readonly CentreAction[], by: GatewayId = gateway): Promise<Receipt | undefined> {
    return this.deliver(jsonBytes(this.batchOf(actions, by)), 'actions', by);
  }

  bring(visits: readonly VisitReport[], by: GatewayId = gateway): Promise<Receipt | undefined> {
    const batch: Batch = { ...this.#envelope(by), visits: [...visits] };
    return this.deliver(jsonBytes(batch), 'visits', by);
  }

  /** As after a restart. */
  reopen(): void {
    this.sample.reopen();
    this.#intake = this.#openIntake();
  }

  /** What became of what the gateway said. */
  fates(by: GatewayId = gateway): readonly string[] {
    const said = this.store.registry.handOvers.table.lastOfGateway(by, 99);
    return said.map((each) => `${each.action} ${outcomeOf(each).outcome}`);
  }

  steps(who: string): number {
    const totals = [...this.store.derivation.totals.all()].filter(({ participant }) => participant === who);
    return sum(totals.map((total) => total.steps));
  }

  replay() {
    return replayJournal(this.store.database, { days: this.store.days, hmac: hmacSha256 });
  }

  [Symbol.dispose](): void {
    this.sample[Symbol.dispose]();
  }

  #envelope(by: GatewayId) {
    const sentAt = new Date(this.sample.nowMs).toISOString();
    return { v: 1, gateway: by, boot: 'b', seq: this.#seq++, sentAt } as const;
  }

  #openIntake(): Intake {
    const { database, journal, derivation, actions } = this.sample.store;
    const clock = { ...systemClock, wallMs: () => this.sample.nowMs };
    const wire = {
      onMessage: () => undefined,
      isConnected: true,
      start: () => Promise.resolve(),
      publish: (topic: string, payload: string) => {
        expect([readTopic(topic)?.name, database.isTransaction]).toEqual(['receipts', false]);
        this.receipts.push(receiptSchema.parse(JSON.parse(payload)));
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    const parts = { database, journal, derivation, actions, wire, clock, log: silentLog };
    return new Intake({ ...parts, onCommitted: () => undefined });
  }
}

export const atHour = (hour: number): number => firstDayMs + hour * hourMs;
export const said = (id: string, hour: number) => ({ id, at: atHour(hour), trusted: true });
export const lend = (id: string, hour: number, participant = anna, serial = device.serial): CentreAction => ({
  ...said(id, hour),
  kind: 'lend',
  device: serial,
  participant,
  visit: null,
});
export const giveBack = (id: string, hour: number, sequence: number | null): CentreAction => ({
  ...said(id, hour),
  kind: 'return',
  device: device.serial,
  sequence,
});
/** The pedometer read at that hour, from a sequence on. */
export const read = (hour: number, from = 0): VisitReport =>
  sampleVisit(device, [epochOne(200)], { atMs: atHour(hour), from });
