/** Day option: a person's days as bars with the tier lines drawn in, told to ECharts. */
import type { DaySlot } from '../view/day-slots.ts';
import type { ChartOption } from '../../shared/charts/chart-core.ts';
import { hatchOf, outlineOf, type ChartPaint } from '../../shared/charts/chart-paint.ts';
import { pointedIndex, tooltipLines } from '../../shared/charts/tooltip-lines.ts';

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
): ChartOption => {
  const top = scaleTopOf(slots, tiers);
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
    grid: { left: 8, right: 16, top: 48, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
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
      // Above the figure of a held day that goes beyond the scale.
      nameGap: 26,
      nameTextStyle: { color: paint.text, fontSize: 14, align: 'left' },
      max: top,
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
      heldOf(slots, top, words, paint),
      missingOf(slots, paint),
      tierLinesOf(tiers, paint),
    ],
  };
};

/** A day in doubt may be ten times the others: it does not set the scale they are read on. */
const scaleTopOf = (slots: readonly DaySlot[], tiers: readonly number[]): number => {
  const trusted = slots.map((slot) => (slot.kind === 'finished' || slot.kind === 'open' ? slot.steps : 0));
  return Math.max(...trusted, tiers.at(-1) ?? 1000) * 1.08;
};

const barsOf = (slots: readonly DaySlot[], kind: 'finished' | 'open', itemStyle: object) => ({
  type: 'bar' as const,
  stack: 'day',
  barCategoryGap: '25%',
  itemStyle,
  data: slots.map((slot) => (slot.kind === kind ? slot.steps : null)),
});

/** Held days are drawn up to the top of the scale; one that goes beyond says how far. */
const heldOf = (slots: readonly DaySlot[], top: number, words: DayChartWords, paint: ChartPaint) => ({
  type: 'bar' as const,
  stack: 'day',
  itemStyle: outlineOf(paint),
  data: slots.map((slot) => {
    if (slot.kind !== 'held') return null;
    const beyond = slot.steps > top;
    const label = { show: beyond, position: 'top' as const, color: paint.held, fontSize: 14, distance: 2 };
    return { value: Math.min(slot.steps, top), label: { ...label, formatter: `↑${words.figure(slot.steps)}` } };
  }),
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
