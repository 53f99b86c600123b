/** Loan spans: loans as the desk shows them: with the sticker, the name, and who said that they begin and end. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { LoanSpan } from '../../contract/register-loan.ts';
import type { SaidBy } from '../../contract/register-terms.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { RegisteredLoan } from '../registry/registry-rows.ts';
import type { History } from './history.ts';
import { instantOf } from './pedometer-list.ts';
import type { RegisterWorld } from './register-world.ts';

export class LoanSpans {
  readonly #world: RegisterWorld;
  readonly #history: History;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld, history: History) {
    this.#world = world;
    this.#history = history;
    this.#prepared = new Prepared(world.store.database);
  }

  /** Newest first. */
  ofDevice(device: DeviceSerial): LoanSpan[] {
    return this.#world.store.registry
      .loansOfDevice(device)
      .map((loan) => this.of(loan))
      .reverse();
  }

  ofParticipant(participant: ParticipantId): LoanSpan[] {
    return this.#world.store.registry
      .loansOfParticipant(participant)
      .map((loan) => this.of(loan))
      .reverse();
  }

  /** Of one that is no more, nobody is told to have said it. */
  of({ id, device, participant, fromMs, toMs }: RegisteredLoan): LoanSpan {
    const { registry } = this.#world.store;
    const row = this.#prepared.of('SELECT begun_by, ended_by, to_ms FROM loan WHERE id = ?').get(id);
    return {
      device,
      participant,
      from: isoInstant(fromMs),
      to: instantOf(toMs),
      label: registry.deviceOf(device)?.label ?? '',
      name: registry.participant(participant)?.name ?? '',
      begunBy: this.#by(row?.['begun_by']),
      endedBy: row?.['to_ms'] === toMs ? this.#by(row['ended_by']) : null,
    };
  }

  /** The hand-over that begins it. */
  begunBy({ id }: RegisteredLoan): number | undefined {
    return this.#prepared.of('SELECT begun_by FROM loan WHERE id = ?').get(id)?.['begun_by'] as number | undefined;
  }

  #by(handOver: unknown): SaidBy | null {
    const found = typeof handOver === 'number' ? this.#world.store.registry.handOvers.table.get(handOver) : undefined;
    return found === undefined ? null : this.#history.by(found);
  }
}
