/** Settler: brings loans and pedometers in line with what was said of them, and tells the difference as facts. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { standingOf } from './device-standing.ts';
import type { HandOverTable } from './hand-over-table.ts';
import type { HandOver } from './hand-over.ts';
import { loanOf, type LoanChange, type RegisteredLoan, type RegistryFact, type Row } from './registry-rows.ts';
import { settle, type SettledLoan, type Standing } from './settlement.ts';

export interface SettlerParts {
  /** Holds `handOverSchema`. */
  readonly database: DatabaseSync;
  readonly table: HandOverTable;
  readonly zone: string;
  /** How far a pedometer is confirmed. */
  readonly confirmedOf: (device: DeviceSerial) => number;
  readonly onFact: (fact: RegistryFact) => void;
}

/** A loan as it stands in the books. */
interface HeldLoan extends SettledLoan {
  readonly id: number;
}

/** What one hand-over can touch: everything later of whom it names, of whom these name, and so on. */
interface Reach {
  readonly handOvers: readonly HandOver[];
  readonly loans: readonly HeldLoan[];
  readonly before: Standing;
}

/** A town's loans of many years hang together by its pedometers; settling more at a time would hold up the visits. */
const reachMax = 10_000;

export class Settler {
  readonly #parts: SettlerParts;
  readonly #sql: Prepared;
  /** Pedometers given back, with the sequence beyond which they are free; read from the table when first asked. */
  #waiting: Map<DeviceSerial, number> | undefined;

  constructor(parts: SettlerParts) {
    this.#parts = parts;
    this.#sql = new Prepared(parts.database);
  }

  /**
   * Some hand-overs count anew, or do not any more. Returns false where so much hangs on them that nothing was done.
   * To be called in a transaction.
   */
  settle(changed: readonly HandOver[]): boolean {
    const moving = changed.filter(({ kind }) => kind !== 'swap' && kind !== 'found' && kind !== 'status');
    const reach = moving.length === 0 ? undefined : this.#reachOf(moving);
    if (reach === null) return false;
    const named = changed.flatMap(({ device, replacement }) => [device, replacement]);
    for (const device of new Set(named)) if (device !== null) this.#stand(device);
    if (reach !== undefined) this.#apply(reach);
    return true;
  }

  loanBegunBy(id: number): (RegisteredLoan & { readonly endedBy: number | null }) | undefined {
    const row = this.#sql.of('SELECT * FROM loan WHERE begun_by = ?').get(id);
    return row === undefined ? undefined : { ...loanOf(row), endedBy: row['ended_by'] as number | null };
  }

