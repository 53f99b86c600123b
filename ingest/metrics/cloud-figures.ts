/** Cloud figures: what the gauges are read from: the cloud's own parts, each asked for what it knows without looking far. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayHealth } from '../../contract/gateway-health.ts';
import type { CentreId, GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Disk } from '../../runtime/disk.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { FeedBehind } from '../feed.ts';
import type { Fleet } from '../fleet.ts';
import type { Intake } from '../intake.ts';
import type { JobRunner, JobStanding } from '../jobs/job-runner.ts';
import type { FeedLag, SeriesFeed } from '../series/series-feed.ts';
import type { PedometerTally, TalliedPedometers } from './pedometer-tally.ts';
import { quarantineReasons } from '../quarantine.ts';

export interface CloudFiguresParts {
  readonly dataPath: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly store: CloudStore;
  readonly fleet: Fleet;
  readonly intake: Intake;
  readonly jobs: JobRunner;
  readonly tally: PedometerTally;
  readonly feeds: { behind(): readonly FeedBehind[] };
  readonly seriesFeeds: () => readonly SeriesFeed[];
}

export interface GatewayFigures {
  readonly id: GatewayId;
  readonly centre: CentreId;
  readonly isUp: boolean;
  readonly heardMs: number | null;
  readonly health: GatewayHealth | null;
  /** How old the oldest unsent batch is; null while nothing is known of the gateway. */
  readonly oldestUnsentMs: number | null;
  /** How long it has heard nothing at all; null while nothing is known of the gateway. */
  readonly radioSilentMs: number | null;
}

/** Of the data folder; the second is there where the point service is beside the cloud. */
const databaseNames = ['cloud', 'points'] as const;

export class CloudFigures {
  readonly #parts: CloudFiguresParts;
  readonly #prepared: Prepared;

  constructor(parts: CloudFiguresParts) {
    this.#parts = parts;
    this.#prepared = new Prepared(parts.store.database);
  }

  waitingBytes(): number {
    return this.#parts.intake.waitingBytes;
  }

  gateways(): readonly GatewayFigures[] {
    const { store, fleet, clock } = this.#parts;
    const nowMs = clock.wallMs();
    return store.registry.gateways().map(({ id, centre }) => {
      const { state, sinceMs, heardMs, health } = fleet.of(id);
      // One that has heard nothing yet has been deaf for as long as it has been there.
      const silentMs = health?.radio.silentMs ?? (sinceMs === null ? null : Math.max(0, nowMs - sinceMs));
      const oldestAt = health?.outbox.oldestAt ?? null;
      const oldestUnsentMs = oldestAt === null ? 0 : Math.max(0, nowMs - Date.parse(oldestAt));
      return {
        id,
        centre,
        isUp: state === 'online',
        heardMs,
        health,
        oldestUnsentMs: health === null ? null : oldestUnsentMs,
        radioSilentMs: health === null ? null : silentMs,
      };
    });
  }

  pedometers(): readonly TalliedPedometers[] {
    return this.#parts.tally.last;
  }

  pedometersAtRisk(): readonly { readonly centre: CentreId; readonly count: number }[] {
    const ofCentre = Map.groupBy(this.#parts.tally.last, ({ centre }) => centre);
    return [...ofCentre].map(([centre, some]) => ({
      centre,
      count: some.reduce((sum, { atRisk }) => sum + atRisk, 0),
    }));
  }

  /** Of every reason, also where nothing waits: what grew from nothing could not be told from what was not there. */
  quarantine(): readonly { readonly reason: string; readonly count: number }[] {
    const rows = this.#prepared
      .of("SELECT reason, count(*) AS n FROM quarantine WHERE state = 'waiting' GROUP BY reason")
      .all();
    const counts = new Map(rows.map((row) => [String(row['reason']), Number(row['n'])]));
    return quarantineReasons.map((reason) => ({ reason, count: counts.get(reason) ?? 0 }));
  }

  feeds(): readonly FeedBehind[] {
    return this.#parts.feeds.behind();
  }

  series(): readonly FeedLag[] {
    return this.#parts.seriesFeeds().map((feed) => feed.lag());
  }

  jobs(): readonly JobStanding[] {
    return this.#parts.jobs.standings();
  }

  /** Ids are given in order and none is ever deleted. */
  journalRows(): number {
    return Number(this.#prepared.of('SELECT max(id) AS n FROM journal').get()?.['n'] ?? 0);
  }

  databases(): readonly { readonly name: string; readonly bytes: number }[] {
    return databaseNames.flatMap((name) => {
      const bytes = bytesOf(join(this.#parts.dataPath, `${name}.sqlite`));
      return bytes === 0 ? [] : [{ name, bytes: bytes + bytesOf(join(this.#parts.dataPath, `${name}.sqlite-wal`)) }];
    });
  }

  diskFreeBytes(): number | null {
    return this.#parts.disk.freeBytes(this.#parts.dataPath);
  }
}

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
