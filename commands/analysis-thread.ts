/** Analysis thread: keeps the analysts' thread alive beside the cloud, and passes questions and answers; nothing else is done here. */
import { Worker } from 'node:worker_threads';
import type { AnalysisAnswer, AnalysisRouteName } from '../contract/analysis.ts';
import { DeskFault } from '../contract/desk-fault.ts';
import type { Clock } from '../runtime/clock.ts';
import { withDeadline } from '../runtime/deadline.ts';
import { messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { nextWaitMs } from '../runtime/retry.ts';
import type { Service } from '../runtime/service.ts';
import type { AnalysisSetting, Asked, FromAnalysis, ToAnalysis } from './analysis-messages.ts';

export interface AnalysisThreadParts {
  readonly setting: Omit<AnalysisSetting, 'nowMs'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** More at once are refused: they would only wait longer than anybody looks at a page. */
const askedMax = 64;
const answerMs = 15_000;
/** A thread that has not said anything yet may still be opening what it reads, on a machine that has other things to do. */
const beginMs = 60_000;
/** What is new is read so often also when nobody asks. */
const lookEveryMs = 1_000;
const stopMs = 3_000;
const restartBounds = { baseMs: 500, capMs: 60_000 };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: Error) => void;
}

export class AnalysisThread implements Service {
  readonly #parts: AnalysisThreadParts;
  readonly #stop = new AbortController();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  /** Ends the life of the worker, whether or not it lets itself be ended. */
  #giveUp: (why: string) => void = () => undefined;
  /** When the worker was begun, and when it last said something. */
  #begunMs = 0;
  #heardMs: number | undefined;
  #asked = 0;
  #looking: Promise<void> = Promise.resolve();
  #keeping: Promise<void> = Promise.resolve();

  constructor(parts: AnalysisThreadParts) {
    this.#parts = parts;
  }

  start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#keeping = this.#keep();
    this.#looking = this.#look();
    return Promise.resolve();
  }

  /** Rejects with DeskFault, `analysis-away`, `analysis-busy` or `analysis-late` where the thread cannot answer. */
  async ask<Name extends AnalysisRouteName>(name: Name, { query, body }: Asked): Promise<AnalysisAnswer<Name>> {
    const worker = this.#worker;
    if (worker === undefined) throw away();
    if (this.#waiting.size >= askedMax) throw busy();
    const { clock } = this.#parts;
    const id = ++this.#asked;
    const askedMs = clock.monotonicMs();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    this.#tell(worker, { kind: 'ask', id, name, asked: { query, body }, nowMs: clock.wallMs() });
    try {
      const timed = await withDeadline(promise, answerMs, clock);
      if (timed.kind === 'timeout') {
        if (this.#worker === worker && this.#hasHungSince(askedMs)) this.#giveUp('it hangs');
        throw late();
      }
      return timed.value as AnalysisAnswer<Name>;
    } finally {
      this.#waiting.delete(id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#looking, this.#keeping]);
  }

  get #isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  /** One that is busy with other questions has answered them meanwhile. */
  #hasHungSince(askedMs: number): boolean {
    if (this.#heardMs !== undefined) return this.#heardMs <= askedMs;
    return this.#parts.clock.monotonicMs() - this.#begunMs >= beginMs;
  }

  /** One worker after another: a thread that falls takes nothing of the cloud with it. */
  async #keep(): Promise<void> {
    const { clock, random, log } = this.#parts;
    let waitMs = 0;
    for (;;) {
      const startedMs = clock.monotonicMs();
      const why = await this.#live();
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(away());
      if (this.#isStopping) return;
      const hasLived = clock.monotonicMs() - startedMs > restartBounds.capMs;
      waitMs = nextWaitMs(hasLived ? 0 : waitMs, restartBounds, random);
      log.error({ error: why, restartMs: waitMs }, 'the analysis thread ended');
      await clock.sleep(waitMs, this.#stop.signal);
    }
  }

  /** Settles when the worker has ended, with the reason. */
  async #live(): Promise<string> {
    const { setting, clock } = this.#parts;
    const workerData: AnalysisSetting = { ...setting, nowMs: clock.wallMs() };
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { workerData });
    this.#worker = worker;
    this.#begunMs = clock.monotonicMs();
    this.#heardMs = undefined;
    const { promise, resolve } = Promise.withResolvers<string>();
    worker.on('message', (message: FromAnalysis) => this.#take(message));
    worker.on('error', (error) => resolve(messageOf(error)));
    worker.on('exit', (code) => resolve(`exit ${code}`));
    this.#giveUp = (why): void => {
      resolve(why);
      // What waits in a system call ends when that returns; nobody waits for it.
      void worker.terminate();
    };
    const stopping = (): void => void this.#end(worker);
    this.#stop.signal.addEventListener('abort', stopping, { once: true });
    const why = await promise;
    this.#stop.signal.removeEventListener('abort', stopping);
    return why;
  }

  async #end(worker: Worker): Promise<void> {
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#tell(worker, { kind: 'stop' });
    const timed = await withDeadline(ended, stopMs, this.#parts.clock);
    if (timed.kind === 'timeout') await worker.terminate();
  }

  async #look(): Promise<void> {
    const { clock } = this.#parts;
    while (!this.#isStopping) {
      if (this.#worker !== undefined) this.#tell(this.#worker, { kind: 'look', nowMs: clock.wallMs() });
      await clock.sleep(lookEveryMs, this.#stop.signal);
    }
  }

  #take(message: FromAnalysis): void {
    this.#heardMs = this.#parts.clock.monotonicMs();
    const waiting = this.#waiting.get(message.id);
    switch (message.kind) {
      case 'answer':
        waiting?.resolve(message.answer);
        break;
      case 'fault': {
        const { status, code, words, hint } = message.fault;
        waiting?.reject(new DeskFault(status, code, words, hint));
        break;
      }
      case 'failure':
        waiting?.reject(new Error(message.error));
        break;
    }
  }

  #tell(worker: Worker, message: ToAnalysis): void {
    worker.postMessage(message);
  }
}

const again = { ja: '少し待ってから、もう一度 開いてください。', en: 'Wait a little and ask again.' };

const away = (): DeskFault =>
  new DeskFault(
    503,
    'analysis-away',
    { ja: '分析のしくみを立ち上げています。', en: 'Analysis is starting up.' },
    again,
  );
const busy = (): DeskFault =>
  new DeskFault(503, 'analysis-busy', { ja: '分析がこみあっています。', en: 'Too many questions at once.' }, again);
const late = (): DeskFault =>
  new DeskFault(503, 'analysis-late', { ja: '分析に時間がかかりすぎました。', en: 'The answer took too long.' }, again);
