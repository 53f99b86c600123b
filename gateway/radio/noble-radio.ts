/** NobleRadio: the radio port over noble, which forgets nobody it has heard, waits for ever, and must not be asked twice. */
import { decodeServiceData } from '../../contract/advertising.ts';
import { attMtuMax, stepLogUuid } from '../../contract/gatt.ts';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { OperatorError, messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { NobleLink } from './noble-link.ts';
import type { NobleConnectOptions, NobleLike, NoblePeripheral, OpenNoble } from './noble-like.ts';
import type { ConnectDeadlines, Connection, Listener, Listening, Radio } from './radio.ts';

export interface NobleRadioOptions {
  readonly open: OpenNoble;
  readonly clock: Clock;
  readonly log: Log;
  /** noble is thrown away and made anew once it has heard this many addresses; each costs it some 1.3 kB for ever. */
  readonly addressesMax?: number;
}

const addressesMaxDefault = 5_000;
/** Pedometers heard since the last recycling; more than any room holds. */
const peripheralsMax = 2_048;
const poweredOnMs = 10_000;
const scanMs = 5_000;

/** 7.5 to 30 ms for the few seconds of a visit; lost after 2 s of silence (noble's own 420 ms ends links that only stutter). */
const connectOptions: NobleConnectOptions = {
  minInterval: 6,
  maxInterval: 24,
  latency: 0,
  timeout: 200,
  mtu: attMtuMax,
};

export class NobleRadio implements Radio {
  readonly #options: NobleRadioOptions;
  #noble: NobleLike | undefined;
  #listener: Listener | undefined;
  #peripherals = new Map<string, NoblePeripheral>();
  /** noble gives the same object for the same address: weak, so that it costs nothing once noble is gone. */
  #met = new WeakSet<NoblePeripheral>();
  #addresses = 0;
  #link: NobleLink | undefined;

  constructor(options: NobleRadioOptions) {
    this.#options = options;
  }

  async listen(listener: Listener): Promise<Listening> {
    this.#listener = listener;
    if (this.#isCrowded()) await this.reset();
    try {
      const noble = await this.#opened();
      if (noble.state !== 'poweredOn') return deaf(`the Bluetooth adapter is ${noble.state}`);
      // Everybody's advertisements: a stranger's telephone shows that the radio is not deaf. Repeats: progress is news.
      const scanning = await withDeadline(noble.startScanningAsync([], true), scanMs, this.#options.clock);
      return scanning.kind === 'done' ? { kind: 'listening' } : deaf('the Bluetooth adapter does not begin to scan');
    } catch (error) {
      return deaf(messageOf(error), error instanceof OperatorError ? error.hint : undefined);
    }
  }

  hasHeard(address: string): boolean {
    return this.#peripherals.has(address);
  }

  async connect(address: string, { connectMs, discoverMs }: ConnectDeadlines): Promise<Connection> {
    const peripheral = this.#peripherals.get(address);
    if (peripheral === undefined) return { kind: 'failed', fault: 'gone' };
    // What is left of the last visit would be in the way: one connection at a time.
    await this.#link?.disconnect();
    const connected = await this.#attempt(() => peripheral.connectAsync(connectOptions), connectMs);
    if (connected !== 'done') {
      if (peripheral.state === 'connecting') peripheral.cancelConnect();
      return { kind: 'failed', fault: connected };
    }
    const link = new NobleLink(peripheral, this.#options.clock);
    this.#link = link;
    const discovered = await withDeadline(link.discover(), discoverMs, this.#options.clock);
    if (discovered.kind === 'done' && discovered.value === 'found') return { kind: 'connected', link };
    await link.disconnect();
    if (discovered.kind === 'timeout') return { kind: 'failed', fault: 'timeout' };
    return { kind: 'failed', fault: discovered.value === 'not-a-pedometer' ? 'not-a-pedometer' : 'gone' };
  }

  async reset(): Promise<void> {
    const noble = this.#noble;
    this.#noble = undefined;
    this.#peripherals = new Map();
    this.#met = new WeakSet();
    this.#addresses = 0;
    if (noble === undefined) return;
    await this.#link?.disconnect();
    noble.removeAllListeners('discover');
    try {
      noble.stop?.();
    } catch (error) {
      // It may be the adapter that is gone; a new one is opened either way.
      this.#options.log.warn({ error: messageOf(error) }, 'noble did not stop cleanly');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener = undefined;
    await this.reset();
  }

  async #opened(): Promise<NobleLike> {
    if (this.#noble !== undefined) return this.#noble;
    const noble = await this.#options.open();
    this.#noble = noble;
    noble.removeAllListeners('warning');
    noble.on('warning', (message) => this.#options.log.debug({ message }, 'noble'));
    noble.on('discover', (peripheral) => this.#hear(peripheral));
    await this.#isPoweredOn(noble);
    return noble;
  }

  async #isPoweredOn(noble: NobleLike): Promise<void> {
    const poweredOn = Promise.withResolvers<undefined>();
    const onState = (state: string): void => {
      if (state === 'poweredOn') poweredOn.resolve(undefined);
    };
    noble.on('stateChange', onState);
    if (noble.state === 'poweredOn') poweredOn.resolve(undefined);
    await withDeadline(poweredOn.promise, poweredOnMs, this.#options.clock);
    noble.removeListener('stateChange', onState);
  }

  #hear(peripheral: NoblePeripheral): void {
    if (!this.#met.has(peripheral)) {
      this.#met.add(peripheral);
      this.#addresses += 1;
    }
    this.#listener?.onAnything();
    if (this.#isCrowded()) this.#listener?.onCrowded?.();
    const data = peripheral.advertisement.serviceData?.find(({ uuid }) => uuid === stepLogUuid.service)?.data;
    if (data === undefined) return;
    const advertised = decodeServiceData(data);
    if (advertised.kind === 'fault') return;
    const address = (peripheral.address || peripheral.id).toLowerCase();
    this.#keep(address, peripheral);
    this.#listener?.onPedometer({ address, advertised: advertised.value, rssi: peripheral.rssi });
  }

  #isCrowded(): boolean {
    return this.#addresses > (this.#options.addressesMax ?? addressesMaxDefault);
  }

  #keep(address: string, peripheral: NoblePeripheral): void {
    this.#peripherals.delete(address);
    this.#peripherals.set(address, peripheral);
    if (this.#peripherals.size <= peripheralsMax) return;
    const [longestSilent] = this.#peripherals.keys();
    if (longestSilent !== undefined) this.#peripherals.delete(longestSilent);
  }

  async #attempt(work: () => Promise<void>, durationMs: number): Promise<'done' | 'timeout' | 'refused'> {
    try {
      return (await withDeadline(work(), durationMs, this.#options.clock)).kind;
    } catch {
      return 'refused';
    }
  }
}

const deaf = (
  sentence: string,
  hint = 'Check that the adapter is plugged in, up, and not used by another program.',
): Listening => ({
  kind: 'deaf',
  sentence,
  hint,
});
