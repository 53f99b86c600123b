/** Uplink: takes batches from the outbox to the cloud until each has its receipt, and brings back what the cloud says. */
import { batchBytesMax } from '../../contract/batch.ts';
import { centreNewsSchema, type CentreNews } from '../../contract/centre-news.ts';
import type { GatewayHealth } from '../../contract/gateway-health.ts';
import type { GatewayState } from '../../contract/gateway-state.ts';
import type { GatewayId } from '../../contract/ids.ts';
import { receiptSchema, type Receipt } from '../../contract/receipt.ts';
import { rosterSchema, type Roster } from '../../contract/roster.ts';
import { downTopics, readTopic, topicOf } from '../../contract/topics.ts';
import { visitResultSchema, type VisitResult } from '../../contract/visit-result.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import type { Service } from '../../runtime/service.ts';
import type { DeviceMemory } from '../outbox/device-memory.ts';
import type { Outbox } from '../outbox/outbox.ts';
import {
  canTakeMore,
  hasRoom,
  nextDueMs,
  nothingSent,
  stepDelivery,
  type DeliveryInput,
  type DeliveryOptions,
  type DeliveryState,
} from './delivery.ts';
import { readJson } from './read-json.ts';
import type { Pipe, PipeIdentity, PipeListener, PipeMessage } from './pipe.ts';

export interface UplinkOptions {
  readonly gateway: GatewayId;
  readonly boot: string;
  readonly version: string;
  readonly delivery: DeliveryOptions;
  readonly outbox: Outbox;
  readonly memory: DeviceMemory;
  readonly pipe: (identity: PipeIdentity) => Pipe;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onUpOrDown: (isUp: boolean) => void;
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onResult: (result: VisitResult) => void;
  /** The cloud has these, on its disk. */
  readonly onActionsSent: (ids: readonly string[]) => void;
  readonly onRoster: (roster: Roster) => void;
  readonly onCentreNews: (news: CentreNews) => void;
}

/** A roster or centre news of some thousand pedometers are a few hundred kilobytes. */
const messageBytesMax = 16 * batchBytesMax;
/** Even when nothing is due the outbox is looked at this often. */
const idleMs = 60_000;

