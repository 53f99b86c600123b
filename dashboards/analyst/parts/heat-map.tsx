/** Heat map: the hours of the week as a table whose cells are the darker the more is walked; on a telephone the hours go down. */
import { useEffect, useState } from 'preact/hooks';
import type { HourMap } from '../../../contract/analysis-steps.ts';
import { useAnalyst } from '../state/analyst.ts';
import { heatLevelOf, heatLevels, heatRangeOf } from '../view/heat.ts';
import { mostOf } from '../view/shares.ts';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** Seven columns fit where twenty-four do not. */
const tallQuery = 'screen and (width < 900px)';

export const HeatMap = ({ cells }: { readonly cells: HourMap['cells'] }) => {
  const { words } = useAnalyst();
  const text = words.hours;
  const isTall = useMedia(tallQuery);
  const most = mostOf(cells.map(({ steps }) => steps));
  const stepsAt = (weekday: number, hour: number): number | null =>
    cells.find((cell) => cell.weekday === weekday && cell.hour === hour)?.steps ?? null;
  const cell = (weekday: number, hour: number) => <HeatCell steps={stepsAt(weekday, hour)} most={most} />;
  const shortDay = (weekday: number): string => text.shortWeekdays[weekday - 1] ?? '';
  return (
    <>
      <div class="table-place">
        <table class={isTall ? 'heat is-tall' : 'heat'}>
          <caption class="unseen">{text.caption}</caption>
          <thead>
            <tr>
              <td />
              {isTall
                ? weekdays.map((weekday) => (
                    <th key={weekday} scope="col">
                      {shortDay(weekday)}
                    </th>
                  ))
                : hours.map((hour) => (
                    <th key={hour} scope="col" aria-label={text.hour(hour)}>
                      {hour}
                    </th>
                  ))}
            </tr>
          </thead>
          <tbody>
            {isTall
              ? hours.map((hour) => (
                  <tr key={hour}>
                    <th scope="row">{text.hour(hour)}</th>
                    {weekdays.map((weekday) => cell(weekday, hour))}
                  </tr>
                ))
              : weekdays.map((weekday) => (
                  <tr key={weekday}>
                    <th scope="row">{shortDay(weekday)}</th>
                    {hours.map((hour) => cell(weekday, hour))}
                  </tr>
                ))}
          </tbody>
        </table>
      </div>
      <HeatLegend most={most} />
    </>
  );
};

const HeatCell = ({ steps, most }: { readonly steps: number | null; readonly most: number }) => {
  const { words } = useAnalyst();
  if (steps === null)
    return (
      <td class="is-hidden">
        <span aria-hidden="true">–</span>
        <span class="unseen">{words.hidden}</span>
      </td>
    );
  return <td class={`heat-${heatLevelOf(steps, most)}`}>{Math.round(steps)}</td>;
};

const HeatLegend = ({ most }: { readonly most: number }) => {
  const { words } = useAnalyst();
  return (
    <p class="heat-legend">
      {words.hours.legend}
      {Array.from({ length: heatLevels }, (_, level) => {
        const range = heatRangeOf(level, most);
        return (
          range !== null && (
            <span key={level} class={`heat-${level}`}>
              {words.hours.legendRange(...range)}
            </span>
          )
        );
      })}
    </p>
  );
};

const useMedia = (query: string): boolean => {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const look = (): void => setMatches(list.matches);
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return matches;
};
