/** Hand-overs: what centres and the desk say of who has which pedometer, and what becomes of it (docs/decisions/0010). */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { isDiskFault } from '../../runtime/database.ts';
import { assert } from '../../runtime/fault.ts';
import { Doubts, type DoubtsParts } from './doubts.ts';
import { HandOverTable } from './hand-over-table.ts';
import { byTime, type HandOver, type Said } from './hand-over.ts';
import type { DeskStatus, RegisteredLoan } from './registry-rows.ts';
import { Settler, type SettlerParts } from './settler.ts';

export interface HandOversParts extends Omit<SettlerParts, 'table'>, DoubtsParts {
  readonly database: DatabaseSync;
  readonly nowMs: () => number;
  /** What was told as facts since a savepoint is not so after all. */
  readonly onUndone: () => void;
}

/** What the desk says as a centre would. */
export type DeskWord =
  | { readonly kind: 'lend'; readonly device: DeviceSerial; readonly participant: ParticipantId; readonly atMs: number }
  | { readonly kind: 'return' | 'lost' | 'found'; readonly device: DeviceSerial; readonly atMs: number };

export class HandOvers {
  readonly table: HandOverTable;
  readonly #parts: HandOversParts;
  readonly #settler: Settler;
  readonly #doubts: Doubts;

  constructor(parts: HandOversParts) {
    this.#parts = parts;
    this.table = new HandOverTable(parts.database);
    this.#settler = new Settler({ ...parts, table: this.table });
    this.#doubts = new Doubts(parts);
  }

  /**
   * All that follow are to be called in a transaction. What a centre said is taken in, each action once. Returns what is
   * new. What cannot be settled is kept for the desk, and holds up nobody else; `onFailed` is told why.
   */
  hear(said: readonly Said[], heardMs: number, onFailed: (error: unknown) => void): readonly HandOver[] {
    const { database } = this.#parts;
    database.exec('SAVEPOINT heard');
    try {
      const fresh = this.#take(said, heardMs);
      return fresh.map(({ id }) => this.table.of(id));
    } catch (error) {
      if (isDiskFault(error)) throw error;
      onFailed(error);
      database.exec('ROLLBACK TO heard');
      this.#parts.onUndone();
      return said.flatMap((each) => this.table.add(each, heardMs, 'not-settled') ?? []);
    } finally {
      if (database.isTransaction) database.exec('RELEASE heard');
    }
  }

  /** Says something at the desk; it counts as what a centre says. */
  say(word: DeskWord, by: string): HandOver {
    return this.#sayAll([{ ...word, gateway: null, by }])[0];
  }

