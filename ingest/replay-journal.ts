/** Replaying the journal: makes everything right of it again, from nothing, and tells where the result differs. */
import type { DatabaseSync } from 'node:sqlite';
import type { DayTotal } from '../contract/day-total.ts';
import type { DeviceSerial } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { messageOf } from '../runtime/fault.ts';
import { replaySchema } from './cloud-schema.ts';
import { Derivation } from './derivation.ts';
import { deviceFactSchema, loanChangesOf, loanFactSchema, type LoanRow } from './fact.ts';
import { Journal, type Fact } from './journal.ts';
import type { KnownDevice, Loan, LoanBook } from './loan-book.ts';
import type { LocalDays } from './local-days.ts';

export interface ReplayDifference {
  readonly table: string;
  readonly key: string;
  /** As text; undefined where there is no such row. */
  readonly held: string | undefined;
  readonly made: string | undefined;
}

export interface ReplayReport {
  readonly facts: number;
  /** Batches of volunteers' actions among them: what became of these is in the loans. */
  readonly actions: number;
  readonly totals: number;
  readonly differences: readonly ReplayDifference[];
}

/** Facts in one transaction of the scratch database. */
const factsPerTransaction = 200;

/**
 * Replays all facts of `database` into a scratch database in memory and compares. Pedometers, their keys and loans are
 * taken from the journal as they became known. `onProgress` is told the number of facts done.
 */
export const replayJournal = (
  database: DatabaseSync,
  parts: { readonly days: LocalDays; readonly hmac: HmacSha256 },
  onProgress: (facts: number) => void = () => undefined,
): ReplayReport => {
  const scratch = openDatabase(':memory:', [replaySchema]);
  try {
    const journal = new Journal(database);
    const book = new JournalledBook();
    const derivation = new Derivation({ ...parts, book, journal, database: scratch });
    let facts = 0;
    let actions = 0;
    let group: Fact[] = [];
    const apply = (): void => {
      inTransaction(scratch, () => group.forEach((fact) => applyOne(scratch, derivation, book, fact)));
      facts += group.length;
      actions += group.filter(({ kind }) => kind === 'actions').length;
      group = [];
      onProgress(facts);
    };
    for (const fact of journal.facts()) if (group.push(fact) >= factsPerTransaction) apply();
    apply();
    const totals = [...derivation.totals.all()].length;
    return {
      facts,
      actions,
      totals,
      differences: comparedTables.flatMap((table) => compare(table, database, scratch)),
    };
  } finally {
    scratch.close();
  }
};

const applyOne = (scratch: DatabaseSync, derivation: Derivation, book: JournalledBook, fact: Fact): void => {
  book.take(fact);
  scratch.exec('SAVEPOINT fact');
  try {
    derivation.apply(fact);
  } catch (error) {
    scratch.exec('ROLLBACK TO fact');
    derivation.forget();
    derivation.setAside(fact.id, fact.gateway, messageOf(error));
  } finally {
    scratch.exec('RELEASE fact');
  }
};

/** Pedometers and loans as the journal tells them, so that a batch meets what was known when it came. */
class JournalledBook implements LoanBook {
  readonly #loans = new Map<number, LoanRow>();
  readonly #devices = new Map<DeviceSerial, KnownDevice>();

  take(fact: Fact): void {
    if (fact.kind === 'device') {
      const { device, key, ...rest } = deviceFactSchema.parse(JSON.parse(new TextDecoder().decode(fact.body)));
      this.#devices.set(device, { serial: device, key: Uint8Array.fromHex(key), ...rest });
    }
    if (fact.kind !== 'loan') return;
    const changes = loanChangesOf(loanFactSchema.parse(JSON.parse(new TextDecoder().decode(fact.body))));
    for (const { before } of changes) if (before !== null) this.#loans.delete(before.id);
    for (const { after } of changes) if (after !== null) this.#loans.set(after.id, after);
  }

  deviceOf: LoanBook['deviceOf'] = (serial) => this.#devices.get(serial);
  loansOfDevice: LoanBook['loansOfDevice'] = (serial) => this.#where((loan) => loan.device === serial);
  loansOfParticipant: LoanBook['loansOfParticipant'] = (id) => this.#where((loan) => loan.participant === id);

  #where(wanted: (loan: LoanRow) => boolean): readonly Loan[] {
    return [...this.#loans.values()].filter(wanted).sort((a, b) => a.fromMs - b.fromMs);
  }
}

/** What has to come out the same, and what tells its rows apart. `change` counts writes and is nobody's truth. */
const comparedTables = [
  { name: 'day_total', key: 'participant, date', values: 'steps, state, revision, synced_on, trust, devices' },
  { name: 'day_revision', key: 'participant, date, revision', values: 'steps, state, synced_on, trust, devices' },
  { name: 'day_block', key: 'device, date', values: 'hex(runs), participant' },
  { name: 'device_state', key: 'device', values: 'confirmed, complete_until_ms, beyond, gaps, lost_accepted' },
  { name: 'centre_visit', key: 'device, date, participant, gateway', values: '1 AS there' },
  { name: 'unsigned_day', key: 'participant, date, import', values: 'reading, source, steps, synced_on' },
  { name: 'step_import', key: 'id', values: 'state, parts, settled, synced_on, accepted, undone' },
  { name: 'quarantine', key: 'reason, device, key', values: 'detail, state' },
] as const;

const compare = (
  table: (typeof comparedTables)[number],
  held: DatabaseSync,
  made: DatabaseSync,
): readonly ReplayDifference[] => {
  const sql = `SELECT ${table.key}, ${table.values} FROM ${table.name} ORDER BY ${table.key}`;
  const rowsOf = (database: DatabaseSync): Map<string, string> => {
    const keys = table.key.split(', ');
    return new Map(
      database
        .prepare(sql)
        .all()
        .map((row) => [keys.map((key) => String(row[key])).join(' '), JSON.stringify(row)]),
    );
  };
  const heldRows = rowsOf(held);
  const madeRows = rowsOf(made);
  const keys = new Set([...heldRows.keys(), ...madeRows.keys()]);
  return [...keys]
    .filter((key) => heldRows.get(key) !== madeRows.get(key))
    .map((key) => ({ table: table.name, key, held: heldRows.get(key), made: madeRows.get(key) }));
};

/** The totals among the differences, as people speak of them. */
export const changedTotals = (report: ReplayReport): readonly { readonly key: string; readonly steps: string }[] =>
  report.differences
    .filter((difference) => difference.table === 'day_total')
    .map(({ key, held, made }) => ({ key, steps: `${stepsIn(held)} → ${stepsIn(made)}` }));

const stepsIn = (row: string | undefined): string =>
  row === undefined ? 'none' : String((JSON.parse(row) as Pick<DayTotal, 'steps'>).steps);
