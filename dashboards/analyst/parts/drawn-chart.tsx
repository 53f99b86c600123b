/** Drawn chart: the place a chart is drawn into once it comes near, with the words a screen reader gets instead. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type * as AnalystCore from '../charts/analyst-core.ts';
import type { AnalystOption, Chart } from '../charts/analyst-core.ts';
import { readInk, type Ink, type Room } from '../charts/ink.ts';
import { useNear } from '../state/use-near.ts';
import { useAnalyst } from '../state/analyst.ts';

type Core = typeof AnalystCore;

export interface DrawnChartProps {
  /** What the chart shows, for those who do not see it. */
  readonly text: string;
  /** Must keep its identity while nothing of the chart changes. */
  readonly option: (ink: Ink, room: Room) => AnalystOption;
  /** In lines of text. */
  readonly lines?: number;
}

const narrowPx = 480;
/** What A4 across has between its margins, in the pixels of a style sheet; two pictures stand side by side (paper.css). */
const paperPx = { wide: 1020, half: 494, high: 138 } as const;
const usualLines = 20;

export const DrawnChart = ({ text, option, lines = usualLines }: DrawnChartProps) => {
  const { words } = useAnalyst();
  const [isMissing, setMissing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNear(place);
  const drawing = useRef<Drawing>();
  const wanted = useRef(option);
  wanted.current = option;

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const mine = new Drawing(element, () => wanted.current);
    drawing.current = mine;
    return () => mine.end();
  }, []);
  useEffect(() => {
    if (!isNear) return;
    void loadCore().then((core) => {
      if (core === null) setMissing(true);
      else drawing.current?.begin(core);
    });
  }, [isNear]);
  useEffect(() => drawing.current?.draw(), [option]);

  // Every chart has its table.
  if (isMissing) return <p class="empty">{words.chartMissing}</p>;
  return <div ref={place} class="chart" style={{ height: `${lines}rem` }} role="img" aria-label={text} />;
};

let known: Core | null = null;

/** Null when the server has gone away since the page was loaded. */
const loadCore = async (): Promise<Core | null> => {
  known ??= await import('../charts/analyst-core.ts').catch(() => null);
  return known;
};

/** Fetched while the first answers are waited for. */
export const prepareCharts = (): void => void loadCore();

class Drawing {
  readonly #element: HTMLElement;
  readonly #wanted: () => DrawnChartProps['option'];
  readonly #watching: ResizeObserver;
  readonly #life = new AbortController();
  #chart: Chart | undefined;
  #isPaper = false;
  #drawnNarrow = false;

  constructor(element: HTMLElement, wanted: () => DrawnChartProps['option']) {
    this.#element = element;
    this.#wanted = wanted;
    this.#watching = new ResizeObserver(() => this.#fit());
    const { signal } = this.#life;
    // Paper waits for nothing: what has not come into view yet is drawn at once, as wide as the paper.
    window.addEventListener('beforeprint', () => this.#turn(true), { signal });
    window.addEventListener('afterprint', () => this.#turn(false), { signal });
  }

  begin(core: Core): void {
    if (this.#chart !== undefined || this.#life.signal.aborted) return;
    this.#chart = core.drawInto(this.#element);
    this.draw();
    this.#watching.observe(this.#element);
  }

  draw(): void {
    const room = this.#room();
    this.#drawnNarrow = room.isNarrow;
    this.#chart?.setOption(this.#wanted()(readInk(), room), { notMerge: true });
  }

  end(): void {
    this.#life.abort();
    this.#watching.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  #room(): Room {
    const width = this.#isPaper ? this.#paperWidth() : this.#element.clientWidth;
    const isNarrow = width < narrowPx;
    return { width, isNarrow, ticks: this.#isPaper ? 2 : isNarrow ? 4 : 5 };
  }

  #turn(isPaper: boolean): void {
    this.#isPaper = isPaper;
    if (this.#chart === undefined && known !== null) this.begin(known);
    this.#fit();
    // Other words and marks have room there, and paper has no next frame to be drawn in.
    this.draw();
    this.#chart?.getZr().flush();
  }

  #fit(): void {
    const { width, isNarrow } = this.#room();
    this.#chart?.resize(this.#isPaper ? { width, height: paperPx.high } : { width: 'auto', height: 'auto' });
    if (isNarrow !== this.#drawnNarrow) this.draw();
  }

  /** One alone has the whole width, unless its table stands beside it. */
  #paperWidth(): number {
    const isAlone = this.#element.closest('body:not(.prints-tables) .plot:only-child') !== null;
    return isAlone ? paperPx.wide : paperPx.half;
  }
}
