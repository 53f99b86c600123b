/** Import room: a cloud's database on disk and files handed in to it, for the tests of what becomes of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importAskSchema, type ImportAsk } from '../../contract/imports-terms.ts';
import { participantIdSchema } from '../../contract/ids.ts';
import { SampleStore } from '../sample-store.ts';
import { ImportCarrier } from './import-carrier.ts';
import { prepareImport, type PreparedImport, type ReadyImport } from './prepare-import.ts';
import { BookedParts } from './row-book.ts';

/** 2026-11-21 noon in Japan. */
const noonMs = Date.parse('2026-11-21T03:00:00Z');

export class ImportRoom implements Disposable {
  readonly sample: SampleStore;
  readonly bookPath: string;
  readonly #zone: string;
  #carrier: ImportCarrier;

  constructor(zone = 'Asia/Tokyo') {
    this.sample = new SampleStore(noonMs);
    this.bookPath = join(this.sample.folder, 'rows.book');
    this.#zone = zone;
    this.#carrier = new ImportCarrier(this.sample.store);
  }

  get store() {
    return this.sample.store;
  }

  get carrier(): ImportCarrier {
    return this.#carrier;
  }

  /** Participants beside the two of the sample. */
  register(...ids: readonly string[]): void {
    const { registry } = this.store;
    const [centre] = registry.centres();
    if (centre === undefined) throw new Error('bug: a sample without a centre');
    registry.atomically(() => {
      for (const id of ids) {
        const participant = participantIdSchema.parse(id);
        registry.putParticipant({ id: participant, name: '名前', birthYear: 1950, centre: centre.id });
      }
    });
  }

  prepare(text: string | Uint8Array, ask: Partial<ImportAsk> = {}): PreparedImport {
    const file = join(this.sample.folder, 'steps.csv');
    writeFileSync(file, text);
    return prepareImport({
      dataPath: this.sample.folder,
      zone: this.#zone,
      nowMs: this.sample.nowMs,
      file,
      book: this.bookPath,
      ask: importAskSchema.parse({
        ...{ kind: 'bucket', encoding: 'utf-8', from: '2016-01-01', to: '2026-11-20', source: 'other' },
        ...ask,
      }),
    });
  }

  ready(text: string | Uint8Array, ask: Partial<ImportAsk> = {}): ReadyImport {
    const prepared = this.prepare(text, ask);
    if (prepared.kind === 'ready') return prepared;
    throw new Error(`refused: ${JSON.stringify(prepared.faults.lines[0])}`);
  }

  /** Codes of the faults by line. */
  faults(text: string | Uint8Array, ask: Partial<ImportAsk> = {}): readonly string[] {
    const prepared = this.prepare(text, ask);
    if (prepared.kind === 'ready') return [];
    return prepared.faults.lines.map(({ line, code }) => `${line ?? 'file'} ${code}`);
  }

  async accept(ready: ReadyImport, ask: Partial<ImportAsk> = {}) {
    using parts = new BookedParts(this.bookPath);
    const word = { source: ask.source ?? 'other', kind: ask.kind ?? 'bucket', file: 'steps.csv' };
    const outcome = await this.#carrier.accept(ready, { ...word, actor: '山田', reason: '引きつぎ' }, parts.of);
    await this.#carrier.carryOut(new AbortController().signal);
    return outcome;
  }

  totals(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.store.derivation.totals.all()].map(({ participant, date, steps, state, trust }) => [
        `${participant} ${date}`,
        `${steps} ${state} ${trust}`,
      ]),
    );
  }

  [Symbol.dispose](): void {
    this.sample[Symbol.dispose]();
  }
}
