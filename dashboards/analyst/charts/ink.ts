/** Ink: the page's design tokens as its charts need them: colours that colour blindness leaves apart, and patterns for paper. */

import type { AnalystOption } from './analyst-core.ts';

export interface Ink {
  readonly main: string;
  readonly second: string;
  readonly third: string;
  readonly pale: string;
  readonly alarm: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly text: string;
  readonly font: string;
  /** Of letters in a chart, in pixels: grows with the reader's text. */
  readonly size: number;
}

/** How much room there is. */
export interface Room {
  readonly width: number;
  /** As on a telephone: fewer marks, shorter words. */
  readonly isNarrow: boolean;
  /** About so many amounts stand along the side. */
  readonly ticks: number;
}

/** Read from the style sheet, so that a colour is chosen in one place. */
export const readInk = (): Ink => {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    main: token('--ink-main'),
    second: token('--ink-second'),
    third: token('--ink-third'),
    pale: token('--ink-pale'),
    alarm: token('--ink-alarm'),
    quiet: token('--color-neutral-solid-gray-600'),
    line: token('--color-neutral-solid-gray-200'),
    ground: token('--color-neutral-white'),
    text: token('--color-neutral-solid-gray-800'),
    font: getComputedStyle(document.body).fontFamily,
    size: Math.round(Number.parseFloat(style.fontSize) * 0.875),
  };
};

export type Pattern = 'full' | 'hatched' | 'dotted' | 'crossed' | 'empty';

/** Told apart without colour. */
export const filled = (color: string, pattern: Pattern, { ground }: Ink) => {
  if (pattern === 'full') return { color };
  if (pattern === 'empty') return { color: ground, borderColor: color, borderWidth: 1.5 };
  return { color: ground, borderColor: color, borderWidth: 1, decal: { color, ...decals[pattern] } };
};

const decals = {
  hatched: { dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, symbolSize: 1 },
  crossed: { dashArrayX: [1, 0], dashArrayY: [4, 3], rotation: Math.PI / 4, symbolSize: 1 },
  dotted: {
    dashArrayX: [
      [4, 4],
      [0, 4, 4, 0],
    ],
    dashArrayY: [4, 2],
    symbol: 'circle',
    symbolSize: 0.9,
  },
};

export const letters = ({ font, size, text }: Ink) => ({ fontFamily: font, fontSize: size, color: text });

/** What every chart of the page has in common. */
export const groundOf = (ink: Ink) =>
  ({
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: letters(ink),
    grid: {
      left: 4,
      right: 16,
      top: Math.round(ink.size * 2.4),
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
  }) as const;

export const tooltipOf = (ink: Ink, trigger: 'axis' | 'item', formatter: (points: unknown) => HTMLElement) =>
  ({ trigger, renderMode: 'html', confine: true, textStyle: letters(ink), formatter }) as const;

export const amountAxis = (ink: Ink, name: string, figure: (value: number) => string) =>
  ({
    type: 'value',
    name,
    nameGap: Math.round(ink.size * 0.9),
    nameTextStyle: { ...letters(ink), align: 'left' },
    axisLabel: { ...letters(ink), formatter: figure },
    splitLine: { lineStyle: { color: ink.line } },
  }) as const;

const fewLabels = 6;

export const stepAxis = (ink: Ink, data: readonly string[]) =>
  ({
    type: 'category' as const,
    data: [...data],
    axisTick: { show: false },
    // A few say all they have to say; of many some are left out.
    axisLabel: { ...letters(ink), hideOverlap: true, ...(data.length > fewLabels ? {} : { interval: 0 }) },
    axisLine: { lineStyle: { color: ink.text } },
  }) satisfies AnalystOption['xAxis'];
