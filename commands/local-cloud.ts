/** Local cloud: a whole cloud with its point service inside this process, on embedded defaults, for the demo and for replays. */
import { join } from 'node:path';
import type { GatewayId, CentreId } from '../contract/ids.ts';
import { EmbeddedBroker } from '../ingest/broker/embedded-broker.ts';
import { Cloud } from '../ingest/cloud.ts';
import { CloudMetrics } from '../ingest/metrics/cloud-metrics.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import { Points } from '../points/points.ts';
import type { Programme } from '../points/rule/programme-file.ts';
import type { Clock } from '../runtime/clock.ts';
import { assert } from '../runtime/fault.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import type { Log } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { backupJob } from './backup-job.ts';
import { pointServiceOf, pointsBesideCloud } from './cloud-points.ts';
import { lockData } from './lock-data.ts';

/** Whoever tries it out tries it some times. */
const backupsKept = 5;

export interface LocalCloudOptions {
  readonly dataPath: string;
  readonly zone: string;
  readonly programme: Programme;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How many times faster than life the clock runs. */
  readonly speed: number;
  /** Whether the point service looks at how steps lie over a day, and holds days in doubt. */
  readonly doubts: boolean;
}

export class LocalCloud implements Service {
  readonly cloud: Cloud;
  readonly points: Points;
  readonly #dataPath: string;
  readonly #stack = new ServiceStack();
  #broker: EmbeddedBroker | undefined;
  #lock: Disposable | undefined;

  constructor(options: LocalCloudOptions) {
    const { dataPath, zone, programme, clock, log, doubts } = options;
    this.#dataPath = dataPath;
    const path = join(dataPath, 'points.sqlite');
    const parts = { path, programme, clock, log };
    this.points = doubts ? pointsBesideCloud(parts, () => this.cloud.storeIfOpen) : new Points(parts);
    const { view, nightly = [], ...service } = pointServiceOf(this.points);
    const backups = { dataPath, folder: join(dataPath, 'backups'), keep: backupsKept, zone };
    this.cloud = new Cloud({
      ...options,
      hmac: hmacSha256,
      metrics: new CloudMetrics(),
      looksAfterItself: true,
      series: [],
      wire: ({ registry }) => this.#makeBroker(registry, log),
      ...service,
      // Its days may pass in seconds: a backup is made when somebody asks.
      nightly: [...nightly, backupJob(backups, null)],
      points: view,
    });
  }

  /** Port of the embedded broker, on this machine only. */
  get brokerPort(): number {
    assert(this.#broker !== undefined, 'the broker runs with the cloud');
    return this.#broker.port;
  }

  async start(signal: AbortSignal): Promise<void> {
    makeFolder(this.#dataPath);
    this.#lock = lockData(this.#dataPath);
    await this.#stack.start(this.points, signal);
    await this.#stack.start(this.cloud, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
    this.#lock?.[Symbol.dispose]();
  }

  /** A secret for the gateway, new if it is known already: whoever runs the cloud may let in whom they like. */
  admit(gateway: GatewayId, centre: CentreId): string {
    const { registry } = this.cloud.store;
    const added = registry.addGateway(gateway, centre);
    if (added.kind === 'added') return added.secret;
    const renewed = registry.renewGatewaySecret(gateway);
    assert(renewed !== undefined, `${gateway} has a centre`);
    return renewed;
  }

  #makeBroker(registry: Registry, log: Log): EmbeddedBroker {
    this.#broker = new EmbeddedBroker({
      host: '127.0.0.1',
      port: 0,
      checkGateway: (gateway, secret) => registry.checkGateway(gateway, secret),
      knownGateway: (gateway) => registry.gateways().some(({ id }) => id === gateway),
      log,
    });
    return this.#broker;
  }
}
