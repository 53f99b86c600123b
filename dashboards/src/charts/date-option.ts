/** Date option: everybody's steps a day over the number of people they come from, told to ECharts. */
import type { LiveDate } from '../../../contract/live.ts';
import { finishedOf } from '../view/date-finding.ts';
import type { ChartOption } from '../../shared/charts/chart-core.ts';
import { hatchOf, outlineOf, type ChartPaint } from '../../shared/charts/chart-paint.ts';
import { pointedIndex, tooltipLines } from '../../shared/charts/tooltip-lines.ts';

export interface DateChartWords {
  readonly stepsAxis: string;
  readonly peopleAxis: string;
  readonly figure: (value: number) => string;
  readonly stepsOf: (steps: number) => string;
  readonly people: (count: number) => string;
  readonly date: (date: string) => string;
  readonly shortDate: (date: string) => string;
}

/** Room for the widest figure of the scale, which both panels share so that their days stand above one another. */
const leftOf = (dates: readonly LiveDate[], words: DateChartWords): number => {
  const most = Math.max(...dates.map((date) => date.steps));
  return 24 + 9.5 * words.figure(most).length;
};

export const dateOptionOf = (dates: readonly LiveDate[], words: DateChartWords, paint: ChartPaint): ChartOption => {
  const left = leftOf(dates, words);
  const days = dates.map((date) => words.shortDate(date.date));
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
    // Two panels on the same dates instead of two scales in one.
    grid: [
      { left, right: 24, top: 32, bottom: 104, outerBoundsMode: 'none' },
      { left, right: 24, height: 40, bottom: 8, outerBoundsMode: 'none' },
    ],
    xAxis: [dayAxis(0, days, paint), dayAxis(1, days, paint)],
    yAxis: [valueAxis(0, words.stepsAxis, words, paint), valueAxis(1, words.peopleAxis, words, paint)],
    tooltip: {
      trigger: 'axis',
      renderMode: 'html',
      textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
      formatter: (points: unknown) => tooltipOf(points, dates, words),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    series: [
      barsOf(0, dates, (date) => finishedOf(date).steps, { color: paint.finished }),
      barsOf(0, dates, (date) => date.openSteps, hatchOf(paint)),
      barsOf(0, dates, (date) => date.heldSteps, outlineOf(paint)),
      barsOf(1, dates, (date) => date.people, { color: paint.missing }),
    ],
  };
};

const dayAxis = (gridIndex: number, data: string[], paint: ChartPaint) => ({
  type: 'category' as const,
  gridIndex,
  data,
  axisTick: { show: false },
  axisLabel: { show: gridIndex === 0, color: paint.text, fontSize: 14, hideOverlap: true },
  axisLine: { lineStyle: { color: paint.text } },
});

const valueAxis = (gridIndex: number, name: string, words: DateChartWords, paint: ChartPaint) => ({
  type: 'value' as const,
  gridIndex,
  name,
  nameTextStyle: { color: paint.text, fontSize: 14, align: 'left' as const },
  nameGap: gridIndex === 0 ? 12 : 6,
  minInterval: 1,
  splitNumber: gridIndex === 0 ? 4 : 1,
  axisLabel: { color: paint.text, fontSize: 14, formatter: words.figure },
  splitLine: { lineStyle: { color: paint.line } },
});

/** Days without steps stay without a bar: an outline of nothing would still be a line. */
const barsOf = (
  gridIndex: number,
  dates: readonly LiveDate[],
  value: (date: LiveDate) => number,
  itemStyle: object,
) => ({
  type: 'bar' as const,
  stack: `panel-${gridIndex}`,
  xAxisIndex: gridIndex,
  yAxisIndex: gridIndex,
  barCategoryGap: '25%',
  itemStyle,
  data: dates.map((date) => (value(date) === 0 ? null : value(date))),
});

const tooltipOf = (points: unknown, dates: readonly LiveDate[], words: DateChartWords): HTMLElement => {
  const date = dates[pointedIndex(points) ?? -1];
  if (date === undefined) return tooltipLines([]);
  return tooltipLines([words.date(date.date), words.stepsOf(date.steps), words.people(date.people)]);
};
