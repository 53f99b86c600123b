/**
 * Wire thread: the broker in a thread of its own, which also reads every batch, checks its pages and only then hands it over:
 * the thread that writes is left with what the tables are needed for (docs/decisions/0011).
 */
import { Worker } from 'node:worker_threads';
import type { GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { assert, OperatorError } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { UpMessage, Wire } from './wire.ts';
import type { PublishWord, WireNews, WireOrder, WirePlan, WireThreadData } from './wire-words.ts';

export interface WireThreadOptions {
  readonly plan: WirePlan;
  readonly databasePath: string;
  /** As EmbeddedBroker asks it. */
  readonly checkGateway: (gateway: GatewayId, secret: string) => boolean;
  readonly knownGateway: (gateway: GatewayId) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** It says twice a second that it lives; a machine under load may be late with it. */
const silentMsMax = 30_000;
/** The broker's own end takes a second at most. */
const endMsMax = 5_000;
/** Of messages taken and not yet told of: the broker's thread lets sixteen times as much be on its way. */
const tellTakenBytes = 1024 * 1024;

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly msg: string;
}

export class WireThread implements Wire {
  readonly #options: WireThreadOptions;
  #listener: (message: UpMessage) => void = () => undefined;
  #slowMsOf: (gateway: GatewayId) => number = () => 0;
  #worker: Worker | undefined;
  #port = 0;
  #isConnected = false;
  /** When the thread last gave a sign of life. */
  #heardMs = 0;
  /** What is to be said with the next order. */
  #words: PublishWord[] = [];
  #takenBytes = 0;
  readonly #takenFrom = new Set<GatewayId>();
  readonly #slowed = new Set<GatewayId>();
  #isSpeaking = false;
  #isStopped = false;
  #flushed: PromiseWithResolvers<undefined> | undefined;
  readonly #ended = Promise.withResolvers<undefined>();

  constructor(options: WireThreadOptions) {
    this.#options = options;
  }

  onMessage(listener: (message: UpMessage) => void): void {
    this.#listener = listener;
  }

  /** What it says of a gateway is asked when a message of it has been taken, and until it is 0 with everything that is sent. */
  slowDown(slowMsOf: (gateway: GatewayId) => number): void {
    this.#slowMsOf = slowMsOf;
  }

  /** Throws OperatorError where the broker does. */
  async start(): Promise<void> {
    const { plan, databasePath } = this.#options;
    const workerData: WireThreadData = { plan, databasePath };
    const worker = new Worker(new URL('./wire-worker.ts', import.meta.url), { workerData });
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    worker.on('message', (news: WireNews) => {
      if (news.kind === 'started') {
        this.#port = news.port;
        resolve(undefined);
      } else if (news.kind === 'not-started') {
        this.#isStopped = true;
        reject(new OperatorError(news.code, news.sentence, news.hint));
      } else {
        this.#hear(news);
      }
    });
    // Without a broker the cloud is of no use: an error is left to end the process, and the supervisor begins another.
    worker.once('exit', (code) => {
      assert(this.#isStopped, `the broker's thread has ended with ${code}`);
      this.#ended.resolve(undefined);
    });
    await promise;
  }

  /** The port it listens on, where the broker is the embedded one. */
  get port(): number {
    return this.#port;
  }

  /** Not of a thread that has said nothing for long: it hangs. */
  get isConnected(): boolean {
    return this.#isConnected && this.#options.clock.monotonicMs() - this.#heardMs < silentMsMax;
  }

  publish(topic: string, payload: string, { retain }: { readonly retain: boolean }): void {
    this.#words.push({ topic, payload, retain });
    this.#speakSoon();
  }

  letNobodyIn(): void {
    this.#order({ kind: 'let-nobody-in' });
  }

  async flushed(): Promise<void> {
    this.#flushed = Promise.withResolvers<undefined>();
    this.#speak();
    this.#order({ kind: 'flush' });
    await Promise.race([this.#flushed.promise, this.#ended.promise]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    if (this.#worker === undefined) return;
    this.#speak();
    this.#order({ kind: 'stop' });
    const tooLong = new AbortController();
    const isLate = this.#options.clock.sleep(endMsMax, tooLong.signal).then(() => !tooLong.signal.aborted);
    if (await Promise.race([isLate, this.#ended.promise.then(() => false)])) await this.#worker.terminate();
    tooLong.abort();
  }

  #hear(news: Exclude<WireNews, { readonly kind: 'started' | 'not-started' }>): void {
    const { log, checkGateway, knownGateway } = this.#options;
    if (news.kind === 'message') {
      this.#take(news.message);
    } else if (news.kind === 'asks') {
      const { question, gateway, secret } = news;
      const isAdmitted = secret === null ? knownGateway(gateway) : checkGateway(gateway, secret);
      this.#order({ kind: 'admit', question, isAdmitted });
    } else if (news.kind === 'connected') {
      this.#isConnected = news.isConnected;
      this.#heardMs = this.#options.clock.monotonicMs();
    } else if (news.kind === 'flushed') {
      this.#flushed?.resolve(undefined);
    } else {
      const { level, msg, ...fields } = JSON.parse(news.line) as LogLine;
      log[level](fields, msg);
    }
  }

  #take(message: UpMessage): void {
    this.#takenBytes += message.payload.byteLength;
    this.#takenFrom.add(message.gateway);
    this.#listener(message);
    // Receipts will tell it too; nobody waits for them in the middle of a flood.
    if (this.#takenBytes > tellTakenBytes) this.#speakSoon();
  }

  /** A commit is followed by many receipts: they cross over together. */
  #speakSoon(): void {
    if (this.#isSpeaking) return;
    this.#isSpeaking = true;
    queueMicrotask(() => this.#speak());
  }

  #speak(): void {
    this.#isSpeaking = false;
    this.#order({ kind: 'publish', words: this.#words, takenBytes: this.#takenBytes, slow: this.#slow() });
    this.#words = [];
    this.#takenBytes = 0;
  }

  #slow(): ReadonlyMap<GatewayId, number> {
    const slow = new Map<GatewayId, number>();
    for (const gateway of this.#slowed) slow.set(gateway, this.#slowMsOf(gateway));
    for (const gateway of this.#takenFrom) if (this.#slowMsOf(gateway) > 0) slow.set(gateway, this.#slowMsOf(gateway));
    this.#takenFrom.clear();
    for (const [gateway, ms] of slow) {
      if (ms > 0) this.#slowed.add(gateway);
      else this.#slowed.delete(gateway);
    }
    return slow;
  }

  #order(order: WireOrder): void {
    this.#worker?.postMessage(order);
  }
}
