/**
 * Influx1SeriesStore: days in InfluxDB 1.x, through node-influx. Points of equal series and time overwrite one another there,
 * so a day that only grew is simply written again; a day that moved is deleted first.
 */
import type { IPoint } from 'influx';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { LocalDays } from '../local-days.ts';
import { Influx1Client, type Influx1Server } from './influx1-client.ts';
import { Influx1Database, dayPolicy } from './influx1-database.ts';
import {
  dayMeasurement,
  pointDays,
  pointTags,
  stepsMeasurement,
  stretchesToClear,
  writeInRequests,
  type ClearedStretch,
  type PointDay,
} from './point-write.ts';
import { noWish, type RetentionWish } from './retention.ts';
import type {
  HeldSlot,
  IsRegistered,
  KeptFrom,
  SeriesDay,
  SeriesEmptyOutcome,
  SeriesLayout,
  SeriesStore,
  SeriesWriteOutcome,
  SlotSteps,
} from './series-store.ts';
import { asAway, type WriteVerdict } from './write-verdict.ts';

export interface Influx1Options extends Influx1Server {
  /** Its name in the config. */
  readonly called?: string;
  readonly layout: SeriesLayout;
  readonly retention?: RetentionWish;
  readonly days: LocalDays;
  readonly clock: Clock;
  readonly log: Log;
}

/** A deletion took 10–20 ms each over a year of shards: a request stays well inside the deadline. */
const deletionsPerRequestMax = 50;
/** So many pedometers share a deletion. */
const devicesPerDeletionMax = 100;

export class Influx1SeriesStore implements SeriesStore {
  readonly name: string;
  readonly called: string;
  readonly layout: SeriesLayout;
  readonly #options: Influx1Options;
  readonly #client: Influx1Client;
  readonly #database: Influx1Database;
  #isRegistered: IsRegistered = () => true;

  constructor(options: Influx1Options) {
    const { host, port, database, clock, retention = noWish } = options;
    this.name = `influx1 ${options.protocol ?? 'http'}://${host}:${port}/${database}`;
    this.called = options.called ?? this.name;
    this.layout = options.layout;
    this.#options = options;
    this.#client = new Influx1Client(options, clock);
    this.#database = new Influx1Database({
      ...options,
      name: database,
      client: this.#client,
      wish: retention,
      others: () => this.#others(),
    });
  }

  async start(_signal?: AbortSignal, isRegistered: IsRegistered = () => true): Promise<void> {
    this.#isRegistered = isRegistered;
    await this.#database.makeReady();
  }

  keptFrom(): KeptFrom {
    return this.#database.keptFrom();
  }

  async write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    const made = await this.#database.makeReady();
    if (made.kind !== 'written') return asAway(made);
    const { days: zone } = this.#options;
    const points = pointDays(days, { zone, dayPoints: this.layout.dayPoints, keptFrom: this.keptFrom() });
    const cleared = await this.#clear(stretchesToClear(points, zone));
    return cleared.kind === 'written' ? writeInRequests(points, (request) => this.#send(request)) : asAway(cleared);
  }

  async empty(isRegistered: IsRegistered): Promise<SeriesEmptyOutcome> {
    const made = await this.#database.makeReady();
    if (made.kind !== 'written') return asAway(made);
    const verdict = await this.#client.attempt(async (influx) => {
      const drops = dropsOf(await influx.getMeasurements(), await this.devices(), isRegistered);
      for (let at = 0; at < drops.length; at += deletionsPerRequestMax)
        await influx.query(drops.slice(at, at + deletionsPerRequestMax), { method: 'POST' });
    });
    return verdict.kind === 'written' ? verdict : asAway(verdict);
  }

  async devices(): Promise<readonly DeviceSerial[]> {
    const query = `SHOW TAG VALUES FROM ${everyMeasurement} WITH KEY = "device"`;
    const rows = await this.#client.ask((influx) => influx.query<{ readonly value: string }>(query));
    return [...new Set(rows.map((row) => row.value as DeviceSerial))];
  }

  async read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    const rows = await this.#rows(`"${stepsMeasurement}"`, this.#stretch([device], from, to));
    return rows.map((row) => ({ startMs: row.time.getTime(), seconds: Number(row.seconds), steps: row.steps }));
  }

  async held(devices: readonly DeviceSerial[], from: PlainDateText, to: PlainDateText): Promise<readonly HeldSlot[]> {
    const stretch = this.#stretch(devices, from, to);
    const slots = await this.#rows(`"${stepsMeasurement}"`, stretch);
    const wholes = await this.#rows(`"${dayPolicy}"."${dayMeasurement}"`, stretch);
    return [
      ...slots.map((row) => ({ ...heldOfRow(row), seconds: Number(row.seconds) })),
      ...wholes.map((row) => ({ ...heldOfRow(row), seconds: 'day' as const })),
    ];
  }

  /** node-influx has nothing to close: idle connections are the process's and keep nothing alive. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  /** How many pedometers it holds that are none of ours. */
  async #others(): Promise<number> {
    return (await this.devices()).filter((device) => !this.#isRegistered(device)).length;
  }

  #stretch(devices: readonly string[], from: PlainDateText, to: PlainDateText): ClearedStretch {
    const { days } = this.#options;
    return { devices, startMs: days.of(from).startMs, endMs: days.of(to).endMs };
  }

  async #rows(source: string, stretch: ClearedStretch): Promise<readonly SlotRow[]> {
    const query = `SELECT "steps", "seconds", "device" FROM ${source} WHERE ${whereOf(stretch)}`;
    return this.#client.ask((influx) => influx.query<SlotRow>(query, { precision: 'ms', method: 'POST' }));
  }

  async #clear(stretches: readonly ClearedStretch[]): Promise<WriteVerdict> {
    for (let at = 0; at < stretches.length; at += deletionsPerRequestMax) {
      const some = stretches.slice(at, at + deletionsPerRequestMax);
      const deletions = some.map((stretch) => `DELETE FROM ${everyMeasurement} WHERE ${whereOf(stretch)}`);
      const verdict = await this.#client.attempt((influx) => influx.query(deletions, { method: 'POST' }));
      if (verdict.kind !== 'written') return verdict;
    }
    return { kind: 'written' };
  }

  async #send(days: readonly PointDay[]): Promise<WriteVerdict> {
    const slots = days.flatMap(slotPoints);
    const wholes = days.flatMap(wholePoints);
    let verdict: WriteVerdict = { kind: 'written' };
    if (slots.length > 0)
      verdict = await this.#client.attempt((influx) => influx.writePoints(slots, { precision: 'ms' }));
    if (wholes.length > 0 && verdict.kind === 'written')
      verdict = await this.#client.attempt((influx) =>
        influx.writePoints(wholes, { precision: 'ms', retentionPolicy: dayPolicy }),
      );
    // Somebody may have dropped the database: it is made again before the next attempt.
    if (verdict.kind === 'unavailable') this.#database.lost();
    return verdict;
  }
}

