/** Honest gateway: sends a small batch now and then, and keeps how long each receipt took. */
import { connectAsync, type MqttClient } from 'mqtt';
import { withDigest } from '../../contract/batch-digest.ts';
import type { Batch } from '../../contract/batch.ts';
import { signPage } from '../../contract/page.ts';
import { receiptSchema, type Receipt } from '../../contract/receipt.ts';
import { topicOf } from '../../contract/topics.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { honestGateway, loadDevice, type LoadCloud } from './load-cloud.ts';

const hourMs = 3_600_000;
const pauseMs = 200;
const stepsAnHour = 100;

export class HonestGateway implements AsyncDisposable {
  readonly #cloud: LoadCloud;
  readonly #client: MqttClient;
  readonly #stopping = new AbortController();
  readonly #waiting = new Map<number, (receipt: Receipt) => void>();
  #running: Promise<void> = Promise.resolve();
  #seq = 0;
  /** Of every batch so far, ms. */
  readonly latencies: number[] = [];
  readonly statuses = new Set<Receipt['status']>();

  private constructor(cloud: LoadCloud, client: MqttClient) {
    this.#cloud = cloud;
    this.#client = client;
    client.on('message', (_topic, payload) => {
      const receipt = receiptSchema.parse(JSON.parse(payload.toString()));
      this.#waiting.get(receipt.seq)?.(receipt);
    });
  }

  static async connect(cloud: LoadCloud): Promise<HonestGateway> {
    const client = await connectAsync(`mqtt://127.0.0.1:${cloud.brokerPort}`, {
      clientId: honestGateway,
      username: honestGateway,
      password: cloud.secrets.get(honestGateway) ?? '',
      protocolVersion: 4,
    });
    await client.subscribeAsync(topicOf(honestGateway, 'receipts'), { qos: 1 });
    return new HonestGateway(cloud, client);
  }

  /** Steps of everything that was receipted as stored. */
  get steps(): number {
    return this.latencies.length * stepsAnHour;
  }

  /** Sends the next hour and waits for its receipt. */
  async sendOne(): Promise<void> {
    const seq = this.#seq++;
    const receipt = new Promise<Receipt>((resolve) => this.#waiting.set(seq, resolve));
    const startedMs = systemClock.monotonicMs();
    this.#client.publish(topicOf(honestGateway, 'visits'), this.#batch(seq), { qos: 1 });
    this.statuses.add((await receipt).status);
    this.#waiting.delete(seq);
    this.latencies.push(systemClock.monotonicMs() - startedMs);
  }

  /** Goes on sending until it is told to stop. */
  begin(): void {
    this.#running = this.#sendOn();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#client.endAsync(true);
  }

  async #sendOn(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.sendOne();
      await systemClock.sleep(pauseMs, this.#stopping.signal);
    }
  }

  #batch(seq: number): Buffer {
    const atMs = this.#cloud.loanMs + (seq + 1) * hourMs;
    const content = {
      lastOpen: false,
      epoch: 1,
      firstSequence: seq,
      startSeconds: seq * 3600,
      bucketSeconds: 3600,
      steps: Uint16Array.of(stepsAnHour),
    };
    const { serial, key } = loadDevice;
    const batch: Batch = {
      v: 1,
      gateway: honestGateway,
      boot: 'honest',
      seq,
      sentAt: new Date(atMs).toISOString(),
      visits: [
        {
          id: `v-${seq}`,
          device: serial,
          model: 'steplog-1',
          startedAt: new Date(atMs).toISOString(),
          endedAt: new Date(atMs + 300).toISOString(),
          stamp: { gateway: atMs, trusted: true, epoch: 1, uptime: (seq + 1) * 3600 },
          battery: 80,
          lostBuckets: 0,
          nextSequence: seq + 1,
          pages: [signPage(content, key, serial, hmacSha256).toBase64()],
        },
      ],
    };
    return Buffer.from(withDigest(JSON.stringify(batch), sha256));
  }
}

/** The value below which `share` of them lie. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
