/** Settlement: the loans that follow from what was said of pedometers, in whatever order it was heard (docs/decisions/0010). Pure. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { byTime, type HandOver, type Later, type Met } from './hand-over.ts';

/** A hand-over that counts: neither held nor undone. */
export type Counted = Pick<
  HandOver,
  'id' | 'kind' | 'atMs' | 'gateway' | 'action' | 'device' | 'participant' | 'replacement' | 'reason'
>;

/** [fromMs, toMs), with the hand-overs that begin and end it. */
export interface SettledLoan {
  readonly begunBy: number;
  readonly device: DeviceSerial;
  readonly participant: ParticipantId;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly endedBy: number | null;
}

/** How things stood before the first of the hand-overs. */
export interface Standing {
  /** Loans that began before and had not ended. */
  readonly running: readonly SettledLoan[];
  /** What ended the last loan of a pedometer that nobody has. */
  readonly lastEnds: ReadonlyMap<DeviceSerial, number>;
}

export interface Note<Reason> {
  readonly why: Reason;
  readonly of: number | null;
}

export interface Settlement {
  /** Those that were running, and all that begin with one of the hand-overs. */
  readonly loans: readonly SettledLoan[];
  /** By hand-over; nothing of those that only did what they say. */
  readonly met: ReadonlyMap<number, Note<Met>>;
  readonly later: ReadonlyMap<number, Note<Later>>;
}

export const nothingBefore: Standing = { running: [], lastEnds: new Map() };

/** Lending ends whatever loan of the pedometer and of the participant is running; giving back and losing end the pedometer's. */
export const settle = (handOvers: readonly Counted[], before: Standing = nothingBefore): Settlement => {
  const fold = new Fold(before);
  for (const handOver of handOvers.toSorted(byTime)) fold.take(handOver);
  return fold.settlement();
};

/** Nobody has a lost one in their hand: whoever says so may not know that somebody else has it by now. */
const isLoss = ({ kind, reason }: Counted): boolean => kind === 'lost' || (kind === 'exchange' && reason === 'lost');

interface Draft {
  readonly begunBy: number;
  readonly device: DeviceSerial;
  readonly participant: ParticipantId;
  readonly fromMs: number;
  toMs: number | null;
  endedBy: number | null;
}

class Fold {
  readonly #loans: Draft[];
  readonly #ofDevice: Map<DeviceSerial, Draft>;
  readonly #ofParticipant: Map<ParticipantId, Draft>;
  readonly #lastEnds: Map<DeviceSerial, number>;
  readonly #met = new Map<number, Note<Met>>();
  readonly #later = new Map<number, Note<Later>>();

  constructor({ running, lastEnds }: Standing) {
    this.#loans = running.map((loan) => ({ ...loan, toMs: null, endedBy: null }));
    this.#ofDevice = new Map(this.#loans.map((loan) => [loan.device, loan]));
    this.#ofParticipant = new Map(this.#loans.map((loan) => [loan.participant, loan]));
    this.#lastEnds = new Map(lastEnds);
  }

  take(handOver: Counted): void {
    const { kind, device, participant, replacement } = handOver;
    if (device === null) return;
    if (kind === 'lend' && participant !== null) this.#lend(device, participant, handOver);
    if (kind === 'return' || kind === 'end') this.#takeBack(device, handOver);
    if (kind === 'lost') this.#takeBack(device, handOver, participant);
    if (kind === 'exchange' && participant !== null && replacement !== null) {
      this.#takeBack(device, handOver, participant);
      this.#lend(replacement, participant, handOver);
    }
  }

  settlement(): Settlement {
    return {
      loans: this.#loans.filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs),
      met: this.#met,
      later: this.#later,
    };
  }

  #lend(device: DeviceSerial, participant: ParticipantId, { id, atMs }: Counted): void {
    const others = this.#ofDevice.get(device);
    const own = this.#ofParticipant.get(participant);
    if (others !== undefined && others === own) {
      this.#met.set(id, { why: 'said-already', of: others.begunBy });
      return;
    }
    for (const { loan, why } of [
      { loan: others, why: 'lent-on' as const },
      { loan: own, why: 'has-another' as const },
    ]) {
      if (loan === undefined) continue;
      this.#end(loan, id, atMs);
      this.#later.set(loan.begunBy, { why, of: id });
      this.#met.set(id, { why: 'ended-earlier-loan', of: (others ?? loan).begunBy });
    }
    const loan: Draft = { begunBy: id, device, participant, fromMs: atMs, toMs: null, endedBy: null };
    this.#loans.push(loan);
    this.#ofDevice.set(device, loan);
    this.#ofParticipant.set(participant, loan);
  }

  /** `from`: whoever is said to give it back, or to have lost it, where that is said. */
  #takeBack(device: DeviceSerial, handOver: Counted, from: ParticipantId | null = null): void {
    const { id, atMs } = handOver;
    const loan = this.#ofDevice.get(device);
    if (loan === undefined) {
      this.#met.set(id, { why: 'not-on-loan', of: this.#lastEnds.get(device) ?? null });
      return;
    }
    const isAnothers = from !== null && from !== loan.participant;
    if (isAnothers && isLoss(handOver)) {
      this.#met.set(id, { why: 'not-on-loan', of: loan.begunBy });
      return;
    }
    this.#end(loan, id, atMs);
    if (isAnothers) {
      this.#later.set(loan.begunBy, { why: 'lent-on', of: id });
      this.#met.set(id, { why: 'ended-earlier-loan', of: loan.begunBy });
    }
  }

  #end(loan: Draft, by: number, atMs: number): void {
    loan.toMs = atMs;
    loan.endedBy = by;
    this.#ofDevice.delete(loan.device);
    this.#ofParticipant.delete(loan.participant);
    // A loan of no time is none, and leaves no trace by which it could be told that it was.
    if (atMs > loan.fromMs) this.#lastEnds.set(loan.device, by);
  }
}
