/** Points CSV: `participant,date,points,reason` (docs/wire.md §4), one row per participant's date that has points of the pedometer's account. */
import { csvLines } from '../runtime/csv-lines.ts';
import type { LedgerEntry } from './ledger/ledger-entry.ts';
import type { DayPoints } from './ledger/ledger-reader.ts';

const columns = ['participant', 'date', 'points', 'reason'] as const;
const lineEnd = '\n';

/** The file's text in pieces, in the order given. A participant that a spreadsheet would take for a formula gets a leading `'`. */
export function* pointsCsv(days: Iterable<DayPoints>): Generator<string, void, undefined> {
  yield columns.join(',') + lineEnd;
  for (const day of days)
    if (day.account === 'pedometer') yield csvLines([columns.map((column) => day[column])], lineEnd);
}

/** The same columns, one row for each entry of the pedometer's account: what a day's work changed. */
export function* pointsWrittenCsv(entries: Iterable<LedgerEntry>): Generator<string, void, undefined> {
  yield columns.join(',') + lineEnd;
  for (const { account, participant, date, points, kind } of entries)
    if (account === 'pedometer') yield csvLines([[participant, date, points, kind]], lineEnd);
}
