/** Import carrier: puts a prepared import into the journal and tells its days, a few milliseconds at a time, so that intake goes on. */
import type { CloudStore } from '../cloud-store.ts';
import type { ImportKind } from '../../contract/imports-terms.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { isDiskFault } from '../../runtime/database.ts';
import { messageOf } from '../../runtime/fault.ts';
import { noRest, type Rest } from '../../runtime/rest.ts';
import type { ImportFact } from './import-fact.ts';
import type { ReadyImport } from './prepare-import.ts';
import type { StepImport } from './step-imports.ts';

export interface ImportWord {
  readonly source: string;
  readonly kind: ImportKind;
  /** As its file was called. */
  readonly file: string;
  readonly actor: string;
  readonly reason: string;
}

/** The rows of a part, as they were written down when the file was prepared. */
export type PartSource = (part: number) => Uint8Array | undefined;

export type Accepted = 'accepted' | 'known' | 'stale' | 'cancelled';

/** Whoever wants to know that one cannot be carried out; it is called once with each try. */
export type OnTrouble = (its: StepImport, reason: string) => void;

/** So much is journalled in one commit. */
const commitBytes = 32 * 1024;
/** One that failed may go when something else has been put right; until then it is in nobody's way. */
const tryAgainMs = 3_600_000;

export interface CarrierOptions {
  readonly onTrouble?: OnTrouble;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
  /** After each transaction. */
  readonly rest?: Rest;
}

export class ImportCarrier {
  readonly #store: CloudStore;
  readonly #onTrouble: OnTrouble;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #rest: Rest;
  readonly #troubles = new Map<string, { readonly reason: string; readonly triedMs: number }>();
  #carrying: Promise<number> | undefined;

  constructor(store: CloudStore, options: CarrierOptions = {}) {
    this.#store = store;
    this.#onTrouble = options.onTrouble ?? ((): void => undefined);
    this.#clock = options.clock ?? systemClock;
    this.#rest = options.rest ?? noRest;
  }

  /** Why an import is set aside; null where it is not. */
  troubleOf(id: string): string | null {
    return this.#troubles.get(id)?.reason ?? null;
  }

  /**
   * First all rows, which change nothing, then the one word that accepts them: what comes to an end in between leaves
   * nothing that counts. Its days are told afterwards, by `carryOut`.
   */
  async accept(ready: ReadyImport, word: ImportWord, partOf: PartSource, signal?: AbortSignal): Promise<Accepted> {
    const { imports } = this.#store.derivation;
    const refused = this.#refusal(ready);
    if (refused !== undefined) return refused;
    let waiting: ImportFact[] = [];
    let bytes = 0;
    const write = async (): Promise<void> => {
      const beganMs = this.#clock.monotonicMs();
      this.#store.tellImport(waiting);
      [waiting, bytes] = [[], 0];
      await this.#rest(this.#clock.monotonicMs() - beganMs);
    };
    for (let part = 0; part < ready.parts; part++) {
      if (signal?.aborted === true) return 'cancelled';
      // Journalled already by a try that did not come to its end.
      if (imports.part(ready.id, part) !== undefined) continue;
      const body = partOf(part);
      if (body === undefined) throw new Error(`bug: part ${part} of a prepared import is not there`);
      const days = JSON.parse(new TextDecoder().decode(body)) as never;
      waiting.push({ step: 'rows', import: ready.id, part, reading: word.kind, days });
      bytes += body.byteLength;
      if (bytes >= commitBytes) await write();
    }
    if (waiting.length > 0) await write();
    if (signal?.aborted === true) return 'cancelled';
    return this.#refusal(ready) ?? this.#accept(ready, word);
  }

  #refusal({ id, basis }: ReadyImport): Accepted | undefined {
    const { imports } = this.#store.derivation;
    if (imports.get(id)?.state === 'accepted') return 'known';
    return imports.newestWord() === basis ? undefined : 'stale';
  }

  #accept(ready: ReadyImport, { kind, source, file, actor, reason }: ImportWord): Accepted {
    const { id, parts, rows, people, days, firstDate, lastDate } = ready;
    const counted = { parts, rows, people, days, firstDate, lastDate };
    const said = { source, file: file.slice(0, 200), actor, reason };
    this.#store.tellImport([{ step: 'accept', import: id, reading: kind, ...counted, ...said }]);
    return 'accepted';
  }

  /** Takes back all that an import has said. False where it is not accepted. */
  undo(id: string, actor: string, reason: string): boolean {
    if (this.#store.derivation.imports.get(id)?.state !== 'accepted') return false;
    this.#store.tellImport([{ step: 'undo', import: id, actor, reason }]);
    // Taking it back is other work, which may go.
    this.#troubles.delete(id);
    return true;
  }

  /**
   * Tells the days of all that was accepted or taken back, also by another program, and how many parts that were. What cannot
   * be told is set aside for a while, and the others go on. Whoever comes later waits for the same work.
   */
  carryOut(signal: AbortSignal, onPart: () => void = () => undefined): Promise<number> {
    this.#carrying ??= this.#carry(signal, onPart).finally(() => {
      this.#carrying = undefined;
    });
    return this.#carrying;
  }

  async #carry(signal: AbortSignal, onPart: () => void): Promise<number> {
    let parts = 0;
    while (!signal.aborted) {
      const next = this.#store.derivation.imports.unsettled(this.#setAside());
      if (next === undefined) break;
      const beganMs = this.#clock.monotonicMs();
      if (this.#isTold(next)) {
        parts += 1;
        onPart();
      }
      await this.#rest(this.#clock.monotonicMs() - beganMs);
    }
    return parts;
  }

  /** Throws where the disk is to blame: then no other import would go either. */
  #isTold(its: StepImport): boolean {
    try {
      this.#store.settleImport(its.id);
      this.#troubles.delete(its.id);
      return true;
    } catch (error) {
      if (isDiskFault(error)) throw error;
      const reason = messageOf(error);
      this.#troubles.set(its.id, { reason, triedMs: this.#clock.monotonicMs() });
      this.#onTrouble(its, reason);
      return false;
    }
  }

  #setAside(): ReadonlySet<string> {
    const latelyMs = this.#clock.monotonicMs() - tryAgainMs;
    return new Set([...this.#troubles].flatMap(([id, { triedMs }]) => (triedMs > latelyMs ? [id] : [])));
  }
}
