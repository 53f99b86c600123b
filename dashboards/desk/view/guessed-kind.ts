/** Guessed kind: what a file of steps seems to hold, by the names in its first line; the server reads that line itself. */
import type { ImportKind } from '../../../contract/imports-terms.ts';

/** Of the column that says when. */
const kindOf: ReadonlyMap<string, ImportKind> = new Map([
  ['start', 'bucket'],
  ['activityhour', 'bucket'],
  ['activityminute', 'bucket'],
  ['date', 'daily'],
  ['activityday', 'daily'],
]);

/** `beginning`: of the file, the first line and more. Null where it tells nothing. */
export const guessedKind = (beginning: string): ImportKind | null => {
  const [first = ''] = beginning.split(/[\r\n]/, 1);
  const names = first.split(/[,;\t]/).map((cell) =>
    cell
      .normalize('NFKC')
      .replaceAll(/["\uFEFF]/g, '')
      .trim()
      .toLowerCase(),
  );
  return names.map((name) => kindOf.get(name)).find((kind) => kind !== undefined) ?? null;
};
