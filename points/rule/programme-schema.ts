/** Programme schema: the rule language as JSON Schema, for editors, with a word for every entry in Japanese and English. Pure. */
import { z } from 'zod';
import type { Words } from '../words.ts';
import { fieldWords } from './field-words.ts';
import { programmeFileSchema } from './programme-file.ts';

type Json = Readonly<Record<string, unknown>>;

export const programmeJsonSchema = (): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: '歩み 事業の規則 (Ayumi programme file)',
  ...described(z.toJSONSchema(programmeFileSchema, { io: 'input' }), ''),
});

/** The word for an entry, by the longest end of its path that has one. */
export const wordsFor = (path: string): Words | undefined => {
  for (let end = path; ; end = end.slice(end.indexOf('.') + 1)) {
    const known = Object.hasOwn(fieldWords, end) ? fieldWords[end] : undefined;
    if (known !== undefined || !end.includes('.')) return known;
  }
};

/** Words of one language below another are found by path: `earning:slope.points` tells a rule's entry from others' of that name. */
const described = (node: Json, path: string): Json => {
  const { properties, items, oneOf, ...rest } = node;
  const own = isJson(properties) ? describedAll(properties, inKind(path, properties)) : undefined;
  return {
    ...rest,
    ...(own === undefined ? {} : { properties: own }),
    ...(isJson(items) ? { items: described(items, path) } : {}),
    ...(Array.isArray(oneOf) ? { oneOf: oneOf.filter(isJson).map((form) => described(form, path)) } : {}),
  };
};

const describedAll = (properties: Json, path: string): Json =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => {
      if (!isJson(value)) return [];
      const own = path === '' ? key : `${path}.${key}`;
      const found = wordsFor(own);
      const description = found === undefined ? {} : { description: `${found.ja}\n${found.en}` };
      return [[key, { ...description, ...described(value, own) }]];
    }),
  );

/** The entries of a form that a `kind` picks are that kind's. */
const inKind = (path: string, { kind }: Json): string => {
  const value = isJson(kind) ? kind['const'] : undefined;
  return typeof value === 'string' ? `${path}:${value}` : path;
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
