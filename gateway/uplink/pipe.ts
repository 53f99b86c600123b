/** Pipe: MQTT reduced to what may be relied on: messages go and come while it is up, and nothing is promised. */

export interface PipeMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker had kept it from before we subscribed. */
  readonly retained: boolean;
}

export interface PipeListener {
  /** Connected, and subscribed to all it should be. */
  onUp(): void;
  onDown(): void;
  onMessage(message: PipeMessage): void;
}

export interface PipeWill {
  readonly topic: string;
  readonly payload: string;
}

/** Who connects, for what, and what is to be said should the connection be lost. */
export interface PipeIdentity {
  readonly clientId: string;
  readonly subscriptions: readonly string[];
  /** Asked anew for each connection. Retained, QoS 1. */
  readonly will: () => PipeWill;
}

/** Connects and reconnects by itself from `start` until it is disposed of; then the will is not sent. */
export interface Pipe extends AsyncDisposable {
  start(listener: PipeListener): void;
  /** QoS 1. What is published while down is dropped; what is published while up may be lost all the same. */
  publish(topic: string, payload: string | Uint8Array, options: { readonly retain: boolean }): void;
}
