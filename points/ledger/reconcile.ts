/** Reconcile: the entries that bring what is credited to what the rules give, key by key. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { isWithin, type Award, type DateRange } from '../engine/award.ts';
import type { AccountId } from '../rule/activity.ts';
import type { EntryKind, LedgerEntry } from './ledger-entry.ts';
import type { Chain, Grounds, LedgerWriter } from './ledger-writer.ts';

/** What is credited under one key, points above 0; identity is (date, key). */
export interface Credited {
  readonly date: PlainDateText;
  readonly key: string;
  readonly account: AccountId;
  readonly points: number;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly lastEntry: number;
}

/** A key whose credit is not what the rules give. */
export interface Difference extends Omit<Credited, 'lastEntry'> {
  /** To be added; never 0. */
  readonly points: number;
  /** What is credited now. */
  readonly before: number;
  readonly lastEntry: number | null;
}

/** Both within the same dates; in order of date, then key. */
export const differences = (awards: readonly Award[], credited: readonly Credited[]): readonly Difference[] => {
  if (awards.length === 0 && credited.length === 0) return [];
  const known = new Map<string, Credited>();
  for (const each of credited) known.set(each.key, each);
  const found: Difference[] = [];
  for (const { date, key, account, points, rule, version } of awards) {
    const held = known.get(key);
    // The same key on another date is taken back there, and given here.
    const before = held?.date === date ? held : undefined;
    if (before !== undefined) known.delete(key);
    const missing = points - (before?.points ?? 0);
    if (missing === 0) continue;
    const told = { date, key, account, rule, ruleVersion: version };
    found.push({ ...told, points: missing, before: before?.points ?? 0, lastEntry: before?.lastEntry ?? null });
  }
  for (const { points, ...rest } of known.values()) found.push({ ...rest, points: -points, before: points });
  if (found.length < 2) return found;
  return found.sort((a, b) => (a.date === b.date ? (a.key < b.key ? -1 : 1) : a.date < b.date ? -1 : 1));
};

type CreditedCells = readonly [PlainDateText, string, AccountId, number, string, number, number];

const creditedPoints = `SELECT date, key, points FROM award
  WHERE participant = ? AND date BETWEEN ? AND ? AND points > 0 ORDER BY date, key`;
/** With fewer it is as quick to compare them one by one. */
const manyAwards = 20;

/** Of an entry that adds, and of one that takes. */
export interface Kinds {
  readonly more: EntryKind;
  readonly less: EntryKind;
}

const creditedColumns = 'date, key, account, points, rule, rule_version AS ruleVersion, last_entry AS lastEntry';
const creditedOf = `SELECT ${creditedColumns} FROM award WHERE participant = ? AND date BETWEEN ? AND ? AND points > 0`;
const putAward = `INSERT INTO award (participant, date, key, account, points, rule, rule_version, last_entry)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (participant, date, key) DO UPDATE SET
    points = excluded.points, account = excluded.account, rule = excluded.rule, rule_version = excluded.rule_version, last_entry = excluded.last_entry`;

export class Reconciler {
  readonly #prepared: Prepared;
  readonly #writer: LedgerWriter;

  constructor(database: DatabaseSync, writer: LedgerWriter) {
    this.#prepared = new Prepared(database);
    this.#writer = writer;
  }

  credited(participant: ParticipantId, { from, to }: DateRange): readonly Credited[] {
    const statement = this.#prepared.of(creditedOf);
    statement.setReturnArrays(true);
    const rows = statement.all(participant, from, to) as unknown as readonly CreditedCells[];
    return rows.map(([date, key, account, points, rule, ruleVersion, lastEntry]) => ({
      date,
      key,
      account,
      points,
      rule,
      ruleVersion,
      lastEntry,
    }));
  }

  /** Of all awards given only those dated within `range` are looked at. */
  differences(participant: ParticipantId, awards: readonly Award[], range: DateRange): readonly Difference[] {
    const within = awards.every(({ date }) => isWithin(date, range))
      ? awards
      : awards.filter(({ date }) => isWithin(date, range));
    if (within.length >= manyAwards && this.#isCredited(participant, within, range)) return [];
    return differences(within, this.credited(participant, range));
  }

  /** Whether nothing differs, told from the least that has to be read: most people's year, when a whole town is recomputed. */
  #isCredited(participant: ParticipantId, awards: readonly Award[], { from, to }: DateRange): boolean {
    const statement = this.#prepared.of(creditedPoints);
    statement.setReturnArrays(true);
    const rows = statement.all(participant, from, to) as unknown as readonly (readonly [string, string, number])[];
    if (rows.length !== awards.length) return false;
    return awards.every((award, i) => {
      const row = rows[i];
      return row?.[1] === award.key && row[2] === award.points && row[0] === award.date;
    });
  }

  /** One entry for each difference; `groundsOf` says why. */
  write(
    participant: ParticipantId,
    found: readonly Difference[],
    kinds: Kinds,
    groundsOf: (difference: Difference) => Grounds,
    chain: Chain,
  ): readonly LedgerEntry[] {
    return found.map((difference) => {
      const { date, key, account, points, before, rule, ruleVersion, lastEntry } = difference;
      const kind = points > 0 ? kinds.more : kinds.less;
      const posting = { participant, account, counter: 'issued', kind, key, date, points, rule, ruleVersion } as const;
      const reverses = points < 0 ? lastEntry : null;
      const entry = this.#writer.append({ ...posting, reverses }, groundsOf(difference), chain);
      this.#prepared.of(putAward).run(participant, date, key, account, before + points, rule, ruleVersion, entry.id);
      return entry;
    });
  }
}
