/** Chart frame: the place a chart is drawn into, with the words a screen reader gets instead. */
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, ChartOption } from './chart-core.ts';
import { readPaint, type ChartPaint } from './chart-paint.ts';

export interface ChartFrameProps {
  /** What the chart shows, for those who do not see it. */
  readonly text: string;
  /** Must keep its identity while nothing of the chart changes. */
  readonly option: (paint: ChartPaint) => ChartOption;
}

export const ChartFrame = ({ text, option }: ChartFrameProps) => {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>();
  const wanted = useRef(option);
  wanted.current = option;

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const life = new AbortController();
    void drawWhenLoaded(element, life.signal, (drawn) => {
      chart.current = drawn;
      drawn.setOption(wanted.current(readPaint()));
    });
    return () => {
      life.abort();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => chart.current?.setOption(option(readPaint()), { notMerge: true }), [option]);

  return <div ref={place} class="chart" role="img" aria-label={text} />;
};

const drawWhenLoaded = async (
  element: HTMLElement,
  signal: AbortSignal,
  onDrawn: (chart: Chart) => void,
): Promise<void> => {
  const { drawInto } = await import('./chart-core.ts');
  if (signal.aborted) return;
  const chart = drawInto(element);
  onDrawn(chart);
  const resizing = new ResizeObserver(() => chart.resize());
  resizing.observe(element);
  signal.addEventListener('abort', () => resizing.disconnect());
};
