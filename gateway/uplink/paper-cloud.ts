/** PaperCloud: the cloud's end of the wire for this room's tests: hears batches over a real broker and answers as it is told. */
import { connect, type MqttClient } from 'mqtt';
import { batchSchema, type Batch, type VisitReport } from '../../contract/batch.ts';
import { actionBatchSchema, type ActionBatch } from '../../contract/centre-action.ts';
import type { GatewayId } from '../../contract/ids.ts';
import { decodePage } from '../../contract/page.ts';
import type { Receipt } from '../../contract/receipt.ts';
import { anyGateway, topicOf, upTopics, type DownTopic } from '../../contract/topics.ts';

/** What to answer to the `nth` arrival (from 1) of a batch; undefined: nothing. */
export type Answering = (batch: Batch, nth: number) => Receipt | undefined;

export const storing: Answering = (batch) => ({
  v: 1,
  seq: batch.seq,
  status: 'stored',
  confirmed: Object.fromEntries(batch.visits.map((visit) => [visit.device, closedEndOf(visit)])),
});

/** As `Answering`, of a batch of actions. */
export type AnsweringActions = (batch: ActionBatch, nth: number) => Receipt | undefined;

/** Where a test sends no pages, the visit's own word is taken. */
const closedEndOf = ({ pages = [], nextSequence = 0 }: VisitReport): number => {
  const last = decodePage(Uint8Array.fromBase64(pages.at(-1) ?? ''));
  if (last.kind === 'fault') return nextSequence;
  return last.value.firstSequence + last.value.steps.length - (last.value.lastOpen ? 1 : 0);
};

export class PaperCloud {
  /** Payloads as they came. */
  readonly batches: string[] = [];
  readonly actionBatches: string[] = [];
  readonly states: string[] = [];
  readonly healths: string[] = [];
  answering: Answering = storing;
  answeringActions: AnsweringActions = ({ seq }) => ({ v: 1, seq, status: 'stored' });
  readonly #url: string;
  readonly #waiting = new Set<() => void>();
  #client: MqttClient | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async start(): Promise<void> {
    const client = connect(this.#url, { reconnectPeriod: 50, clientId: 'paper-cloud', username: 'paper-cloud' });
    this.#client = client;
    client.on('error', () => undefined);
    client.on('connect', () => client.subscribe(upTopics.map(anyGateway), { qos: 1 }));
    client.on('message', (topic, payload) => this.#take(topic, payload.toString()));
    await this.until(() => client.connected);
  }

  publish(gateway: GatewayId, name: DownTopic, message: unknown, retain = false): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.#client?.publish(topicOf(gateway, name), text, { qos: 1, retain });
  }

  /** Resolves when `isTrue`, looked at whenever something arrives and often in between. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 10);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  seqs(): readonly number[] {
    return this.batches.map((text) => batchSchema.parse(JSON.parse(text)).seq);
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  #take(topic: string, text: string): void {
    if (topic.endsWith('/state')) this.states.push(text);
    if (topic.endsWith('/health')) this.healths.push(text);
    if (topic.endsWith('/visits')) this.#answer(text);
    if (topic.endsWith('/actions')) this.#answerActions(text);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #answer(text: string): void {
    this.batches.push(text);
    const batch = batchSchema.parse(JSON.parse(text));
    const nth = this.seqs().filter((seq) => seq === batch.seq).length;
    const receipt = this.answering(batch, nth);
    if (receipt !== undefined) this.publish(batch.gateway, 'receipts', receipt);
  }

  #answerActions(text: string): void {
    this.actionBatches.push(text);
    const batch = actionBatchSchema.parse(JSON.parse(text));
    const nth = this.actionBatches.filter((other) => other === text).length;
    const receipt = this.answeringActions(batch, nth);
    if (receipt !== undefined) this.publish(batch.gateway, 'receipts', receipt);
  }
}
