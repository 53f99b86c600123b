/** Schema example: something that a schema allows, as like the real as can be told from it. Pure. */
import { isObject, objectAt, referredBy, type Json, type JsonObject } from './json-schema.ts';

const byFormat: Readonly<Record<string, string>> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T01:02:03.000Z',
  uuid: '6f1f2a1e-3c5b-4d1f-9a52-0d6c1f7b8e21',
  base64: 'cGFydGljaXBhbnQsZGF0ZSxzdGVwcwo=',
  byte: 'cGFydGljaXBhbnQsZGF0ZSxzdGVwcwo=',
  uri: 'https://example.jp/',
};
/** What stands under such a name is mostly of this kind. */
const byName: Readonly<Record<string, Json>> = {
  ...{ ja: '日本語の文', en: 'A sentence', name: '（名前）', label: '12', file: 'steps.csv', model: 'steplog-1' },
  ...{ actor: '窓口', reason: '届け出による', reference: '申請書 17', nickname: 'はなさん', source: 'watch' },
  ...{ steps: 6214, birthYear: 1948, age: 78, points: 30, people: 120, days: 30, rows: 3600, bytes: 52_000 },
  ...{ capacityBuckets: 1440, bucketSeconds: 3600, battery: 83, pages: 3 },
};
/** The first that a pattern takes. */
const words = ['higashi', '2026-11', '2026', '1', 'a1'.repeat(32), `px${'0c3f9a12'.repeat(3)}`, '文字'] as const;
/** A shape that holds itself ends somewhere. */
const depthMax = 12;

/** `called`: the name under which it stands. Undefined where nothing can be told. */
export const exampleOf = (schema: JsonObject, components: JsonObject, called = '', depth = 0): Json | undefined => {
  const name = referredBy(schema);
  if (depth > depthMax) return undefined;
  if (name !== undefined) return exampleOf(objectAt(components, name), components, called, depth + 1);
  const { examples, const: only, enum: some, default: usual, anyOf, oneOf, allOf } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
  if (only !== undefined) return only;
  if (Array.isArray(some)) return some[0] as Json;
  if (usual !== undefined) return usual;
  const parts = [anyOf, oneOf, allOf].find((each) => Array.isArray(each)) as readonly Json[] | undefined;
  if (parts === undefined) return plainExample(schema, components, called, depth);
  const first = parts.find((part) => isObject(part) && part['type'] !== 'null');
  return isObject(first) ? exampleOf(first, components, called, depth + 1) : null;
};

const plainExample = (schema: JsonObject, components: JsonObject, called: string, depth: number): Json | undefined => {
  const { type } = schema;
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectExample(schema, components, depth);
    case 'array':
      return arrayExample(schema, components, depth);
    case 'string':
      return textExample(schema, byName[called]);
    case 'integer':
    case 'number':
      return numberExample(schema, byName[called]);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return {};
  }
};

const objectExample = (schema: JsonObject, components: JsonObject, depth: number): Json => {
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : []);
  const own = Object.entries(objectAt(schema, 'properties')).flatMap(([key, value]) => {
    const example = isObject(value) ? exampleOf(value, components, key, depth + 1) : undefined;
    return example === undefined ? [] : [[key, example] as const];
  });
  // Of a table it is told by which words: each is there.
  const { enum: keys } = objectAt(schema, 'propertyNames');
  const value = exampleOf(objectAt(schema, 'additionalProperties'), components, '', depth + 1);
  const named = [...new Set([...(Array.isArray(keys) ? (keys as readonly string[]) : []), ...required])]
    .filter((key) => !own.some(([known]) => known === key))
    .flatMap((key) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries([...own, ...named]);
};

const arrayExample = (schema: JsonObject, components: JsonObject, depth: number): Json => {
  const { prefixItems, minItems } = schema;
  if (Array.isArray(prefixItems))
    return prefixItems.map((item: Json) =>
      isObject(item) ? (exampleOf(item, components, '', depth + 1) ?? null) : null,
    );
  const item = exampleOf(objectAt(schema, 'items'), components, '', depth + 1);
  return item === undefined ? [] : Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, () => item);
};

const textExample = ({ format, pattern, minLength, maxLength }: JsonObject, likely: Json | undefined): string => {
  const known = typeof format === 'string' ? byFormat[format] : undefined;
  if (known !== undefined) return known;
  const takes = typeof pattern === 'string' ? new RegExp(pattern, 'u') : /^/u;
  const isRight = (word: string): boolean =>
    takes.test(word) && word.length >= Number(minLength ?? 0) && word.length <= Number(maxLength ?? Infinity);
  const usual = typeof pattern === 'string' ? words : words.toReversed();
  return [...(typeof likely === 'string' ? [likely] : []), ...usual].find(isRight) ?? '';
};

const numberExample = ({ minimum, exclusiveMinimum, maximum }: JsonObject, likely: Json | undefined): number => {
  const least = Number(minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 0));
  const most = Number(maximum ?? Infinity);
  if (typeof likely === 'number' && likely >= least && likely <= most) return likely;
  // The least of all integers is no example.
  return Math.min(Math.max(0, least), most);
};
