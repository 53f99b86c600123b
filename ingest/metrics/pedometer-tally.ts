/**
 * Pedometer tally: how many pedometers each centre has of which standing, and how many are about to lose a day. Counted
 * behind everybody's back, some hundred at a time, so that neither intake nor whoever asks waits for a whole stock.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { CentreId } from '../../contract/ids.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import type { Clock } from '../../runtime/clock.ts';
import { DiskPatience } from '../../runtime/disk-patience.ts';
import type { Log } from '../../runtime/log.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Service } from '../../runtime/service.ts';

export interface TalliedPedometers {
  readonly centre: CentreId;
  readonly status: DeviceStatus;
  readonly count: number;
  readonly atRisk: number;
}

export interface PedometerTallyParts {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly log: Log;
}

/** Some milliseconds of work. */
const slice = 500;
/** A day is lost within days, not minutes. */
const betweenMs = 60_000;
/** A city's whole stock takes a second to count: at most this part of the time goes into it. */
const restShareMin = 100;
/** As the call lists of the desk and the centres have it. */
const riskMs = 7 * 86_400_000;

const standing = `SELECT d.serial, d.centre,
    CASE WHEN d.status IN ('lost', 'repair', 'retired') THEN d.status WHEN l.id IS NOT NULL THEN 'on-loan' ELSE d.status END AS status,
    d.status NOT IN ('lost', 'repair', 'retired') AND l.id IS NOT NULL
      AND max(l.from_ms, coalesce(s.complete_until_ms, 0)) + d.capacity * d.bucket_seconds * 1000 <= :nowMs + ${riskMs} AS at_risk
  FROM device d
  LEFT JOIN loan l ON l.device = d.serial AND l.from_ms <= :nowMs AND (l.to_ms IS NULL OR l.to_ms > :nowMs)
  LEFT JOIN device_state s ON s.device = d.serial
  WHERE d.serial > :after ORDER BY d.serial LIMIT ${slice}`;
const counted = `SELECT centre, status, count(*) AS n, sum(at_risk) AS at_risk, max(serial) AS last FROM (${standing}) GROUP BY centre, status`;

export class PedometerTally implements Service {
  readonly #parts: PedometerTallyParts;
  readonly #prepared: Prepared;
  readonly #patience: DiskPatience;
  readonly #stop = new AbortController();
  #last: readonly TalliedPedometers[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(parts: PedometerTallyParts) {
    this.#parts = parts;
    this.#prepared = new Prepared(parts.database);
    this.#patience = new DiskPatience(parts.log, 'the count of pedometers');
  }

  /** What was counted last; nothing before the first count is through. */
  get last(): readonly TalliedPedometers[] {
    return this.#last;
  }

  start(signal: AbortSignal): Promise<void> {
    this.#running = this.#keepCounting(AbortSignal.any([signal, this.#stop.signal]));
    return Promise.resolve();
  }

  /** Counts once. What `start` does again and again. */
  async count(signal: AbortSignal = this.#stop.signal): Promise<void> {
    const nowMs = this.#parts.clock.wallMs();
    const sums = new Map<string, TalliedPedometers>();
    for (let after = ''; ;) {
      const rows = this.#prepared.of(counted).all({ nowMs, after });
      if (rows.length === 0) break;
      for (const row of rows) {
        const [centre, status] = [row['centre'] as CentreId, row['status'] as DeviceStatus];
        const before = sums.get(`${centre} ${status}`) ?? { centre, status, count: 0, atRisk: 0 };
        const count = before.count + Number(row['n']);
        sums.set(`${centre} ${status}`, { ...before, count, atRisk: before.atRisk + Number(row['at_risk']) });
        after = after > String(row['last']) ? after : String(row['last']);
      }
      await new Promise((resume) => setImmediate(resume));
      if (signal.aborted) return;
    }
    this.#last = [...sums.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #keepCounting(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    while (!signal.aborted) {
      const beganMs = clock.monotonicMs();
      // What was counted before is told until it can be counted again.
      await this.#patience.tryLater(() => this.count(signal));
      await clock.sleep(Math.max(betweenMs, (clock.monotonicMs() - beganMs) * restShareMin), signal);
    }
  }
}
