/** Record lists: records as the API answers them, page by page, with the place from which the next page goes on. */
import type { CentreId } from '../../contract/ids.ts';
import type {
  CentreRecords,
  DayRecords,
  DayRecordsQuery,
  IntervalRecords,
  PedometerRecord,
  PedometerRecords,
  PedometerRecordsQuery,
  PointRecords,
  RecordsQuery,
} from '../../contract/records-terms.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { CentreOf } from './centre-of.ts';
import { LocalTimes } from './local-times.ts';
import {
  cursorOf,
  nextTurn,
  placeOf,
  rowsPerTurn,
  type RecordPlace,
  type RecordReader,
  type RecordScope,
} from './record-page.ts';
import type { RecordSteps } from './record-steps.ts';
import type { RecordWorld } from './record-world.ts';

/** After so many looks an answer says what it has found and from where to go on. */
const turnsMax = 100;

/** `:now` in ms. One that is lost, in repair or retired is that, whoever has it in the books. */
const pedometersPage = `SELECT d.serial, d.label, d.model, d.centre, d.bucket_seconds, s.last_visit_ms, s.battery,
    CASE WHEN d.status IN ('lost', 'repair', 'retired') THEN d.status
      WHEN EXISTS (SELECT 1 FROM loan l WHERE l.device = d.serial AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now))
      THEN 'on-loan' ELSE d.status END AS status
  FROM device d LEFT JOIN device_state s ON s.device = d.serial
  WHERE d.serial > :after ORDER BY d.serial LIMIT :limit`;

export class RecordLists {
  readonly #world: RecordWorld;
  readonly #steps: RecordSteps;
  readonly #prepared: Prepared;
  readonly #centreOf: CentreOf;
  readonly #times: LocalTimes;

  constructor(world: RecordWorld, steps: RecordSteps) {
    this.#world = world;
    this.#steps = steps;
    this.#prepared = new Prepared(world.store.database);
    this.#centreOf = new CentreOf(world.store.database);
    this.#times = new LocalTimes(world.store.days);
  }