export class Uplink implements Service {
  readonly #options: UplinkOptions;
  #pipe: Pipe | undefined;
  #state: DeliveryState = nothingSent;
  /** Parked while nothing at all was answered: they go again as soon as anything is. */
  #parkedInSilence: readonly number[] = [];
  #sinceMs = 0;
  #wake = new AbortController();
  #life: Promise<void> = Promise.resolve();
  readonly #over = new AbortController();

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  start(signal: AbortSignal): Promise<void> {
    const { gateway, outbox, pipe } = this.#options;
    // A start is a fresh chance for what was parked: whatever was in the way may have been mended meanwhile.
    outbox.unpark();
    outbox.takeBallast();
    this.#pipe = pipe({
      clientId: gateway,
      subscriptions: downTopics.map((name) => topicOf(gateway, name)),
      will: () => {
        this.#sinceMs = this.#options.clock.wallMs();
        return { topic: topicOf(gateway, 'state'), payload: this.#stateText('offline') };
      },
    });
    const listener: PipeListener = {
      onUp: () => this.#onUp(),
      onDown: () => this.#onDown(),
      onMessage: (message) => this.#onMessage(message),
    };
    this.#pipe.start(listener);
    this.#life = this.#live(AbortSignal.any([signal, this.#over.signal]));
    return Promise.resolve();
  }

  get isUp(): boolean {
    return this.#state.upSinceMs !== undefined;
  }

  /** There may be something new to send. */
  nudge(): void {
    this.#wake.abort();
  }

  publishHealth(health: GatewayHealth): void {
    this.#pipe?.publish(topicOf(this.#options.gateway, 'health'), JSON.stringify(health), { retain: true });
  }

  /** By hand: parked batches, or this one, are sent again. */
  unpark(seq?: number): void {
    this.#options.outbox.unpark(seq);
    this.nudge();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    this.nudge();
    await this.#life;
    this.#publishState('offline');
    await this.#pipe?.[Symbol.asyncDispose]();
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      this.#tick();
      const dueMs = nextDueMs(this.#state) ?? Infinity;
      const waitMs = Math.min(idleMs, Math.max(0, dueMs - this.#options.clock.monotonicMs()));
      await this.#options.clock.sleep(waitMs, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  #tick(): void {
    const { outbox, delivery, clock } = this.#options;
    this.#step({ kind: 'tick', waiting: outbox.waiting() });
    while (canTakeMore(this.#state, delivery) && outbox.form(clock.wallMs()) !== undefined) {
      this.#step({ kind: 'tick', waiting: outbox.waiting() });
    }
    // Visits gather while others are in the air; what a volunteer did is small, rare, and shown as waiting until it has gone.
    while (hasRoom(this.#state, delivery) && outbox.formActions(clock.wallMs()) !== undefined) {
      this.#step({ kind: 'tick', waiting: outbox.waiting() });
    }
  }

  #step(input: DeliveryInput): void {
    const { clock, delivery, random } = this.#options;
    const { state, actions } = stepDelivery(this.#state, input, clock.monotonicMs(), delivery, random);
    this.#state = state;
    for (const action of actions) {
      if (action.kind === 'send') this.#send(action.seq);
      else this.#park(action.seq, action.inSilence);
    }
  }

  #send(seq: number): void {
    const { gateway, outbox, log } = this.#options;
    const batch = outbox.body(seq);
    if (batch.kind === 'body') {
      this.#pipe?.publish(topicOf(gateway, batch.carries), batch.body, { retain: false });
      return;
    }
    if (batch.kind === 'rotten') log.error({ seq }, 'a batch came back from the disk changed; set aside');
    this.#step({ kind: 'gone', seq });
  }

  #park(seq: number, inSilence: boolean): void {
    const { outbox, log } = this.#options;
    outbox.park(seq);
    if (inSilence) this.#parkedInSilence = [...this.#parkedInSilence, seq];
    log.error({ seq, inSilence }, 'no receipt for a batch after the last try; parked');
  }

  #releaseParked(): void {
    if (this.#parkedInSilence.length === 0) return;
    for (const seq of this.#parkedInSilence) this.#options.outbox.unpark(seq);
    this.#parkedInSilence = [];
    this.nudge();
  }

  #onUp(): void {
    this.#releaseParked();
    this.#publishState('online');
    this.#step({ kind: 'up' });
    this.#options.onUpOrDown(true);
    this.nudge();
  }

  #onDown(): void {
    this.#step({ kind: 'down' });
    this.#options.onUpOrDown(false);
  }

  #onMessage({ topic, payload, retained }: PipeMessage): void {
    const name = readTopic(topic)?.name;
    // Whatever the cloud says now, a roster too: it is back.
    if (!retained) this.#releaseParked();
    const message = payload.byteLength > messageBytesMax ? undefined : readJson(payload);
    // A receipt or result kept by the broker would speak of another day; only roster and centre news are meant to be kept.
    if (name === 'receipts' && !retained) {
      this.#take(receiptSchema.safeParse(message), topic, (receipt) => this.#takeReceipt(receipt));
    } else if (name === 'results' && !retained) {
      this.#take(visitResultSchema.safeParse(message), topic, this.#options.onResult);
    } else if (name === 'roster') {
      this.#take(rosterSchema.safeParse(message), topic, (roster) => this.#takeRoster(roster));
    } else if (name === 'centre') {
      this.#take(centreNewsSchema.safeParse(message), topic, (news) => this.#takeCentreNews(news));
    }
  }

  #takeRoster(roster: Roster): void {
    const { memory, log, onRoster } = this.#options;
    const isTaken = memory.takeRoster(roster);
    log.info({ version: roster.version, isTaken }, 'roster');
    if (isTaken) onRoster(roster);
  }

  #takeCentreNews(news: CentreNews): void {
    const { memory, log, onCentreNews } = this.#options;
    const isTaken = memory.takeCentreNews(news);
    log.info({ version: news.version, isTaken }, 'centre news');
    if (isTaken) onCentreNews(news);
  }

  #take<Value>(
    parsed: { readonly success: true; readonly data: Value } | { readonly success: false },
    topic: string,
    take: (value: Value) => void,
  ): void {
    if (parsed.success) take(parsed.data);
    else this.#options.log.warn({ topic }, 'a message that makes no sense; ignored');
  }

  #takeReceipt(receipt: Receipt): void {
    const { outbox, memory, log, onActionsSent } = this.#options;
    const { seq, status, reason } = receipt;
    if (receipt.confirmed !== undefined) memory.confirm(receipt.confirmed);
    if (status === 'retry') this.#step({ kind: 'retry', seq, retryAfterMs: receipt.retryAfterMs ?? 0 });
    else {
      if (status === 'quarantined') {
        log.warn({ seq, reason }, 'the cloud has put a batch aside');
        // The serial behind an address may be the wrong one: it is read again.
        for (const device of outbox.devices(seq)) memory.forgetAddressesOf(device);
      }
      const actions = outbox.actionsIn(seq);
      const isDeleted = outbox.delete(seq) === 'deleted';
      if (isDeleted && actions.length > 0) onActionsSent(actions);
      // A disk that takes not even a deletion: the batch will go again, and be called a duplicate, but not at once.
      this.#step(isDeleted ? { kind: 'answered', seq } : { kind: 'retry', seq, retryAfterMs: idleMs });
    }
    this.#options.onReceipt(receipt);
    this.nudge();
  }

  #publishState(state: GatewayState['state']): void {
    this.#pipe?.publish(topicOf(this.#options.gateway, 'state'), this.#stateText(state), { retain: true });
  }

  #stateText(state: GatewayState['state']): string {
    const { boot, version } = this.#options;
    const message: GatewayState = { v: 1, state, boot, since: isoInstant(this.#sinceMs), version };
    return JSON.stringify(message);
  }
}
