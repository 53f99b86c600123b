/** H4Socket: noble's and bleno's way to an HCI controller behind a Unix socket, in the shape of their own BluetoothHciSocket. */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import type { HciBindingsOptions } from '@stoprocent/noble';
import { assert } from './fault.ts';
import { H4Splitter } from './h4-framing.ts';

/** A controller that is just being started is waited for this long (50 × 100 ms) before the adapter counts as down. */
const connectAttemptsMax = 50;
const connectRetryMs = 100;
/** Once down, the controller is looked for at the rhythm in which noble and bleno poll a real adapter. */
const downRetryMs = 1000;
/** What noble and bleno write before the socket is there are some thirty commands of at most 40 bytes. */
const queuedBytesMax = 64 * 1024;

const driverName = 'h4';

interface H4Events {
  readonly data: [packet: Buffer];
  readonly state: [isUp: boolean];
  readonly error: [error: Error];
}

/** `control` is the kernel's management channel, which bleno opens for each link to store keys in: there is no kernel here. */
type Life = 'idle' | 'control' | 'starting' | 'up' | 'down' | 'stopped';

export class H4Socket extends EventEmitter<H4Events> {
  #path = '';
  #life: Life = 'idle';
  #socket: Socket | undefined;
  #queued: Buffer[] = [];
  #queuedBytes = 0;
  #failedAttempts = 0;
  #retry: NodeJS.Timeout | undefined;

  bindRaw(deviceId: number | undefined, parameters?: unknown): number {
    this.#path = pathIn(parameters);
    return deviceId ?? 0;
  }

  bindUser(deviceId: number | undefined, parameters?: unknown): number {
    return this.bindRaw(deviceId, parameters);
  }

  bindControl(): number {
    this.#life = 'control';
    return 0;
  }

  start(): void {
    if (this.#life !== 'idle' && this.#life !== 'stopped') return;
    this.#life = 'starting';
    this.#failedAttempts = 0;
    this.#connect();
  }

  stop(): void {
    if (this.#life === 'control') return;
    this.#life = 'stopped';
    clearTimeout(this.#retry);
    this.#forgetQueue();
    this.#socket?.destroySoon();
    this.#socket = undefined;
  }

  /** True from `start` on, before the connection stands: what is written until then is kept. */
  isDevUp(): boolean {
    return this.#life === 'starting' || this.#life === 'up';
  }

  getDeviceList(): Promise<readonly never[]> {
    return Promise.resolve([]);
  }

  setFilter(): void {
    // The kernel filters for many owners of one adapter; this controller has one owner, and all it says is meant for it.
  }

  reset(): void {
    this.write(Buffer.from([0x01, 0x03, 0x0c, 0x00]));
  }

  write(packet: Buffer): void {
    if (this.#life === 'up') this.#socket?.write(packet);
    else if (this.#life === 'starting') this.#keep(packet);
  }

  #keep(packet: Buffer): void {
    if (this.#queuedBytes + packet.byteLength > queuedBytesMax) {
      this.#report(new Error(`the controller at ${this.#path} takes no packets`));
      return;
    }
    this.#queued.push(packet);
    this.#queuedBytes += packet.byteLength;
  }

  #forgetQueue(): void {
    this.#queued = [];
    this.#queuedBytes = 0;
  }

  #connect(): void {
    const socket = new Socket();
    const splitter = new H4Splitter();
    let lastError: Error | undefined;
    this.#socket = socket;
    socket.on('connect', () => this.#connected(socket));
    socket.on('data', (chunk: Buffer) => this.#take(socket, splitter, chunk));
    // Always followed by 'close', where it is acted upon.
    socket.on('error', (error) => (lastError = error));
    socket.on('close', () => this.#closed(socket, lastError));
    socket.connect(this.#path);
  }

  #connected(socket: Socket): void {
    if (socket !== this.#socket) return;
    const wasDown = this.#life === 'down';
    this.#life = 'up';
    for (const packet of this.#queued) socket.write(packet);
    this.#forgetQueue();
    if (wasDown) this.emit('state', true);
  }

  #take(socket: Socket, splitter: H4Splitter, chunk: Buffer): void {
    const split = splitter.take(chunk);
    for (const packet of split.packets) {
      // A listener may have stopped us in the middle of a chunk.
      if (socket !== this.#socket) return;
      this.emit('data', packet);
    }
    if (split.isLost) socket.destroy(new Error(`the controller at ${this.#path} sent something that is not HCI`));
  }

  #closed(socket: Socket, error: Error | undefined): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#failedAttempts += 1;
    const isStillStarting = this.#life === 'starting' && this.#failedAttempts < connectAttemptsMax;
    this.#retry = setTimeout(() => this.#connect(), isStillStarting ? connectRetryMs : downRetryMs);
    if (isStillStarting || this.#life === 'down') return;
    this.#life = 'down';
    this.#forgetQueue();
    this.#report(error ?? new Error(`the controller at ${this.#path} hung up`));
    this.emit('state', false);
  }

  #report(error: Error): void {
    // An 'error' nobody listens for would end the process; bleno takes its listeners away before it stops.
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}

const pathIn = (parameters: unknown): string => {
  const h4: unknown = isRecord(parameters) ? parameters[driverName] : undefined;
  const path = isRecord(h4) ? h4['path'] : undefined;
  assert(typeof path === 'string', 'bindParams for the h4 driver are { h4: { path } }');
  return path;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Adds the driver `h4` to those noble and bleno can load. Must come before either is first imported, as both take hold
 * of `loadDriver` when they are loaded; so import them with `await import(…)` afterwards. Doing it twice is harmless.
 */
export const installH4Driver = (): void => {
  const require = createRequire(import.meta.url);
  const module: unknown = require('@stoprocent/bluetooth-hci-socket');
  assert(hasLoadDriver(module), 'bluetooth-hci-socket exports loadDriver');
  const { loadDriver } = module;
  if (installed in loadDriver) return;
  const tooLate = Object.keys(require.cache).find((file) => /[\\/]hci-socket[\\/]hci\.js$/.test(file));
  assert(tooLate === undefined, `installH4Driver() comes too late, already loaded: ${tooLate ?? ''}`);
  const withH4 = (name: string): unknown => (name === driverName ? H4Socket : loadDriver(name));
  module.loadDriver = Object.assign(withH4, { [installed]: true });
};

const installed = Symbol.for('ayumi.h4-driver');

interface DriverModule {
  loadDriver: (name: string) => unknown;
}

const hasLoadDriver = (value: unknown): value is DriverModule =>
  typeof value === 'function' && 'loadDriver' in value && typeof value.loadDriver === 'function';

/** What to hand to noble's or bleno's `withBindings('hci', …)` for the controller behind the Unix socket at `path`. */
export const h4Bindings = (path: string): HciBindingsOptions => ({
  hciDriver: driverName,
  bindParams: { [driverName]: { path } },
});
