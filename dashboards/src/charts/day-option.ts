/** Day option: a person's days as bars with the tier lines drawn in, told to ECharts. */
import type { DaySlot } from '../view/day-slots.ts';
import type { ChartOption } from './chart-core.ts';
import { hatchOf, outlineOf, type ChartPaint } from './chart-paint.ts';
import { pointedIndex, tooltipLines } from './tooltip-lines.ts';

export interface DayChartWords {
  readonly stepsAxis: string;
  readonly stepsOf: (steps: number) => string;
  readonly state: Readonly<Record<DaySlot['kind'], string>>;
  readonly figure: (value: number) => string;
  readonly date: (date: string) => string;
  readonly shortDate: (date: string) => string;
}

export const dayOptionOf = (
  slots: readonly DaySlot[],
  tiers: readonly number[],
  words: DayChartWords,
  paint: ChartPaint,
): ChartOption => ({
  animation: false,
  aria: { enabled: true, label: { enabled: false } },
  textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
  grid: { left: 8, right: 8, top: 36, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  xAxis: {
    type: 'category',
    data: slots.map((slot) => words.shortDate(slot.date)),
    axisTick: { show: false },
    axisLabel: { color: paint.text, fontSize: 14, hideOverlap: true },
    axisLine: { lineStyle: { color: paint.text } },
  },
  yAxis: {
    type: 'value',
    name: words.stepsAxis,
    nameTextStyle: { color: paint.text, fontSize: 14, align: 'left' },
    max: (range: { readonly max: number }) => Math.max(range.max, (tiers.at(-1) ?? 0) * 1.1),
    axisLabel: {
      color: paint.text,
      fontSize: 14,
      formatter: words.figure,
      // The tiers are the scale people know.
      ...(tiers.length > 0 ? { customValues: [0, ...tiers] } : {}),
    },
    splitLine: { show: tiers.length === 0 },
  },
  tooltip: {
    trigger: 'axis',
    renderMode: 'html',
    textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
    formatter: (points: unknown) => tooltipOf(points, slots, words),
  },
  series: [
    barsOf(slots, 'finished', { color: paint.finished }),
    barsOf(slots, 'open', hatchOf(paint)),
    barsOf(slots, 'held', outlineOf(paint)),
    missingOf(slots, paint),
    tierLinesOf(tiers, paint),
  ],
});

const barsOf = (slots: readonly DaySlot[], kind: 'finished' | 'open' | 'held', itemStyle: object) => ({
  type: 'bar' as const,
  stack: 'day',
  barCategoryGap: '25%',
  itemStyle,
  data: slots.map((slot) => (slot.kind === kind ? slot.steps : null)),
});

/** A cross on the ground where a day has not arrived: an empty place could be a day without steps. */
const missingOf = (slots: readonly DaySlot[], paint: ChartPaint) => ({
  type: 'scatter' as const,
  symbol: 'path://M0 1L1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5Z',
  symbolSize: 11,
  symbolOffset: [0, -9],
  itemStyle: { color: paint.missing },
  data: slots.map((slot) => (slot.kind === 'missing' ? 0 : null)),
});

const tierLinesOf = (tiers: readonly number[], paint: ChartPaint) => ({
  type: 'bar' as const,
  stack: 'day',
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    lineStyle: { color: paint.line, type: 'solid' as const, width: 1 },
    label: { show: false },
    data: tiers.map((tier) => ({ yAxis: tier })),
  },
});

const tooltipOf = (points: unknown, slots: readonly DaySlot[], words: DayChartWords): HTMLElement => {
  const slot = slots[pointedIndex(points) ?? -1];
  if (slot === undefined) return tooltipLines([]);
  const state = words.state[slot.kind];
  const said = slot.kind === 'missing' ? state : `${words.stepsOf(slot.steps)} (${state})`;
  return tooltipLines([words.date(slot.date), said]);
};
