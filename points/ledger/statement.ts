/** Statement: an account over a stretch of time: what stood before, every line by when it was written, what stands after. */
import type { PlainDateText } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import type { DateRange } from '../engine/award.ts';
import type { AccountId } from '../rule/activity.ts';
import type { LedgerEntry } from './ledger-entry.ts';

export interface StatementLine extends LedgerEntry {
  /** Of the account, after the line. */
  readonly balance: number;
}

export interface AccountStatement {
  readonly account: AccountId;
  readonly opening: number;
  readonly lines: readonly StatementLine[];
  readonly closing: number;
}

/** April to March of the fiscal year that begins in `year`. */
export const fiscalYearRange = (year: number): DateRange => ({
  from: `${String(year).padStart(4, '0')}-04-01` as PlainDateText,
  to: `${String(year + 1).padStart(4, '0')}-03-31` as PlainDateText,
});

/** `entries`: all of the participant's, oldest first. `range`: local dates on which lines were written, both included. */
export const statementOf = (
  entries: readonly LedgerEntry[],
  account: AccountId,
  { from, to }: DateRange,
  zone: string,
): AccountStatement => {
  const own = entries.filter((entry) => entry.account === account);
  const writtenOn = ({ atMs }: LedgerEntry): string => localDate(atMs, zone).toString();
  const opening = own.reduce((sum, entry) => (writtenOn(entry) < from ? sum + entry.points : sum), 0);
  let balance = opening;
  // A clock that was set back leaves entries whose dates are not in order.
  const within = own.filter((entry) => from <= writtenOn(entry) && writtenOn(entry) <= to);
  const lines = within.map((entry): StatementLine => ({ ...entry, balance: (balance += entry.points) }));
  return { account, opening, lines, closing: balance };
};
