/** Visit limits: how long each thing a gateway asks of a pedometer may take, and how often it asks again. */

export const visitLimits = {
  /** A pedometer advertises at least every two seconds; in range it answers the first or second time. */
  connectMs: 10_000,
  /** Some ten requests at a slow connection interval with losses. */
  discoverMs: 10_000,
  /** One request and its answer; the Attribute Protocol itself would wait 30 s. */
  operationMs: 5_000,
  /** Silence in the middle of a report. */
  quietMs: 5_000,
  /** The pedometer gives up after 30 s (docs/wire.md §1.5); a little later there is nothing to wait for. */
  reportMs: 32_000,
  disconnectMs: 5_000,
  /** A report with holes is asked for again from the first hole on; three times is bad luck, four is a broken device. */
  requestsMax: 3,
} as const;
