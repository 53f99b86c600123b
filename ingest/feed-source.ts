/** Feed source: what a feed reads from: something that happened, numbered in the order in which it became known. */
import type { DayTotal } from '../contract/day-total.ts';
import type { DayTotals } from './day-totals.ts';

/** What follows upon some number. `items` may be fewer than were read: not all of it need be worth telling. */
export interface FeedPage<Item> {
  readonly firstId: number;
  readonly lastId: number;
  readonly items: readonly Item[];
}

export interface FeedSource<Item> {
  /** What came after number `id`, at most `limit` of it; undefined where there is nothing. Cheap where there is nothing. */
  after(id: number, limit: number): FeedPage<Item> | undefined;
  /** The newest number there is; 0 before the first. */
  lastId(): number;
}

/** Every revision of every day total. */
export const totalsSource = (totals: DayTotals): FeedSource<DayTotal> => ({
  lastId: () => totals.lastRevision(),
  after: (id, limit) => pageOf(totals.revisionsAfter(id, limit).map((entry) => ({ id: entry.id, item: entry.total }))),
});

/** Rows by number as a page; those without an item are passed over. */
export const pageOf = <Item>(
  rows: readonly { readonly id: number; readonly item: Item | undefined }[],
): FeedPage<Item> | undefined => {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const items = rows.flatMap(({ item }) => (item === undefined ? [] : [item]));
  return { firstId: first.id, lastId: last.id, items };
};
