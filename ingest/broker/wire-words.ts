/** Wire words: what the thread of the broker and the one that writes say to each other. */
import type { GatewayId } from '../../contract/ids.ts';
import type { EmbeddedBrokerOptions } from './embedded-broker.ts';
import type { RemoteBrokerOptions } from './remote-broker.ts';
import type { UpMessage } from './wire.ts';

/** Which broker, as data. */
export type WirePlan =
  | ({ readonly kind: 'embedded' } & Pick<EmbeddedBrokerOptions, 'host' | 'port' | 'tls'>)
  | ({ readonly kind: 'remote' } & Omit<RemoteBrokerOptions, 'log'>);

export interface WireThreadData {
  readonly plan: WirePlan;
  /** `cloud.sqlite`, of which only keys are read. */
  readonly databasePath: string;
}

export interface PublishWord {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** What has come together since the last one. */
export interface WireSpeech {
  readonly kind: 'publish';
  readonly words: readonly PublishWord[];
  /** Of messages that have arrived. */
  readonly takenBytes: number;
  /** How long batches of a gateway are best left unread by now, in ms, where that has been said of it or is to be said. */
  readonly slow: ReadonlyMap<GatewayId, number>;
}

/** To the broker's thread. */
export type WireOrder =
  | WireSpeech
  | { readonly kind: 'admit'; readonly question: number; readonly isAdmitted: boolean }
  | { readonly kind: 'let-nobody-in' }
  /** Answered by `flushed`. */
  | { readonly kind: 'flush' }
  | { readonly kind: 'stop' };

/** From the broker's thread. */
export type WireNews =
  | { readonly kind: 'started'; readonly port: number }
  | { readonly kind: 'not-started'; readonly code: string; readonly sentence: string; readonly hint: string }
  | { readonly kind: 'message'; readonly message: UpMessage }
  /** `secret`: null asks only whether there is such a gateway. */
  | { readonly kind: 'asks'; readonly question: number; readonly gateway: GatewayId; readonly secret: string | null }
  /** A line of the log, as JSON. */
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'connected'; readonly isConnected: boolean }
  | { readonly kind: 'flushed' };
