/** Nearest key: which key of a config somebody may have meant with one that does not exist. Pure. */
import { z } from 'zod';

/** Two slips of the finger; in a short word one. */
const slipsMax = (word: string): number => (word.length < 5 ? 1 : 2);

/** The key known at `path` of the schema that is spelt nearly as `unknown`, if there is one. */
export const nearestKey = (schema: z.ZodType, path: readonly PropertyKey[], unknown: string): string | undefined => {
  const node: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const known = path.reduce<readonly unknown[]>((nodes, step) => nodes.flatMap((each) => stepInto(each, step)), [node]);
  const keys = new Set(known.flatMap((each) => alternatives(each)).flatMap((each) => Object.keys(propertiesOf(each))));
  const ranked = [...keys].map((key) => ({ key, slips: slipsBetween(key, unknown) })).sort((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best !== undefined && best.slips <= slipsMax(unknown) ? best.key : undefined;
};

const stepInto = (node: unknown, step: PropertyKey): readonly unknown[] =>
  alternatives(node).flatMap((each) => {
    const next = typeof step === 'number' ? field(each, 'items') : field(propertiesOf(each), String(step));
    return next === undefined ? [] : [next];
  });

/** A node itself, and the forms of a union. */
const alternatives = (node: unknown): readonly unknown[] => [
  node,
  ...['anyOf', 'oneOf', 'allOf'].flatMap((word) => {
    const forms = field(node, word);
    return Array.isArray(forms) ? forms.flatMap(alternatives) : [];
  }),
];

const propertiesOf = (node: unknown): object => {
  const properties = field(node, 'properties');
  return typeof properties === 'object' && properties !== null ? properties : {};
};

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/** Letters to add, drop or change, two exchanged neighbours and other case being one slip each (restricted Damerau–Levenshtein). */
const slipsBetween = (a: string, b: string): number => {
  if (a.toLowerCase() === b.toLowerCase()) return a === b ? 0 : 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      const isExchange = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchanged = isExchange ? (rows[i - 2]?.[j - 2] ?? Infinity) + 1 : Infinity;
      const dropped = (rows[i - 1]?.[j] ?? Infinity) + 1;
      const changed = (rows[i - 1]?.[j - 1] ?? Infinity) + change;
      row.push(Math.min(dropped, (row[j - 1] ?? Infinity) + 1, changed, exchanged));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Infinity;
};
