/** Sheet: a table of figures as data, the same for the eye, for the ear and for a file. */

export interface Figure {
  /** Null is hidden. */
  readonly value: number | null;
  readonly text: string;
}
export type Cell = string | Figure;

export interface SheetColumn {
  readonly name: string;
  readonly isNumber: boolean;
}

export interface Sheet {
  /** Also in the name of the file. */
  readonly caption: string;
  /** The first one names the row. */
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that do not stand in an order of their own, such as weeks do. */
  readonly isSortable?: boolean;
}

export const words = (name: string): SheetColumn => ({ name, isNumber: false });
export const numbers = (name: string): SheetColumn => ({ name, isNumber: true });

export interface SheetOrder {
  readonly column: number;
  readonly isRising: boolean;
}

/** What is hidden stands last, whichever way. */
export const sortedRows = ({ rows }: Sheet, order: SheetOrder | null): Sheet['rows'] => {
  if (order === null) return rows;
  const { column, isRising } = order;
  const keyOf = (row: readonly Cell[]): string | number | null => {
    const cell = row[column] ?? '';
    return typeof cell === 'string' ? cell : cell.value;
  };
  return rows.toSorted((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const compared = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'ja');
    return isRising ? compared : -compared;
  });
};

/** For a file: numbers as numbers, and the words where one is hidden. */
export const plainRows = ({ rows }: Sheet): readonly (readonly (string | number)[])[] =>
  rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : (cell.value ?? cell.text))));

/** What tells a chart and its period apart among other files. */
export const fileNameOf = (product: string, caption: string, from: string, to: string): string => {
  const plain = caption.replaceAll(/[\\/:*?"<>|\s]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `${product}_${plain}_${from}_${to}.csv`;
};
