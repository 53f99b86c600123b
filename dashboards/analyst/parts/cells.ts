/** Cells: figures of a table in the reader's language, and the words where one is hidden. */
import { useMemo } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';
import { partOf, type Sum } from '../view/told.ts';
import type { Figure } from '../view/sheet.ts';
import { percent } from '../words/figures.ts';

export interface Cells {
  readonly count: (value: number | null) => Figure;
  /** A share from 0 to 1; in a file as it is. */
  readonly share: (value: number | null) => Figure;
  /** A share that is told of so many: where it is not, and they are, it is too coarse. */
  readonly shareOf: (told: number | null, of: number | null) => Figure;
  /** One rounded sum as a part of another. */
  readonly part: (its: Sum, whole: Sum) => Figure;
  /** A rounded sum with its unit, in a sentence. */
  readonly about: (value: number | null, text: (value: number) => string) => string;
  readonly fine: (value: number | null, digits: number) => Figure;
  /** With its unit, in a sentence. */
  readonly said: (value: number | null, text: (value: number) => string) => string;
}

export const useCells = (): Cells => {
  const { words } = useAnalyst();
  return useMemo(() => {
    const figure = (value: number | null, text: (value: number) => string): Figure => ({
      value,
      text: value === null ? words.hidden : text(value),
    });
    // In a file, too, no finer than it is known.
    const share = (value: number | null): Figure => figure(value === null ? null : Number(value.toFixed(3)), percent);
    const known = (its: Sum, whole: Sum): Figure | null => {
      const part = whole.value === 0 ? 0 : partOf(its, whole);
      return part === null ? null : share(part);
    };
    const coarse: Figure = { value: null, text: words.rounding.coarse };
    return {
      count: (value) => figure(value, words.figure),
      share,
      shareOf: (told, of) => (told === null && of !== null ? coarse : share(told)),
      part: (its, whole) => (its.value === null || whole.value === null ? share(null) : (known(its, whole) ?? coarse)),
      about: (value, text) =>
        value === null ? words.hidden : value === 0 ? text(value) : words.rounding.about(text(value)),
      fine: (value, digits) =>
        figure(value === null ? null : Number(value.toFixed(digits)), (each) => each.toFixed(digits)),
      said: (value, text) => (value === null ? words.hidden : text(value)),
    };
  }, [words]);
};
