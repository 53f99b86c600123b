/** Imports desk: the imports API answered from the cloud’s store: files handed in, read by a thread of their own, shown, applied, taken back. */
import type { Said } from '../../contract/desk-terms.ts';
import { importsShownMax, type AppliedImport, type ImportsAnswers } from '../../contract/imports.ts';
import type { ImportAsk, ImportPreview } from '../../contract/imports-terms.ts';
import { localDate, type Clock } from '../../runtime/clock.ts';
import { realDisk, type Disk } from '../../runtime/disk.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { Service } from '../../runtime/service.ts';
import { plainDateSchema } from '../../contract/ids.ts';
import type { CloudStore } from '../cloud-store.ts';
import { importFaults } from './import-faults.ts';
import { earningOf, type ImportRules } from './import-rules.ts';
import type { ImportCarrier } from './import-carrier.ts';
import { importBytesMaxDefault, ImportSpool } from './import-spool.ts';
import { listedImport } from './listed-import.ts';
import { prepareInThread } from './prepare-in-thread.ts';
import type { PreparedImport, ReadyImport } from './prepare-import.ts';
import { BookedParts } from './row-book.ts';
import type { StepImport } from './step-imports.ts';

export interface ImportsWorld {
  readonly store: CloudStore;
  readonly carrier: ImportCarrier;
  readonly dataPath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where there is no point service to ask. */
  readonly rules: ImportRules | null;
  /** Something was accepted or taken back: its days are to be told. */
  readonly onChanged: () => void;
  readonly disk?: Disk;
  readonly fileBytesMax?: number;
}

/** A file on its way from being read to being shown. */
interface Reading {
  readonly ask: ImportAsk;
  readonly stop: AbortController;
  state: { readonly rows: number; readonly bytes: number; readonly bytesTotal: number } | PreparedImport | 'failed';
}

