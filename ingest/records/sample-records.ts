/** Sample records: a cloud in which two people walked with pedometers that changed hands, and its records asked for as the server asks. For tests. */
import { randomUUID } from 'node:crypto';
import type { ApiFileLater, ApiPath, ApiRoute } from '../../contract/api-route.ts';
import { recordRoutes, type RecordAnswer, type RecordAnswers, type RecordRouteName } from '../../contract/records.ts';
import type { RecordFormat, RecordKind } from '../../contract/records-terms.ts';
import { anna, bert, date, dayMs, device, firstDayMs, hourMs } from '../sample-cloud.ts';
import { otherDevice, SampleStore } from '../sample-store.ts';
import { sampleVisit, type SampleDevice } from '../sample-walk.ts';
import type { PointSource, RecordedPoint } from './point-source.ts';
import { recordAnswers } from './record-answers.ts';
import type { RecordWorld } from './record-world.ts';

/** Days that both pedometers have told; on the last one it is still going on. */
export const sampleDays = 5;
const hoursTold = sampleDays * 24 - 6;
/** Hour h of the first pedometer has 100 + h steps, of the second one 200 + h. */
const stepsOf = (base: number): readonly number[] => Array.from({ length: hoursTold + 1 }, (_, hour) => base + hour);

export class SampleRecords implements Disposable {
  readonly sample = new SampleStore(firstDayMs + sampleDays * dayMs);
  readonly world: RecordWorld;
  readonly answers: RecordAnswers;
  #keys = 0;

  /** Anna has the first pedometer for three days, then Bert; Bert the second one until then, and then Anna. All but the last day are final. */
  constructor(points?: readonly RecordedPoint[]) {
    const { store } = this.sample;
    const { registry } = store;
    const changedMs = firstDayMs + 3 * dayMs;
    registry.atomically(() => {
      const lent = [
        [device, anna, bert],
        [otherDevice, bert, anna],
      ] as const;
      for (const [{ serial }, first, then] of lent) {
        registry.addLoan({ device: serial, participant: first, fromMs: firstDayMs, toMs: changedMs });
        registry.addLoan({ device: serial, participant: then, fromMs: changedMs, toMs: null });
      }
    });
    this.sample.bring([this.#visit(device, 100), this.#visit(otherDevice, 200)]);
    store.closeDays(date(sampleDays - 1));
    this.world = {
      store,
      clock: { wallMs: () => this.sample.nowMs },
      // Each key is another.
      randomBytes: (length) => new Uint8Array(length).fill(++this.#keys),
      points: points === undefined ? undefined : pointSource(points),
    };
    this.answers = recordAnswers(this.world);
  }

  /** Read and answered by the schemas of the route, as over HTTP. */
  async ask<Name extends RecordRouteName>(
    name: Name,
    { id = '', query = {}, body = {} }: { readonly id?: string; readonly query?: object; readonly body?: object } = {},
  ): Promise<RecordAnswer<Name>> {
    const route: ApiRoute = recordRoutes[name];
    const asked = {
      path: { id, participant: id, date: '' } as ApiPath,
      query: route.query?.parse(query),
      body: route.body?.parse(body),
    };
    const answer = await (this.answers[name] as (asked: unknown) => unknown)(asked);
    return (route.answer?.parse(answer) ?? answer) as RecordAnswer<Name>;
  }

  /** All five days; `more` takes the place of any field. */
  orderBody(what: RecordKind, format: RecordFormat, more: object = {}): object {
    const asked = { what, format, from: date(0), to: date(sampleDays - 1) };
    return { ...asked, recipient: 'a university', reason: 'a study', actor: '佐藤', requestId: randomUUID(), ...more };
  }

  async order(what: RecordKind, format: RecordFormat, more: object = {}): Promise<ApiFileLater> {
    const ordered = await this.ask('orderExport', { body: this.orderBody(what, format, more) });
    if (ordered.kind !== 'ordered') throw new Error(ordered.code);
    return (await this.ask('exportFile', { id: ordered.id })) as unknown as ApiFileLater;
  }

  /** The whole file. */
  async exported(what: RecordKind, format: RecordFormat, more: object = {}): Promise<string> {
    let text = '';
    for await (const chunk of (await this.order(what, format, more)).chunks) text += String(chunk);
    return text;
  }

  [Symbol.dispose](): void {
    this.sample[Symbol.dispose]();
  }

  #visit(of: SampleDevice, base: number) {
    const epoch = { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps: stepsOf(base) };
    return sampleVisit(of, [epoch], { atMs: firstDayMs + hoursTold * hourMs + hourMs / 2, from: 0 });
  }
}

const pointSource = (points: readonly RecordedPoint[]): PointSource => ({
  page: ({ from, to }, after, rowsMax) => {
    const looked = points.filter(({ id }) => id > Number(after?.[1] ?? 0)).slice(0, rowsMax);
    const last = looked.length < rowsMax ? undefined : looked.at(-1);
    return {
      rows: looked.filter((point) => point.date >= from && point.date <= to),
      next: last === undefined ? undefined : ['', String(last.id)],
    };
  },
  placeOf: ({ id }) => ['', String(id)],
});
