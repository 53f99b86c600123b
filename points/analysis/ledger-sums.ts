/**
 * Ledger sums: what every month brought to and took from each person's account, and by which rule: follows the entries, which
 * are only ever added to.
 */
import type { DatabaseSync } from 'node:sqlite';
import { localDate } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { CounterAccount } from '../ledger/ledger-entry.ts';
import { dayNumberOf } from './day-number.ts';
import type { JudgedDays } from './judged-days.ts';
import type { PointPeople } from './point-people.ts';

const rowsPerRead = 2_000;
const entriesAfter = `SELECT id, participant, counter, substr(key, 1, 6) = 'steps:', date, points, rule, at_ms FROM entry
  WHERE id > ? AND account = 'pedometer' ORDER BY id LIMIT ${rowsPerRead}`;
type EntryCells = readonly [number, string, CounterAccount, number, string, number, string, number];

export const flows = ['issued', 'takenBack', 'expired', 'exchanged', 'movedIn'] as const;
export type Flow = (typeof flows)[number];

/** A number for each person that grows with them. */
export class PersonSums {
  #values = new Float64Array(0);

  add(person: number, points: number): void {
    if (person >= this.#values.length) {
      const grown = new Float64Array(Math.max(1_024, (person + 1) * 1.5));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[person] = (this.#values[person] ?? 0) + points;
  }

  of(person: number): number {
    return this.#values[person] ?? 0;
  }
}

/** One month of the ledger. */
export interface MonthSums {
  readonly flows: Readonly<Record<Flow, PersonSums>>;
  /** Net of what was taken back, by rule or activity. */
  readonly rules: Map<string, PersonSums>;
}

const hourMs = 3_600_000;

export class LedgerSums {
  readonly #sql: Prepared;
  readonly #people: PointPeople;
  readonly #days: JudgedDays;
  readonly #zone: string;
  readonly #months = new Map<string, MonthSums>();
  readonly #monthOfHour = new Map<number, string>();
  #entry = 0;

  constructor(database: DatabaseSync, people: PointPeople, days: JudgedDays, zone: string) {
    this.#sql = new Prepared(database);
    this.#people = people;
    this.#days = days;
    this.#zone = zone;
  }

  /** Oldest first. */
  get months(): readonly (readonly [string, MonthSums])[] {
    return [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  get progress(): { readonly done: number; readonly total: number } {
    const newest = this.#sql.of('SELECT coalesce(max(id), 0) AS id FROM entry').get();
    return { done: this.#entry, total: Number(newest?.['id']) };
  }

  /** Reads a slice of what was written since. Returns whether there may be more. */
  step(today: number): boolean {
    const statement = this.#sql.of(entriesAfter);
    statement.setReturnArrays(true);
    const rows = statement.all(this.#entry) as unknown as readonly EntryCells[];
    let first = today;
    for (const [, participant, , isSteps, date] of rows) {
      this.#people.indexOf(participant);
      if (isSteps === 1) first = Math.min(first, dayNumberOf(date));
    }
    if (rows.length > 0) this.#days.grid.makeRoom(this.#people.count, first, today);
    for (const row of rows) this.#take(row);
    return rows.length === rowsPerRead;
  }

  #take([id, participant, counter, isSteps, date, points, rule, atMs]: EntryCells): void {
    this.#entry = id;
    const person = this.#people.indexOf(participant);
    const month = this.#monthOf(atMs);
    switch (counter) {
      case 'issued':
        month.flows[points > 0 ? 'issued' : 'takenBack'].add(person, Math.abs(points));
        sumsOf(month.rules, rule).add(person, points);
        break;
      case 'expired':
        month.flows.expired.add(person, -points);
        break;
      case 'transferred':
        month.flows.movedIn.add(person, points);
        break;
    }
    if (isSteps !== 1) return;
    const day = dayNumberOf(date);
    if (this.#days.grid.has(day)) this.#days.credit(person, day, points);
  }

  /** Of the local month. No zone changes its month within an hour of the clock. */
  #monthOf(atMs: number): MonthSums {
    const hour = Math.floor(atMs / hourMs);
    let name = this.#monthOfHour.get(hour);
    if (name === undefined) {
      name = localDate(hour * hourMs, this.#zone)
        .toString()
        .slice(0, 7);
      this.#monthOfHour.set(hour, name);
    }
    let month = this.#months.get(name);
    if (month === undefined) this.#months.set(name, (month = newMonth()));
    return month;
  }
}

const newMonth = (): MonthSums => ({
  flows: {
    issued: new PersonSums(),
    takenBack: new PersonSums(),
    expired: new PersonSums(),
    exchanged: new PersonSums(),
    movedIn: new PersonSums(),
  },
  rules: new Map(),
});

const sumsOf = (rules: Map<string, PersonSums>, rule: string): PersonSums => {
  const known = rules.get(rule);
  if (known !== undefined) return known;
  const made = new PersonSums();
  rules.set(rule, made);
  return made;
};
