/** Cells: figures of a table in the reader's language, and the words where one is hidden. */
import { useMemo } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';
import type { Figure } from '../view/sheet.ts';
import { percent } from '../words/figures.ts';

export interface Cells {
  readonly count: (value: number | null) => Figure;
  /** A share from 0 to 1; in a file as it is. */
  readonly share: (value: number | null) => Figure;
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
    return {
      count: (value) => figure(value, words.figure),
      share: (value) => figure(value, percent),
      fine: (value, digits) =>
        figure(value === null ? null : Number(value.toFixed(digits)), (each) => each.toFixed(digits)),
      said: (value, text) => (value === null ? words.hidden : text(value)),
    };
  }, [words]);
};
