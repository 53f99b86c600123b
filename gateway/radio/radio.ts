/** Radio: what the gateway needs of Bluetooth and nothing more, so that a dongle, a simulated air and a test are one to it. */
import type { Advertised } from '../../contract/advertising.ts';

/** A pedometer's advertisement. `address` is lower case with colons; `rssi` in dBm. */
export interface Heard {
  readonly address: string;
  readonly advertised: Advertised;
  readonly rssi: number;
}

export interface Listener {
  onPedometer(heard: Heard): void;
  /** Any advertisement at all, a stranger's telephone too: the sign that the radio is not deaf. */
  onAnything(): void;
  /** It has met more passers-by than it should remember, and would be listened to anew rather now than later. */
  onCrowded?(): void;
}

/** The answer to one operation on a link. `refused`: the device has no such thing or said no. */
export type Answer =
  | { readonly kind: 'answered'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused' }
  | { readonly kind: 'link-lost' };

export type ReadableValue = 'serial' | 'model' | 'firmware' | 'battery' | 'status';
export type WritableValue = 'record-access' | 'receipt' | 'current-time' | 'local-time';

export interface LinkListener {
  onPageSegment(segment: Uint8Array): void;
  onRecordAccess(bytes: Uint8Array): void;
  /** Once, and whether or not the end was asked for. */
  onLost(): void;
}

/**
 * One connection, its services found. An operation may never settle: its caller holds the deadline. One operation at a
 * time. Answers of writes and of `subscribe` carry no bytes.
 */
export interface Link {
  readonly attMtu: number;
  listen(listener: LinkListener): void;
  read(value: ReadableValue): Promise<Answer>;
  write(value: WritableValue, bytes: Uint8Array): Promise<Answer>;
  /** To pages and to the record access control point. */
  subscribe(): Promise<Answer>;
  /** Settles when the link is down, or after its own deadline. Once is enough, twice is harmless. */
  disconnect(): Promise<void>;
}

export interface ConnectDeadlines {
  readonly connectMs: number;
  /** For finding services and characteristics. */
  readonly discoverMs: number;
}

export type Connection =
  | { readonly kind: 'connected'; readonly link: Link }
  /** `gone`: not heard, or it did not answer. `not-a-pedometer`: the service is not the one of docs/wire.md §1. */
  | { readonly kind: 'failed'; readonly fault: 'gone' | 'timeout' | 'refused' | 'not-a-pedometer' };

/** `deaf`: the adapter is missing, down, or does not do as it is told; `reset` may help. */
export type Listening =
  { readonly kind: 'listening' } | { readonly kind: 'deaf'; readonly sentence: string; readonly hint: string };

export interface Radio extends AsyncDisposable {
  /**
   * Opens the adapter where needed and listens until `connect`, `reset` or the end. Calling it while listening does no
   * harm: it is also the moment at which an adapter may throw away what it has remembered of passers-by.
   */
  listen(listener: Listener): Promise<Listening>;
  /** Whether it has heard this address since it was opened, so that `connect` has a chance. */
  hasHeard(address: string): boolean;
  /** Listening ends; one connection at a time. */
  connect(address: string, deadlines: ConnectDeadlines): Promise<Connection>;
  /** Closes the adapter, however stuck it is; the next `listen` opens it afresh. */
  reset(): Promise<void>;
}
