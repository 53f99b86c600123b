/** TestService: a small GATT service for tests of the air: something to read, to write, to be notified and indicated of. */
import type { ConnectionHandle, UpdateValueCallback } from '@stoprocent/bleno';
import type { Characteristic, Noble, Peripheral } from '@stoprocent/noble';
import type { BlenoHost } from './bleno-host.ts';

export const testUuid = {
  service: '5f3c00018e2b4d079c416179756d6901',
  readable: '5f3c00028e2b4d079c416179756d6901',
  notified: '5f3c00038e2b4d079c416179756d6901',
  writable: '5f3c00048e2b4d079c416179756d6901',
  indicated: '2a52',
} as const;

/** The vectors of docs/wire.md §1.2. */
export const advertisingData = Buffer.from('020106110701696d757961419c074d2b8e01003c5f', 'hex');
export const scanResponse = Buffer.from('192101696d757961419c074d2b8e01003c5f01010300d3020000', 'hex');

export interface TestServer {
  readonly host: BlenoHost;
  /** What has been written so far. */
  readonly written: readonly Buffer[];
  /** To the latest subscriber. */
  readonly notify: (data: Buffer) => void;
  /** Resolves when the subscriber has confirmed. */
  readonly indicate: (data: Buffer) => Promise<void>;
}

/** Sets the service and advertises. A write of one byte is answered with that byte as its ATT error code. */
export const serveTests = async (host: BlenoHost, readable = Buffer.alloc(36, 7)): Promise<TestServer> => {
  const { Characteristic, PrimaryService } = host.bleno;
  const written: Buffer[] = [];
  const subscribers = new Map<string, UpdateValueCallback>();
  let confirmed: () => void = () => undefined;
  const onSubscribe = (uuid: string) => (_handle: ConnectionHandle, _max: number, update: UpdateValueCallback) => {
    subscribers.set(uuid, update);
  };
  const characteristics = [
    new Characteristic({
      uuid: testUuid.readable,
      properties: ['read'],
      onReadRequest: (_handle, offset, answer) => answer(0, readable.subarray(offset)),
    }),
    new Characteristic({
      uuid: testUuid.notified,
      properties: ['notify'],
      onSubscribe: onSubscribe(testUuid.notified),
    }),
    new Characteristic({
      uuid: testUuid.writable,
      properties: ['write'],
      onWriteRequest: (_handle, data, _offset, _withoutResponse, answer) => {
        written.push(data);
        answer(data.byteLength === 1 ? data.readUInt8(0) : 0);
      },
    }),
    new Characteristic({
      uuid: testUuid.indicated,
      properties: ['indicate'],
      onSubscribe: onSubscribe(testUuid.indicated),
      onIndicate: () => confirmed(),
    }),
  ];
  await host.bleno.setServicesAsync([new PrimaryService({ uuid: testUuid.service, characteristics })]);
  await host.bleno.startAdvertisingWithEIRDataAsync(advertisingData, scanResponse);
  return {
    host,
    written,
    notify: (data) => subscribers.get(testUuid.notified)?.(data),
    indicate: (data) =>
      new Promise((resolve) => {
        confirmed = resolve;
        subscribers.get(testUuid.indicated)?.(data);
      }),
  };
};

export interface TestClient {
  readonly peripheral: Peripheral;
  readonly readable: Characteristic;
  readonly notified: Characteristic;
  readonly writable: Characteristic;
  readonly indicated: Characteristic;
}

/** Scans until so many different peripherals with the service are found. */
export const discover = async (noble: Noble, count = 1): Promise<readonly Peripheral[]> => {
  const found = new Map<string, Peripheral>();
  const all = new Promise<void>((resolve) => {
    const take = (peripheral: Peripheral): void => {
      found.set(peripheral.id, peripheral);
      if (found.size < count) return;
      noble.removeListener('discover', take);
      resolve();
    };
    noble.on('discover', take);
  });
  await noble.startScanningAsync([testUuid.service], false);
  await all;
  await noble.stopScanningAsync();
  return [...found.values()];
};

export const connectTo = async (peripheral: Peripheral): Promise<TestClient> => {
  await peripheral.connectAsync();
  const { characteristics } = await peripheral.discoverSomeServicesAndCharacteristicsAsync([testUuid.service], []);
  const at = (uuid: string): Characteristic => {
    const characteristic = characteristics.find((each) => each.uuid === uuid);
    if (characteristic === undefined) throw new Error(`no characteristic ${uuid}`);
    return characteristic;
  };
  return {
    peripheral,
    readable: at(testUuid.readable),
    notified: at(testUuid.notified),
    writable: at(testUuid.writable),
    indicated: at(testUuid.indicated),
  };
};

/** Subscribes; the promise inside is for the first `count` values. */
export const collect = async (
  characteristic: Characteristic,
  count: number,
): Promise<{ readonly values: Promise<readonly Buffer[]> }> => {
  const values: Buffer[] = [];
  const all = new Promise<readonly Buffer[]>((resolve) => {
    const take = (data: Buffer): void => {
      values.push(data);
      if (values.length < count) return;
      characteristic.removeListener('data', take);
      resolve(values);
    };
    characteristic.on('data', take);
  });
  await characteristic.subscribeAsync();
  return { values: all };
};

export const discoverOne = async (noble: Noble): Promise<Peripheral> => {
  const [peripheral] = await discover(noble);
  if (peripheral === undefined) throw new Error('nothing found');
  return peripheral;
};

/** Settles with the reason noble gives for the end of the link. */
export const disconnection = (peripheral: Peripheral): Promise<unknown> =>
  new Promise((resolve) => peripheral.once('disconnect', resolve));

/** Settles when bleno has been told that its central is gone. */
export const abandonment = (server: TestServer): Promise<void> =>
  new Promise((resolve) => server.host.bleno.on('disconnect', () => resolve()));

/** Values that tell in their first four bytes where they belong. */
export const numbered = (count: number, bytes: number): readonly Buffer[] =>
  Array.from({ length: count }, (_, i) => {
    const data = Buffer.alloc(bytes, i & 0xff);
    data.writeUInt32LE(i, 0);
    return data;
  });
