/** Label sheet: where the labels of common Japanese A4 sheets lie, in millimetres, and which label goes where on which sheet. Pure. */

export const labelKinds = ['stickers-65', 'stickers-24', 'stickers-12', 'cards-86', 'cards-91'] as const;
export type LabelKind = (typeof labelKinds)[number];

export interface LabelSheet {
  readonly kind: LabelKind;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  /** Between two columns; rows touch one another on all of these sheets. */
  readonly gap: number;
}

export const a4 = { width: 210, height: 297 } as const;

const sheetOf = (
  kind: LabelKind,
  columns: number,
  rows: number,
  width: number,
  height: number,
  gap = 0,
): LabelSheet => ({
  kind,
  columns,
  rows,
  width,
  height,
  gap,
});

/** Labels are in the middle of the sheet on all of them. */
export const labelSheets: Readonly<Record<LabelKind, LabelSheet>> = {
  'stickers-65': sheetOf('stickers-65', 5, 13, 38.1, 21.2, 2.5),
  'stickers-24': sheetOf('stickers-24', 3, 8, 66, 33.9),
  'stickers-12': sheetOf('stickers-12', 2, 6, 86.4, 42.3),
  'cards-86': sheetOf('cards-86', 2, 5, 86, 54),
  'cards-91': sheetOf('cards-91', 2, 5, 91, 55),
};

export const labelCount = ({ columns, rows }: LabelSheet): number => columns * rows;

export interface LabelCell {
  /** 1 at the top left, then along the row. */
  readonly number: number;
  readonly left: number;
  readonly top: number;
}

export const cellsOf = (sheet: LabelSheet): readonly LabelCell[] => {
  const { columns, rows, width, height, gap } = sheet;
  const left = (a4.width - columns * width - (columns - 1) * gap) / 2;
  const top = (a4.height - rows * height) / 2;
  return Array.from({ length: labelCount(sheet) }, (_, index) => ({
    number: index + 1,
    left: rounded(left + (index % columns) * (width + gap)),
    top: rounded(top + Math.floor(index / columns) * height),
  }));
};

/** To a hundredth of a millimetre. */
const rounded = (millimetres: number): number => Math.round(millimetres * 100) / 100;

export interface PlacedLabel<Label> extends LabelCell {
  readonly label: Label;
}

/** One list per sheet; the first begins at cell `first`, so that a sheet used before is used on. */
export const sheetsOf = <Label>(
  sheet: LabelSheet,
  labels: readonly Label[],
  first: number,
): readonly (readonly PlacedLabel<Label>[])[] => {
  const cells = cellsOf(sheet);
  const start = Math.min(Math.max(first, 1), cells.length) - 1;
  const count = Math.ceil((start + labels.length) / cells.length);
  return Array.from({ length: labels.length === 0 ? 0 : count }, (_, page) =>
    cells.flatMap((cell, index) => {
      const label = labels[page * cells.length + index - start];
      return label === undefined ? [] : [{ ...cell, label }];
    }),
  );
};
