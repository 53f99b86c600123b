/** Tidy schemas: what is made of the contract's shapes so that people can read them: no pattern where a word says it, each shape once. Pure. */
import {
  changed,
  isObject,
  objectAt,
  referenceTo,
  referredBy,
  referredIn,
  type Json,
  type JsonObject,
} from './json-schema.ts';

/** Formats whose pattern nobody reads, and what it comes to. */
const formatWords: Readonly<Record<string, string>> = {
  date: 'A calendar date of the programme: YYYY-MM-DD',
  'date-time': 'An instant in UTC: YYYY-MM-DDThh:mm:ss.sssZ',
  uuid: 'A UUID',
  base64: 'Base64, with padding',
  byte: 'Base64, with padding',
};

const withoutPattern = (schema: JsonObject): JsonObject => {
  const { format, pattern, description, ...rest } = schema;
  const words = typeof format === 'string' ? formatWords[format] : undefined;
  if (words === undefined || pattern === undefined) return schema;
  return { ...rest, format: format ?? null, description: description ?? words };
};

/** Digits in an address are a number to whoever asks. */
const digits = /^\^(\[1-9\])?\\d\{(\d),(\d+)\}\$$/;
const asNumber = (schema: JsonObject): JsonObject => {
  const { type, pattern, default: usual, examples, ...rest } = schema;
  const [, positive, , count] = (typeof pattern === 'string' ? digits.exec(pattern) : null) ?? [];
  if (type !== 'string' || count === undefined) return schema;
  const figures = Number(count) + (positive === undefined ? 0 : 1);
  return {
    type: 'integer',
    minimum: positive === undefined ? 0 : 1,
    maximum: 10 ** figures - 1,
    // It may say a lower one itself.
    ...rest,
    ...(usual === undefined ? {} : { default: Number(usual) }),
    ...(Array.isArray(examples) ? { examples: examples.map(Number) } : {}),
  };
};

const inQuery = (parameter: JsonObject): JsonObject =>
  parameter['in'] === 'query' && isObject(parameter['schema'])
    ? { ...parameter, ...numbered(parameter), schema: asNumber(parameter['schema']) }
    : parameter;

/** What swagger has lifted out of the schema goes with it. */
const numbered = ({ schema, example }: JsonObject): JsonObject =>
  isObject(schema) && asNumber(schema) !== schema && typeof example === 'string' ? { example: Number(example) } : {};

/** What is sent is mostly of the same form as what is answered: then there is one name for both. */
const withoutTwins = (document: JsonObject): JsonObject => {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  const plain = (json: Json): string =>
    JSON.stringify(
      changed(json, (object) => {
        const name = referredBy(object);
        return name === undefined ? object : { $ref: referenceTo(name.replace(/Input$/, '')) };
      }),
    );
  const twins = new Set(
    Object.keys(schemas).filter((name) => {
      const other = schemas[name.replace(/Input$/, '')];
      return name.endsWith('Input') && other !== undefined && plain(schemas[name] ?? null) === plain(other);
    }),
  );
  const renamed = (object: JsonObject): JsonObject => {
    const name = referredBy(object);
    return name !== undefined && twins.has(name)
      ? { ...object, $ref: referenceTo(name.replace(/Input$/, '')) }
      : object;
  };
  return withSchemas(changed(document, renamed), (name) => !twins.has(name));
};

const withoutUnused = (document: JsonObject): JsonObject => {
  const { components, ...rest } = document;
  const schemas = objectAt(components, 'schemas');
  const used = new Set<string>();
  const begun = referredIn({ ...rest, responses: objectAt(components, 'responses') });
  for (let found = [...begun]; found.length > 0;) {
    for (const name of found) used.add(name);
    found = found.flatMap((name) => [...referredIn(schemas[name] ?? null)]).filter((name) => !used.has(name));
  }
  return withSchemas(document, (name) => used.has(name));
};

const withSchemas = (document: Json, isKept: (name: string) => boolean): JsonObject => {
  if (!isObject(document)) return {};
  const components = objectAt(document, 'components');
  const kept = Object.entries(objectAt(components, 'schemas')).filter(([name]) => isKept(name));
  const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...document, components: { ...components, schemas: Object.fromEntries(sorted) } };
};

export const tidySchemas = (document: JsonObject): JsonObject => {
  const readable = changed(document, (object) => inQuery(withoutPattern(object)));
  return withoutUnused(withoutTwins(isObject(readable) ? readable : document));
};
