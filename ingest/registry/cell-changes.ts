/** Cell changes: what of an entry of the registry would be another, by the name of the column, without ever telling a key. Pure. */
import type { CellChange } from './import-outcome.ts';

/** Both are flat. What was not there before, or has no value, is null. */
export const cellChanges = (held: object | undefined, entry: object): readonly CellChange[] => {
  const before = new Map<string, unknown>(Object.entries(held ?? {}));
  return Object.entries(entry).flatMap(([column, value]: [string, unknown]) => {
    const old = before.get(column);
    if (isSame(old, value)) return [];
    return [{ column, before: textOf(old), after: textOf(value) }];
  });
};

/** What is missing and what is empty are the same. */
const isSame = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? a.toHex() === b.toHex() : (a ?? null) === (b ?? null);

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
