/** The table of bad inputs cannot rot: every row that applies is tested by its number and kept as a file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rowsInCorpus, samplesOf } from './corpus.ts';
import { rows } from './rows.ts';

const folder = import.meta.dirname;
const rowsMax = 62;
const sources = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));
/** Numbers with which names of tests begin. */
const tested = new Set(
  sources.flatMap((text) => [...text.matchAll(/\(\s*['`]B(\d+) /g)].map((match) => Number(match[1]))),
);

test('every row is there once and in order', () => {
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: rowsMax }, (_, i) => i + 1));
});

test('every row that applies has a test that begins with its number, and no other row has', () => {
  const applying = rows.filter(({ applies }) => applies).map(({ row }) => row);
  expect([...tested].sort((a, b) => a - b)).toEqual(applying);
});

test('every row that applies has a file in the corpus, or says why none can hold it', () => {
  const kept = rows.flatMap((row) => (row.applies && row.made === undefined ? [`B${row.row}`] : []));
  expect(kept.filter((row) => !rowsInCorpus().includes(row) || samplesOf(row).length === 0)).toEqual([]);
});

test('every folder of the corpus is a row that applies, or finds of the fuzzing', () => {
  const known = new Set(rows.flatMap((row) => (row.applies ? [`B${row.row}`] : [])));
  expect(rowsInCorpus().filter((name) => !known.has(name) && !name.startsWith('found-'))).toEqual([]);
});
