/** Metrics room: a whole cloud on disk with a wire held in the hand, asked for its figures as Prometheus would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, VisitReport } from '../../contract/batch.ts';
import type { GatewayHealth } from '../../contract/gateway-health.ts';
import { centreIdSchema } from '../../contract/ids.ts';
import type { UpTopic } from '../../contract/topics.ts';
import { isoInstant, systemClock } from '../../runtime/clock.ts';
import { realDisk } from '../../runtime/disk.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import type { UpMessage, Wire } from '../broker/wire.ts';
import { Cloud } from '../cloud.ts';
import type { NotReadyReason } from '../live/operation.ts';
import { noPoints, type PointView } from '../point-view.ts';
import { anna, dayMs, device, firstDayMs, gateway, zone } from '../sample-cloud.ts';
import type { SeriesStore } from '../series/series-store.ts';
import { CloudMetrics } from './cloud-metrics.ts';

const north = centreIdSchema.parse('north');
const fixed = {
  model: 'steplog-1',
  capacityBuckets: 1440,
  bucketSeconds: 3600,
  centre: north,
  status: 'in-stock',
} as const;

export class MetricsRoom implements AsyncDisposable {
  readonly cloud: Cloud;
  nowMs = firstDayMs + 10.5 * dayMs;
  isConnected = true;
  freeBytes: number | undefined;
  /** Whether whoever day totals go to will have none. */
  isRefusing = false;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ayumi-metrics-'));
  #deliver: (message: UpMessage) => void = () => undefined;

  private constructor(series: readonly SeriesStore[], points: Partial<PointView>) {
    this.cloud = new Cloud({
      dataPath: this.#folder,
      zone,
      clock: { ...systemClock, wallMs: () => this.nowMs },
      random: seededRandom(1),
      hmac: hmacSha256,
      log: silentLog,
      disk: { ...realDisk, freeBytes: (path) => this.freeBytes ?? realDisk.freeBytes(path) },
      metrics: new CloudMetrics(),
      wire: () => this.#wire(),
      series,
      speed: 1,
      points: { ...noPoints, ...points },
      accept: () => {
        if (this.isRefusing) throw new Error('not now');
      },
      nightly: [
        {
          name: 'failing',
          cron: '1 0 * * *',
          catchUpDaysMax: 0,
          run: () => Promise.reject(new Error('it never works')),
        },
        { name: 'by-hand', cron: null, catchUpDaysMax: 0, run: () => Promise.resolve() },
      ],
    });
  }

  static async open(series: readonly SeriesStore[] = [], points: Partial<PointView> = {}): Promise<MetricsRoom> {
    const room = new MetricsRoom(series, points);
    await room.cloud.start(new AbortController().signal);
    const { registry } = room.cloud.store;
    registry.atomically(() => {
      registry.putCentre({ id: north, name: '北公民館' });
      registry.putParticipant({ id: anna, name: '山田 花子', birthYear: 1948, centre: north });
      registry.putDevice({ ...device, ...fixed, label: '1' });
      registry.putDevice({ ...device, ...fixed, serial: `${device.serial}-2` as typeof device.serial, label: '2' });
    });
    registry.addGateway(gateway, north);
    return room;
  }

  now(plusMs = 0): string {
    return isoInstant(this.nowMs + plusMs);
  }

  lend(fromMs: number): void {
    this.cloud.store.registry.lend(device.serial, anna, fromMs);
  }

  /** Settles when it is committed. */
  async bring(seq: number, visits: readonly VisitReport[]): Promise<void> {
    const batch: Batch = { v: 1, gateway, boot: 'b', seq, sentAt: isoInstant(firstDayMs), visits: [...visits] };
    await this.say('visits', JSON.stringify(batch));
  }

  async say(name: UpTopic, payload: string): Promise<void> {
    this.#deliver({ gateway, name, payload: new TextEncoder().encode(payload), retained: false });
    await this.cloud.intake.idle();
  }

  health({ oldestAt, trusted }: { readonly oldestAt: string; readonly trusted: boolean }): GatewayHealth {
    return {
      v: 1,
      at: this.now(),
      version: '1.0.0',
      outbox: { batches: 3, bytes: 100, bytesMax: 1000, oldestAt, parked: 0, full: false },
      diskFreeBytes: 5_000_000_000,
      radio: { silentMs: 2000, devicesHeard: 1, visitsDone: 1, visitsFailed: 0 },
      clock: { trusted },
    };
  }

  /** As if the cloud had counted its pedometers at that time. */
  async tallyAt(nowMs: number): Promise<void> {
    this.nowMs = nowMs;
    await this.cloud.tally?.count();
  }

  /** On loan since the first day, one participant each. */
  addPedometers(count: number): void {
    const { database } = this.cloud.store;
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO participant (id, name, birth_year, centre) SELECT 'Q-' || i, 'n', 1950, 'north' FROM n`);
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre)
      SELECT 'BIG-' || i, zeroblob(32), 'steplog-1', i, 1440, 3600, 'north' FROM n`);
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO loan (device, participant, from_ms) SELECT 'BIG-' || i, 'Q-' || i, ${firstDayMs} FROM n`);
  }

  notReady(): readonly NotReadyReason[] {
    return this.cloud.operation.notReady?.() ?? [];
  }

  journalRows(): number {
    return [...this.cloud.store.journal.facts()].length;
  }

  async text(): Promise<string> {
    return (await this.cloud.operation.metrics?.())?.body ?? '';
  }

  async scrapeMs(): Promise<number> {
    const beganMs = performance.now();
    await this.text();
    return performance.now() - beganMs;
  }

  /** What is said of a metric with exactly these labels; undefined where nothing is. */
  async value(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
    const inside = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const head = inside.length === 0 ? name : `${name}{${inside.join(',')}}`;
    const line = (await this.text()).split('\n').find((any) => any.startsWith(`${head} `));
    return line === undefined ? undefined : Number(line.slice(head.length + 1));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cloud[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #wire(): Wire {
    const isConnected = (): boolean => this.isConnected;
    return {
      get isConnected() {
        return isConnected();
      },
      onMessage: (listener) => (this.#deliver = listener),
      start: () => Promise.resolve(),
      publish: () => undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
}
