/**
 * Influx1Client: node-influx, and what its answers mean. Left aside is what gets in the way: its own retries, and its putting a
 * host aside after one failure, which would fail calls long after the server is back. Nothing of it waits without an end, so
 * every call has our deadline.
 */
import { FieldType, InfluxDB } from 'influx';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { messageOf } from '../../runtime/fault.ts';
import { dayMeasurement, stepsMeasurement } from './point-write.ts';
import { tagNames } from './series-tags.ts';
import { verdictOf, type WriteAnswer, type WriteVerdict } from './write-verdict.ts';

export interface Influx1Server {
  readonly host: string;
  readonly port: number;
  readonly protocol?: 'http' | 'https';
  /** Made when it is not there. */
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
}

/** A server this slow is as good as away. */
const requestDeadlineMs = 30_000;

/** Waits of 0 ms keep node-influx from ever putting the host aside. */
const noBackoff = { getDelay: () => 0, next: () => noBackoff, reset: () => noBackoff };

export class Influx1Client {
  readonly #clock: Clock;
  readonly #client: InfluxDB;

  constructor(server: Influx1Server, clock: Clock) {
    this.#clock = clock;
    this.#client = clientOf(server);
  }

  /** Never rejects. */
  async attempt(call: (client: InfluxDB) => Promise<unknown>): Promise<WriteVerdict> {
    try {
      await this.ask(call);
      return verdictOf({ kind: 'taken' });
    } catch (error) {
      return verdictOf(answerOf(error));
    }
  }

  async ask<Value>(call: (client: InfluxDB) => Promise<Value>): Promise<Value> {
    const timed = await withDeadline(call(this.#client), requestDeadlineMs, this.#clock);
    if (timed.kind === 'timeout') throw new Error(`no answer within ${requestDeadlineMs} ms`);
    return timed.value;
  }
}

const clientOf = ({ host, port, protocol, database, username, password }: Influx1Server): InfluxDB =>
  new InfluxDB({
    host,
    port,
    protocol: protocol ?? 'http',
    database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    pool: { maxRetries: 0, requestTimeout: requestDeadlineMs, backoff: noBackoff },
    // Without a schema every number is written as a float, and the field's type is then what the first point said.
    schema: [stepsMeasurement, dayMeasurement].map((measurement) => ({
      measurement,
      fields: { steps: FieldType.INTEGER },
      tags: [...tagNames],
    })),
  });

/** A failed request of node-influx carries the response, but its class is not exported. */
const answerOf = (error: unknown): WriteAnswer => {
  const response = (error as { readonly res?: FailedResponse } | undefined)?.res;
  const message = messageOf(error);
  const status = response?.statusCode;
  if (typeof status !== 'number') return { kind: 'silence', message };
  const retryAfter = response?.headers?.['retry-after'];
  return { kind: 'status', status, message, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
};

interface FailedResponse {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}
