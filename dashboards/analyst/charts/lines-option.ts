/** Lines option: figures over weeks or months as lines told apart by dash and mark, with a band behind them if there is one. */
import { pointedIndex, tooltipLines } from '../../shared/charts/tooltip-lines.ts';
import type { AnalystOption } from './analyst-core.ts';
import { amountAxis, groundOf, stepAxis, tooltipOf, type Ink, type Room } from './ink.ts';

export interface Line {
  readonly name: string;
  /** Null is a gap. */
  readonly values: readonly (number | null)[];
  readonly style: 'main' | 'second' | 'third';
}

export interface Band {
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

export interface LinesChart {
  /** One for each place along. */
  readonly labels: readonly string[];
  readonly axis: string;
  readonly figure: (value: number) => string;
  readonly lines: readonly Line[];
  readonly band?: Band;
  /** A line across at a value that means something. */
  readonly level?: number;
  /** The scale begins with the smallest figure instead of with nothing. */
  readonly isCut?: boolean;
  readonly tooltip: (index: number) => readonly string[];
}

const styles = {
  main: { dash: 'solid', symbol: 'circle', width: 3 },
  second: { dash: 'dashed', symbol: 'emptyTriangle', width: 2 },
  third: { dash: 'dotted', symbol: 'emptyRect', width: 2 },
} as const;
/** Marks of more would touch one another. */
const marksMax = 60;

export const linesOption =
  (chart: LinesChart) =>
  (ink: Ink, room: Room): AnalystOption => ({
    ...groundOf(ink),
    xAxis: { ...stepAxis(ink, chart.labels), boundaryGap: chart.labels.length < 3 },
    yAxis: {
      ...amountAxis(ink, chart.axis, chart.figure),
      scale: chart.isCut === true,
      splitNumber: room.ticks,
    },
    tooltip: tooltipOf(ink, 'axis', (points) => tooltipLines(chart.tooltip(pointedIndex(points) ?? -1))),
    series: [
      ...(chart.band === undefined ? [] : bandOf(chart.band, ink)),
      ...chart.lines.map((line) => lineOf(line, chart, ink)),
    ],
  });

const lineOf = ({ name, values, style }: Line, { level, labels }: LinesChart, ink: Ink) => {
  const { dash, symbol, width } = styles[style];
  return {
    type: 'line' as const,
    name,
    data: [...values],
    symbol,
    symbolSize: style === 'main' ? 6 : 8,
    showSymbol: labels.length <= marksMax,
    lineStyle: { color: ink[style], type: dash, width },
    itemStyle: { color: ink[style] },
    emphasis: { disabled: true },
    z: style === 'main' ? 4 : 3,
    ...(level === undefined || style !== 'main' ? {} : { markLine: levelOf(level, ink) }),
  };
};

const levelOf = (value: number, ink: Ink) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: ink.text, type: 'solid' as const, width: 2 },
  label: { show: false },
  data: [{ yAxis: value }],
});

/** Two lines nobody sees, and what lies between them. */
const bandOf = ({ low, high }: Band, ink: Ink) => {
  const hidden = { type: 'line' as const, stack: 'band', symbol: 'none', lineStyle: { width: 0 }, silent: true, z: 1 };
  const between = high.map((value, index) => {
    const from = low[index] ?? null;
    return value === null || from === null ? null : value - from;
  });
  return [
    { ...hidden, data: [...low] },
    { ...hidden, data: between, areaStyle: { color: ink.pale, opacity: 1 } },
  ];
};
