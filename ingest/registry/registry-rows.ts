/** What the registry knows: centres, gateways, participants, pedometers and loans. */
import type { CentreId, DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import type { KnownDevice, Loan } from '../loan-book.ts';

export interface Centre {
  readonly id: CentreId;
  readonly name: string;
}

export interface Gateway {
  readonly id: GatewayId;
  readonly centre: CentreId;
}

export interface Participant {
  readonly id: ParticipantId;
  readonly name: string;
  readonly birthYear: number;
  /** Where the desk knows it, in that year. */
  readonly birthDate: PlainDateText | null;
  readonly centre: CentreId;
  /** What they agreed to see on the screen; none of their names. */
  readonly nickname: string | null;
}

/** A participant as somebody puts them down who may know no day of birth, and does not speak of the nickname. */
export type ParticipantEntry = Omit<Participant, 'birthDate' | 'nickname'> &
  Partial<Pick<Participant, 'birthDate' | 'nickname'>>;

/** What the desk says of a pedometer. `on-loan` is not said but follows from the loans. */
export const deskStatuses = ['in-stock', 'returned', 'lost', 'repair', 'retired'] as const;
export type DeskStatus = (typeof deskStatuses)[number];

export interface Device extends KnownDevice {
  readonly model: string;
  readonly centre: CentreId;
  readonly status: DeskStatus;
}

/** [fromMs, toMs) during which a participant has the pedometer; `toMs` null while it runs. */
export interface RegisteredLoan extends Loan {
  readonly id: number;
}

export interface RosterEntry {
  readonly serial: DeviceSerial;
  readonly label: string;
  readonly model: string;
  readonly status: DeviceStatus;
}

/** What became known, in the form of the journal's facts: without a name and without a key. */
export type RegistryFact =
  | { readonly kind: 'device'; readonly body: { readonly device: DeviceSerial } }
  /** What the desk says of a hand-over that was held; null: it does not count. */
  | {
      readonly kind: 'settle';
      readonly body: { readonly handOver: number; readonly atMs: number | null; readonly by: string };
    }
  | { readonly kind: 'loan'; readonly body: LoanChange | { readonly changes: readonly LoanChange[] } };

/** Null where there was, or is, no such loan. */
export interface LoanChange {
  readonly before: RegisteredLoan | null;
  readonly after: RegisteredLoan | null;
}

/** What is known of a pedometer beside its row: when it may be lent again, and the date of the last battery swap. */
export interface DeviceNote {
  readonly freeAbove: number | null;
  readonly swappedOn: PlainDateText | null;
}

export type Row = Readonly<Record<string, unknown>>;

export const centreOf = (row: Row): Centre => ({ id: row['id'] as CentreId, name: row['name'] as string });

export const gatewayOf = (row: Row): Gateway => ({ id: row['id'] as GatewayId, centre: row['centre'] as CentreId });

export const participantOf = (row: Row): Participant => ({
  id: row['id'] as ParticipantId,
  name: row['name'] as string,
  birthYear: row['birth_year'] as number,
  birthDate: row['birth_date'] as PlainDateText | null,
  centre: row['centre'] as CentreId,
  nickname: row['nickname'] as string | null,
});

export const deviceOf = (row: Row): Device => ({
  serial: row['serial'] as DeviceSerial,
  key: row['key'] as Uint8Array,
  model: row['model'] as string,
  label: row['label'] as string,
  capacityBuckets: row['capacity'] as number,
  bucketSeconds: row['bucket_seconds'] as number,
  centre: row['centre'] as CentreId,
  status: row['status'] as DeskStatus,
});

export const deviceNoteOf = (row: Row): DeviceNote => ({
  freeAbove: row['free_above'] as number | null,
  swappedOn: row['swapped_on'] as PlainDateText | null,
});

export const loanOf = (row: Row): RegisteredLoan => ({
  id: row['id'] as number,
  device: row['device'] as DeviceSerial,
  participant: row['participant'] as ParticipantId,
  fromMs: row['from_ms'] as number,
  toMs: row['to_ms'] as number | null,
});

export const rosterEntryOf = (row: Row): RosterEntry => ({
  serial: row['serial'] as DeviceSerial,
  label: row['label'] as string,
  model: row['model'] as string,
  status: row['status'] as DeviceStatus,
});
