/** Record exporter: hands records on: counted first, written down next, then sent a piece at a time, and how that ended written down too. */
import type { ApiFileLater } from '../../contract/api-route.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import type { ExportAsk, ExportBody, ExportOrder, ExportPreview, LoggedExport } from '../../contract/records-export.ts';
import { inTransaction } from '../../runtime/database.ts';
import { assert } from '../../runtime/fault.ts';
import { formatOf } from './formats/record-formats.ts';
import type { RecordWriter } from './formats/record-format.ts';
import { exportRefusal } from './export-refusal.ts';
import { LocalTimes } from './local-times.ts';
import { Recipients } from './recipients.ts';
import { RecordLog, type KnownExport } from './record-log.ts';
import { nextTurn, type RecordPlace, type RecordScope } from './record-page.ts';
import { RecordSteps, type TakeStep } from './record-steps.ts';
import type { RecordWorld } from './record-world.ts';

/** More is not counted beforehand: it would take longer than anybody waits for a number. */
const countedStepsMax = 400;
/** Whoever wants it later says so anew: by then the records are others. */
const fetchWithinMs = 86_400_000;

export class RecordExporter {
  readonly log: RecordLog;
  readonly recipients: Recipients;
  readonly #world: RecordWorld;
  readonly #steps: RecordSteps;

  constructor(world: RecordWorld, steps: RecordSteps = new RecordSteps(world)) {
    this.#world = world;
    this.#steps = steps;
    this.log = new RecordLog(world.store.database);
    this.recipients = new Recipients(world.store.database, world.randomBytes);
  }

  /** How many rows it would be. */
  async preview(asked: ExportAsk): Promise<ExportPreview> {
    const refused = exportRefusal(asked, this.#world);
    if (refused !== undefined) return refused;
    const { states } = formatOf[asked.format];
    const step = this.#steps.of({ what: asked.what, scope: scopeOf(asked), states });
    let [rows, leftOut] = [0, 0];
    let after: RecordPlace | undefined;
    for (let steps = 0; steps < countedStepsMax; steps++) {
      const { next, ...counted } = step(after);
      rows += counted.kept;
      leftOut += counted.leftOut;
      if (next === undefined) return { kind: 'possible', rows, leftOut, isMore: false, states: [...states] };
      after = next;
      await nextTurn();
    }
    return { kind: 'possible', rows, leftOut, isMore: true, states: [...states] };
  }

  /** Written down once for each `requestId`, before anything leaves. */
  order({ requestId, ...order }: ExportBody, via: LoggedExport['via']): ExportOrder {
    const refused = exportRefusal(order, this.#world);
    if (refused !== undefined) return refused;
    const { clock, store } = this.#world;
    const known = inTransaction(store.database, () => {
      const before = this.log.ofRequest(requestId);
      if (before !== undefined) return before;
      const atMs = clock.wallMs();
      this.recipients.meet(order.recipient, atMs);
      return this.log.order(order, via, requestId, atMs);
    });
    const isSame = Object.entries(order).every(([field, value]) => known[field as keyof typeof order] === value);
    if (!isSame) throw reused;
    return { kind: 'ordered', id: String(known.id), name: nameOf(known) };
  }

  /** Throws DeskFault `unknown-export` or `export-over`. */
  file(id: string): ApiFileLater {
    const known = /^\d{1,15}$/.test(id) ? this.log.get(Number(id)) : undefined;
    if (known === undefined) throw unknownExport;
    if (this.#world.clock.wallMs() - known.atMs > fetchWithinMs) throw overdue;
    const { mediaType } = formatOf[known.format];
    return { name: nameOf(known), mediaType, chunks: this.chunks(known) };
  }

  /** `onStep` hears how many rows there are by now. */
  chunks(known: KnownExport, onStep: (rows: number) => void = () => undefined): AsyncGenerator<string> {
    const { store, clock } = this.#world;
    const format = formatOf[known.format];
    const pseudonyms = this.recipients.pseudonymsOf(known.recipient);
    assert(pseudonyms !== undefined, 'whoever something was ordered for has a key');
    const times = new LocalTimes(store.days);
    const writer = format.open(known.what, { pseudonyms, times, madeAtMs: clock.wallMs(), bom: known.bom });
    const scope = scopeOf(known);
    return this.#written(
      known,
      writer,
      this.#steps.of({ what: known.what, scope, states: format.states }, writer),
      onStep,
    );
  }

  async *#written(
    { id }: KnownExport,
    { head, tail }: RecordWriter,
    step: TakeStep,
    onStep: (rows: number) => void,
  ): AsyncGenerator<string> {
    const { store, clock } = this.#world;
    let rows = 0;
    let isComplete = false;
    try {
      if (head !== '') yield head;
      for (let after: RecordPlace | undefined; ;) {
        const { text, kept, next } = step(after);
        rows += kept;
        onStep(rows);
        if (text !== '') yield text;
        if (next === undefined) break;
        after = next;
        await nextTurn();
      }
      if (tail !== '') yield tail;
      isComplete = true;
    } finally {
      // A cloud that stopped meanwhile has closed its books: an order without an end tells as much.
      if (store.database.isOpen) this.log.delivered(id, rows, isComplete, clock.wallMs());
    }
  }
}

const scopeOf = ({ from, to, centre }: ExportAsk): RecordScope => ({
  from,
  to,
  centre: centre ?? null,
  participant: null,
});

const names = { days: 'day-totals', intervals: 'intervals', points: 'points' } as const;

const nameOf = ({ id, what, format, from, to }: KnownExport): string =>
  `ayumi-${id}-${names[what]}-${from}_${to}.${formatOf[format].extension}`;

const reused = new DeskFault(
  409,
  'request-reused',
  {
    ja: '同じ受付番号で、ちがう内容が送られました。何も変えていません。',
    en: 'The same request number came with another content. Nothing was changed.',
  },
  { ja: 'ページを読みなおして、もう一度 入力してください。', en: 'Reload the page and enter it again.' },
);
const unknownExport = new DeskFault(404, 'unknown-export', {
  ja: 'この番号で渡したデータは ありません。',
  en: 'There is no export of this number.',
});
const overdue = new DeskFault(
  409,
  'export-over',
  {
    ja: 'ファイルを受けとれるのは、記録してから1日だけです。',
    en: 'A file can be fetched for a day after it was ordered.',
  },
  { ja: 'もう一度、渡すことを記録してください。', en: 'Order it again.' },
);
