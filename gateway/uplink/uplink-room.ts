/** UplinkRoom: an outbox, an uplink over a real broker and a paper cloud, for this room's tests. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { CentreNews } from '../../contract/centre-news.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../../contract/ids.ts';
import type { Receipt } from '../../contract/receipt.ts';
import type { VisitResult } from '../../contract/visit-result.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { noBallast } from '../outbox/ballast.ts';
import { DeviceMemory } from '../outbox/device-memory.ts';
import { openGatewayDatabase } from '../outbox/gateway-database.ts';
import { Outbox } from '../outbox/outbox.ts';
import { reportsOf } from '../visit/collected-visit.ts';
import type { DeliveryOptions } from './delivery.ts';
import { MqttPipe, type MqttPipeOptions } from './mqtt-pipe.ts';
import { PaperCloud } from './paper-cloud.ts';
import { Uplink } from './uplink.ts';

export const roomGateway = gatewayIdSchema.parse('gw-test');
export const roomDevice = deviceSerialSchema.parse('AYM-000123');

export class UplinkRoom {
  readonly path = join(mkdtempSync(join(tmpdir(), 'ayumi-uplink-')), 'gateway.sqlite');
  readonly cloud: PaperCloud;
  readonly receipts: Receipt[] = [];
  readonly results: VisitResult[] = [];
  readonly sent: string[] = [];
  readonly news: CentreNews[] = [];
  readonly database: DatabaseSync;
  readonly outbox: Outbox;
  readonly memory: DeviceMemory;
  readonly uplink: Uplink;
  ups = 0;
  #visits = 0;
  readonly #url: string;

  constructor(url: string, changed: Partial<DeliveryOptions> = {}, pipe: Partial<MqttPipeOptions> = {}) {
    this.#url = url;
    this.cloud = new PaperCloud(url);
    const { database } = openGatewayDatabase(this.path, 0);
    this.database = database;
    this.outbox = new Outbox(database, {
      gateway: roomGateway,
      boot: 'boot-1',
      bytesMax: 2 ** 26,
      diskFreeBytes: () => null,
      diskFreeBytesMin: 0,
      ballast: noBallast,
    });
    this.memory = new DeviceMemory(database);
    this.uplink = this.#uplink(changed, pipe);
  }

  async start(): Promise<void> {
    await this.cloud.start();
    await this.uplink.start(new AbortController().signal);
  }

  /** One visit more into the outbox, of `buckets` buckets; many make one batch each where they are large. */
  collect(buckets = 24): void {
    const visit = {
      device: roomDevice,
      model: 'steplog-1',
      firmware: undefined,
      stamp: { gateway: 1_795_222_923_123, trusted: true, epoch: 1, uptime: 9 },
      batteryPercent: 80,
      rssi: -60,
      lostBuckets: 0,
      oldestSequence: 0,
      nextSequence: buckets,
      from: 0,
      contiguousEnd: buckets,
      pages: [],
    };
    const times = { startedAt: '2026-11-21T01:02:03.123Z', endedAt: '2026-11-21T01:02:04.001Z' };
    this.outbox.add(
      reportsOf(visit, times, () => `visit-${this.#visits++}`),
      1_795_222_923_123,
    );
    this.uplink.nudge();
  }

  /** A volunteer's word more. */
  act(id: string): void {
    const action = { id, at: 1_795_222_923_123, trusted: true, kind: 'lost', device: roomDevice } as const;
    this.outbox.addActions([action], 1_795_222_923_123);
    this.uplink.nudge();
  }

  async isEmpty(): Promise<void> {
    await this.cloud.until(() => this.outbox.summary().batches === 0);
  }

  async stop(): Promise<void> {
    await this.uplink[Symbol.asyncDispose]();
    await this.cloud.stop();
  }

  #uplink(changed: Partial<DeliveryOptions>, pipe: Partial<MqttPipeOptions>): Uplink {
    return new Uplink({
      gateway: roomGateway,
      boot: 'boot-1',
      version: '0.0.0',
      delivery: { windowMax: 32, resend: { baseMs: 3_000, capMs: 3_000 }, triesMax: 20, stableMs: 60_000, ...changed },
      outbox: this.outbox,
      memory: this.memory,
      pipe: (identity) =>
        new MqttPipe({
          url: this.#url,
          identity,
          credentials: () => ({}),
          reconnect: { baseMs: 20, capMs: 200 },
          stableMs: 60_000,
          keepaliveSeconds: 30,
          clock: systemClock,
          random: seededRandom(3),
          log: silentLog,
          ...pipe,
        }),
      clock: systemClock,
      random: seededRandom(5),
      log: silentLog,
      onUpOrDown: (isUp) => (this.ups += isUp ? 1 : 0),
      onReceipt: (receipt) => this.receipts.push(receipt),
      onResult: (result) => this.results.push(result),
      onActionsSent: (ids) => this.sent.push(...ids),
      onRoster: () => undefined,
      onCentreNews: (news) => this.news.push(news),
    });
  }
}
