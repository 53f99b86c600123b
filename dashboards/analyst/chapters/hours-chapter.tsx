/** Hours chapter: at which hours of which days is walked. */
import type { HourMap } from '../../../contract/analysis-steps.ts';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { HeatMap } from '../parts/heat-map.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';

export const HoursChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="hours" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) => (answer.busiest === null ? <Nothing asOf={answer.asOf} /> : <Hours cells={answer.cells} />)}
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, { busiest, cells, asOf }: HourMap): string => {
  if (busiest === null) return whyNothing(analyst, asOf);
  const { weekday, hour } = busiest;
  const steps = cells.find((cell) => cell.weekday === weekday && cell.hour === hour)?.steps ?? 0;
  // Figures are rounded: days that are level at this hour are named together.
  const level = cells.filter((cell) => cell.hour === hour && cell.steps === steps).map((cell) => cell.weekday);
  return analyst.words.hours.finding(level, hour, steps);
};

const Hours = ({ cells }: { readonly cells: HourMap['cells'] }) => {
  const { words } = useAnalyst();
  const text = words.hours;
  const figures = useCells();
  const sheet: Sheet = {
    caption: text.tableCaption,
    columns: [worded(text.hourAxis), ...text.weekdays.map(numbers)],
    rows: Array.from({ length: 24 }, (_, hour) => [
      text.hour(hour),
      ...text.weekdays.map((_name, index) => {
        const found = cells.find((cell) => cell.weekday === index + 1 && cell.hour === hour);
        return figures.count(found?.steps ?? null);
      }),
    ]),
  };
  return (
    <Plot counts={text.counts} sheet={sheet}>
      <HeatMap cells={cells} />
    </Plot>
  );
};