export class ImportsDesk implements Service {
  readonly answers: ImportsAnswers = {
    imports: () => this.#list(),
    upload: ({ path }) => this.#seen(path.id),
    begin: ({ body }) => ({ id: this.#spool.begin(body.name, body.bytes).id }),
    piece: ({ path, body }) => ({ bytes: this.#spool.add(path.id, body.at, Buffer.from(body.bytes, 'base64')) }),
    preview: ({ path, body }) => this.#read(path.id, body),
    drop: ({ path }) => {
      this.#spool.drop(path.id);
      return {};
    },
    apply: ({ path, body }) => this.#apply(path.id, body),
    undo: ({ path, body }) => this.#undo(path.id, body.actor, body.reason),
  };
  readonly #world: ImportsWorld;
  readonly #spool: ImportSpool;
  readonly #readings = new Map<string, Reading>();
  readonly #stop = new AbortController();

  constructor(world: ImportsWorld) {
    this.#world = world;
    const { dataPath, disk = realDisk, fileBytesMax = importBytesMaxDefault } = world;
    this.#spool = new ImportSpool({ dataPath, disk, fileBytesMax }, (id) => this.#forget(id));
  }

  start(): Promise<void> {
    this.#spool.clear();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#spool[Symbol.dispose]();
    return Promise.resolve();
  }

  #list() {
    const { derivation } = this.#world.store;
    const imports = derivation.imports.page(0, importsShownMax).map((its) => this.#told(its));
    return { imports, total: derivation.imports.count(), fileBytesMax: this.#spool.fileBytesMax };
  }

  #read(id: string, ask: ImportAsk): ImportPreview {
    const { path, bookPath, bytesTotal } = this.#spool.whole(id);
    this.#forget(id);
    const stop = new AbortController();
    const reading: Reading = { ask, stop, state: { rows: 0, bytes: 0, bytesTotal } };
    this.#readings.set(id, reading);
    const { store, dataPath, clock } = this.#world;
    const toPrepare = { dataPath, zone: store.days.zone, nowMs: clock.wallMs(), file: path, book: bookPath, ask };
    void this.#prepare(toPrepare, reading);
    return this.#seen(id);
  }

  async #prepare(toPrepare: Parameters<typeof prepareInThread>[0], reading: Reading): Promise<void> {
    const signal = AbortSignal.any([reading.stop.signal, this.#stop.signal]);
    try {
      const prepared = await prepareInThread(toPrepare, signal, (progress) => {
        reading.state = progress;
      });
      if (prepared !== undefined) reading.state = prepared;
    } catch (error) {
      this.#world.log.error({ error: messageOf(error) }, 'a file of steps could not be read');
      reading.state = 'failed';
    }
  }

  #seen(id: string): ImportPreview {
    const reading = this.#readings.get(id);
    if (reading === undefined) throw importFaults.unknownUpload;
    const { state } = reading;
    if (state === 'failed') throw importFaults.unreadable;
    if (!('kind' in state)) return { kind: 'reading', ...state };
    return state.kind === 'faulty' ? state : this.#possible(state);
  }

  #possible(ready: ReadyImport): ImportPreview {
    const { rows, repeated, people, days, firstDate, lastDate, classes, notes, differencesTotal, token, isKnown } =
      ready;
    const { rules } = this.#world;
    return {
      kind: 'possible',
      ...{ rows, repeated, people, days, firstDate, lastDate, classes, notes, differencesTotal, token, isKnown },
      differences: [...ready.differences],
      earning: rules === null ? null : earningOf(ready.standing, this.#today(), rules),
    };
  }

  async #apply(
    id: string,
    { token, actor, reason }: { readonly token: string; readonly actor: string; readonly reason: string },
  ): Promise<AppliedImport> {
    const reading = this.#readings.get(id);
    const ready = reading?.state;
    if (reading === undefined || typeof ready !== 'object' || !('kind' in ready) || ready.kind !== 'ready')
      throw importFaults.notSeen;
    if (ready.token !== token) return { kind: 'stale', sentence: staleSentence };
    const { name, bookPath } = this.#spool.whole(id);
    using parts = new BookedParts(bookPath);
    const word = { source: reading.ask.source, kind: reading.ask.kind, file: name, actor, reason };
    const outcome = await this.#world.carrier.accept(ready, word, parts.of, reading.stop.signal);
    if (outcome === 'cancelled') throw importFaults.unknownUpload;
    if (outcome === 'stale') return { kind: 'stale', sentence: staleSentence };
    this.#world.onChanged();
    const accepted = this.#listed(ready.id);
    return { kind: outcome, import: accepted, sentence: outcome === 'known' ? knownSentence : acceptedSentence(ready) };
  }

  #undo(id: string, actor: string, reason: string) {
    const its = this.#listed(id);
    if (its.state === 'accepted') this.#world.carrier.undo(id, actor, reason);
    this.#world.onChanged();
    return { import: this.#listed(id), sentence: undoneSentence };
  }

  #listed(id: string) {
    const its = this.#world.store.derivation.imports.get(id);
    if (its === undefined) throw importFaults.unknownImport;
    return this.#told(its);
  }

  #told(its: StepImport) {
    const { store, carrier } = this.#world;
    return listedImport(its, store.journal, carrier.troubleOf(its.id));
  }

  #forget(id: string): void {
    this.#readings.get(id)?.stop.abort();
    this.#readings.delete(id);
  }

  #today() {
    const { store, clock } = this.#world;
    return plainDateSchema.parse(localDate(clock.wallMs(), store.days.zone).toString());
  }
}

const staleSentence: Said = {
  ja: '見ていただいたあとで別の取りこみがあったため、取りこみませんでした。もう一度 内容をたしかめてください。',
  en: 'Something else was imported since this was shown, so nothing was taken in. Look at it again.',
};
const knownSentence: Said = {
  ja: '同じ内容は もう取りこんであります。何も変えていません。',
  en: 'The very same rows have been imported before. Nothing was changed.',
};
const undoneSentence: Said = {
  ja: 'この取りこみを取り消しました。それぞれの日は、ほかに分かっている歩数にもどります。',
  en: 'This import was taken back. Each day falls back to what else is known of it.',
};
const acceptedSentence = ({ people, days }: ReadyImport): Said => ({
  ja: `${people}人の ${days}日分を取りこみました。`,
  en: `Took in ${days} days of ${people} people.`,
});
