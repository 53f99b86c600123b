/** Bins option: how often what occurs, bins as wide as they are, with the lines that mean something and what lies between them. */
import { tooltipLines } from '../../shared/charts/tooltip-lines.ts';
import { heightsOf, type BinHeight, type CountedBin } from '../view/bin-heights.ts';
import type { AnalystOption } from './analyst-core.ts';
import { amountAxis, groundOf, letters, tooltipOf, type Ink, type Room } from './ink.ts';

export interface BinsChart {
  readonly bins: readonly CountedBin[];
  /** For how wide a bin the scale counts. */
  readonly unit: number;
  readonly axis: string;
  readonly along: string;
  readonly figure: (value: number) => string;
  /** Lines across the bins, such as tiers, with what stands to the right of each. */
  readonly lines?: readonly { readonly at: number; readonly text: string }[];
  /** What the scale along says, where it is known better than by round figures. */
  readonly marks?: readonly number[];
  readonly tooltip: (bin: BinHeight) => readonly string[];
}

/** Above the highest bin stand the words. */
const headRoom = 1.16;

export const binsOption =
  (chart: BinsChart) =>
  (ink: Ink, room: Room): AnalystOption => {
    const heights = heightsOf(chart.bins, chart.unit);
    const [begin, end] = [heights[0]?.from ?? 0, heights.at(-1)?.end ?? 1];
    const most = Math.max(0, ...heights.map(({ height }) => height));
    const ground = groundOf(ink);
    const across = amountAxis(ink, chart.axis, chart.figure);
    return {
      ...ground,
      grid: { ...ground.grid, right: 24, bottom: ground.grid.bottom + Math.round(ink.size * 1.7) },
      xAxis: {
        type: 'value',
        min: begin,
        max: end,
        name: chart.along,
        nameLocation: 'middle',
        nameGap: Math.round(ink.size * 2.1),
        nameTextStyle: letters(ink),
        axisLabel: {
          ...letters(ink),
          formatter: chart.figure,
          hideOverlap: true,
          ...(chart.marks === undefined || room.isNarrow ? {} : { customValues: [...chart.marks] }),
        },
        axisLine: { onZero: false, lineStyle: { color: ink.text } },
        splitLine: { show: false },
      },
      yAxis: {
        ...across,
        max: (chart.lines ?? []).length === 0 ? most : most * headRoom,
        splitNumber: room.ticks,
        axisLine: { show: true, onZero: false, lineStyle: { color: ink.line } },
        axisLabel: { ...across.axisLabel, showMaxLabel: false },
      },
      tooltip: tooltipOf(ink, 'axis', (points) => tooltipLines(pointedBin(points, heights, chart))),
      series: [
        {
          type: 'line',
          step: 'end',
          symbol: 'none',
          lineStyle: { color: ink.main, width: 1 },
          areaStyle: { color: ink.main, opacity: 1 },
          emphasis: { disabled: true },
          data: [...heights.map(({ from, height }) => [from, height]), [end, heights.at(-1)?.height ?? 0]],
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: ink.alarm, type: 'dashed', width: 2 },
            label: { show: false },
            data: (chart.lines ?? []).filter(({ at }) => at > begin && at < end).map(({ at }) => ({ xAxis: at })),
          },
          markArea: wordsBetween(chart, [begin, end], ink, room),
        },
      ],
    };
  };

/** Where one of the words is wider than what it stands over, all are left to the table: some alone would mislead. */
const wordsBetween = ({ lines = [] }: BinsChart, [begin, end]: readonly [number, number], ink: Ink, room: Room) => {
  const shown = lines.filter(({ at }) => at < end).map(({ at, text }, i, all) => ({ at, text, until: all[i + 1]?.at }));
  const doFit = shown.every(({ at, text, until = end }) => {
    const roomPx = ((until - Math.max(begin, at)) / (end - begin)) * (room.width - 90);
    return text === '' || roomPx >= text.length * ink.size * 0.75 + ink.size;
  });
  return {
    silent: true,
    itemStyle: { color: 'transparent' },
    label: { ...letters(ink), position: 'insideTop' as const, fontWeight: 'bold' as const },
    data: shown.map(({ at, text, until = end }): [object, object] => [
      { xAxis: Math.max(begin, at), name: doFit ? text : '' },
      { xAxis: until },
    ]),
  };
};

const pointedBin = (points: unknown, heights: readonly BinHeight[], chart: BinsChart): readonly string[] => {
  const [first] = Array.isArray(points) ? (points as readonly { readonly axisValue: number }[]) : [];
  const bin = heights.findLast(({ from }) => first !== undefined && from <= first.axisValue);
  return bin === undefined ? [] : chart.tooltip(bin);
};
