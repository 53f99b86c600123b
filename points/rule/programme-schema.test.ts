/** Editors know the rule language: the schema beside the programme files is the one that is checked, with words for every entry. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldWords } from './field-words.ts';
import { ruleFilePath } from './programme-file.ts';
import { programmeJsonSchema, wordsFor } from './programme-schema.ts';

const folder = new URL('../programmes/', import.meta.url);

/** The path of every entry, as the words are looked up. */
const entries = (node: unknown, path = ''): readonly (readonly [string, string | undefined])[] => {
  if (Array.isArray(node)) return node.flatMap((each) => entries(each, path));
  if (typeof node !== 'object' || node === null) return [];
  const { properties, items, oneOf } = node as Readonly<Record<string, unknown>>;
  const fields = Object.entries(
    (properties ?? {}) as Readonly<Record<string, { description?: string; const?: string }>>,
  );
  const kind = fields.find(([key]) => key === 'kind')?.[1].const;
  const here = kind === undefined ? path : `${path}:${kind}`;
  const own = fields.flatMap(([key, value]) => {
    const next = here === '' ? key : `${here}.${key}`;
    return [[next, value.description] as const, ...entries(value, next)];
  });
  return [...own, ...entries(items, path), ...entries(oneOf, path)];
};

test('the schema beside the files is the language that is checked (mend with: ayumi rules schema)', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('programme.schema.json', folder), 'utf8'));
  expect(committed).toEqual(programmeJsonSchema());
});

test('every entry has words in both languages, and no words are left over', () => {
  const all = entries(programmeJsonSchema());
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter(([, description]) => description === undefined)).toEqual([]);
  const used = new Set(all.map(([path]) => wordsFor(path)));
  expect(Object.entries(fieldWords).flatMap(([key, words]) => (used.has(words) ? [] : [key]))).toEqual([]);
});

test('tells entries of one name apart by where they stand', () => {
  expect(wordsFor('versions.earning:slope.points')?.en).toBe('Points');
  expect(wordsFor('versions.card.points')?.en).toBe('Points at which it is due');
  expect(wordsFor('versions.nothing-of-the-kind')).toBeUndefined();
});

test('every programme file names the schema for its editor', () => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.endsWith('.cases.yaml'),
  );
  expect(names.length).toBeGreaterThanOrEqual(17);
  for (const name of names) {
    const up = name.includes('/') ? '..' : '.';
    const [line] = readFileSync(ruleFilePath(name.slice(0, -'.yaml'.length)), 'utf8').split('\n');
    expect(line).toBe(`# yaml-language-server: $schema=${up}/programme.schema.json`);
  }
});
