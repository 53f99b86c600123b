/** GattServer: a pedometer on the air: advertises it and serves docs/wire.md §1 to one gateway at a time. */
import { encodeAdvertisingData, encodeScanResponse } from '../../contract/advertising.ts';
import { attMtuMax } from '../../contract/gatt.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Service } from '../../runtime/service.ts';
import { BlenoHost } from '../air/bleno-host.ts';
import { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import { GattLink } from './gatt-link.ts';
import { stepLogServices } from './step-log-services.ts';

/** How soon a bucket that has closed is advertised. */
const refreshMs = 1000;

export type GattServerEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'receipted'; readonly sequence: number }
  /** `receipted`: whether a receipt was taken on this link. */
  | { readonly kind: 'disconnected'; readonly receipted: boolean };

export interface GattServerOptions {
  readonly pedometer: Pedometer;
  /** Unix socket of the controller it speaks through. */
  readonly socketPath: string;
  readonly clock: Clock;
  /** The largest ATT_MTU it agrees to, 23 … 247; 247 when absent. */
  readonly attMtuMax?: number;
  /** None when absent. Those that shape a pedometer have done so when it was made. */
  readonly behaviours?: BehaviourStack;
  readonly onEvent?: (event: GattServerEvent) => void;
}

export class GattServer implements Service {
  readonly #options: GattServerOptions;
  readonly #behaviours: BehaviourStack;
  readonly #host: BlenoHost;
  readonly #stopped = new AbortController();
  #link: GattLink | undefined;
  #receipted = false;
  /** The scan response on the air, empty while nothing is. */
  #advertised = '';

  constructor(options: GattServerOptions) {
    this.#options = options;
    this.#behaviours = options.behaviours ?? new BehaviourStack();
    this.#host = new BlenoHost({ path: options.socketPath, attMtuMax: options.attMtuMax ?? attMtuMax });
  }

  /** Ready when it advertises. Rejects if no controller answers behind the socket. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#host.start(signal);
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    const { bleno } = this.#host;
    bleno.on('accept', () => this.#accepted());
    bleno.on('disconnect', () => this.#disconnected());
    bleno.on('mtuChange', (mtu) => {
      if (this.#link !== undefined) this.#link.attMtu = mtu;
    });
    bleno.on('stateChange', (state) => {
      this.#advertised = '';
      if (state === 'poweredOn') this.#refresh();
      // Without its controller no link is left, and bleno does not say so.
      else this.#disconnected();
    });
    await bleno.setServicesAsync(
      stepLogServices(bleno, {
        pedometer: this.#options.pedometer,
        link: () => this.#link,
        receipted: (sequence) => this.#noteReceipt(sequence),
      }),
    );
    this.#refresh();
    void this.#refreshForEver();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    return this.#host[Symbol.asyncDispose]();
  }

  #stop(): void {
    this.#stopped.abort();
    this.#link?.end();
    this.#link = undefined;
  }

  async #refreshForEver(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.#options.clock.sleep(refreshMs, this.#stopped.signal);
      this.#refresh();
    }
  }

  /** Brings what is advertised up to date: nothing while connected or without power. */
  #refresh(): void {
    if (this.#stopped.signal.aborted || this.#link !== undefined || this.#host.bleno.state !== 'poweredOn') return;
    const { pedometer } = this.#options;
    const scanResponse = pedometer.isOn() ? Buffer.from(encodeScanResponse(pedometer.advertised())) : undefined;
    const advertised = scanResponse?.toString('hex') ?? '';
    if (advertised === this.#advertised) return;
    this.#advertised = advertised;
    // Not waited for: a controller that is gone is told by a change of state, and is advertised on again after it.
    if (scanResponse === undefined) this.#host.bleno.stopAdvertising();
    else this.#host.bleno.startAdvertisingWithEIRData(Buffer.from(encodeAdvertisingData()), scanResponse);
  }

  #accepted(): void {
    const { pedometer, clock } = this.#options;
    this.#host.bleno.stopAdvertising();
    this.#advertised = '';
    this.#receipted = false;
    this.#behaviours.connected(pedometer);
    this.#link = new GattLink({ pedometer, behaviours: this.#behaviours }, this.#radio(), clock);
    this.#options.onEvent?.({ kind: 'connected' });
  }

  #radio() {
    return {
      drained: (packetsMax: number) => this.#host.drained(packetsMax),
      hangUp: () => this.#host.bleno.disconnect(),
    };
  }

  #disconnected(): void {
    if (this.#link === undefined) return;
    this.#link.end();
    this.#link = undefined;
    this.#refresh();
    this.#options.onEvent?.({ kind: 'disconnected', receipted: this.#receipted });
  }

  #noteReceipt(sequence: number): void {
    this.#receipted = true;
    this.#options.onEvent?.({ kind: 'receipted', sequence });
  }
}
