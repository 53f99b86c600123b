/** The reliability page is true to the tests it names: every cell has a test, and every test it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { promises } from './simulation/checkers/wrong.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/reliability.md'), 'utf8');

const rowsOf = (heading: string): readonly (readonly string[])[] => {
  const table = page.slice(page.indexOf(`| ${heading}`)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const letters = new Map(rowsOf('letter').map(([letter, named]) => [letter, named?.match(/`(.+?)`/)?.[1] ?? '']));

test('every fault has a cell for every promise, and every cell a test that is there', () => {
  const faults = rowsOf('fault');
  expect(faults.length).toBeGreaterThan(20);
  for (const [fault, ...cells] of faults) {
    expect(cells.length, fault).toBe(promises.length);
    for (const cell of cells)
      for (const word of cell.split(' '))
        expect(word === 'S' || word === '·' || letters.has(word), `${fault ?? ''}: ${word}`).toBe(true);
  }
});

test('every file it names is there', () => {
  const named = [...page.matchAll(/`([a-z-]+\/[^`]+)`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, `${path}.test.ts`)))).toEqual(
    [],
  );
});

test('every letter is used', () => {
  const used = new Set(rowsOf('fault').flatMap(([, ...cells]) => cells.flatMap((cell) => cell.split(' '))));
  expect([...letters.keys()].filter((letter) => letter !== undefined && !used.has(letter))).toEqual([]);
});

test('nothing on it is still to be filled in', () => {
  expect(page.match(/\b(RESULTS|DIGEST|TODO|TBD)\b/g)).toBeNull();
});
