/**
 * Influx2SeriesStore: days in InfluxDB 2.x, through @influxdata/influxdb-client, of which only the line protocol and the one
 * request are used: it would drop lines after a while and read `Retry-After` seconds as milliseconds, so it never retries.
 *
 * What stands behind each part: writing runs against a real server that takes the same requests (VictoriaMetrics); the answers
 * of an InfluxDB 2 to writes, its deletion of moved days and its reading by Flux are tested against the documented wire, not
 * against an InfluxDB 2. That equal series and time overwrite is InfluxDB's promise, seen here on InfluxDB 1 only.
 */
import { HttpError, InfluxDB, flux, fluxDateTime } from '@influxdata/influxdb-client';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { LocalDays } from '../local-days.ts';
import {
  pointDays,
  stepsMeasurement,
  stretchesToClear,
  writeInRequests,
  type ClearedStretch,
  type PointDay,
} from './point-write.ts';
import type { SeriesDay, SeriesStore, SeriesWriteOutcome, SlotSteps } from './series-store.ts';
import { asAway, verdictOf, type WriteAnswer, type WriteVerdict } from './write-verdict.ts';

export interface Influx2Options {
  /** `http://host:8086`, without a path of the API. */
  readonly url: string;
  readonly token: string;
  readonly org: string;
  /** Made by hand beforehand; while it is missing the days wait. */
  readonly bucket: string;
  readonly days: LocalDays;
  readonly clock: Clock;
}

/** A server this slow is as good as away. */
const requestDeadlineMs = 30_000;

export class Influx2SeriesStore implements SeriesStore {
  /** Says which bucket, so that a feed pointed at another one begins from the beginning. */
  readonly name: string;
  readonly #options: Influx2Options;
  readonly #client: InfluxDB;

  constructor(options: Influx2Options) {
    this.name = `influx2 ${options.url} ${options.org}/${options.bucket}`;
    this.#options = options;
    this.#client = new InfluxDB({ url: options.url, token: options.token, timeout: requestDeadlineMs });
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    const points = pointDays(days, this.#options.days);
    for (const stretch of stretchesToClear(points, this.#options.days)) {
      const cleared = await this.#try(() => this.#clear(stretch));
      if (cleared.kind !== 'written') return asAway(cleared);
    }
    return writeInRequests(points, (request) => this.#try(() => this.#send(request)));
  }

  async read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    const { bucket, org, days } = this.#options;
    const query = flux`from(bucket: ${bucket})
      |> range(start: ${instant(days.of(from).startMs)}, stop: ${instant(days.of(to).endMs)})
      |> filter(fn: (r) => r._measurement == ${stepsMeasurement} and r._field == "steps" and r.device == ${device})
      |> group()
      |> keep(columns: ["_time", "_value", "seconds"])
      |> sort(columns: ["_time"])`;
    const rows = await this.#inTime(this.#client.getQueryApi(org).collectRows<SlotRow>(query));
    return rows.map((row) => ({ startMs: Date.parse(row._time), seconds: Number(row.seconds), steps: row._value }));
  }

  /** Nothing is kept between two requests. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #send(days: readonly PointDay[]): Promise<void> {
    const lines = days.flatMap(linesOf);
    const { org, bucket } = this.#options;
    // One more than there are lines: the client's own flush, whose failures nobody sees, never comes first.
    const options = { maxRetries: 0, flushInterval: 0, batchSize: lines.length + 1, writeFailed: failLoudly };
    const api = this.#client.getWriteApi(org, bucket, 'ms', options);
    api.writeRecords(lines);
    await api.flush();
  }

  async #clear({ device, startMs, endMs }: ClearedStretch): Promise<void> {
    const { org, bucket } = this.#options;
    const query = new URLSearchParams({ org, bucket }).toString();
    const body = {
      start: isoInstant(startMs),
      stop: isoInstant(endMs),
      predicate: `_measurement="${stepsMeasurement}" AND device="${device}"`,
    };
    await this.#client.transport.request(`/api/v2/delete?${query}`, body, { method: 'POST' });
  }

  async #try(call: () => Promise<void>): Promise<WriteVerdict> {
    try {
      await this.#inTime(call());
      return verdictOf({ kind: 'taken' });
    } catch (error) {
      return verdictOf(answerOf(error));
    }
  }

  async #inTime<Value>(promise: Promise<Value>): Promise<Value> {
    const timed = await withDeadline(promise, requestDeadlineMs, this.#options.clock);
    if (timed.kind === 'timeout') throw new Error(`no answer within ${requestDeadlineMs} ms`);
    return timed.value;
  }
}

/** Row of the Flux query above. */
interface SlotRow {
  readonly _time: string;
  readonly _value: number;
  readonly seconds: string;
}

const instant = (wallMs: number) => fluxDateTime(isoInstant(wallMs));

/** Line protocol by hand: tags are of the id alphabet (contract/ids.ts), so nothing wants escaping, and it costs a third. */
const linesOf = ({ day, slots }: PointDay): readonly string[] => {
  const participant = day.participant === null ? '' : `,participant=${day.participant}`;
  return slots.map(
    ({ startMs, seconds, steps }) =>
      `${stepsMeasurement},device=${day.block.device}${participant},seconds=${seconds} steps=${steps}i ${startMs}`,
  );
};

/** The client hands the failure of a flush to nobody and to the console, unless told what to make of it. */
const failLoudly = (error: Error): Promise<void> => Promise.reject(error);

const answerOf = (error: unknown): WriteAnswer => {
  if (!(error instanceof HttpError)) return { kind: 'silence', message: messageOf(error) };
  const { statusCode: status, message, headers } = error;
  const retryAfter = headers?.['retry-after'];
  return { kind: 'status', status, message, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
};
