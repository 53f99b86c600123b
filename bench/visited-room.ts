/** VisitedRoom: one pedometer on the air and the gateway's own radio, visit and outbox, for the visit benchmark. */
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, gatewayIdSchema } from '../contract/ids.ts';
import type { LinkRecord } from '../firmware-sim/air/space.ts';
import { openTestRoom, type TestRoom } from '../firmware-sim/air/test-room.ts';
import { GattServer } from '../firmware-sim/gatt-server/gatt-server.ts';
import { Pedometer } from '../firmware-sim/pedometer/pedometer.ts';
import { realDisk } from '../runtime/disk.ts';
import { FileBallast } from '../gateway/outbox/ballast.ts';
import { DeviceMemory } from '../gateway/outbox/device-memory.ts';
import { openGatewayDatabase } from '../gateway/outbox/gateway-database.ts';
import { Outbox } from '../gateway/outbox/outbox.ts';
import { NobleRadio } from '../gateway/radio/noble-radio.ts';
import { openNobleFor } from '../gateway/radio/open-noble.ts';
import type { Heard, Radio } from '../gateway/radio/radio.ts';
import { Reception } from '../gateway/reception.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { AttCount } from '../test/integration/att-count.ts';

const hourMs = 3_600_000;

export interface VisitedRoomOptions {
  /** Closed buckets that nobody has fetched. */
  readonly hours: number;
  readonly attMtuMax: number;
  /** Of the air; Infinity is as fast as the machine goes. */
  readonly speed: number;
}

export interface MeasuredVisit {
  /** From the decision to visit to the end of the link, the outbox's fsync included. */
  readonly durationMs: number;
  readonly notifications: number;
  /** After discovery. */
  readonly requests: number;
  /** All that the notifications carried. */
  readonly notifiedBytes: number;
  readonly link: LinkRecord;
}

export class VisitedRoom implements AsyncDisposable {
  readonly room: TestRoom;
  readonly #count = new AttCount();
  readonly #radio: Radio;
  readonly #options: VisitedRoomOptions;
  #visits = 0;

  private constructor(room: TestRoom, options: VisitedRoomOptions) {
    this.room = room;
    this.#options = options;
    const open = this.#count.opening(openNobleFor({ kind: 'h4', path: room.path('gateway') }));
    this.#radio = this.#count.restartedBy(new NobleRadio({ open, clock: systemClock, log: silentLog }));
  }

  static async open(options: VisitedRoomOptions): Promise<VisitedRoom> {
    const room = await openTestRoom({ speed: options.speed });
    await room.air.controllerAt(room.path('gateway'), { name: 'gateway' });
    return new VisitedRoom(room, options);
  }

  /** A pedometer fresh from a month in a pocket, and a gateway with an empty disk that has never met it. */
  async visit(): Promise<MeasuredVisit> {
    await this.room.air.controllerAt(this.room.path('pedometer'), { name: 'pedometer' });
    const server = this.#server();
    await server.start(new AbortController().signal);
    const path = this.room.path(`disk-${this.#visits++}.sqlite`);
    const { database } = openGatewayDatabase(path, Date.now());
    try {
      return await this.#measure(this.#reception(database, path));
    } finally {
      database.close();
      await server[Symbol.asyncDispose]();
      await this.room.air.remove('pedometer');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#radio[Symbol.asyncDispose]();
    await this.room[Symbol.asyncDispose]();
  }

  async #measure(reception: Reception): Promise<MeasuredVisit> {
    const heard = await this.#hear();
    const began = performance.now();
    const end = await reception.visit(heard);
    const durationMs = performance.now() - began;
    const link = this.room.closedLinks.at(-1);
    if (link === undefined || end.kind !== 'done' || end.summary.buckets !== this.#options.hours) {
      throw new Error(`the visit ended ${JSON.stringify({ ...end, summary: undefined })}`);
    }
    const { notifications, responses: requests } = this.#count;
    const pageBytes = end.summary.pages.reduce((sum, page) => sum + page.byteLength, 0);
    return { durationMs, notifications, requests, notifiedBytes: pageBytes + notifications, link };
  }

  async #hear(): Promise<Heard> {
    const heard = Promise.withResolvers<Heard>();
    const listening = await this.#radio.listen({ onPedometer: heard.resolve, onAnything: () => undefined });
    if (listening.kind === 'deaf') throw new Error(listening.sentence);
    return heard.promise;
  }

  #server(): GattServer {
    const { hours, attMtuMax } = this.#options;
    const pedometer = new Pedometer({
      serial: deviceSerialSchema.parse('AYM-000001'),
      key: new Uint8Array(32).fill(7),
      source: { stepsUntil: (wallMs) => Math.floor(wallMs / 3600) },
      clock: { wallMs: () => hours * hourMs },
      poweredOnMs: 0,
    });
    return new GattServer({ pedometer, socketPath: this.room.path('pedometer'), clock: systemClock, attMtuMax });
  }

  #reception(database: DatabaseSync, path: string): Reception {
    return new Reception({
      radio: this.#radio,
      outbox: new Outbox(database, {
        gateway: gatewayIdSchema.parse('gw-bench'),
        boot: 'bench',
        bytesMax: 2 ** 28,
        diskFreeBytes: () => realDisk.freeBytes(dirname(path)),
        diskFreeBytesMin: 0,
        ballast: new FileBallast(`${path}.ballast`),
      }),
      memory: new DeviceMemory(database),
      zone: 'Asia/Tokyo',
      clock: systemClock,
      random: seededRandom(1),
      log: silentLog,
      isClockTrusted: () => true,
      onStored: () => undefined,
      onEvent: () => undefined,
    });
  }
}
