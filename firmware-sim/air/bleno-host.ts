/** BlenoHost: one bleno instance of its own on the controller behind a Unix socket, with an MTU limit, back-pressure and an end. */
import type { Bleno } from '@stoprocent/bleno';
import { assert } from '../../runtime/fault.ts';
import { H4Socket, h4Bindings, installH4Driver } from '../../runtime/h4-socket.ts';
import type { Service } from '../../runtime/service.ts';

export interface BlenoHostOptions {
  /** The controller's Unix socket. */
  readonly path: string;
  /** The largest ATT_MTU it agrees to; bleno's own 256 when absent. */
  readonly attMtuMax?: number;
}

interface Running {
  readonly bleno: Bleno;
  readonly hci: object;
}

interface Waiter {
  readonly packetsMax: number;
  readonly settle: () => void;
}

export class BlenoHost implements Service {
  readonly #options: BlenoHostOptions;
  readonly #waiters = new Set<Waiter>();
  #running: Running | undefined;

  constructor(options: BlenoHostOptions) {
    this.#options = options;
  }

  /** Only between start and end. Its services and advertising are the caller's to set. */
  get bleno(): Bleno {
    assert(this.#running !== undefined, 'BlenoHost is used before its start or after its end');
    return this.#running.bleno;
  }

  /** Ready when the controller answers; rejects after 10 s without one. */
  async start(signal: AbortSignal): Promise<void> {
    installH4Driver();
    const { withBindings } = await import('@stoprocent/bleno');
    const bleno = withBindings('hci', h4Bindings(this.#options.path));
    const hci = within(bleno, '_bindings', '_hci');
    this.#running = { bleno, hci };
    const { attMtuMax } = this.#options;
    if (attMtuMax !== undefined) Reflect.set(within(bleno, '_bindings', '_gatt'), 'maxMtu', attMtuMax);
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    const ready = withoutProcessListeners(() => bleno.waitForPoweredOnAsync());
    // bleno polls its adapter once a second for ever, stopped or not. Our socket tells it of every change instead.
    Reflect.set(hci, 'pollIsDevUp', () => undefined);
    await ready;
    const socket = within(hci, '_socket');
    assert(socket instanceof H4Socket, 'bleno runs on the h4 driver');
    // Added after bleno's own listener, so bleno has acted on each packet when we look.
    socket.on('data', () => this.#settleWaiters());
  }

  /**
   * bleno takes every notification at once and queues it without limit; this settles when at most `packetsMax` ACL
   * packets still wait for room in the controller, or when the host has ended. A lost link empties the queue too.
   */
  async drained(packetsMax: number): Promise<void> {
    if (this.#packetsWaiting() <= packetsMax) return;
    await new Promise<void>((settle) => this.#waiters.add({ packetsMax, settle }));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    return Promise.resolve();
  }

  #stop(): void {
    if (this.#running === undefined) return;
    this.#running.bleno.stop();
    this.#running = undefined;
    this.#settleWaiters();
  }

  #settleWaiters(): void {
    if (this.#waiters.size === 0) return;
    const waiting = this.#packetsWaiting();
    for (const waiter of this.#waiters) {
      if (waiting > waiter.packetsMax) continue;
      this.#waiters.delete(waiter);
      waiter.settle();
    }
  }

  #packetsWaiting(): number {
    if (this.#running === undefined) return 0;
    const queue = within(this.#running.hci, '_aclOutQueue');
    assert(Array.isArray(queue), 'bleno keeps its ACL packets in an array');
    return queue.length;
  }
}

/**
 * bleno ends the process on SIGINT when its listener is the last, which is not for a library to decide, and eleven
 * instances make Node warn of a leak. It adds its listeners while it is being initialised, within this call.
 */
const withoutProcessListeners = <Result>(initialise: () => Result): Result => {
  const events = ['SIGINT', 'exit'] as const;
  const before = events.map((event) => process.listeners(event));
  const result = initialise();
  events.forEach((event, i) => {
    for (const listener of process.listeners(event)) {
      if (before[i]?.includes(listener) !== true) process.removeListener(event, listener);
    }
  });
  return result;
};

/** bleno offers no MTU limit, no look into its queue and no end to its polling; they are reached through what it holds. */
const within = (outer: object, ...keys: readonly string[]): object =>
  keys.reduce((object, key) => {
    const inner: unknown = Reflect.get(object, key);
    assert(typeof inner === 'object' && inner !== null, `bleno has changed: no ${key}`);
    return inner;
  }, outer);
