/** Plan of the ingest benchmarks, shared by the cloud under test and the processes that send. */
export interface IngestBenchPlan {
  readonly devices: number;
  /** Days are counted from 0; only these are sent. */
  readonly days: { readonly from: number; readonly to: number };
  /** One for each centre; pedometers are shared out among them by their numbers, as they were bought. */
  readonly gateways: number;
  readonly visitsPerBatch: number;
  /** Local midnight of day 0, ms since the Unix epoch. */
  readonly startMs: number;
}

/** What the senders are asked for. */
export interface SendOrder {
  readonly plan: IngestBenchPlan;
  readonly port: number;
  /** By gateway. */
  readonly secrets: readonly string[];
  /** Gateways that are connected at a time. */
  readonly atOnce: number;
  /** Batches of a gateway that have no receipt yet; the real ones have up to 32. */
  readonly inFlightMax: number;
  /** Whether all is made before the clock starts, or each batch when it is its turn. */
  readonly isMadeBefore: boolean;
  /** Whether a batch is done with its receipt, or when the broker has it: others give none. */
  readonly isReceipted: boolean;
}

export interface SendReport {
  readonly seconds: number;
  /** How long it took to make what was made before the clock started. */
  readonly madeSeconds: number;
  readonly cpuSeconds: number;
  readonly batches: number;
  readonly deviceDays: number;
  readonly bytes: number;
  /** Of a receipt, in ms, ascending; a sample where there are many. */
  readonly latencies: readonly number[];
}

/** What the senders say: that they are there, how many device-days have their receipt by now, or the report. */
export type SenderWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly deviceDays: number; readonly memoryBytes: number }
  | { readonly kind: 'report'; readonly report: SendReport };

export const gatewayOf = (index: number): string => `gw-${index}`;
export const centreOf = (index: number): string => `c-${index}`;
export const serialOf = (index: number): string => `AYM-${String(index).padStart(8, '0')}`;
export const participantOf = (index: number): string => `P-${String(index).padStart(8, '0')}`;

/** Pedometers [from, to) of a gateway. */
export const devicesOf = (plan: IngestBenchPlan, gateway: number): { readonly from: number; readonly to: number } => ({
  from: Math.floor((plan.devices * gateway) / plan.gateways),
  to: Math.floor((plan.devices * (gateway + 1)) / plan.gateways),
});

/** A key anybody can work out: these pedometers exist in the benchmark only. */
export const keyOfDevice = (index: number): Uint8Array => {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint32(0, index);
  return key;
};

export const quantile = (ascending: readonly number[], q: number): number =>
  ascending[Math.floor((ascending.length - 1) * q)] ?? NaN;
