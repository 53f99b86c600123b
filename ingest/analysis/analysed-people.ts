/** Analysed people: everybody of the registry as columns: where they belong, when they were born, when they had a pedometer. */
import type { DatabaseSync } from 'node:sqlite';
import type { CentreId, ParticipantId } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { LocalDays } from '../local-days.ts';
import { atomsOf, cellOfGroup, type Atoms } from './atoms.ts';
import { centreGroups, type CentreGroup } from './centre-groups.ts';
import { ageBandOn, calendarNumber, dayNumberOf } from './day-number.ts';

/** The dates on which a pedometer was on loan, both included. */
export interface LentDays {
  readonly from: number;
  readonly to: number;
}

/** `atomOf`: by person. */
export interface PeoplesAtoms {
  readonly atoms: Atoms;
  readonly atomOf: Int32Array;
}

/** How often the whole registry is read again where nothing says that it has changed, as after an import. */
const rereadMs = 10_000;
const marks = `SELECT (SELECT coalesce(max(id), 0) FROM enrolment_change) || ' ' ||
  (SELECT coalesce(max(id), 0) FROM register_change) || ' ' || (SELECT coalesce(max(id), 0) FROM hand_over) AS mark`;

export class AnalysedPeople {
  readonly #sql: Prepared;
  readonly #days: LocalDays;
  readonly #index = new Map<string, number>();
  readonly ids: ParticipantId[] = [];
  /** Index of the group in `groups`, by person. */
  #group = new Uint16Array(0);
  /** As calendar numbers. */
  #born = new Int32Array(0);
  #centre: (CentreId | undefined)[] = [];
  #lent: (readonly LentDays[])[] = [];
  #groups: readonly CentreGroup[] = [];
  #atoms: { readonly version: number; readonly date: number; readonly its: PeoplesAtoms } | undefined;
  #mark = '';
  #readMs = -Infinity;
  /** Grows whenever the registry was read and says something else. */
  version = 0;

  constructor(database: DatabaseSync, days: LocalDays) {
    this.#sql = new Prepared(database);
    this.#days = days;
  }

  get count(): number {
    return this.ids.length;
  }

  get groups(): readonly CentreGroup[] {
    return this.#groups;
  }

  indexOf(participant: string): number | undefined {
    return this.#index.get(participant);
  }

  groupOf(person: number): number {
    return this.#group[person] ?? 0;
  }

  bornOf(person: number): number {
    return this.#born[person] ?? 0;
  }

