/** Carry out imports: the days of what was accepted are told by the cloud that works in the folder, or here where none does. */
import type { CloudStore } from '../ingest/cloud-store.ts';
import { ImportCarrier } from '../ingest/imports/import-carrier.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { isFolderInUse } from '../runtime/folder-lock.ts';
import { foundCode } from './exit-codes.ts';
import type { StorePlace } from './open-store.ts';
import { restBesideCloud } from './rest-beside-cloud.ts';

const lookEveryMs = 500;
/** A cloud looks every few seconds; one in which nothing moves for so long has set the import aside, or more important things to do. */
const stillMsMax = 60_000;

export class ImportsBesideCloud {
  readonly carrier: ImportCarrier;
  readonly #store: CloudStore;
  readonly #folder: string;
  readonly #clock: Pick<Clock, 'monotonicMs' | 'sleep'>;

  constructor(
    store: CloudStore,
    { data }: Pick<StorePlace, 'data'>,
    clock: Pick<Clock, 'monotonicMs' | 'sleep'> = systemClock,
  ) {
    this.#store = store;
    this.#folder = data;
    this.#clock = clock;
    this.carrier = new ImportCarrier(store, {
      clock,
      rest: restBesideCloud(data, clock),
      onTrouble: ({ id, file }, reason) => {
        console.error(`${file} (${id}) の日をつけられません (its days cannot be told; it is set aside): ${reason}`);
        process.exitCode = foundCode;
      },
    });
  }

  /** What nobody else carries out. Where a cloud works, nothing is done. */
  async carryOutLeft(): Promise<void> {
    if (!this.#isCloudHere()) await this.#carryOutHere(1);
  }

  /** Settles when the days of that import are told, or when the cloud leaves it waiting. */
  async carryOut(id: string): Promise<void> {
    for (;;) {
      const outcome = this.#isCloudHere() ? await this.#watch(id) : await this.#carryOutHere(this.#partsOf(id));
      showProgress(undefined);
      if (outcome !== 'changed') return;
    }
  }

  /** `changed`: a cloud has come in the meantime, and goes on with it. */
  async #carryOutHere(parts: number): Promise<'done' | 'changed'> {
    const stop = new AbortController();
    let done = 0;
    await this.carrier.carryOut(stop.signal, () => {
      done += 1;
      if (parts > 1) showProgress(`${done} / ${parts}`);
      if (this.#isCloudHere()) stop.abort();
    });
    return stop.signal.aborted ? 'changed' : 'done';
  }

  /** `changed`: the cloud has gone in the meantime. */
  async #watch(id: string): Promise<'done' | 'changed' | 'left'> {
    let settled: number | undefined;
    let movedMs = this.#clock.monotonicMs();
    for (let isFirst = true; ; isFirst = false) {
      const its = this.#store.derivation.imports.get(id);
      if (its === undefined || its.settled === its.parts) return 'done';
      if (!this.#isCloudHere()) return 'changed';
      if (isFirst) console.log(cloudDoesIt);
      if (its.settled !== settled) [settled, movedMs] = [its.settled, this.#clock.monotonicMs()];
      else if (this.#clock.monotonicMs() - movedMs > stillMsMax) {
        console.log(cloudHasLeftIt);
        process.exitCode = foundCode;
        return 'left';
      }
      showProgress(`${its.settled} / ${its.parts}`);
      await this.#clock.sleep(lookEveryMs);
    }
  }

  #partsOf(id: string): number {
    return this.#store.derivation.imports.get(id)?.parts ?? 1;
  }

  #isCloudHere(): boolean {
    return isFolderInUse(this.#folder);
  }
}

const cloudDoesIt =
  '動いているクラウドが日をつけます。ここで止めても、クラウドは続けます (the running cloud tells the days, also if you stop this)';
const cloudHasLeftIt =
  'クラウドはまだ日をつけていません。記録を見てください (the cloud has not told them yet; see its log, or: ayumi imports list)';

const showProgress = (text: string | undefined): void => {
  if (process.stderr.isTTY) process.stderr.write(text === undefined ? '\r\u001b[K' : `\r${text}`);
};
