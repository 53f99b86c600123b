/** The hour book is never in the way: what the disk will not keep is counted in memory, and the file stays as it was. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../runtime/database.ts';
import { HourBook, hourBookSchema, type Kept } from './hour-book.ts';
import { HourSums } from './hour-day.ts';

const kept = (change: number) => (): Kept => ({ journal: 1, receivedMs: 2, change, waiting: [] });
const counted = (change: number) => new HourSums().done({ change, gaps: [], swaps: [] });

test('a full disk ends the keeping and nothing else', () => {
  using database = openDatabase(':memory:', [hourBookSchema]);
  const book = new HourBook(database);
  expect(book.load(() => true)).toBeUndefined();
  book.numbered('P-1', 'north', 20_000);
  book.change(kept(1), () => book.put(7, counted(1)));
  database.exec('PRAGMA query_only = 1');
  expect(book.numbered('P-2', 'south', 20_000)).toBe(1);
  book.change(kept(2), () => book.put(8, counted(2)));
  database.exec('PRAGMA query_only = 0');
  expect(book.numbered('P-3', 'south', 20_000)).toBe(2);
  book.change(kept(3), () => book.put(9, counted(3)));
  expect([[...book.days.keys()], book.people.map(({ id }) => id)]).toEqual([
    [7, 8, 9],
    ['P-1', 'P-2', 'P-3'],
  ]);
  const again = new HourBook(database);
  expect(again.load(() => true)?.change).toBe(1);
  expect([[...again.days.keys()], again.people.map(({ id }) => id)]).toEqual([[7], ['P-1']]);
});

test('a mistake of ours keeps nothing of what it stands in', () => {
  using database = openDatabase(':memory:', [hourBookSchema]);
  const book = new HourBook(database);
  const failing = (): void => {
    book.put(7, counted(1));
    throw new Error('bug');
  };
  expect(() => book.change(kept(1), failing)).toThrow('bug');
  expect(new HourBook(database).load(() => true)).toBeUndefined();
});
