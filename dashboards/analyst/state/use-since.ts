/** Use since: the rows of an answer from where records begin, and the sentence saying so where some were left out. */
import { useMemo } from 'preact/hooks';
import { rowsBefore } from '../view/records-begin.ts';
import { useAnalyst } from './analyst.ts';

export interface Since<Row> {
  /** Keeps its identity while nothing changes. */
  readonly rows: readonly Row[];
  /** None where nothing was left out. */
  readonly said: readonly string[];
}

/** `lastDayOf`: of a month its name does. Both functions are the same at every call. */
export const useSince = <Row>(
  all: readonly Row[],
  lastDayOf: (row: Row) => string,
  isEmpty: (row: Row) => boolean,
): Since<Row> => {
  const { terms, words, formats } = useAnalyst();
  const first = terms.days?.first ?? null;
  const rows = useMemo(() => {
    const isEmptyAt = (index: number): boolean => all.slice(index, index + 1).every(isEmpty);
    return all.slice(rowsBefore(all.map(lastDayOf), first, isEmptyAt));
  }, [all, first]);
  const isCut = first !== null && rows.length < all.length;
  return { rows, said: isCut ? [words.choose.recordsFrom(formats.date(first))] : [] };
};