  /** By the ages of a date, as a calendar number. */
  atomsOn(date: number): PeoplesAtoms {
    const known = this.#atoms;
    if (known?.version === this.version && known.date === date) return known.its;
    const sizes = new Array<number>(cellOfGroup(this.#groups.length, 0)).fill(0);
    const cells = Int32Array.from(this.ids, (_, person) => this.cellOn(date, person));
    for (const cell of cells) sizes[cell] = (sizes[cell] ?? 0) + 1;
    const atoms = atomsOf(sizes);
    const its = { atoms, atomOf: cells.map((cell) => atoms.atomOf[cell] ?? -1) };
    this.#atoms = { version: this.version, date, its };
    return its;
  }

  cellOn(date: number, person: number): number {
    return cellOfGroup(this.groupOf(person), ageBandOn(date, this.bornOf(person)));
  }

  centreOf(person: number): CentreId | undefined {
    return this.#centre[person];
  }

  lentOf(person: number): readonly LentDays[] {
    return this.#lent[person] ?? [];
  }

  /** Whether one of their loans touches the dates from … to. */
  isLent(person: number, from: number, to: number): boolean {
    for (const loan of this.lentOf(person)) if (loan.from <= to && loan.to >= from) return true;
    return false;
  }

  /** Reads the registry again where something says that it has changed, or always. */
  refresh(isForced = false): void {
    const mark = String(this.#sql.of(marks).get()?.['mark']);
    if (!isForced && mark === this.#mark) return;
    this.#mark = mark;
    const before = { born: this.#born, centre: this.#centre.slice(), lent: this.#lent, groups: this.#groups };
    this.#readPeople();
    this.#readLoans();
    const isSame =
      isEqual(before.born, this.#born) &&
      isEqual(before.centre, this.#centre) &&
      isEqual(namesOf(before.groups), namesOf(this.#groups)) &&
      isEqual(before.lent, this.#lent, sameLoans);
    if (!isSame) this.version += 1;
  }

  /** Also now and then where nothing says so, when there is time for it. `nowMs`: monotonic. */
  reread(nowMs: number): void {
    if (nowMs - this.#readMs < rereadMs) return;
    this.#readMs = nowMs;
    this.refresh(true);
  }

  #readPeople(): void {
    const rows = rowsOf(
      this.#sql,
      'SELECT id, birth_year, birth_date, centre FROM participant ORDER BY id',
    ) as readonly (readonly [ParticipantId, number, string | null, CentreId])[];
    for (const [id] of rows)
      if (!this.#index.has(id)) {
        this.#index.set(id, this.ids.length);
        this.ids.push(id);
      }
    this.#born = new Int32Array(this.ids.length);
    this.#group = new Uint16Array(this.ids.length);
    for (const [id, year, date, centre] of rows) {
      const person = this.#index.get(id) ?? 0;
      // A year of life counts from the last day of the year where no more is known, as for points.
      this.#born[person] = date === null ? year * 10_000 + 1231 : calendarNumber(date);
      this.#centre[person] = centre;
    }
    this.#joinCentres();
  }

  #joinCentres(): void {
    const sizes = new Map<CentreId, number>();
    for (const centre of this.#centre) if (centre !== undefined) sizes.set(centre, (sizes.get(centre) ?? 0) + 1);
    const names = rowsOf(this.#sql, 'SELECT id, name FROM centre ORDER BY id') as readonly (readonly [
      CentreId,
      string,
    ])[];
    this.#groups = centreGroups(names.map(([id, name]) => ({ id, name, people: sizes.get(id) ?? 0 })));
    const groupOf = new Map(this.#groups.flatMap(({ members }, i) => members.map((id) => [id, i] as const)));
    this.#centre.forEach((centre, person) => {
      this.#group[person] = (centre === undefined ? undefined : groupOf.get(centre)) ?? 0;
    });
  }

  #readLoans(): void {
    const lent: LentDays[][] = [];
    const rows = rowsOf(
      this.#sql,
      'SELECT participant, from_ms, to_ms FROM loan ORDER BY participant, from_ms',
    ) as readonly (readonly [string, number, number | null])[];
    for (const [participant, fromMs, toMs] of rows) {
      const person = this.#index.get(participant);
      if (person === undefined) continue;
      const from = dayNumberOf(this.#days.at(fromMs).date);
      const to = toMs === null ? Infinity : dayNumberOf(this.#days.at(toMs - 1).date);
      (lent[person] ??= []).push({ from, to });
    }
    this.#lent = lent;
  }
}

const isEqual = <Value>(
  some: ArrayLike<Value>,
  others: ArrayLike<Value>,
  isSame = (one: Value | undefined, other: Value | undefined): boolean => one === other,
): boolean => {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++) if (!isSame(some[i], others[i])) return false;
  return true;
};

const sameLoans = (some: readonly LentDays[] = [], others: readonly LentDays[] = []): boolean =>
  some.length === others.length && some.every(({ from, to }, i) => from === others[i]?.from && to === others[i].to);

const namesOf = (groups: readonly CentreGroup[]): readonly string[] => groups.map(({ id, name }) => `${id} ${name}`);

const rowsOf = (sql: Prepared, text: string): readonly unknown[] => {
  const statement = sql.of(text);
  statement.setReturnArrays(true);
  return statement.all();
};