  /** The desk's word on a pedometer. It is newer than all that was said of it before. */
  setStatus(device: DeviceSerial, status: DeskStatus, by: string | null): void {
    const last = this.table.ofDevice(device).at(-1)?.atMs ?? 0;
    const atMs = Math.max(this.#parts.nowMs(), last + 1);
    this.#sayAll([{ kind: 'status', gateway: null, device, status, atMs, by }]);
  }

  /** Takes back what anybody said. Undefined where it is taken back already, or takes something back itself. */
  undo(id: number, by: string): HandOver | undefined {
    const target = this.table.get(id);
    if (target === undefined || target.undoneBy !== null || target.kind === 'undo') return undefined;
    const undo = this.#undoOf(target, by);
    this.#settle(this.#undo(undo));
    return undo;
  }

  /** Whatever is held happened then. It may still wait for a name. Undefined where it is not held. */
  settleHeld(id: number, atMs: number, by: string): HandOver | undefined {
    if (!this.#isHeld(id) || this.table.of(id).kind === 'undo') return undefined;
    this.#parts.onFact({ kind: 'settle', body: { handOver: id, atMs, by } });
    const timed = this.table.setTime(id, atMs, by);
    this.#settle([this.table.setHeld(id, this.#doubts.unknownIn(timed))]);
    return this.table.of(id);
  }

  /** Whatever is held never happened. Undefined where it is not held. */
  discardHeld(id: number, by: string): HandOver | undefined {
    if (!this.#isHeld(id)) return undefined;
    this.#parts.onFact({ kind: 'settle', body: { handOver: id, atMs: null, by } });
    this.#settle(this.#undo(this.#undoOf(this.table.of(id), by)));
    return this.table.of(id);
  }

  /** A pedometer or a participant has become known: what waited for them counts. */
  known(reason: 'unknown-device' | 'unknown-participant', id: string): void {
    const waiting = this.table
      .heldFor(reason)
      .filter(({ device, replacement, participant }) => [device, replacement, participant].some((each) => each === id));
    if (waiting.length > 0) this.#settle(waiting.map((each) => this.table.setHeld(each.id, this.#doubts.left(each))));
  }

  /** A loan that is known to overlap no other, as a table has it. */
  begin(loan: Omit<RegisteredLoan, 'id'>, by: string | null): HandOver {
    const { device, participant, fromMs, toMs } = loan;
    const lend: Said = { kind: 'lend', gateway: null, device, participant, atMs: fromMs, by };
    const end: Said = { ...lend, kind: 'end', atMs: toMs ?? 0 };
    const [begun] = this.#sayAll(toMs === null ? [lend] : [lend, end]);
    this.#endAt(begun.id, toMs, 'end', by);
    return begun;
  }

  /** The loan begun by that hand-over ends then and no sooner, or runs. */
  end(begunBy: number, toMs: number | null, kind: 'end' | 'return' | 'lost', by: string | null): void {
    const loan = this.#loanBegunBy(begunBy);
    if (kind !== 'end' && loan.toMs === toMs && toMs !== null) {
      // It has ended then already; what is new is where the pedometer is.
      this.#sayAll([{ kind, gateway: null, device: loan.device, participant: loan.participant, atMs: toMs, by }]);
    }
    this.#endAt(begunBy, toMs, kind, by);
  }

  /** Whether an exchange has said the same as that hand-over before the new time: taking it back would change more than this loan. */
  isExchangedBefore(begunBy: number, fromMs: number): boolean {
    return this.#saidAgain(this.table.of(begunBy), fromMs).some(({ kind }) => kind === 'exchange');
  }

  /** The loan begun by that hand-over had other times. Returns the hand-over that begins it instead. */
  correct(begunBy: number, times: { readonly fromMs: number; readonly toMs: number | null }, by: string): HandOver {
    const loan = this.#loanBegunBy(begunBy);
    const begun = this.table.of(begunBy);
    if (loan.fromMs === times.fromMs) {
      this.#endAt(begunBy, times.toMs, 'end', by);
      return begun;
    }
    const { kind, device, participant, replacement, reason, sequence } = begun;
    const again: Said = {
      kind,
      gateway: null,
      atMs: times.fromMs,
      device,
      participant,
      replacement,
      reason,
      sequence,
      by,
    };
    // Whoever said the same before the new time would begin the loan in its stead.
    const same = this.#saidAgain(begun, times.fromMs).filter((each) => each.kind === 'lend');
    const undone = [begun, ...same].flatMap((each) => this.#undo(this.#undoOf(each, by)));
    const ends = this.#endsOtherwise(loan, times.toMs, 'end', by);
    const [lent] = this.#sayAll([again], [...undone, ...ends]);
    this.#endAt(lent.id, times.toMs, 'end', by);
    return lent;
  }

  /** Pedometers have been read: those that were given back may be free now. */
  read(devices: Iterable<DeviceSerial>): void {
    this.#settler.free(devices);
  }

  readAll(): void {
    this.#settler.freeAll();
  }

  forget(): void {
    this.#settler.forget();
  }

  #sayAll(said: readonly Said[], also: readonly HandOver[] = []): readonly [HandOver, ...HandOver[]] {
    const heardMs = this.#parts.nowMs();
    const all = said.map((each) => this.table.add(each, heardMs, null)).filter((each) => each !== undefined);
    const [first, ...rest] = all;
    assert(first !== undefined, 'the desk’s own ids are never there already');
    this.#settle([...also, ...all]);
    return [first, ...rest];
  }

  #settle(changed: readonly HandOver[]): void {
    const done = this.#settler.settle(changed.filter(({ held }) => held === null));
    assert(done, 'more hangs on this than can be settled at a time');
  }

  #take(said: readonly Said[], heardMs: number): readonly HandOver[] {
    const fresh = said.flatMap((each) => this.table.add(each, heardMs, this.#doubts.about(each, heardMs)) ?? []);
    const undone = this.#undos(fresh).flatMap((undo) => this.#undo(undo));
    const changed = [...fresh.filter(({ kind }) => kind !== 'undo'), ...undone];
    // One that is taken back in the same breath is named twice.
    this.#settle([...new Map(changed.map((handOver) => [handOver.id, handOver])).values()]);
    return fresh;
  }

  /** Those among what is new, and those that came before what they speak of. */
  #undos(fresh: readonly HandOver[]): readonly HandOver[] {
    const mayBeSpokenOf = new Set(fresh.map(({ gateway, action }) => `${gateway ?? ''} ${action}`));
    const waiting = this.table.heldFor('unknown-action');
    return waiting.flatMap((undo) => {
      const { id, gateway, target, undoneBy } = undo;
      if (gateway === null || target === null || undoneBy !== null) return [];
      const isNew = fresh.some((each) => each.id === id);
      if (!isNew && !mayBeSpokenOf.has(`${gateway} ${target}`)) return [];
      const found = this.table.ofAction(gateway, target);
      return found === undefined ? [] : [this.table.setTarget(id, found.id)];
    });
  }

  /** The first of those who take something back has taken it back. Returns what counts no more. */
  #undo({ id, targetId, gateway }: HandOver): readonly HandOver[] {
    const target = this.table.get(targetId ?? 0);
    // What is taken back stays so, save that the desk may give up one that speaks of nothing anybody has heard of.
    const isFinal = target?.kind === 'undo' && (gateway !== null || target.held === null);
    const undos = target === undefined || isFinal ? [] : this.table.undosOf(target.id);
    const first = undos.filter(({ undoneBy }) => undoneBy === null).toSorted(byTime)[0];
    if (target === undefined || first === undefined) {
      this.table.setMet(id, 'said-already', null);
      return [];
    }
    for (const undo of undos) {
      this.table.setMet(undo.id, undo.id === first.id ? null : 'said-already', undo.id === first.id ? null : first.id);
    }
    return [this.table.setUndone(target.id, first.id)];
  }

  #undoOf({ id, device, participant, replacement }: HandOver, by: string | null): HandOver {
    const atMs = this.#parts.nowMs();
    const said: Said = { kind: 'undo', gateway: null, atMs, device, participant, replacement, targetId: id, by };
    const undo = this.table.add(said, atMs, null);
    assert(undo !== undefined, 'the desk’s own ids are never there already');
    return undo;
  }

