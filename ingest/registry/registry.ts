/** Registry: who and what the programme knows, and how that changes. The only place where a participant has a name. */
import type { DatabaseSync } from 'node:sqlite';
import type { CentreId, DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import { assert } from '../../runtime/fault.ts';
import type { LoanBook } from '../loan-book.ts';
import { hashSecret, isSecretOf, newSecret } from './gateway-secret.ts';
import { HandOvers } from './hand-overs.ts';
import { conflictsOf, type LoanClaim } from './loan-conflicts.ts';
import { nicknameFault } from './nickname.ts';
import {
  centreOf,
  deviceNoteOf,
  deviceOf,
  gatewayOf,
  loanOf,
  participantOf,
  rosterEntryOf,
  type Centre,
  type DeskStatus,
  type Device,
  type DeviceNote,
  type Gateway,
  type Participant,
  type ParticipantEntry,
  type RegisteredLoan,
  type RegistryFact,
  type RosterEntry,
} from './registry-rows.ts';
import { prepareRegistry, type RegistryStatements } from './registry-statements.ts';

export type { RegistryFact } from './registry-rows.ts';

export interface RegistryOptions {
  /** Holds `registrySchema` and all that was added to it. */
  readonly database: DatabaseSync;
  /** The programme's, in which imported times without an offset are read. */
  readonly zone: string;
  /** When the desk says something. */
  readonly nowMs: () => number;
  /** How far a pedometer is confirmed: one that was given back is free again once all has come. */
  readonly confirmedOf: (device: DeviceSerial) => number;
  /** The gateways that have read a pedometer. */
  readonly readersOf: (device: DeviceSerial) => readonly GatewayId[];
  /** Hears of every change of a pedometer or a loan, after it was written and inside its transaction. */
  readonly onFact: (fact: RegistryFact) => void;
  /** What it was told of since the last transaction is not so after all: the disk has refused it. */
  readonly onUndone?: () => void;
}

export type LendFault = 'unknown-device' | 'unknown-participant' | 'device-lent-twice' | 'participant-has-two';

export class Registry implements LoanBook {
  readonly zone: string;
  readonly handOvers: HandOvers;
  readonly #database: DatabaseSync;
  readonly #nowMs: () => number;
  readonly #onFact: (fact: RegistryFact) => void;
  readonly #onUndone: () => void;
  readonly #sql: RegistryStatements;

  constructor(options: RegistryOptions) {
    const { database, zone, nowMs, onFact, onUndone } = options;
    this.zone = zone;
    this.#database = database;
    this.#nowMs = nowMs;
    this.#onFact = onFact;
    this.#onUndone = onUndone ?? ((): void => undefined);
    this.#sql = prepareRegistry(database);
    this.handOvers = new HandOvers({
      ...options,
      onUndone: this.#onUndone,
      isDevice: (device) => this.deviceOf(device) !== undefined,
      isParticipant: (participant) => this.participant(participant) !== undefined,
      isOfCentre: (device, gateway) => this.#isOfCentre(device, gateway, options.readersOf),
    });
  }

  centre(id: CentreId): Centre | undefined {
    return maybe(this.#sql.centre.get(id), centreOf);
  }

  centres(): readonly Centre[] {
    return this.#sql.centres.all().map(centreOf);
  }

  gateways(): readonly Gateway[] {
    return this.#sql.gateways.all().map(gatewayOf);
  }

  participant(id: ParticipantId): Participant | undefined {
    return maybe(this.#sql.participant.get(id), participantOf);
  }

  participants(): readonly Participant[] {
    return this.#sql.participants.all().map(participantOf);
  }

  deviceOf(serial: DeviceSerial): Device | undefined {
    return maybe(this.#sql.device.get(serial), deviceOf);
  }

  /** Undefined where there is no such pedometer. */
  deviceNote(serial: DeviceSerial): DeviceNote | undefined {
    return maybe(this.#sql.device.get(serial), deviceNoteOf);
  }

  devices(): readonly Device[] {
    return this.#sql.devices.all().map(deviceOf);
  }

  /** By time. */
  loansOfDevice(serial: DeviceSerial): readonly RegisteredLoan[] {
    return this.#sql.loansOfDevice.all(serial).map(loanOf);
  }

  loansOfParticipant(participant: ParticipantId): readonly RegisteredLoan[] {
    return this.#sql.loansOfParticipant.all(participant).map(loanOf);
  }

  loans(): readonly RegisteredLoan[] {
    return this.#sql.loans.all().map(loanOf);
  }

  centreOf(gateway: GatewayId): CentreId | undefined {
    return this.#sql.gateway.get(gateway)?.['centre'] as CentreId | undefined;
  }

  /** The pedometers of the gateway's centre as they are at `nowMs`; by default, as they are once all is over that has an end. */
  rosterDevices(gateway: GatewayId, nowMs: number = Number.MAX_SAFE_INTEGER): readonly RosterEntry[] {
    return this.#sql.roster.all({ gateway, nowMs }).map(rosterEntryOf);
  }

  /** Makes a gateway's secret, which nobody can be shown again. */
  addGateway(
    id: GatewayId,
    centre: CentreId,
  ):
    | { readonly kind: 'added'; readonly secret: string }
    | { readonly kind: 'refused'; readonly fault: 'unknown-centre' | 'gateway-exists' } {
    if (this.centre(centre) === undefined) return { kind: 'refused', fault: 'unknown-centre' };
    const secret = newSecret();
    const { changes } = this.#sql.addGateway.run(id, centre, hashSecret(secret), this.#nowMs());
    return Number(changes) === 1 ? { kind: 'added', secret } : { kind: 'refused', fault: 'gateway-exists' };
  }

  /** A new secret in place of the old one; undefined for a gateway that does not exist. */
  renewGatewaySecret(id: GatewayId): string | undefined {
    const secret = newSecret();
    return Number(this.#sql.renewGateway.run(hashSecret(secret), id).changes) === 1 ? secret : undefined;
  }

  /** Whether this is that gateway. Constant time in the secret, and in whether the gateway exists. */
  checkGateway(id: GatewayId, secret: string): boolean {
    return isSecretOf(this.#sql.gateway.get(id)?.['secret_hash'] as Uint8Array | undefined, secret);
  }

  /** Lends a pedometer from `fromMs` on, with no end yet. */
  lend(
    device: DeviceSerial,
    participant: ParticipantId,
    fromMs: number,
  ):
    { readonly kind: 'lent'; readonly loan: RegisteredLoan } | { readonly kind: 'refused'; readonly fault: LendFault } {
    const claim: LoanClaim = { device, participant, fromMs, toMs: null };
    return this.atomically(() => {
      if (this.deviceOf(device) === undefined) return { kind: 'refused', fault: 'unknown-device' };
      if (this.participant(participant) === undefined) return { kind: 'refused', fault: 'unknown-participant' };
      const others = [...this.loansOfDevice(device), ...this.loansOfParticipant(participant)];
      const conflict = conflictsOf([...others.filter((loan) => (loan.toMs ?? Infinity) > fromMs), claim])[0];
      return conflict === undefined
        ? { kind: 'lent', loan: this.addLoan(claim) }
        : { kind: 'refused', fault: conflict.kind };
    });
  }

  /** Ends the loan of a pedometer that was running at `toMs`, or says that there was none. The pedometer is then `returned`. */
  takeBack(
    serial: DeviceSerial,
    toMs: number,
  ):
    | { readonly kind: 'taken-back'; readonly loan: RegisteredLoan }
    | { readonly kind: 'refused'; readonly fault: 'not-on-loan' } {
    return this.atomically(() => {
      const running = this.loansOfDevice(serial).find((loan) => loan.fromMs < toMs && (loan.toMs ?? Infinity) >= toMs);
      const device = this.deviceOf(serial);
      if (running === undefined || device === undefined) return { kind: 'refused', fault: 'not-on-loan' };
      return { kind: 'taken-back', loan: this.#endLoan(running, toMs, 'return') };
    });
  }

  /** What the desk says of a pedometer. Returns whether there is such a pedometer. */
  setDeviceStatus(serial: DeviceSerial, status: DeskStatus): boolean {
    return this.atomically(() => {
      const device = this.deviceOf(serial);
      if (device !== undefined && device.status !== status) this.handOvers.setStatus(serial, status, null);
      return device !== undefined;
    });
  }

  /** All of `work` is on disk when this returns, with the facts it made, or none of it. Inside another one it is part of that. */
  atomically<Value>(work: () => Value): Value {
    if (this.#database.isTransaction) return work();
    try {
      return inTransaction(this.#database, work);
    } catch (error) {
      this.#onUndone();
      throw error;
    }
  }

  /** For `atomically`, as all that follow. Adds a centre, or changes it. */
  putCentre({ id, name }: Centre): void {
    this.#sql.putCentre.run(id, name);
  }

  /** A nickname that would tell the name is refused before; one that would since the name has changed is dropped. */
  putParticipant({ id, name, birthYear, birthDate, centre, nickname }: ParticipantEntry): void {
    const held = this.participant(id);
    const wanted = nickname === undefined ? (held?.nickname ?? null) : nickname;
    const shown = wanted === null || nicknameFault(wanted, name) !== undefined ? null : wanted;
    this.#sql.putParticipant.run(id, name, birthYear, birthDate ?? null, centre, shown);
    if (held === undefined) this.handOvers.known('unknown-participant', id);
  }

  /** Another status than before is the desk's word. */
  putDevice({ serial, key, model, label, capacityBuckets, bucketSeconds, centre, status }: Device): void {
    const held = this.deviceOf(serial);
    this.#sql.putDevice.run(serial, key, model, label, capacityBuckets, bucketSeconds, centre);
    this.#onFact({ kind: 'device', body: { device: serial } });
    if (status !== (held?.status ?? 'in-stock')) this.handOvers.setStatus(serial, status, null);
    if (held === undefined) this.handOvers.known('unknown-device', serial);
  }

  /** The claim is known to overlap no other loan. */
  addLoan({ device, participant, fromMs, toMs }: LoanClaim, by: string | null = null): RegisteredLoan {
    return this.#loanBegunBy(this.handOvers.begin({ device, participant, fromMs, toMs }, by).id);
  }

  /** Gives a loan another end, or none. */
  endLoan(loan: RegisteredLoan, toMs: number | null, by: string | null = null): RegisteredLoan {
    return this.#endLoan(loan, toMs, 'end', by);
  }

  /** Puts a gateway into another centre. Returns whether there is such a gateway. */
  moveGateway(id: GatewayId, centre: CentreId): boolean {
    return Number(this.#sql.moveGateway.run(centre, id).changes) === 1;
  }

  /** What was read of it may no longer be so. */
  forget(): void {
    this.handOvers.forget();
  }

  /** Whether the pedometer belongs to the gateway's centre, or has been there. */
  #isOfCentre(serial: DeviceSerial, id: GatewayId, readersOf: RegistryOptions['readersOf']): boolean {
    const centreOfGateway = (each: GatewayId): unknown => this.#sql.gateway.get(each)?.['centre'];
    const centre = centreOfGateway(id);
    if (centre === undefined) return false;
    return (
      this.deviceOf(serial)?.centre === centre || readersOf(serial).some((each) => centreOfGateway(each) === centre)
    );
  }

  #endLoan(loan: RegisteredLoan, toMs: number | null, kind: 'end' | 'return', by: string | null = null) {
    const begunBy = this.#sql.loan.get(loan.id)?.['begun_by'];
    assert(typeof begunBy === 'number', 'a loan is begun by a hand-over');
    this.handOvers.end(begunBy, toMs, kind, by);
    return this.#loanBegunBy(begunBy);
  }

  #loanBegunBy(handOver: number): RegisteredLoan {
    const row = this.#sql.loanBegunBy.get(handOver);
    assert(row !== undefined, 'a loan that was written is not there');
    return loanOf(row);
  }
}

const maybe = <Value>(
  row: Readonly<Record<string, unknown>> | undefined,
  decode: (row: Readonly<Record<string, unknown>>) => Value,
): Value | undefined => (row === undefined ? undefined : decode(row));
