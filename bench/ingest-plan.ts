/** Plan of the ingest benchmarks, shared by the cloud under test and the processes that send. */
export interface IngestBenchPlan {
  readonly devices: number;
  readonly daysPerDevice: number;
  readonly gateways: number;
  readonly visitsPerBatch: number;
  /** Local midnight of the first day, ms since the Unix epoch. */
  readonly startMs: number;
}

export const gatewayOf = (index: number): string => `gw-${index}`;
export const serialOf = (index: number): string => `AYM-${String(index).padStart(8, '0')}`;
export const participantOf = (index: number): string => `P-${String(index).padStart(8, '0')}`;

/** A key anybody can work out: these pedometers exist in the benchmark only. */
export const keyOfDevice = (index: number): Uint8Array => {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint32(0, index);
  return key;
};