  /** Frees those of these pedometers that were given back and of which all has been confirmed. */
  free(devices: Iterable<DeviceSerial>): void {
    const waiting = this.#waitingDevices();
    if (waiting.size === 0) return;
    for (const device of devices) {
      const above = waiting.get(device);
      if (above !== undefined && this.#parts.confirmedOf(device) > above) this.#stand(device);
    }
  }

  freeAll(): void {
    this.free([...this.#waitingDevices().keys()]);
  }

  /** What the table says may no longer be what was last read here. */
  forget(): void {
    this.#waiting = undefined;
  }

  #stand(device: DeviceSerial): void {
    const row = this.#sql.of('SELECT status, free_above, swapped_on FROM device WHERE serial = ?').get(device);
    if (row === undefined) return;
    const counted = this.#parts.table
      .ofDevice(device)
      .filter(({ held, undoneBy }) => held === null && undoneBy === null);
    const { status: said, freeAbove, swappedMs } = standingOf(device, counted);
    const isFree = said === 'returned' && freeAbove !== null && this.#parts.confirmedOf(device) > freeAbove;
    const status = isFree ? 'in-stock' : said;
    const waitsFor = status === 'returned' ? freeAbove : null;
    const swappedOn = swappedMs === null ? null : localDate(swappedMs, this.#parts.zone).toString();
    this.#sql
      .of('UPDATE device SET status = ?, free_above = ?, swapped_on = ? WHERE serial = ?')
      .run(status, waitsFor, swappedOn, device);
    this.#waiting = undefined;
    if (status !== row['status'] || waitsFor !== row['free_above']) {
      this.#parts.onFact({ kind: 'device', body: { device } });
    }
  }

  #waitingDevices(): Map<DeviceSerial, number> {
    const rows = (): readonly Row[] =>
      this.#sql.of('SELECT serial, free_above FROM device WHERE free_above IS NOT NULL').all();
    this.#waiting ??= new Map(rows().map((row) => [row['serial'] as DeviceSerial, row['free_above'] as number]));
    return this.#waiting;
  }

  /** Null where there are too many. */
  #reachOf(changed: readonly HandOver[]): Reach | null {
    const { table } = this.#parts;
    const fromMs = Math.min(...changed.map(({ atMs }) => atMs));
    const devices = new Set<DeviceSerial>();
    const people = new Set<ParticipantId>();
    const handOvers = new Map<number, HandOver>();
    const loans = new Map<number, HeldLoan>();
    const name = (all: readonly Partial<Pick<HandOver, 'device' | 'replacement' | 'participant'>>[]): void => {
      for (const { device, replacement, participant } of all) {
        for (const each of [device, replacement]) if (each !== null && each !== undefined) devices.add(each);
        if (participant !== null && participant !== undefined) people.add(participant);
      }
    };
    const take = (said: readonly HandOver[], held: readonly HeldLoan[]): void => {
      for (const handOver of said) handOvers.set(handOver.id, handOver);
      for (const loan of held) loans.set(loan.id, loan);
      name([...said, ...held]);
    };
    name(changed);
    const done = { devices: 0, people: 0 };
    while (done.devices < devices.size || done.people < people.size) {
      for (const device of [...devices].slice(done.devices)) {
        take(table.movingDevice(device, fromMs), this.#loansOf('device', device, fromMs));
        done.devices += 1;
      }
      for (const person of [...people].slice(done.people)) {
        take(table.movingParticipant(person, fromMs), this.#loansOf('participant', person, fromMs));
        done.people += 1;
      }
      if (handOvers.size + loans.size > reachMax) return null;
    }
    const running = [...loans.values()].filter((loan) => loan.fromMs < fromMs);
    const before = { running, lastEnds: this.#lastEnds(devices, fromMs) };
    return { handOvers: [...handOvers.values()], loans: [...loans.values()], before };
  }

  /** Those that had not ended before `fromMs`. */
  #loansOf(column: 'device' | 'participant', value: string, fromMs: number): readonly HeldLoan[] {
    const sql = `SELECT * FROM loan WHERE ${column} = ? AND (to_ms IS NULL OR to_ms >= ?)`;
    return this.#sql.of(sql).all(value, fromMs).map(heldLoanOf);
  }

  #lastEnds(devices: ReadonlySet<DeviceSerial>, fromMs: number): ReadonlyMap<DeviceSerial, number> {
    const sql = 'SELECT ended_by FROM loan WHERE device = ? AND to_ms < ? ORDER BY from_ms DESC LIMIT 1';
    return new Map(
      [...devices].flatMap((device) => {
        const endedBy = this.#sql.of(sql).get(device, fromMs)?.['ended_by'];
        return typeof endedBy === 'number' ? [[device, endedBy] as const] : [];
      }),
    );
  }

  #apply({ handOvers, loans: held, before }: Reach): void {
    const { loans, met, later } = settle(handOvers, before);
    const changes = this.#write(held, loans);
    for (const { id } of handOvers) {
      const { why, of } = met.get(id) ?? { why: null, of: null };
      this.#parts.table.setMet(id, why, of);
    }
    for (const id of new Set([
      ...before.running.map(({ begunBy }) => begunBy),
      ...handOvers.map(({ id: one }) => one),
    ])) {
      const { why, of } = later.get(id) ?? { why: null, of: null };
      this.#parts.table.setLater(id, why, of);
    }
    const [only] = changes;
    if (only === undefined) return;
    this.#parts.onFact({ kind: 'loan', body: changes.length === 1 ? only : { changes } });
  }

  /** Writes the difference in an order in which no two loans overlap for a moment. */
  #write(held: readonly HeldLoan[], settled: readonly SettledLoan[]): readonly LoanChange[] {
    const wanted = new Map(settled.map((loan) => [loan.begunBy, loan]));
    const isSame = (loan: HeldLoan, now: SettledLoan): boolean =>
      loan.fromMs === now.fromMs && loan.device === now.device && loan.participant === now.participant;
    const kept = held.flatMap((loan) => {
      const now = wanted.get(loan.begunBy);
      return now !== undefined && isSame(loan, now) ? [{ loan, now }] : [];
    });
    const keptIds = new Set(kept.map(({ loan }) => loan.id));
    const gone = held.filter(({ id }) => !keptIds.has(id));
    const known = new Set(kept.map(({ loan }) => loan.begunBy));
    const shorter = kept.filter(({ loan, now }) => (now.toMs ?? Infinity) < (loan.toMs ?? Infinity));
    const others = kept.filter((each) => !shorter.includes(each) && differ(each.loan, each.now));
    for (const { id } of gone) this.#sql.of('DELETE FROM loan WHERE id = ?').run(id);
    return [
      ...gone.map((loan) => ({ before: registered(loan), after: null })),
      ...[...shorter, ...others].flatMap(({ loan, now }) => this.#end(loan, now)),
      ...settled.filter(({ begunBy }) => !known.has(begunBy)).map((loan) => this.#begin(loan)),
    ];
  }

  #end(loan: HeldLoan, { toMs, endedBy }: SettledLoan): readonly LoanChange[] {
    const row = this.#sql
      .of('UPDATE loan SET to_ms = ?, ended_by = ? WHERE id = ? RETURNING *')
      .get(toMs, endedBy, loan.id);
    // By whom it was ended is nobody's day total.
    return toMs === loan.toMs ? [] : [{ before: registered(loan), after: written(row) }];
  }

  #begin({ device, participant, fromMs, toMs, begunBy, endedBy }: SettledLoan): LoanChange {
    const row = this.#sql
      .of(
        'INSERT INTO loan (device, participant, from_ms, to_ms, begun_by, ended_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING *',
      )
      .get(device, participant, fromMs, toMs, begunBy, endedBy);
    return { before: null, after: written(row) };
  }
}

const differ = (loan: SettledLoan, now: SettledLoan): boolean => loan.toMs !== now.toMs || loan.endedBy !== now.endedBy;

const written = (row: Row | undefined): RegisteredLoan => {
  assert(row !== undefined, 'a loan that was written is not there');
  return loanOf(row);
};

const registered = ({ id, device, participant, fromMs, toMs }: HeldLoan): RegisteredLoan => ({
  id,
  device,
  participant,
  fromMs,
  toMs,
});

const heldLoanOf = (row: Row): HeldLoan => ({
  ...loanOf(row),
  begunBy: row['begun_by'] as number,
  endedBy: row['ended_by'] as number | null,
});
