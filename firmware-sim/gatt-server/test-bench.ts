/** TestBench: an air with one noble on it and pedometers served as a test wants them. */
import type { Noble } from '@stoprocent/noble';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { openTestRoom, type TestRoom } from '../air/test-room.ts';
import { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Device } from '../behaviours/report.ts';
import { GattServer, type GattServerEvent } from './gatt-server.ts';
import { hear, TestGateway } from './test-gateway.ts';

export const hourMs = 3_600_000;
export const testKey = Uint8Array.from({ length: 32 }, (_, i) => i);
export const testSerial = deviceSerialSchema.parse('AYM-000001');

/** A clock for the test to move. */
export interface Time {
  now: number;
}

export interface ServeOptions {
  readonly name?: string;
  /** How long it has counted, one step in 3.6 seconds. */
  readonly hours?: number;
  readonly attMtuMax?: number;
  readonly behaviours?: readonly Behaviour[];
  readonly sleep?: Clock['sleep'];
}

export interface Served extends Device {
  readonly time: Time;
  readonly events: readonly GattServerEvent[];
}

/** Real sleep, but no longer than `mostMs`. */
export const hurried =
  (mostMs: number): Clock['sleep'] =>
  (durationMs, signal) =>
    systemClock.sleep(Math.min(durationMs, mostMs), signal);

export const makeDevice = ({ hours = 720, behaviours = [] }: ServeOptions): Device & { readonly time: Time } => {
  const stack = new BehaviourStack(behaviours);
  const time: Time = { now: hours * hourMs };
  const pedometer = stack.makePedometer({
    serial: testSerial,
    key: testKey,
    source: { stepsUntil: (wallMs) => Math.floor(wallMs / 3600) },
    clock: { wallMs: () => time.now },
    poweredOnMs: 0,
  });
  return { time, behaviours: stack, pedometer };
};

export class TestBench implements AsyncDisposable {
  readonly room: TestRoom;
  readonly noble: Noble;
  readonly #servers: GattServer[] = [];

  private constructor(room: TestRoom, noble: Noble) {
    this.room = room;
    this.noble = noble;
  }

  static async open(): Promise<TestBench> {
    const room = await openTestRoom();
    return new TestBench(room, await room.central('gateway'));
  }

  async serve(options: ServeOptions = {}): Promise<Served> {
    const { name = 'pedometer', sleep, attMtuMax } = options;
    const device = makeDevice(options);
    const events: GattServerEvent[] = [];
    await this.room.air.controllerAt(this.room.path(name), { name });
    const server = new GattServer({
      ...device,
      socketPath: this.room.path(name),
      clock: { ...systemClock, ...(sleep === undefined ? {} : { sleep }) },
      onEvent: (event) => events.push(event),
      ...(attMtuMax === undefined ? {} : { attMtuMax }),
    });
    this.#servers.push(server);
    await server.start(new AbortController().signal);
    return { ...device, events };
  }

  /** A gateway connected to whoever is heard first. */
  async connect(): Promise<TestGateway> {
    return TestGateway.connect(this.noble, await hear(this.noble));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) await server[Symbol.asyncDispose]();
    await this.room[Symbol.asyncDispose]();
  }
}
