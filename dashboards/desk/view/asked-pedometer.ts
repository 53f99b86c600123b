/** Asked pedometer: what a form for a pedometer of the register holds, and what is asked for with it. Pure. */
import type { PedometerAsk, PedometerEditAsk, RegisteredPedometer } from '../../../contract/register-pedometer.ts';

export const saidStatuses = ['in-stock', 'returned', 'lost', 'repair', 'retired'] as const;

export interface TypedPedometer {
  readonly device: string;
  readonly label: string;
  readonly centre: string;
  readonly model: string;
  readonly key: string;
  readonly capacityBuckets: string;
  readonly bucketSeconds: string;
  /** Empty: as it is. */
  readonly status: string;
}

export const typedPedometerOf = (registered: RegisteredPedometer): TypedPedometer => ({
  device: registered.pedometer.device,
  label: registered.pedometer.label,
  centre: registered.pedometer.centre.id,
  model: registered.pedometer.model,
  key: '',
  capacityBuckets: String(registered.capacityBuckets),
  bucketSeconds: String(registered.bucketSeconds),
  status: '',
});

const plain = (text: string): string => text.normalize('NFKC').trim();
const isKey = (key: string): boolean => /^[0-9A-Fa-f]{64}$/.test(key);

const fieldsOf = (typed: TypedPedometer) => ({
  label: plain(typed.label),
  centre: typed.centre,
  model: plain(typed.model),
  capacityBuckets: Number(plain(typed.capacityBuckets)),
  bucketSeconds: Number(plain(typed.bucketSeconds)),
});

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const areFields = ({ label, centre, model, capacityBuckets, bucketSeconds }: ReturnType<typeof fieldsOf>): boolean =>
  label !== '' &&
  centre !== '' &&
  model !== '' &&
  isWhole(capacityBuckets, 1, 65_535) &&
  isWhole(bucketSeconds, 60, 3600);

/** Null while something is missing that cannot be. */
export const askedPedometer = (typed: TypedPedometer): PedometerAsk | null => {
  const fields = fieldsOf(typed);
  const device = plain(typed.device);
  const key = plain(typed.key);
  if (!areFields(fields) || !/^[A-Za-z0-9_-]{1,64}$/.test(device) || !isKey(key)) return null;
  // The server reads and checks what is sent.
  return { device, ...fields, key } as PedometerAsk;
};

/** Only what is different; null while something is missing that cannot be. */
export const editedPedometer = (before: RegisteredPedometer, typed: TypedPedometer): PedometerEditAsk | null => {
  const fields = fieldsOf(typed);
  const key = plain(typed.key);
  if (!areFields(fields) || (key !== '' && !isKey(key))) return null;
  const held: Readonly<Record<string, unknown>> = fieldsOf(typedPedometerOf(before));
  const status = saidStatuses.find((each) => each === typed.status);
  const changed = Object.fromEntries(Object.entries(fields).filter(([field, value]) => held[field] !== value));
  return { ...changed, ...(key === '' ? {} : { key }), ...(status === undefined ? {} : { status }) };
};