interface SlotRow {
  readonly time: Date;
  readonly device: string;
  readonly steps: number;
  readonly seconds: string;
}

const heldOfRow = ({ device, time, steps }: SlotRow) => ({ device, startMs: time.getTime(), steps });

/** Both of ours, under whichever retention policy. */
const everyMeasurement = `/^(${stepsMeasurement}|${dayMeasurement})$/`;

/** A measurement is dropped as a whole where nobody else has points in it. */
const dropsOf = (
  measurements: readonly string[],
  there: readonly DeviceSerial[],
  isRegistered: IsRegistered,
): readonly string[] => {
  const from = [stepsMeasurement, dayMeasurement].filter((name) => measurements.includes(name));
  if (there.every(isRegistered)) return from.map((name) => `DROP MEASUREMENT "${name}"`);
  const ours = there.filter(isRegistered);
  const drops: string[] = [];
  for (let at = 0; at < ours.length; at += devicesPerDeletionMax) {
    const any = anyOf(ours.slice(at, at + devicesPerDeletionMax));
    for (const name of from) drops.push(`DROP SERIES FROM "${name}" WHERE ${any}`);
  }
  return drops;
};

/** Serials are of the id alphabet (contract/ids.ts), so they cannot leave their quotes. */
const anyOf = (devices: readonly string[]): string => devices.map((device) => `"device" = '${device}'`).join(' OR ');

const whereOf = ({ devices, startMs, endMs }: ClearedStretch): string =>
  `(${anyOf(devices)}) AND time >= ${startMs}ms AND time < ${endMs}ms`;

const slotPoints = ({ day, slots }: PointDay): readonly IPoint[] =>
  slots.map(({ startMs, seconds, steps }) => ({
    measurement: stepsMeasurement,
    tags: pointTags(day, seconds),
    fields: { steps },
    timestamp: startMs,
  }));

const wholePoints = ({ day, whole }: PointDay): readonly IPoint[] =>
  whole === undefined
    ? []
    : [
        {
          measurement: dayMeasurement,
          tags: pointTags(day),
          fields: { steps: whole.steps },
          timestamp: whole.startMs,
        },
      ];
