/** Chart frame: the place a chart is drawn into, with the words a screen reader gets instead. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chart, ChartOption } from './chart-core.ts';
import { readPaint, type ChartPaint } from './chart-paint.ts';

export interface ChartFrameProps {
  /** What the chart shows, for those who do not see it. */
  readonly text: string;
  /** What stands in its place where the drawing program could not be loaded. */
  readonly missingText: string;
  /** Must keep its identity while nothing of the chart changes. */
  readonly option: (paint: ChartPaint) => ChartOption;
}

export const ChartFrame = ({ text, missingText, option }: ChartFrameProps) => {
  const [missing, setMissing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>();
  const wanted = useRef(option);
  wanted.current = option;

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const life = new AbortController();
    void loadCore().then((core) => {
      if (life.signal.aborted) return;
      if (core === null) {
        setMissing(true);
        return;
      }
      chart.current = core.drawInto(element);
      chart.current.setOption(wanted.current(readPaint()));
      keepSize(element, chart.current, life.signal);
    });
    return () => {
      life.abort();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => chart.current?.setOption(option(readPaint()), { notMerge: true }), [option]);

  // Every chart has its table.
  if (missing) return <p class="empty">{missingText}</p>;
  return <div ref={place} class="chart" role="img" aria-label={text} />;
};

/** Null when the server has gone away since the page was loaded. */
const loadCore = () => import('./chart-core.ts').catch(() => null);

const keepSize = (element: HTMLElement, chart: Chart, signal: AbortSignal): void => {
  const resizing = new ResizeObserver(() => chart.resize());
  resizing.observe(element);
  signal.addEventListener('abort', () => resizing.disconnect());
};
