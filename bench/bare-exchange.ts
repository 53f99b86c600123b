/** Bare exchange: noble and bleno move as many bytes as a visit does, with none of our code above GATT: what a visit cannot be faster than. */
import type { Noble } from '@stoprocent/noble';
import type { BlenoHost } from '../firmware-sim/air/bleno-host.ts';
import type { NoblePeripheral } from '../gateway/radio/noble-like.ts';
import { openTestRoom, type TestRoom } from '../firmware-sim/air/test-room.ts';
import { discoverOne, serveTests, testUuid, type TestServer } from '../firmware-sim/air/test-service.ts';

/** As NobleRadio connects. */
const connectOptions = { minInterval: 6, maxInterval: 24, latency: 0, timeout: 200 };
const notificationHeaderBytes = 3;
/** As GattLink lets wait for the radio. */
const packetsWaitingMax = 8;

export class BareRoom implements AsyncDisposable {
  readonly #room: TestRoom;
  readonly #noble: Noble;
  readonly #host: BlenoHost;
  readonly #server: TestServer;
  readonly #attMtu: number;
  #peripheral: NoblePeripheral | undefined;

  private constructor(room: TestRoom, noble: Noble, server: TestServer, attMtu: number) {
    this.#room = room;
    this.#noble = noble;
    this.#host = server.host;
    this.#server = server;
    this.#attMtu = attMtu;
  }

  static async open(attMtuMax: number, speed: number): Promise<BareRoom> {
    const room = await openTestRoom({ speed });
    const noble = await room.central('bare-gateway');
    const host = await room.peripheral('bare-pedometer', { attMtuMax });
    return new BareRoom(room, noble, await serveTests(host), attMtuMax);
  }

  /** Connects, finds the one service, subscribes, is notified of `bytes` bytes and disconnects. Answers how long that took, ms. */
  async exchange(bytes: number): Promise<number> {
    this.#peripheral ??= await discoverOne(this.#noble);
    const peripheral = this.#peripheral;
    const began = performance.now();
    await peripheral.connectAsync({ ...connectOptions, mtu: this.#attMtu });
    const [service] = await peripheral.discoverServicesAsync([testUuid.service]);
    const characteristics = await service?.discoverCharacteristicsAsync([]);
    const notified = characteristics?.find(({ uuid }) => uuid === testUuid.notified);
    if (notified === undefined) throw new Error('the service is not there');
    const all = Promise.withResolvers<undefined>();
    let left = bytes;
    notified.on('data', (data: Buffer) => {
      left -= data.byteLength;
      if (left <= 0) all.resolve(undefined);
    });
    await notified.subscribeAsync();
    await this.#notify(bytes);
    await all.promise;
    await peripheral.disconnectAsync();
    const durationMs = performance.now() - began;
    notified.removeAllListeners('data');
    return durationMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#room[Symbol.asyncDispose]();
  }

  async #notify(bytes: number): Promise<void> {
    const bytesMax = this.#attMtu - notificationHeaderBytes;
    for (let sent = 0; sent < bytes; sent += bytesMax) {
      await this.#host.drained(packetsWaitingMax);
      this.#server.notify(Buffer.alloc(Math.min(bytesMax, bytes - sent)));
    }
  }
}
