/** NobleLink: one connection through noble, its services found, as the port's link. */
import {
  attMtuMax,
  attMtuMin,
  batteryUuid,
  currentTimeUuid,
  deviceInformationUuid,
  stepLogUuid,
} from '../../contract/gatt.ts';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import type { NobleCharacteristic, NoblePeripheral } from './noble-like.ts';
import type { Answer, Link, LinkListener, ReadableValue, WritableValue } from './radio.ts';

const uuidOf: Readonly<Record<ReadableValue | WritableValue | 'page', string>> = {
  serial: deviceInformationUuid.serial,
  model: deviceInformationUuid.model,
  firmware: deviceInformationUuid.firmware,
  battery: batteryUuid.level,
  status: stepLogUuid.status,
  page: stepLogUuid.page,
  'record-access': stepLogUuid.recordAccess,
  receipt: stepLogUuid.receipt,
  'current-time': currentTimeUuid.currentTime,
  'local-time': currentTimeUuid.localTime,
};

const serviceUuids = [stepLogUuid.service, deviceInformationUuid.service, batteryUuid.service, currentTimeUuid.service];
const needed = [stepLogUuid.status, stepLogUuid.page, stepLogUuid.recordAccess, stepLogUuid.receipt];

/** After it the controller's own supervision timeout ends the link. */
const disconnectMs = 5_000;

const nobody: LinkListener = {
  onPageSegment: () => undefined,
  onRecordAccess: () => undefined,
  onLost: () => undefined,
};

export class NobleLink implements Link {
  readonly #peripheral: NoblePeripheral;
  readonly #clock: Clock;
  readonly #lost = Promise.withResolvers<{ readonly kind: 'link-lost' }>();
  readonly #onDisconnect = (): void => this.#lose();
  #characteristics = new Map<string, NobleCharacteristic>();
  #listener = nobody;
  #isLost = false;

  /** On a peripheral that has just been connected. */
  constructor(peripheral: NoblePeripheral, clock: Clock) {
    this.#peripheral = peripheral;
    this.#clock = clock;
    peripheral.once('disconnect', this.#onDisconnect);
    // A connection that fails to be established (0x3e) can be over before the promise of it is: the event has passed.
    if (peripheral.state === 'disconnected') this.#lose();
  }

  /** As agreed at the beginning of the connection; noble agrees on it before anything else. */
  get attMtu(): number {
    return Math.max(attMtuMin, Math.min(attMtuMax, this.#peripheral.mtu ?? attMtuMin));
  }

  /** Finds services and characteristics. May never settle. */
  async discover(): Promise<'found' | 'not-a-pedometer' | 'link-lost'> {
    const found = await this.#orLost(() => this.#findAll());
    if (found.kind !== 'done') return found.kind === 'link-lost' ? 'link-lost' : 'not-a-pedometer';
    return needed.every((uuid) => this.#characteristics.has(uuid)) ? 'found' : 'not-a-pedometer';
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
    if (this.#isLost) listener.onLost();
  }

  read(value: ReadableValue): Promise<Answer> {
    return this.#operate(value, async (characteristic) => {
      const bytes = await characteristic.readAsync();
      // noble gives nothing where the device answered with an error.
      return bytes.byteLength === 0 ? { kind: 'refused' } : { kind: 'answered', bytes: Uint8Array.from(bytes) };
    });
  }

  write(value: WritableValue, bytes: Uint8Array): Promise<Answer> {
    return this.#operate(value, async (characteristic) => {
      await characteristic.writeAsync(Buffer.from(bytes), false);
      return answered;
    });
  }

  async subscribe(): Promise<Answer> {
    const pages = await this.#operate('page', async (characteristic) => {
      characteristic.on('data', (data) => this.#listener.onPageSegment(Uint8Array.from(data)));
      await characteristic.subscribeAsync();
      return answered;
    });
    if (pages.kind !== 'answered') return pages;
    return this.#operate('record-access', async (characteristic) => {
      characteristic.on('data', (data) => this.#listener.onRecordAccess(Uint8Array.from(data)));
      await characteristic.subscribeAsync();
      return answered;
    });
  }

  async disconnect(): Promise<void> {
    if (this.#isLost) return;
    await withDeadline(
      this.#peripheral.disconnectAsync().catch(() => undefined),
      disconnectMs,
      this.#clock,
    );
    this.#lose();
  }

  async #findAll(): Promise<void> {
    for (const service of await this.#peripheral.discoverServicesAsync(serviceUuids)) {
      for (const characteristic of await service.discoverCharacteristicsAsync([])) {
        this.#characteristics.set(characteristic.uuid, characteristic);
      }
    }
  }

  async #operate(
    value: ReadableValue | WritableValue | 'page',
    work: (characteristic: NobleCharacteristic) => Promise<Answer>,
  ): Promise<Answer> {
    const characteristic = this.#characteristics.get(uuidOf[value]);
    if (characteristic === undefined) return { kind: 'refused' };
    const done = await this.#orLost(() => work(characteristic));
    return done.kind === 'done' ? done.value : { kind: done.kind };
  }

  /** noble rejects, or never settles, when the link goes: whichever comes first. */
  async #orLost<Value>(
    work: () => Promise<Value>,
  ): Promise<{ readonly kind: 'done'; readonly value: Value } | { readonly kind: 'refused' | 'link-lost' }> {
    if (this.#isLost) return { kind: 'link-lost' };
    const done = work().then(
      (value) => ({ kind: 'done', value }) as const,
      () => ({ kind: this.#isLost ? 'link-lost' : 'refused' }) as const,
    );
    return Promise.race([done, this.#lost.promise]);
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#peripheral.removeListener('disconnect', this.#onDisconnect);
    for (const characteristic of this.#characteristics.values()) characteristic.removeAllListeners('data');
    this.#characteristics = new Map();
    this.#lost.resolve({ kind: 'link-lost' });
    this.#listener.onLost();
  }
}

const answered: Answer = { kind: 'answered', bytes: new Uint8Array() };
