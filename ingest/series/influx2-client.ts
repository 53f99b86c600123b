/**
 * Influx2Client: @influxdata/influxdb-client, of which only single requests are used: it would drop lines after a while and read
 * `Retry-After` seconds as milliseconds, so it never retries. Every call has our deadline.
 */
import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { messageOf } from '../../runtime/fault.ts';
import { verdictOf, type WriteAnswer, type WriteVerdict } from './write-verdict.ts';

export interface Influx2Server {
  /** `http://host:8086`, without a path of the API. */
  readonly url: string;
  readonly token: string;
  readonly org: string;
  /** Made by hand beforehand; while it is missing the days wait. */
  readonly bucket: string;
  /** For the points of whole days, where they are to be kept longer than slots; the same bucket when absent. */
  readonly dayBucket?: string;
}

/** A server this slow is as good as away. */
const requestDeadlineMs = 30_000;

export class Influx2Client {
  readonly #server: Influx2Server;
  readonly #clock: Clock;
  readonly #client: InfluxDB;

  constructor(server: Influx2Server, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
    this.#client = new InfluxDB({ url: server.url, token: server.token, timeout: requestDeadlineMs });
  }

  /** One request of lines. Never rejects. */
  writeLines(bucket: string, lines: readonly string[]): Promise<WriteVerdict> {
    // One more than there are lines: the client's own flush, whose failures nobody sees, never comes first.
    const options = { maxRetries: 0, flushInterval: 0, batchSize: lines.length + 1, writeFailed: failLoudly };
    return this.#attempt(async () => {
      const api = this.#client.getWriteApi(this.#server.org, bucket, 'ms', options);
      api.writeRecords([...lines]);
      await api.flush();
    });
  }

  /** One request that answers nothing. Never rejects. */
  post(path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<WriteVerdict> {
    return this.#attempt(() => this.#request('POST', path, query, body));
  }

  /** Rejects as the client does. */
  request(
    method: 'GET' | 'PATCH',
    path: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<unknown> {
    return this.#inTime(this.#request(method, path, query, body));
  }

  /** Rejects as the client does. */
  rows<Row>(query: string): Promise<readonly Row[]> {
    return this.#inTime(this.#client.getQueryApi(this.#server.org).collectRows<Row>(query));
  }

  #request(method: string, path: string, query: Readonly<Record<string, string>>, body?: unknown): Promise<unknown> {
    const search = new URLSearchParams({ org: this.#server.org, ...query }).toString();
    return this.#client.transport.request(`${path}?${search}`, body, { method });
  }

  async #attempt(call: () => Promise<unknown>): Promise<WriteVerdict> {
    try {
      await this.#inTime(call());
      return verdictOf({ kind: 'taken' });
    } catch (error) {
      return verdictOf(answerOf(error));
    }
  }

  async #inTime<Value>(promise: Promise<Value>): Promise<Value> {
    const timed = await withDeadline(promise, requestDeadlineMs, this.#clock);
    if (timed.kind === 'timeout') throw new Error(`no answer within ${requestDeadlineMs} ms`);
    return timed.value;
  }
}

/** The client hands the failure of a flush to nobody and to the console, unless told what to make of it. */
const failLoudly = (error: Error): Promise<void> => Promise.reject(error);

export const answerOf = (error: unknown): WriteAnswer => {
  if (!(error instanceof HttpError)) return { kind: 'silence', message: messageOf(error) };
  const { statusCode: status, message, headers } = error;
  const retryAfter = headers?.['retry-after'];
  return { kind: 'status', status, message, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
};
