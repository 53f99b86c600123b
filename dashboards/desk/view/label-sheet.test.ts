/** Promises of the label sheets: every label lies on the paper, none on another, and a used sheet is used on. */
import { describe, expect, test } from 'vitest';
import { a4, cellsOf, labelKinds, labelSheets, sheetsOf } from './label-sheet.ts';

describe.each(labelKinds)('%s', (kind) => {
  const sheet = labelSheets[kind];
  const cells = cellsOf(sheet);

  test('lies within the paper, as far from the left as from the right, from the top as from the bottom', () => {
    const right = Math.max(...cells.map(({ left }) => left + sheet.width));
    const bottom = Math.max(...cells.map(({ top }) => top + sheet.height));
    expect(a4.width - right).toBeCloseTo(cells[0]?.left ?? NaN, 1);
    expect(a4.height - bottom).toBeCloseTo(cells[0]?.top ?? NaN, 1);
    expect(cells[0]?.left).toBeGreaterThan(3);
    expect(cells[0]?.top).toBeGreaterThan(3);
  });

  test('no label lies on another', () => {
    for (const cell of cells) {
      for (const other of cells) {
        if (cell === other) continue;
        const apart =
          Math.abs(cell.left - other.left) >= sheet.width - 0.02 ||
          Math.abs(cell.top - other.top) >= sheet.height - 0.02;
        expect(apart).toBe(true);
      }
    }
  });
});

test('the sheets have as many labels as their names say', () => {
  expect(labelKinds.map((kind) => cellsOf(labelSheets[kind]).length)).toEqual([65, 24, 12, 10, 10]);
});

test('begins where a used sheet has labels left, and goes on with a fresh one', () => {
  const labels = Array.from({ length: 14 }, (_, index) => `label ${index + 1}`);
  const [used = [], fresh = [], ...more] = sheetsOf(labelSheets['stickers-12'], labels, 11);
  expect(used.map(({ number, label }) => [number, label])).toEqual([
    [11, 'label 1'],
    [12, 'label 2'],
  ]);
  expect(fresh.map(({ label }) => label)).toEqual(labels.slice(2));
  expect(more).toEqual([]);
});

test('a place that is not on the sheet is the nearest one that is', () => {
  expect(sheetsOf(labelSheets['cards-86'], ['a'], 99)[0]?.[0]?.number).toBe(10);
  expect(sheetsOf(labelSheets['cards-86'], ['a'], 0)[0]?.[0]?.number).toBe(1);
  expect(sheetsOf(labelSheets['cards-86'], [], 3)).toEqual([]);
});
