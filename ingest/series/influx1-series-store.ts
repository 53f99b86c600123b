/**
 * Influx1SeriesStore: days in InfluxDB 1.x, through node-influx. Points of equal series and time overwrite one another there,
 * so a day that only grew is simply written again; a day that moved is deleted first.
 *
 * Of node-influx we leave aside what gets in the way: its own retries, and its putting a host aside after one failure, which
 * would fail calls long after the server is back. Nothing of it waits without an end, so every call has our deadline.
 */
import { FieldType, InfluxDB, type IPoint } from 'influx';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
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

export interface Influx1Options {
  readonly host: string;
  readonly port: number;
  readonly protocol?: 'http' | 'https';
  /** Made when it is not there. */
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
  readonly days: LocalDays;
  readonly clock: Clock;
}

/** A server this slow is as good as away. */
const requestDeadlineMs = 30_000;
/** A deletion took 10–20 ms each over a year of shards: a request stays well inside the deadline. */
const deletionsPerRequestMax = 50;

export class Influx1SeriesStore implements SeriesStore {
  /** Says which database, so that a feed pointed at another one begins from the beginning. */
  readonly name: string;
  readonly #options: Influx1Options;
  readonly #client: InfluxDB;
  #databaseMade = false;

  constructor(options: Influx1Options) {
    const protocol = options.protocol ?? 'http';
    this.name = `influx1 ${protocol}://${options.host}:${options.port}/${options.database}`;
    this.#options = options;
    this.#client = clientOf(options);
  }

  async start(): Promise<void> {
    await this.#makeDatabase();
  }

  async write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    const made = await this.#makeDatabase();
    if (made.kind !== 'written') return asAway(made);
    const points = pointDays(days, this.#options.days);
    const cleared = await this.#clear(stretchesToClear(points, this.#options.days));
    return cleared.kind === 'written' ? writeInRequests(points, (request) => this.#send(request)) : asAway(cleared);
  }

  async read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    const query = `SELECT "steps", "seconds" FROM "${stepsMeasurement}" WHERE ${whereOf({
      device,
      startMs: this.#options.days.of(from).startMs,
      endMs: this.#options.days.of(to).endMs,
    })}`;
    const rows = await this.#inTime(this.#client.query<SlotRow>(query, { precision: 'ms' }));
    return rows.map((row) => ({ startMs: row.time.getTime(), seconds: Number(row.seconds), steps: row.steps }));
  }

  /** node-influx has nothing to close: idle connections are the process's and keep nothing alive. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #makeDatabase(): Promise<WriteVerdict> {
    if (this.#databaseMade) return { kind: 'written' };
    const verdict = await this.#try(() => this.#client.createDatabase(this.#options.database));
    this.#databaseMade = verdict.kind === 'written';
    return verdict;
  }

  async #clear(stretches: readonly ClearedStretch[]): Promise<WriteVerdict> {
    for (let at = 0; at < stretches.length; at += deletionsPerRequestMax) {
      const some = stretches.slice(at, at + deletionsPerRequestMax);
      const deletions = some.map((stretch) => `DELETE FROM "${stepsMeasurement}" WHERE ${whereOf(stretch)}`);
      const verdict = await this.#try(() => this.#client.query(deletions, { method: 'POST' }));
      if (verdict.kind !== 'written') return verdict;
    }
    return { kind: 'written' };
  }

  async #send(days: readonly PointDay[]): Promise<WriteVerdict> {
    const points = days.flatMap(pointsOf);
    const verdict = await this.#try(() => this.#client.writePoints(points, { precision: 'ms' }));
    // Somebody may have dropped the database: it is made again before the next attempt.
    if (verdict.kind === 'unavailable') this.#databaseMade = false;
    return verdict;
  }

  async #try(call: () => Promise<unknown>): Promise<WriteVerdict> {
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

interface SlotRow {
  readonly time: Date;
  readonly steps: number;
  readonly seconds: string;
}

/** Waits of 0 ms keep node-influx from ever putting the host aside. */
const noBackoff = { getDelay: () => 0, next: () => noBackoff, reset: () => noBackoff };

const clientOf = ({ host, port, protocol, database, username, password }: Influx1Options): InfluxDB =>
  new InfluxDB({
    host,
    port,
    protocol: protocol ?? 'http',
    database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    pool: { maxRetries: 0, requestTimeout: requestDeadlineMs, backoff: noBackoff },
    schema: [
      // Without a schema every number is written as a float, and the field's type is then what the first point said.
      {
        measurement: stepsMeasurement,
        fields: { steps: FieldType.INTEGER },
        tags: ['device', 'participant', 'seconds'],
      },
    ],
  });

/** Serials are of the id alphabet (contract/ids.ts), so they cannot leave their quotes. */
const whereOf = ({ device, startMs, endMs }: ClearedStretch): string =>
  `"device" = '${device}' AND time >= ${startMs}ms AND time < ${endMs}ms`;

const pointsOf = ({ day, slots }: PointDay): readonly IPoint[] =>
  slots.map(({ startMs, seconds, steps }) => ({
    measurement: stepsMeasurement,
    tags: {
      device: day.block.device,
      seconds: String(seconds),
      ...(day.participant === null ? {} : { participant: day.participant }),
    },
    fields: { steps },
    timestamp: startMs,
  }));

/** A failed request of node-influx carries the response, but its class is not exported. */
const answerOf = (error: unknown): WriteAnswer => {
  const status = (error as { readonly res?: { readonly statusCode?: unknown } } | undefined)?.res?.statusCode;
  const message = messageOf(error);
  return typeof status === 'number' ? { kind: 'status', status, message } : { kind: 'silence', message };
};
