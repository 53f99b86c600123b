/** Tooltip lines: what a chart says about the day pointed at, as elements, since the page's policy forbids styled markup. */
export const tooltipLines = (lines: readonly string[]): HTMLElement => {
  const box = document.createElement('div');
  for (const line of lines) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    box.append(paragraph);
  }
  return box;
};

/** Which day ECharts asks about; its `axis` trigger hands over one entry per series. */
export const pointedIndex = (points: unknown): number | null => {
  const [first] = Array.isArray(points) ? (points as readonly { readonly dataIndex: number }[]) : [];
  return first?.dataIndex ?? null;
};
