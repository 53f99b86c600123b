/** Closing: what a new day makes due by itself: months that are over, points that have expired. Run every night; twice does no harm. */
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { Books } from './books.ts';
import { allDates } from './engine/award.ts';
import { expiredPoints, type Lot } from './engine/expiry.ts';
import type { Chain } from './ledger/ledger-writer.ts';
import { accountIds, type AccountId } from './rule/activity.ts';
import { daysAfter } from './rule/calendar.ts';

export interface ClosingReport {
  readonly asOf: PlainDateText;
  /** People looked at. */
  readonly people: number;
  readonly entries: number;
}

/** Whoever else wants to write waits no longer than for so many people. */
const peoplePerTransaction = 100;
/** Months settle at most 60 days after their end, and what comes later settles itself as it comes. Counted from the last closing. */
const lookBackDays = 124;

const active =
  'SELECT DISTINCT participant FROM day_revision WHERE date >= ? AND participant > ? ORDER BY participant LIMIT ?';
const withPoints = 'SELECT DISTINCT participant FROM award WHERE participant > ? ORDER BY participant LIMIT ?';
const awardLots = 'SELECT date, points FROM award WHERE participant = ? AND account = ? AND points > 0';
const movedLots = `SELECT date, points FROM entry
  WHERE participant = ? AND account = ? AND counter = 'transferred' AND points > 0`;
const spentLots = `SELECT date, -points AS points FROM entry
  WHERE participant = ? AND account = ? AND counter NOT IN ('issued', 'expired') AND points < 0`;
const expiredBefore = `SELECT coalesce(-sum(points), 0) AS expired FROM entry
  WHERE participant = ? AND account = ? AND counter = 'expired'`;
const everExpired = "SELECT 1 FROM balance WHERE name LIKE 'expired/%' AND points <> 0 LIMIT 1";
const lastClosing = 'SELECT max(as_of) AS asOf FROM closing';
const putClosing = 'INSERT INTO closing (as_of, at_ms) VALUES (?, ?)';

export class Closing {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  /** Lets others work between its transactions; stops early, and harmlessly, when aborted. */
  async run(signal?: AbortSignal): Promise<ClosingReport> {
    this.#books.lookAtRules();
    const asOf = this.#books.today();
    const before = this.#lastClosing();
    const tally = { people: 0, entries: 0 };
    const { inForce } = this.#books.book;
    const hasMonths = inForce.some(({ rules }) =>
      rules.earning.some(({ kind }) => kind.startsWith('month') || kind === 'baseline'),
    );
    const since = before === undefined ? allDates.from : daysAfter(before < asOf ? before : asOf, -lookBackDays);
    if (hasMonths)
      await this.#each(active, [since], tally, signal, (participant, chain) => {
        this.#settleMonths(participant, since, asOf, chain);
      });
    if (inForce.some(({ rules }) => rules.expiry !== undefined) || this.#hasExpired())
      await this.#each(withPoints, [], tally, signal, (participant, chain) => {
        for (const account of accountIds) writeExpiry(this.#books, participant, account, chain);
      });
    if (signal?.aborted !== true && (before === undefined || before < asOf))
      this.#books.change(({ atMs }) => this.#books.prepared.of(putClosing).run(asOf, atMs));
    return { asOf, ...tally };
  }

  /** Of the last one that came to its end. */
  #lastClosing(): PlainDateText | undefined {
    return (this.#books.prepared.of(lastClosing).get()?.['asOf'] ?? undefined) as PlainDateText | undefined;
  }

  /** Rules that let points expire may be gone: then what expired comes back. */
  #hasExpired(): boolean {
    return this.#books.prepared.of(everExpired).get() !== undefined;
  }

  async #each(
    sql: string,
    first: readonly string[],
    tally: { people: number; entries: number },
    signal: AbortSignal | undefined,
    work: (participant: ParticipantId, chain: Chain) => void,
  ): Promise<void> {
    let last = '';
    while (signal?.aborted !== true) {
      const rows = this.#books.prepared.of(sql).all(...first, last, peoplePerTransaction);
      const people = rows.map((row) => row['participant'] as ParticipantId);
      if (people.length === 0) return;
      last = people.at(-1) ?? last;
      tally.people += people.length;
      tally.entries += this.#books.change((chain) => {
        for (const participant of people) work(participant, chain);
        return chain.entries.length;
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #settleMonths(participant: ParticipantId, since: PlainDateText, asOf: PlainDateText, chain: Chain): void {
    const range = this.#books.reachOf({ from: since, to: asOf });
    const grounds = { cause: { kind: 'closing', asOf } } as const;
    this.#books.settle(participant, { more: 'credit', less: 'correction' }, grounds, chain, range);
  }
}

/** Points that have expired by today and are still there, or below 0 those that were written off and should not have been. */
export const expiryDue = (books: Books, participant: ParticipantId, account: AccountId): number => {
  const before = Number(books.prepared.of(expiredBefore).get(participant, account)?.['expired']);
  const { lots, spent } = lotsOf(books, participant, account);
  return expiredPoints(lots, spent, books.book, books.today()) - before;
};

export const writeExpiry = (books: Books, participant: ParticipantId, account: AccountId, chain: Chain): void => {
  const due = expiryDue(books, participant, account);
  if (due === 0) return;
  const asOf = books.today();
  const about = {
    participant,
    account,
    counter: 'expired',
    kind: 'expiry',
    key: `expiry:${asOf}`,
    date: asOf,
  } as const;
  const rules = { rule: '', ruleVersion: books.book.on(asOf).version, reverses: null };
  books.writer.append({ ...about, ...rules, points: -due }, { cause: { kind: 'closing', asOf } }, chain);
};

/** Everything an account was given, and what was spent of it. */
export const lotsOf = (
  { prepared }: Books,
  participant: ParticipantId,
  account: AccountId,
): { readonly lots: readonly Lot[]; readonly spent: readonly Lot[] } => {
  const awards = prepared.of(awardLots).all(participant, account) as unknown as readonly Lot[];
  const moved = prepared.of(movedLots).all(participant, account) as unknown as readonly Lot[];
  const spent = prepared.of(spentLots).all(participant, account) as unknown as readonly Lot[];
  return { lots: [...awards, ...moved], spent };
};
