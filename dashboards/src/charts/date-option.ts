/** Date option: everybody's steps a day over the number of people they come from, told to ECharts. */
import type { LiveDate } from '../../../contract/live.ts';
import { finishedOf } from '../view/date-finding.ts';
import type { ChartOption } from './chart-core.ts';
import { hatchOf, outlineOf, type ChartPaint } from './chart-paint.ts';

export interface DateChartWords {
  readonly stepsAxis: string;
  readonly peopleAxis: string;
  readonly figure: (value: number) => string;
  readonly people: (count: number) => string;
  readonly date: (date: string) => string;
  readonly shortDate: (date: string) => string;
}

/** Two panels on the same dates instead of two scales in one. */
const grids = [
  { left: 8, right: 8, top: 32, bottom: 96, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  { left: 8, right: 8, height: 36, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
] as const;

export const dateOptionOf = (dates: readonly LiveDate[], words: DateChartWords, paint: ChartPaint): ChartOption => {
  const days = dates.map((date) => words.shortDate(date.date));
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: { fontFamily: paint.font, fontSize: 14, color: paint.text },
    grid: grids.map((grid) => ({ ...grid })),
    xAxis: [dayAxis(0, days, paint), dayAxis(1, days, paint)],
    yAxis: [valueAxis(0, words.stepsAxis, words, paint), valueAxis(1, words.peopleAxis, words, paint)],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
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

const tooltipOf = (points: unknown, dates: readonly LiveDate[], words: DateChartWords): string => {
  const [first] = Array.isArray(points) ? (points as readonly { readonly dataIndex: number }[]) : [];
  const date = first === undefined ? undefined : dates[first.dataIndex];
  if (date === undefined) return '';
  return `${words.date(date.date)}\n${words.figure(date.steps)}\n${words.people(date.people)}`;
};
