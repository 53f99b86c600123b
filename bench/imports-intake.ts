/** Imports intake: a real intake that is given a batch of twenty visits every so often, and how long each waits for its receipt. */
import type { Batch } from '../contract/batch.ts';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema } from '../contract/ids.ts';
import type { UpMessage, Wire } from '../ingest/broker/wire.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { Intake } from '../ingest/intake.ts';
import { sampleVisit } from '../ingest/sample-walk.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';

const everyMs = 50;
const visitsPerBatch = 20;
const hourMs = 3_600_000;
const firstMs = Date.parse('2026-01-01T00:00:00Z');

export class ImportsIntake {
  readonly #intake: Intake;
  readonly #sentMs = new Map<number, number>();
  readonly #gateway = gatewayIdSchema.parse('gw-bench');
  readonly #devices;
  #latencies: number[] = [];
  #seq = 0;

  constructor(store: CloudStore) {
    const { database, journal, derivation, actions, registry } = store;
    const fixed = { model: 'steplog-1', label: '1', capacityBuckets: 1440, bucketSeconds: 3600 };
    this.#devices = Array.from({ length: visitsPerBatch }, (_, i) => ({
      serial: deviceSerialSchema.parse(`BENCH-${i}`),
      key: new Uint8Array(32).fill(i + 1),
    }));
    registry.atomically(() => {
      for (const device of this.#devices)
        registry.putDevice({ ...device, ...fixed, centre: centreIdSchema.parse('north'), status: 'in-stock' });
    });
    const wire: Wire = {
      isConnected: true,
      onMessage: () => undefined,
      publish: (_topic, payload) => this.#received(payload),
      start: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    const parts = { database, journal, derivation, actions, wire, clock: systemClock, log: silentLog };
    this.#intake = new Intake({ ...parts, onCommitted: () => undefined });
  }

  /** Without anything beside it. */
  async alone(durationMs: number): Promise<void> {
    const stop = this.begin();
    await systemClock.sleep(durationMs);
    await stop();
  }

  /** Sends until what it returns is called. */
  begin(): () => Promise<void> {
    this.#latencies = [];
    const timer = setInterval(() => this.#send(), everyMs);
    return async () => {
      clearInterval(timer);
      await this.#intake.idle();
    };
  }

  told(): string {
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
    return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms (${sorted.length} batches of ${visitsPerBatch})`;
  }

  #send(): void {
    const seq = this.#seq++;
    const atMs = firstMs + (seq + 1) * hourMs;
    const epoch = { epoch: 1, startMs: firstMs, firstSequence: 0, steps: Array.from({ length: seq + 2 }, () => 500) };
    const batch: Batch = {
      v: 1,
      gateway: this.#gateway,
      boot: 'bench',
      seq,
      sentAt: new Date(atMs).toISOString(),
      visits: this.#devices.map((device) => sampleVisit(device, [epoch], { atMs, from: seq })),
    };
    const message = {
      gateway: this.#gateway,
      name: 'visits',
      payload: Buffer.from(JSON.stringify(batch)),
      retained: false,
    } as const;
    this.#sentMs.set(seq, performance.now());
    this.#intake.take(message satisfies UpMessage);
  }

  #received(payload: string): void {
    const { seq, status } = JSON.parse(payload) as { readonly seq: number; readonly status: string };
    if (status !== 'stored') throw new Error(`batch ${seq} was ${status}`);
    this.#latencies.push(performance.now() - (this.#sentMs.get(seq) ?? NaN));
    this.#sentMs.delete(seq);
  }
}
