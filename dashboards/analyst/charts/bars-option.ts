/** Bars option: figures by week, month or bin as bars, side by side or on one another, told apart by pattern. */
import { pointedIndex, tooltipLines } from '../../shared/charts/tooltip-lines.ts';
import type { AnalystOption } from './analyst-core.ts';
import {
  amountAxis,
  filled,
  groundOf,
  letters,
  stepAxis,
  tooltipOf,
  type Ink,
  type Pattern,
  type Room,
} from './ink.ts';

export interface BarRow {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly ink: 'main' | 'second' | 'third' | 'alarm' | 'quiet';
  readonly pattern: Pattern;
}

export interface BarsChart {
  readonly labels: readonly string[];
  readonly axis: string;
  /** Below the bars. */
  readonly along?: string;
  readonly figure: (value: number) => string;
  readonly rows: readonly BarRow[];
  /** Below a place of which everything is hidden: it would look as if there were nothing. */
  readonly hidden: string;
  readonly isStacked: boolean;
  /** Bins of one scale touch one another. */
  readonly isDense?: boolean;
  readonly tooltip: (index: number) => readonly string[];
}

export const barsOption =
  (chart: BarsChart) =>
  (ink: Ink, room: Room): AnalystOption => {
    const ground = groundOf(ink);
    const along = chart.along === undefined ? 0 : Math.round(ink.size * 1.7);
    return {
      ...ground,
      grid: { ...ground.grid, bottom: ground.grid.bottom + along },
      xAxis: {
        ...stepAxis(ink, labelsOf(chart)),
        name: chart.along ?? '',
        nameLocation: 'middle',
        nameGap: Math.round(ink.size * 2.1),
        nameTextStyle: letters(ink),
      },
      yAxis: { ...amountAxis(ink, chart.axis, chart.figure), splitNumber: room.ticks },
      tooltip: tooltipOf(ink, 'axis', (points) => tooltipLines(chart.tooltip(pointedIndex(points) ?? -1))),
      series: chart.rows.map((row) => ({
        type: 'bar' as const,
        name: row.name,
        ...(chart.isStacked ? { stack: 'one' } : {}),
        barCategoryGap: chart.isDense === true ? '4%' : '28%',
        barMaxWidth: Math.round(ink.size * 5),
        itemStyle: filled(ink[row.ink], row.pattern, ink),
        emphasis: { disabled: true },
        // Nothing to draw stays without an outline.
        data: row.values.map((value) => (value === 0 ? null : value)),
      })),
    };
  };

const labelsOf = ({ labels, rows, hidden }: BarsChart): readonly string[] =>
  labels.map((label, index) =>
    rows.every(({ values }) => (values[index] ?? null) === null) ? `${label}\n${hidden}` : label,
  );