  async dayTotals(query: DayRecordsQuery): Promise<DayRecords> {
    this.#checkScope(query);
    const { state } = query;
    const { rows, next } = await gathered(this.#steps.days, query, (row) => state === undefined || row.state === state);
    return { dayTotals: rows.map((total) => ({ ...total, devices: [...total.devices] })), next };
  }

  async intervals(query: RecordsQuery): Promise<IntervalRecords> {
    this.#checkScope(query);
    const { rows, next } = await gathered(this.#steps.intervals, query, () => true);
    return { intervals: rows.map(({ startMs, ...row }) => ({ ...row, startAt: this.#times.at(startMs) })), next };
  }

  async points(query: RecordsQuery): Promise<PointRecords> {
    const { points } = this.#world;
    if (points === undefined) throw noLedger;
    this.#checkScope(query);
    const fits = this.#centreOf.fits(scopeOf(query));
    const { rows, next } = await gathered(points, query, ({ participant }) => fits(participant));
    return { entries: rows.map(({ atMs, ...row }) => ({ ...row, writtenAt: isoInstant(atMs) })), next };
  }

  async centres(): Promise<CentreRecords> {
    const { registry } = this.#world.store;
    const people = await this.#peopleByCentre();
    const counted = (table: 'device' | 'gateway', centre: CentreId): number =>
      Number(this.#prepared.of(`SELECT count(*) AS n FROM ${table} WHERE centre = ?`).get(centre)?.['n']);
    return {
      centres: registry.centres().map(({ id, name }) => ({
        id,
        name,
        participants: people.get(id) ?? 0,
        pedometers: counted('device', id),
        gateways: counted('gateway', id),
      })),
    };
  }

  async pedometers({ centre, state, after, limit }: PedometerRecordsQuery): Promise<PedometerRecords> {
    this.#checkCentre(centre);
    const found: PedometerRecord[] = [];
    let [, last] = placeOf(after) ?? ['', ''];
    for (let turn = 0; turn < turnsMax; turn++) {
      const asked = { now: this.#world.clock.wallMs(), after: last, limit: rowsPerTurn };
      const rows = this.#prepared.of(pedometersPage).all(asked).map(pedometerOf);
      const fitting = rows.filter(
        (row) => (centre === undefined || row.centre === centre) && (state === undefined || row.state === state),
      );
      const room = limit - found.length;
      found.push(...fitting.slice(0, room));
      const end = fitting.length > room ? found.at(-1) : rows.at(-1);
      if (end === undefined || (rows.length < rowsPerTurn && fitting.length <= room))
        return { pedometers: found, next: null };
      last = end.device;
      if (found.length === limit) break;
      await nextTurn();
    }
    return { pedometers: found, next: cursorOf(['', last]) };
  }

  /** A slip in a question is told, and not answered as if there were nothing. */
  #checkScope({ from, to, centre, participant }: RecordsQuery): void {
    if (to < from) throw endsBeforeItBegins;
    this.#checkCentre(centre);
    const people = 'SELECT 1 FROM participant WHERE id = ?';
    if (participant !== undefined && this.#prepared.of(people).get(participant) === undefined)
      throw unknown('participant', `参加者 ${participant} はいません。`, `There is no participant ${participant}.`);
  }

  #checkCentre(centre: CentreId | undefined): void {
    if (centre !== undefined && this.#world.store.registry.centre(centre) === undefined)
      throw unknown('centre', `拠点 ${centre} はありません。`, `There is no centre ${centre}.`);
  }

  /** Counted a piece at a time: there is no index of people by centre. */
  async #peopleByCentre(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    const statement = this.#prepared.of('SELECT id, centre FROM participant WHERE id > ? ORDER BY id LIMIT ?');
    for (let last = ''; ;) {
      const rows = statement.all(last, 10 * rowsPerTurn);
      for (const row of rows) counts.set(String(row['centre']), (counts.get(String(row['centre'])) ?? 0) + 1);
      const end = rows.at(-1);
      if (end === undefined || rows.length < 10 * rowsPerTurn) return counts;
      last = String(end['id']);
      await nextTurn();
    }
  }
}

const scopeOf = ({ from, to, centre, participant }: RecordsQuery): RecordScope => ({
  from,
  to,
  centre: centre ?? null,
  participant: participant ?? null,
});

/** Rows until there are enough, or until others have waited long enough. */
const gathered = async <Row>(
  reader: RecordReader<Row>,
  query: RecordsQuery,
  isWanted: (row: Row) => boolean,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> => {
  const scope = scopeOf(query);
  const rows: Row[] = [];
  let after: RecordPlace | undefined = placeOf(query.after);
  for (let turn = 0; turn < turnsMax; turn++) {
    const room = query.limit - rows.length;
    const page = reader.page(scope, after, reader.placeOf === undefined ? Math.min(rowsPerTurn, room) : rowsPerTurn);
    const wanted = page.rows.filter(isWanted);
    const last = wanted[room - 1];
    if (reader.placeOf !== undefined && last !== undefined && wanted.length > room)
      return { rows: [...rows, ...wanted.slice(0, room)], next: cursorOf(reader.placeOf(last)) };
    rows.push(...wanted);
    after = page.next;
    if (after === undefined || rows.length >= query.limit) break;
    await nextTurn();
  }
  return { rows, next: cursorOf(after) };
};

const pedometerOf = (row: Readonly<Record<string, unknown>>): PedometerRecord =>
  ({
    device: row['serial'],
    label: row['label'],
    model: row['model'],
    centre: row['centre'],
    state: row['status'],
    bucketSeconds: row['bucket_seconds'],
    lastVisitAt: row['last_visit_ms'] === null ? null : isoInstant(Number(row['last_visit_ms'])),
    battery: row['battery'],
  }) as PedometerRecord;

const noLedger = new DeskFault(404, 'no-ledger', {
  ja: 'ポイントの台帳がありません。',
  en: 'There is no ledger of points.',
});

const endsBeforeItBegins = new DeskFault(400, 'ends-before-it-begins', {
  ja: '終わりの日が はじめの日より前です。',
  en: 'The last date is before the first.',
});

const unknown = (what: 'centre' | 'participant', ja: string, en: string): DeskFault =>
  new DeskFault(404, `unknown-${what}`, { ja, en });