  /** Whatever else was said to end the loan sooner, or in its stead, is taken back. */
  #endAt(begunBy: number, toMs: number | null, kind: 'end' | 'return' | 'lost', by: string | null): void {
    for (;;) {
      const loan = this.#loanBegunBy(begunBy);
      if (loan.toMs === toMs) return;
      this.#settle(this.#endsOtherwise(loan, toMs, kind, by));
    }
  }

  #endsOtherwise(
    loan: RegisteredLoan & { readonly endedBy: number | null },
    toMs: number | null,
    kind: 'end' | 'return' | 'lost',
    by: string | null,
  ): readonly HandOver[] {
    if (loan.toMs === toMs) return [];
    const ended = loan.endedBy === null ? undefined : this.table.of(loan.endedBy);
    const isWord = ended?.kind === 'end' || ended?.kind === 'return' || ended?.kind === 'lost';
    const isLater = (toMs ?? Infinity) > (loan.toMs ?? Infinity);
    assert(isWord || !isLater, 'a loan ends where another begins');
    const undone = ended !== undefined && isWord ? this.#undo(this.#undoOf(ended, by)) : [];
    const { device, participant } = loan;
    const said: Said = { kind, gateway: null, device, participant, atMs: toMs ?? 0, by };
    const isSaid = toMs === null || this.table.movingDevice(device, toMs).some((each) => isEndAt(each, kind, toMs));
    const end = isSaid ? undefined : this.table.add(said, this.#parts.nowMs(), null);
    return [...undone, ...(end === undefined ? [] : [end])];
  }

  #saidAgain({ id, atMs, kind, device, replacement }: HandOver, untilMs: number): readonly HandOver[] {
    const lent = kind === 'exchange' ? replacement : device;
    const moving = lent === null ? [] : this.table.movingDevice(lent, atMs);
    return moving.filter((each) => each.atMs <= untilMs && each.met === 'said-already' && each.metOf === id);
  }

  #isHeld(id: number): boolean {
    const handOver = this.table.get(id);
    return handOver !== undefined && handOver.held !== null && handOver.undoneBy === null;
  }

  #loanBegunBy(id: number): RegisteredLoan & { readonly endedBy: number | null } {
    const loan = this.#settler.loanBegunBy(id);
    assert(loan !== undefined, `no loan began with ${id}`);
    return loan;
  }
}

const isEndAt = (handOver: HandOver, kind: string, atMs: number): boolean =>
  handOver.kind === kind && handOver.atMs === atMs;
