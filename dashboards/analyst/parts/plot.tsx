/** Plot: one picture: its finding, what it counts, the drawing, and the table behind it. */
import type { ComponentChildren } from 'preact';
import type { Sheet } from '../view/sheet.ts';
import { useAnalyst } from '../state/analyst.ts';
import { FigureTable } from './figure-table.tsx';

export interface PlotProps {
  /** Left out where the chapter's own heading says it. */
  readonly title?: string;
  /** One sentence saying what the figure counts. */
  readonly counts: string;
  readonly legend?: readonly LegendEntry[];
  /** Which steps its figures were rounded to. */
  readonly steps?: readonly number[];
  readonly sheet: Sheet;
  readonly children: ComponentChildren;
}

/** `mark` is the class of its swatch. */
export interface LegendEntry {
  readonly mark: string;
  readonly name: string;
}

/** Nothing where nothing was rounded. */
export const RoundingNote = ({ steps }: { readonly steps: readonly number[] }) => {
  const { words } = useAnalyst();
  return steps.length === 0 ? null : <p class="note rounding">{words.rounding.note(steps)}</p>;
};

export const Plot = ({ title, counts, legend = [], steps = [], sheet, children }: PlotProps) => (
  <div class="plot">
    <div class="plot-picture">
      {title !== undefined && <h3>{title}</h3>}
      <p class="counts">{counts}</p>
      {legend.length > 0 && (
        <ul class="legend">
          {legend.map(({ mark, name }) => (
            <li key={name}>
              <span class={`swatch is-${mark}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
      {children}
      <RoundingNote steps={steps} />
    </div>
    <FigureTable sheet={sheet} />
  </div>
);
