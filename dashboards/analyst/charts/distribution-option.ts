/** Distribution option: days by their steps, bins as wide as they are, with the lines of the tiers and what lies between them. */
import type { StepDistribution } from '../../../contract/analysis-steps.ts';
import { tooltipLines } from '../../shared/charts/tooltip-lines.ts';
import { heightsOf, type StepHeight } from '../view/step-heights.ts';
import type { AnalystOption } from './analyst-core.ts';
import { amountAxis, groundOf, letters, tooltipOf, type Ink, type Room } from './ink.ts';

export interface DistributionWords {
  readonly daysAxis: string;
  readonly stepsAxis: string;
  readonly figure: (value: number) => string;
  readonly share: (share: number) => string;
  readonly bin: (bin: StepHeight) => readonly string[];
}

/** Above the highest bin stand the shares. */
const headRoom = 1.16;

export const distributionOption =
  (answer: StepDistribution, words: DistributionWords) =>
  (ink: Ink, room: Room): AnalystOption => {
    const heights = heightsOf(answer.bins);
    const end = heights.at(-1)?.end ?? 1;
    const top = Math.max(...heights.map(({ height }) => height)) * headRoom;
    const ground = groundOf(ink);
    return {
      ...ground,
      grid: { ...ground.grid, bottom: ground.grid.bottom + Math.round(ink.size * 1.7) },
      xAxis: {
        type: 'value',
        max: end,
        name: words.stepsAxis,
        nameLocation: 'middle',
        nameGap: Math.round(ink.size * 2.1),
        nameTextStyle: letters(ink),
        axisLabel: { ...letters(ink), formatter: words.figure, hideOverlap: true, ...scaleOf(answer, room) },
        axisLine: { lineStyle: { color: ink.text } },
        splitLine: { show: false },
      },
      yAxis: {
        ...amountAxis(ink, words.daysAxis, words.figure),
        max: top,
        axisLabel: { ...letters(ink), formatter: words.figure, showMaxLabel: false },
      },
      tooltip: tooltipOf(ink, 'axis', (points) => tooltipLines(pointedBin(points, heights, words))),
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
            data: answer.tiers.filter(({ from }) => from > 0 && from < end).map(({ from }) => ({ xAxis: from })),
          },
          markArea: sharesOf(answer, end, words, ink),
        },
      ],
    };
  };

/** The tiers are the scale people know. */
const scaleOf = ({ tiers }: StepDistribution, { isNarrow }: Room) =>
  tiers.length > 1 && !isNarrow
    ? { customValues: [0, ...tiers.map(({ from }) => from).filter((from) => from > 0), 15_000, 20_000] }
    : {};

const sharesOf = ({ tiers }: StepDistribution, end: number, words: DistributionWords, ink: Ink) => ({
  silent: true,
  itemStyle: { color: 'transparent' },
  label: { ...letters(ink), position: 'insideTop' as const, fontWeight: 'bold' as const },
  data: tiers
    .filter(({ from }) => from < end)
    .map(({ from, share }, index, shown): [object, object] => [
      { xAxis: from, name: share === null ? '' : words.share(share) },
      { xAxis: shown[index + 1]?.from ?? end },
    ]),
});

const pointedBin = (points: unknown, heights: readonly StepHeight[], words: DistributionWords): readonly string[] => {
  const [first] = Array.isArray(points) ? (points as readonly { readonly axisValue: number }[]) : [];
  const bin = heights.findLast(({ from }) => first !== undefined && from <= first.axisValue);
  return bin === undefined ? [] : words.bin(bin);
};
