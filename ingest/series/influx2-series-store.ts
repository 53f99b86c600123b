/**
 * Influx2SeriesStore: days in InfluxDB 2.x, through @influxdata/influxdb-client.
 *
 * What stands behind each part: writing runs against a real server that takes the same requests (VictoriaMetrics); the answers
 * of an InfluxDB 2 to writes, its deletion of moved days, its retention and its reading by Flux are tested against the documented
 * wire, not against an InfluxDB 2. That equal series and time overwrite is InfluxDB's promise, seen here on InfluxDB 1 only.
 */
import { flux, fluxDateTime, fluxExpression } from '@influxdata/influxdb-client';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { LocalDays } from '../local-days.ts';
import { Influx2Buckets } from './influx2-buckets.ts';
import { answerOf, Influx2Client, type Influx2Server } from './influx2-client.ts';
import {
  dayMeasurement,
  pointDays,
  pointTags,
  stepsMeasurement,
  stretchesToClear,
  writeInRequests,
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
import { asAway, verdictOf, type WriteVerdict } from './write-verdict.ts';

export interface Influx2Options extends Influx2Server {
  /** Its name in the config. */
  readonly called?: string;
  readonly layout: SeriesLayout;
  readonly retention?: RetentionWish;
  readonly days: LocalDays;
  readonly clock: Clock;
  readonly log: Log;
}

/** A server that only takes writes answers so to everything else. */
const cannot = /unsupported path/;

export class Influx2SeriesStore implements SeriesStore {
  readonly name: string;
  readonly called: string;
  readonly layout: SeriesLayout;
  readonly #options: Influx2Options;
  readonly #client: Influx2Client;
  readonly #buckets: Influx2Buckets;
  readonly #dayBucket: string;
  #isRegistered: IsRegistered = () => true;

  constructor(options: Influx2Options) {
    const { url, org, bucket, dayBucket = bucket, clock, retention = noWish } = options;
    this.name = `influx2 ${url} ${org}/${bucket}`;
    this.called = options.called ?? this.name;
    this.layout = options.layout;
    this.#options = options;
    this.#dayBucket = dayBucket;
    this.#client = new Influx2Client(options, clock);
    this.#buckets = new Influx2Buckets({
      ...options,
      dayBucket,
      client: this.#client,
      wish: retention,
      others: () => this.#others(),
    });
  }

  async start(_signal?: AbortSignal, isRegistered: IsRegistered = () => true): Promise<void> {
    this.#isRegistered = isRegistered;
    await this.#buckets.makeReady();
  }

  keptFrom(): KeptFrom {
    return this.#buckets.keptFrom();
  }

  async write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    const made = await this.#buckets.makeReady();
    if (made.kind !== 'written') return asAway(made);
    const { days: zone } = this.#options;
    const points = pointDays(days, { zone, dayPoints: this.layout.dayPoints, keptFrom: this.keptFrom() });
    const cleared = await this.#clear(points);
    if (cleared.kind === 'written') return writeInRequests(points, (request) => this.#send(request));
    if (!cannot.test(cleared.reason)) return asAway(cleared);
    return this.#writeUnmoved(points);
  }

  async empty(isRegistered: IsRegistered): Promise<SeriesEmptyOutcome> {
    const verdict = await this.#emptyOf(isRegistered);
    if (verdict.kind === 'written') return verdict;
    return cannot.test(verdict.reason) ? { kind: 'refused', reason: verdict.reason } : asAway(verdict);
  }

  async devices(): Promise<readonly DeviceSerial[]> {
    const found = new Set<DeviceSerial>();
    for (const [bucket, measurement] of this.#places()) {
      const query = flux`import "influxdata/influxdb/schema"
        schema.tagValues(bucket: ${bucket}, tag: "device",
          predicate: (r) => r._measurement == ${measurement}, start: ${instant(0)})`;
      for (const row of await this.#client.rows<{ readonly _value: DeviceSerial }>(query.toString())) {
        found.add(row._value);
      }
    }
    return [...found];
  }

  async read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    const rows = await this.#rows([device], stepsMeasurement, from, to);
    return rows.map((row) => ({ startMs: Date.parse(row._time), seconds: Number(row.seconds), steps: row._value }));
  }

  async held(devices: readonly DeviceSerial[], from: PlainDateText, to: PlainDateText): Promise<readonly HeldSlot[]> {
    const slots = await this.#rows(devices, stepsMeasurement, from, to);
    const wholes = await this.#rows(devices, dayMeasurement, from, to);
    return [
      ...slots.map((row) => ({ ...heldOfRow(row), seconds: Number(row.seconds) })),
      ...wholes.map((row) => ({ ...heldOfRow(row), seconds: 'day' as const })),
    ];
  }

  /** Nothing is kept between two requests. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  /** A measurement is emptied as a whole where nobody else has points in it. */
  async #emptyOf(isRegistered: IsRegistered): Promise<WriteVerdict> {
    const end = Date.UTC(2200, 0, 1);
    const there = await this.#holders();
    if (there.kind !== 'asked') return there;
    const ours = there.devices.filter(isRegistered);
    const isAlone = ours.length === there.devices.length;
    const whose = isAlone ? [''] : ours.map((device) => ` AND device="${device}"`);
    for (const [bucket, measurement] of this.#places()) {
      for (const only of whose) {
        const verdict = await this.#delete(bucket, `_measurement="${measurement}"${only}`, 0, end);
        if (verdict.kind !== 'written') return verdict;
      }
    }
    return { kind: 'written' };
  }

  /** Whoever may not ask whose points there are may not delete them either. */
  async #holders(): Promise<{ readonly kind: 'asked'; readonly devices: readonly DeviceSerial[] } | WriteVerdict> {
    try {
      return { kind: 'asked', devices: await this.devices() };
    } catch (error) {
      const verdict = verdictOf(answerOf(error));
      if (verdict.kind === 'written') return verdict;
      return { ...verdict, reason: `whose points it holds cannot be read: ${verdict.reason}` };
    }
  }

  /** How many pedometers it holds that are none of ours. */
  async #others(): Promise<number> {
    return (await this.devices()).filter((device) => !this.#isRegistered(device)).length;
  }

  #places(): readonly (readonly [string, string])[] {
    return [
      [this.#options.bucket, stepsMeasurement],
      [this.#dayBucket, dayMeasurement],
    ];
  }

  async #rows(
    devices: readonly string[],
    measurement: string,
    from: PlainDateText,
    to: PlainDateText,
  ): Promise<readonly SlotRow[]> {
    const { days } = this.#options;
    const [bucket] = this.#places().find(([, name]) => name === measurement) ?? [this.#options.bucket];
    // Of the id alphabet, so they cannot leave their quotes.
    const any = fluxExpression(devices.map((device) => `r.device == "${device}"`).join(' or '));
    const query = flux`from(bucket: ${bucket})
      |> range(start: ${instant(days.of(from).startMs)}, stop: ${instant(days.of(to).endMs)})
      |> filter(fn: (r) => r._measurement == ${measurement} and r._field == "steps")
      |> filter(fn: (r) => ${any})
      |> group()
      |> keep(columns: ["_time", "_value", "seconds", "device"])
      |> sort(columns: ["_time"])`;
    return this.#client.rows<SlotRow>(query.toString());
  }

  async #send(days: readonly PointDay[]): Promise<WriteVerdict> {
    const { bucket } = this.#options;
    const slots = days.flatMap(slotLines);
    const wholes = days.flatMap(wholeLines);
    if (this.#dayBucket === bucket) return this.#client.writeLines(bucket, [...slots, ...wholes]);
    const verdict: WriteVerdict =
      slots.length === 0 ? { kind: 'written' } : await this.#client.writeLines(bucket, slots);
    if (verdict.kind !== 'written' || wholes.length === 0) return verdict;
    return this.#client.writeLines(this.#dayBucket, wholes);
  }

  /** A predicate knows no "or": every pedometer is a deletion of its own. */
  async #clear(points: readonly PointDay[]): Promise<WriteVerdict> {
    for (const { devices, startMs, endMs } of stretchesToClear(points, this.#options.days)) {
      for (const device of devices) {
        for (const [bucket, measurement] of this.layout.dayPoints ? this.#places() : this.#places().slice(0, 1)) {
          const predicate = `_measurement="${measurement}" AND device="${device}"`;
          const verdict = await this.#delete(bucket, predicate, startMs, endMs);
          if (verdict.kind !== 'written') return verdict;
        }
      }
    }
    return { kind: 'written' };
  }

  #delete(bucket: string, predicate: string, startMs: number, endMs: number): Promise<WriteVerdict> {
    const body = { start: isoInstant(startMs), stop: isoInstant(endMs), predicate };
    return this.#client.post('/api/v2/delete', { bucket }, body);
  }

  /** Where nothing can be cleared, a moved day would be counted twice: it is refused, and the others are written. */
  async #writeUnmoved(points: readonly PointDay[]): Promise<SeriesWriteOutcome> {
    const isMoved = ({ day }: PointDay): boolean => day.moved === true;
    const rest = await writeInRequests(
      points.filter((point) => !isMoved(point)),
      (request) => this.#send(request),
    );
    if (rest.kind === 'unavailable') return rest;
    const moved = points.filter(isMoved).map(({ day }) => day);
    const reason = 'this server cannot clear a day that moved';
    return { kind: 'refused', days: rest.kind === 'refused' ? [...moved, ...rest.days] : moved, reason };
  }
}

/** Row of the Flux query above; points of whole days have no `seconds`. */
interface SlotRow {
  readonly _time: string;
  readonly _value: number;
  readonly device: string;
  readonly seconds: string;
}

const heldOfRow = ({ device, _time, _value }: SlotRow) => ({ device, startMs: Date.parse(_time), steps: _value });

const instant = (wallMs: number) => fluxDateTime(isoInstant(wallMs));

/** Line protocol by hand: tags are of the tag alphabet (series-tags.ts), so nothing wants escaping, and it costs a third. */
const slotLines = ({ day, slots }: PointDay): readonly string[] => {
  // All slots of a day are of one length (grid.ts).
  const series = seriesOf(stepsMeasurement, pointTags(day, slots[0]?.seconds));
  return slots.map(({ startMs, steps }) => `${series} steps=${steps}i ${startMs}`);
};

const wholeLines = ({ day, whole }: PointDay): readonly string[] =>
  whole === undefined ? [] : [`${seriesOf(dayMeasurement, pointTags(day))} steps=${whole.steps}i ${whole.startMs}`];

const seriesOf = (measurement: string, tags: Readonly<Record<string, string>>): string =>
  [measurement, ...Object.entries(tags).map(([name, value]) => `${name}=${value}`)].join(',');
