/** Date totals: what everybody walked together, day by day, with the finding as its title. */
import { useCallback, useMemo } from 'preact/hooks';
import type { LiveDate, LiveSnapshot } from '../../../contract/live.ts';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import type { ChartPaint } from '../../shared/charts/chart-paint.ts';
import { dateOptionOf } from '../charts/date-option.ts';
import { dateFindingOf, finishedOf } from '../view/date-finding.ts';
import { useSpeech } from '../words/speech.ts';
import { FigureText } from '../../shared/figure-text.tsx';

export const DateTotals = ({ snapshot }: { readonly snapshot: LiveSnapshot }) => {
  const { words, formats } = useSpeech();
  const finding = dateFindingOf(snapshot.dates);
  const date = finding.kind === 'one-date' ? formats.date(finding.date) : '';
  return (
    <section class="panel dates" aria-labelledby="dates-title">
      <h2 id="dates-title">{words.dates.title(finding, date)}</h2>
      {snapshot.dates.length === 0 ? (
        <p class="empty">{words.dates.empty}</p>
      ) : (
        <>
          <DateChart dates={snapshot.dates} />
          <DateLegend dates={snapshot.dates} />
          <details>
            <summary>{words.table.open}</summary>
            <DateTable dates={snapshot.dates} />
          </details>
        </>
      )}
    </section>
  );
};

const DateChart = ({ dates }: { readonly dates: readonly LiveDate[] }) => {
  const { words, formats } = useSpeech();
  // A snapshot comes every second, its dates change with a visit: compared by content.
  const datesText = JSON.stringify(dates);
  const same = useMemo(() => dates, [datesText]);
  const option = useCallback(
    (paint: ChartPaint) =>
      dateOptionOf(
        same,
        { ...words.dates, people: words.dates.peopleOf, figure: words.figure, stepsOf: words.stepsOf, ...formats },
        paint,
      ),
    [same, words, formats],
  );
  const most = Math.max(...dates.map((date) => date.steps));
  return <ChartFrame missingText={words.chartMissing} text={words.dates.text(dates.length, most)} option={option} />;
};

const DateLegend = ({ dates }: { readonly dates: readonly LiveDate[] }) => {
  const { words } = useSpeech();
  const meaning = words.person.stateMeaning;
  return (
    <>
      <ul class="legend">
        <LegendItem kind="finished" text={meaning.finished} />
        {dates.some((date) => date.open > 0) && <LegendItem kind="open" text={meaning.open} />}
        {dates.some((date) => date.held > 0) && <LegendItem kind="held" text={meaning.held} />}
      </ul>
      <p class="note">{words.dates.note}</p>
    </>
  );
};

const LegendItem = ({ kind, text }: { readonly kind: string; readonly text: string }) => (
  <li>
    <span class={`swatch is-${kind}`} aria-hidden="true" />
    {text}
  </li>
);

const DateTable = ({ dates }: { readonly dates: readonly LiveDate[] }) => {
  const { words, formats } = useSpeech();
  const text = words.table;
  const heads = [text.people, text.steps, text.finished, text.unfinished, text.held];
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{text.date}</th>
          {heads.map((head) => (
            <th key={head} scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {dates.toReversed().map((date) => (
          <tr key={date.date}>
            <th scope="row">{formats.date(date.date)}</th>
            {[date.people, date.steps, finishedOf(date).steps, date.openSteps, date.heldSteps].map((value, index) => (
              <td key={heads[index]} class="number">
                <FigureText text={words.figure(value)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
