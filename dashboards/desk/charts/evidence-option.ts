/** Evidence option: the hours of a day in doubt over the person's usual hours, told to ECharts. */
import type { Evidence, EvidenceHour } from '../../../contract/desk-review.ts';
import type { ChartOption } from '../../shared/charts/chart-core.ts';
import type { ChartPaint } from '../../shared/charts/chart-paint.ts';
import { pointedIndex, tooltipLines } from '../../shared/charts/tooltip-lines.ts';

export interface EvidenceChartWords {
  readonly stepsAxis: string;
  readonly today: string;
  readonly usualValue: string;
  readonly flagged: string;
  readonly clauseMark: string;
  readonly figure: (value: number) => string;
  readonly stepsOf: (steps: number) => string;
  readonly hourRange: (hour: number) => string;
}

export const evidenceOptionOf = (evidence: Evidence, words: EvidenceChartWords, paint: ChartPaint): ChartOption => {
  const { hours, twin } = evidence;
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
    grid: { left: 8, right: 16, top: 48, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    // Two scales of the same hours: bars of different widths share a middle only when they do not share an axis.
    xAxis: [hourAxis(hours, words, paint, true), hourAxis(hours, words, paint, false)],
    yAxis: {
      type: 'value',
      name: words.stepsAxis,
      nameGap: 22,
      nameTextStyle: { color: paint.text, fontSize: 14, align: 'left' },
      axisLabel: { color: paint.text, fontSize: 14, formatter: words.figure },
      splitLine: { lineStyle: { color: paint.line } },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'html',
      textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
      formatter: (points: unknown) => tooltipOf(points, hours, words),
    },
    series: [
      usualOf(hours, paint),
      dayOf(hours, paint),
      ...(twin === null ? [] : [twinOf(twin.hours, paint)]),
      flagsOf(hours, paint),
    ],
  };
};

const hourAxis = (hours: readonly EvidenceHour[], words: EvidenceChartWords, paint: ChartPaint, show: boolean) => ({
  type: 'category' as const,
  show,
  position: 'bottom' as const,
  data: hours.map(({ hour }) => words.hourRange(hour)),
  axisTick: { show: false },
  axisLabel: { color: paint.text, fontSize: 14, hideOverlap: true },
  axisLine: { lineStyle: { color: paint.text } },
});

/** The usual stands behind, wide and pale. */
const usualOf = (hours: readonly EvidenceHour[], paint: ChartPaint) => ({
  type: 'bar' as const,
  z: 1,
  xAxisIndex: 1,
  barWidth: '90%',
  itemStyle: { color: paint.ground, borderColor: paint.missing, borderWidth: 1 },
  data: hours.map(({ usual }) => (usual === 0 ? null : usual)),
});

const dayOf = (hours: readonly EvidenceHour[], paint: ChartPaint) => ({
  type: 'bar' as const,
  z: 2,
  barWidth: '48%',
  itemStyle: { color: paint.finished },
  data: hours.map(({ steps }) => (steps === 0 ? null : steps)),
});

const twinOf = (hours: readonly number[], paint: ChartPaint) => ({
  type: 'scatter' as const,
  z: 3,
  symbol: 'diamond',
  symbolSize: 11,
  itemStyle: { color: paint.ground, borderColor: paint.text, borderWidth: 2 },
  data: hours.map((steps) => (steps === 0 ? null : steps)),
});

/** A triangle above each unusual hour, so that nothing is said by colour alone. */
const flagsOf = (hours: readonly EvidenceHour[], paint: ChartPaint) => ({
  type: 'scatter' as const,
  z: 4,
  symbol: 'triangle',
  symbolRotate: 180,
  symbolSize: 13,
  symbolOffset: [0, -12],
  itemStyle: { color: paint.held },
  data: hours.map(({ steps, usual, isFlagged }) => (isFlagged ? Math.max(steps, usual ?? 0) : null)),
});

const tooltipOf = (points: unknown, hours: readonly EvidenceHour[], words: EvidenceChartWords): HTMLElement => {
  const hour = hours[pointedIndex(points) ?? -1];
  if (hour === undefined) return tooltipLines([]);
  const usual = hour.usual === null ? [] : [`${words.usualValue} ${words.stepsOf(hour.usual)}`];
  return tooltipLines([
    hour.isFlagged ? `${words.hourRange(hour.hour)}${words.clauseMark}${words.flagged}` : words.hourRange(hour.hour),
    `${words.today} ${words.stepsOf(hour.steps)}`,
    ...usual,
  ]);
};
