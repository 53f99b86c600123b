/** Send: the process of the senders, asked for one thing after the other. */
import { once } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { SenderWord, SendOrder, SendReport } from './ingest-plan.ts';

export class SenderProcess implements Disposable {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'ingest-senders.ts'));

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** To be called once, before anything is asked of it. */
  async isReady(): Promise<void> {
    await once(this.#child, 'message');
  }

  /** `onProgress` is told of the device-days with a receipt, and of the senders' memory. */
  send(
    order: SendOrder,
    onProgress: (deviceDays: number, memoryBytes: number) => void = () => undefined,
  ): Promise<SendReport> {
    const { promise, resolve, reject } = Promise.withResolvers<SendReport>();
    const hear = (word: SenderWord): void => {
      if (word.kind === 'progress') onProgress(word.deviceDays, word.memoryBytes);
      if (word.kind === 'report') resolve(word.report);
    };
    const end = (code: number | null): void => reject(new Error(`the senders ended with ${code}`));
    this.#child.on('message', hear).once('exit', end);
    this.#child.send(order);
    return promise.finally(() => this.#child.off('message', hear).off('exit', end));
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
