/** Day chart: a person's days as bars. */
import { useCallback } from 'preact/hooks';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import type { ChartPaint } from '../../shared/charts/chart-paint.ts';
import { dayOptionOf } from '../charts/day-option.ts';
import type { DaySlot } from '../view/day-slots.ts';
import { useSpeech } from '../words/speech.ts';

export interface DayChartProps {
  readonly slots: readonly DaySlot[];
  readonly tiers: readonly number[];
  readonly text: string;
}

export const DayChart = ({ slots, tiers, text }: DayChartProps) => {
  const { words, formats } = useSpeech();
  const tiersText = tiers.join();
  const option = useCallback(
    (paint: ChartPaint) =>
      dayOptionOf(slots, tiers, { ...words.person, figure: words.figure, stepsOf: words.stepsOf, ...formats }, paint),
    [slots, tiersText, words, formats],
  );
  return <ChartFrame missingText={words.chartMissing} text={text} option={option} />;
};
