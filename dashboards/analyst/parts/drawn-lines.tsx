/** Drawn lines: a chart of lines, or a sentence where there is one point only: its axis would say nothing. */
import { DrawnChart, type DrawnChartProps } from './drawn-chart.tsx';

export interface DrawnLinesProps extends DrawnChartProps {
  /** What is said instead; null where there are lines. */
  readonly only: string | null;
}

export const DrawnLines = ({ only, ...chart }: DrawnLinesProps) =>
  only === null ? <DrawnChart {...chart} /> : <p class="empty">{only}</p>;
