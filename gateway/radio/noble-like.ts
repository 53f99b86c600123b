/** What noble, @abandonware/noble and @stoprocent/noble have in common, and all that the radio adapter uses of them. */

export interface NobleCharacteristic {
  readonly uuid: string;
  readAsync(): Promise<Buffer>;
  writeAsync(data: Buffer, withoutResponse: boolean): Promise<void>;
  subscribeAsync(): Promise<unknown>;
  on(event: 'data', listener: (data: Buffer, isNotification: boolean) => void): unknown;
  removeAllListeners(event: 'data'): unknown;
}

export interface NobleService {
  readonly uuid: string;
  discoverCharacteristicsAsync(uuids?: string[]): Promise<readonly NobleCharacteristic[]>;
}

/** Units of the Core Specification: intervals of 1.25 ms, timeout of 10 ms. Forks that do not know them leave them aside. */
export interface NobleConnectOptions {
  readonly minInterval: number;
  readonly maxInterval: number;
  readonly latency: number;
  readonly timeout: number;
  readonly mtu: number;
}

export interface NoblePeripheral {
  /** Empty where the operating system keeps it to itself; then `id` stands for it. */
  readonly address: string;
  readonly id: string;
  readonly rssi: number;
  readonly mtu: number | null;
  readonly state: string;
  readonly advertisement: {
    readonly serviceData?: readonly { readonly uuid: string; readonly data: Uint8Array }[] | undefined;
  };
  connectAsync(options?: NobleConnectOptions): Promise<void>;
  cancelConnect(): void;
  disconnectAsync(): Promise<void>;
  discoverServicesAsync(uuids: string[]): Promise<readonly NobleService[]>;
  once(event: 'disconnect', listener: () => void): unknown;
  removeListener(event: 'disconnect', listener: () => void): unknown;
}

export interface NobleLike {
  readonly state: string;
  startScanningAsync(serviceUuids: string[], allowDuplicates: boolean): Promise<void>;
  on(event: 'discover', listener: (peripheral: NoblePeripheral) => void): unknown;
  on(event: 'stateChange', listener: (state: string) => void): unknown;
  on(event: 'warning', listener: (message: string) => void): unknown;
  removeAllListeners(event: 'discover' | 'stateChange' | 'warning'): unknown;
  removeListener(event: 'stateChange', listener: (state: string) => void): unknown;
  /** Gives the adapter back. The oldest noble cannot. */
  stop?(): void;
}

/** Makes a noble over one adapter. Throws where there is no such adapter or library. */
export type OpenNoble = () => Promise<NobleLike>;
