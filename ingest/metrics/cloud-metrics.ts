/** Cloud metrics: what a Prometheus server is told of this cloud. No personal data: nothing here names a pedometer or a person. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CentreId, GatewayId } from '../../contract/ids.ts';
import { receiptStatuses, type Receipt } from '../../contract/receipt.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { isDiskFault } from '../../runtime/database.ts';
import type { Effect } from '../derivation.ts';
import type { CloudFigures } from './cloud-figures.ts';
import { gaugeTable, type GaugeRow, type Reading } from './gauge-table.ts';
import type { IntakeMeter } from './intake-meter.ts';

/** A commit is one fsync and some milliseconds of work; the last bound is where gateways begin to send again. */
const commitSeconds = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const receiptSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class CloudMetrics implements IntakeMeter {
  readonly #registry = new Registry();
  readonly #batches: Counter;
  readonly #visits: Counter;
  readonly #refusedDays: Counter;
  readonly #commit: Histogram;
  readonly #receipt: Histogram;
  #figures: CloudFigures | undefined;

  constructor() {
    const registers = [this.#registry];
    this.#batches = new Counter({
      name: 'ayumi_intake_batches_total',
      help: 'Batches by what they were answered.',
      labelNames: ['outcome'],
      registers,
    });
    // A rate over a counter that appears with its first batch does not see that one.
    for (const outcome of receiptStatuses) this.#batches.inc({ outcome }, 0);
    this.#visits = new Counter({
      name: 'ayumi_visits_total',
      help: 'Visits stored, by the centre of the gateway that read the pedometer.',
      labelNames: ['centre'],
      registers,
    });
    this.#refusedDays = new Counter({
      name: 'ayumi_series_refused_days_total',
      help: 'Days a series store will never take.',
      labelNames: ['store'],
      registers,
    });
    this.#commit = new Histogram({
      name: 'ayumi_intake_commit_seconds',
      help: 'From the beginning of a group of batches to its being on disk.',
      buckets: commitSeconds,
      registers,
    });
    this.#receipt = new Histogram({
      name: 'ayumi_receipt_seconds',
      help: 'From a batch having come to its receipt being sent.',
      buckets: receiptSeconds,
      registers,
    });
    for (const row of gaugeTable) this.#addGauge(row);
    const info = { name: 'ayumi_build_info', help: 'Which version this is.', labelNames: ['version'], registers };
    new Gauge(info).set({ version: packageJson.version }, 1);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Whose figures these are. Until then there are none beside what is counted. */
  watch(figures: CloudFigures): void {
    this.#figures = figures;
  }

  answered(outcome: Receipt['status']): void {
    this.#batches.inc({ outcome });
  }

  committed(seconds: number): void {
    this.#commit.observe(seconds);
  }

  receipted(seconds: number): void {
    this.#receipt.observe(seconds);
  }

  /** Visits of a gateway that nobody knows a centre of are nowhere. */
  stored(effects: readonly Effect[], centreOf: (gateway: GatewayId) => CentreId | undefined): void {
    for (const { gateway } of effects.flatMap(({ visits }) => visits)) {
      const centre = centreOf(gateway);
      if (centre !== undefined) this.#visits.inc({ centre });
    }
  }

  /** To be told of days that the store refuses. It has its counter from now on. */
  refusalsOf(store: string): (days: number) => void {
    this.#refusedDays.inc({ store }, 0);
    return (days) => this.#refusedDays.inc({ store }, days);
  }

  /** Prometheus's text format, and its content type. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #addGauge({ name, help, labels, read }: GaugeRow): void {
    const readInto = (gauge: Gauge): void => {
      gauge.reset();
      for (const reading of this.#figures === undefined ? [] : readable(read, this.#figures))
        gauge.set(reading.labels, reading.value);
    };
    new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.#registry],
      collect() {
        readInto(this);
      },
    });
  }
}

/** What the disk does not say is left out: how much room it has is to be told then more than ever. */
const readable = (read: GaugeRow['read'], figures: CloudFigures): readonly Reading[] => {
  try {
    return read(figures);
  } catch (error) {
    if (!isDiskFault(error)) throw error;
    return [];
  }
};
