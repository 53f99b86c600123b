/** Chart paint: the page's design tokens as a chart needs them, with patterns that survive black-and-white print. */

export interface ChartPaint {
  readonly finished: string;
  readonly openGround: string;
  readonly held: string;
  readonly missing: string;
  readonly line: string;
  readonly ground: string;
  readonly text: string;
  readonly font: string;
}

/** Read from the style sheet, so that a colour is chosen in one place. */
export const readPaint = (): ChartPaint => {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    finished: token('--paint-finished'),
    openGround: token('--paint-open-ground'),
    held: token('--paint-held'),
    missing: token('--paint-missing'),
    line: token('--paint-line'),
    ground: token('--color-neutral-white'),
    text: token('--color-neutral-solid-gray-800'),
    font: getComputedStyle(document.body).fontFamily,
  };
};

/** Diagonal lines for days that will still grow. */
export const hatchOf = (paint: ChartPaint) =>
  ({
    color: paint.openGround,
    borderColor: paint.finished,
    borderWidth: 1,
    decal: {
      color: paint.finished,
      dashArrayX: [1, 0],
      dashArrayY: [2, 4],
      rotation: -Math.PI / 4,
      symbolSize: 1,
    },
  }) as const;

/** An empty, dashed outline for days in doubt. */
export const outlineOf = (paint: ChartPaint) =>
  ({ color: paint.ground, borderColor: paint.held, borderWidth: 2, borderType: 'dashed' }) as const;
