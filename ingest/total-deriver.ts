/** Total deriver: from changed day blocks to the day totals of everybody they concern, and to notices about nobody's steps. */
import type { DeviceSerial, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { wholeHolder } from './attribution.ts';
import { isUndated } from './block-merger.ts';
import { stepsOf, undated, type Run } from './day-block.ts';
import { sumDay, unattributed, type Contribution } from './day-sum.ts';
import type { DaySum, DayTotals, Revised } from './day-totals.ts';
import type { DeviceStates } from './device-states.ts';
import type { Loan, LoanBook } from './loan-book.ts';
import type { LoanReach } from './loan-reach.ts';
import { sumUnsigned } from './imports/unsigned-sum.ts';
import type { UnsignedDays } from './imports/unsigned-days.ts';
import { dateOfEpochDay, type LocalDays } from './local-days.ts';
import type { Quarantine, QuarantinePlace } from './quarantine.ts';
import { lastDate, type SqliteSeriesStore } from './series/sqlite-series-store.ts';
import type { Stamps } from './stamps.ts';
import type { TouchedBlocks } from './touched-blocks.ts';

export interface TotalDeriverParts {
  readonly book: LoanBook;
  readonly blocks: SqliteSeriesStore;
  readonly totals: DayTotals;
  readonly states: DeviceStates;
  readonly stamps: Stamps;
  readonly quarantine: Quarantine;
  readonly days: LocalDays;
  readonly unsigned: UnsignedDays;
}

/** Who or what changed the blocks: the journal entry, and the visit that brought new buckets if it was one. */
export interface Cause {
  readonly place: QuarantinePlace;
  readonly brought:
    | { readonly journal: number; readonly visit: number; /** Its local date. */ readonly syncedOn: PlainDateText }
    | undefined;
}

const everything: LoanReach = { people: new Set(), fromMs: -Infinity, toMs: Infinity };

export class TotalDeriver {
  readonly #parts: TotalDeriverParts;

  constructor(parts: TotalDeriverParts) {
    this.#parts = parts;
  }

  /** Writes the touched blocks and says anew what their dates amount to. Returns the new revisions. */
  settle(touched: TouchedBlocks, cause: Cause): readonly Revised[] {
    const { device } = touched;
    const loans = this.#parts.book.loansOfDevice(device);
    const revised: Revised[] = [];
    for (const [date, runs] of touched.changed()) {
      const block = { device, date, runs };
      this.#parts.blocks.replaceBlock(touched.held(date), block, holderOfBlock(runs, loans), cause.place.journal);
      if (isUndated(date)) this.#noticeUndated(device, runs, cause);
      else revised.push(...this.#settleDate(device, date, runs, loans, [], cause));
    }
    return revised;
  }

  /**
   * A loan was made, changed or taken back: everybody's totals of the dates it reaches, old and new holders included; or what
   * was in doubt no longer is, on whatever date: then without `reach`.
   */
  reattribute(device: DeviceSerial, cause: Cause, reach: LoanReach = everything): readonly Revised[] {
    const { book, blocks } = this.#parts;
    const loans = book.loansOfDevice(device);
    const also = [...reach.people];
    const revised: Revised[] = [];
    for (const held of blocks.blocksBetween(device, ...this.#datesOf(reach))) {
      const { date, runs } = held.block;
      if (isUndated(date)) continue;
      const holder = holderOfBlock(runs, loans);
      if (holder !== held.participant) blocks.replaceBlock(held, held.block, holder, cause.place.journal);
      revised.push(...this.#settleDate(device, date, runs, loans, also, cause));
    }
    return revised;
  }

  /** A bucket lies in the block of the date on which it began, and is an hour at most. */
  #datesOf({ fromMs, toMs }: LoanReach): readonly [PlainDateText, PlainDateText] {
    const { days } = this.#parts;
    const from = fromMs === -Infinity ? undated : days.at(days.at(fromMs).startMs - 1).date;
    return [from, toMs === Infinity ? lastDate : days.at(toMs).date];
  }

  #settleDate(
    device: DeviceSerial,
    date: PlainDateText,
    runs: readonly Run[],
    loans: readonly Loan[],
    also: readonly ParticipantId[],
    cause: Cause,
  ): readonly Revised[] {
    this.#noticeUnattributed(device, date, runs, loans, cause);
    const day = this.#parts.days.of(date);
    const touching = loans.filter((loan) => touches(loan, day.startMs, day.endMs));
    const people = new Set([...touching.map((loan) => loan.participant), ...also]);
    const revised: Revised[] = [];
    for (const participant of people) {
      const contributions = this.#contributions(participant, date, { device, runs, loans });
      const syncedOn = broughtOn(runs, cause) ?? lastSyncedOn(contributions) ?? date;
      const sum = sumDay(participant, contributions);
      const change = this.#revise(participant, date, sum, syncedOn, cause.place.journal);
      if (change !== undefined) revised.push(change);
    }
    return revised;
  }

  /** Says anew what a date amounts to, after something else than a pedometer has spoken of it. */
  resum(participant: ParticipantId, date: PlainDateText, journal: number): Revised | undefined {
    const { book, blocks, days } = this.#parts;
    const day = days.of(date);
    const mine = book.loansOfParticipant(participant).filter((loan) => touches(loan, day.startMs, day.endMs));
    const contributions = [...new Set(mine.map((loan) => loan.device))].map((device): Contribution => {
      const runs = blocks.readBlock(device, date)?.block.runs ?? [];
      return { device, runs, loans: book.loansOfDevice(device), doubtful: this.#doubtful(device, runs) };
    });
    const syncedOn = lastSyncedOn(contributions) ?? date;
    return this.#revise(participant, date, sumDay(participant, contributions), syncedOn, journal);
  }

  /** Loans of these people have changed, and with them on which dates another system's word is needed. */
  resumUnsigned(people: Iterable<ParticipantId>, journal: number): readonly Revised[] {
    const revised: Revised[] = [];
    for (const participant of new Set(people)) {
      for (const date of this.#parts.unsigned.datesOf(participant)) {
        const change = this.resum(participant, date, journal);
        if (change !== undefined) revised.push(change);
      }
    }
    return revised;
  }

  /** A date on which somebody had a pedometer is the pedometer's; on any other the word of other systems stands. */
  #revise(
    participant: ParticipantId,
    date: PlainDateText,
    signed: DaySum,
    syncedOn: PlainDateText,
    journal: number,
  ): Revised | undefined {
    const { totals, unsigned } = this.#parts;
    const told =
      signed.devices.length > 0 || this.#hasPedometer(participant, date)
        ? undefined
        : sumUnsigned(unsigned.of(participant, date));
    if (told === undefined) return totals.revise(participant, date, signed, syncedOn, journal);
    const { steps, held } = told;
    return totals.revise(participant, date, { steps, held, trust: 'unsigned', devices: [] }, told.syncedOn, journal);
  }

  #hasPedometer(participant: ParticipantId, date: PlainDateText): boolean {
    const day = this.#parts.days.of(date);
    return this.#parts.book.loansOfParticipant(participant).some((loan) => touches(loan, day.startMs, day.endMs));
  }

  /** The blocks of every pedometer the participant held on the date. */
  #contributions(
    participant: ParticipantId,
    date: PlainDateText,
    fresh: { readonly device: DeviceSerial; readonly runs: readonly Run[]; readonly loans: readonly Loan[] },
  ): readonly Contribution[] {
    const { book, blocks, days } = this.#parts;
    const mine = book.loansOfParticipant(participant);
    const contribution = (device: DeviceSerial, runs: readonly Run[], loans: readonly Loan[]): Contribution => ({
      device,
      runs,
      loans,
      doubtful: this.#doubtful(device, runs),
    });
    if (mine.every((loan) => loan.device === fresh.device))
      return [contribution(fresh.device, fresh.runs, fresh.loans)];
    const day = days.of(date);
    const devices = new Set(mine.filter((loan) => touches(loan, day.startMs, day.endMs)).map((loan) => loan.device));
    devices.add(fresh.device);
    return [...devices].map((device) =>
      device === fresh.device
        ? contribution(device, fresh.runs, fresh.loans)
        : contribution(device, blocks.readBlock(device, date)?.block.runs ?? [], book.loansOfDevice(device)),
    );
  }

  #doubtful(device: DeviceSerial, runs: readonly Run[]): boolean {
    if (!this.#parts.states.get(device).contradicted) return false;
    return runs.some((run) => this.#parts.stamps.doubtful(device, run.epoch));
  }

  #noticeUnattributed(
    device: DeviceSerial,
    date: PlainDateText,
    runs: readonly Run[],
    loans: readonly Loan[],
    cause: Cause,
  ): void {
    const { quarantine } = this.#parts;
    const { nobodys, ambiguous } = unattributed(runs, loans);
    if (nobodys > 0) quarantine.add('not-on-loan', device, date, cause.place, `${nobodys} steps`);
    else quarantine.resolve('not-on-loan', device, date);
    if (ambiguous > 0) quarantine.add('ambiguous-holder', device, date, cause.place, `${ambiguous} steps`);
    else quarantine.resolve('ambiguous-holder', device, date);
  }

  #noticeUndated(device: DeviceSerial, runs: readonly Run[], cause: Cause): void {
    const { quarantine } = this.#parts;
    const steps = stepsOf(runs);
    if (steps === 0) quarantine.resolve('undated', device, '');
    else quarantine.add('undated', device, '', cause.place, `${steps} steps wait for a stamp`);
  }
}

const touches = (loan: Loan, fromMs: number, toMs: number): boolean =>
  loan.fromMs < toMs && (loan.toMs ?? Infinity) > fromMs;

/** The one participant who held the pedometer through the whole block; null otherwise. */
const holderOfBlock = (runs: readonly Run[], loans: readonly Loan[]): ParticipantId | null => {
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined || first.startMs === 0) return null;
  const endMs = last.startMs + last.steps.length * last.bucketSeconds * 1000;
  return wholeHolder(first.startMs, endMs, loans) ?? null;
};

/** The date of the visit that brought some of these runs; a visit that only dated them anew brought nothing. */
const broughtOn = (runs: readonly Run[], { brought }: Cause): PlainDateText | undefined =>
  brought !== undefined &&
  runs.some(({ source }) => source.journal === brought.journal && source.visit === brought.visit)
    ? brought.syncedOn
    : undefined;

const lastSyncedOn = (contributions: readonly Contribution[]): PlainDateText | undefined => {
  const last = Math.max(0, ...contributions.flatMap(({ runs }) => runs.map((run) => run.syncedDay)));
  return last === 0 ? undefined : dateOfEpochDay(last);
};
