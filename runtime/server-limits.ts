/** Server limits: how long, how many and how much whoever connects to a server of ours may take, so that all others are served. */

export interface ServerLimits {
  /** From the connection on, until the whole head of a request has come. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** A connection without a request is kept this long for the next one. */
  readonly idleMs: number;
  /** How often those times are looked at. */
  readonly checkMs: number;
  /** More than twice the seats of the live stream; beyond it connections without a request have to go. */
  readonly connectionsMax: number;
  /** A browser sends some twenty. */
  readonly headersMax: number;
}

export const serverLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 5_000,
  checkMs: 1_000,
  connectionsMax: 500,
  headersMax: 100,
};
