/** Level: figures are rounded, so what looks largest is often as large as others: all of them are named together. Pure. */

/** Those whose figure is the largest that is shown, in their order; none where nothing is shown. */
export const levelAtTop = <Row>(rows: readonly Row[], figureOf: (row: Row) => number | null): readonly Row[] => {
  const shown = rows.flatMap((row) => figureOf(row) ?? []);
  const most = Math.max(...shown);
  return rows.filter((row) => figureOf(row) === most);
};
