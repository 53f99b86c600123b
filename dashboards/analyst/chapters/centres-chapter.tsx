/** Centres chapter: the centres side by side on one scale, each with the line of all of them behind it. */
import { useId, useMemo, useState } from 'preact/hooks';
import type { CentreComparison } from '../../../contract/analysis-steps.ts';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { Choice } from '../parts/choice.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { SmallLines } from '../parts/small-lines.tsx';
import { useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { isNothing, rowsBefore } from '../view/records-begin.ts';
import { endsOf, mostOf, roundTop } from '../view/shares.ts';
import { peopleStep } from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import { measured, orderedCentres, townLineOf, type CentreOrder, type Measure } from '../view/town-line.ts';

export const CentresChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="centres" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) => (answer.centres.length === 0 ? <Nothing asOf={answer.asOf} /> : <Centres answer={answer} />)}
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, { centres, asOf }: CentreComparison): string => {
  const { words } = analyst;
  const known = orderedCentres(centres, 'steps', 'most').filter(({ meanSteps }) => meanSteps !== null);
  const [most, least] = [known[0], known.at(-1)];
  if (most === undefined || least === undefined) return whyNothing(analyst, asOf);
  if (known.length === 1) return words.centres.single(most.name, most.meanSteps ?? 0);
  if (most.meanSteps === least.meanSteps) return words.centres.level(most.meanSteps ?? 0);
  return words.centres.finding(most.name, most.meanSteps ?? 0, least.name, least.meanSteps ?? 0);
};

/** The same weeks of every centre, from where records begin. */
const sinceRecords = (answer: CentreComparison, first: string | null): CentreComparison => {
  const { weeks, centres } = answer;
  const isEmpty = (index: number): boolean =>
    centres.every(({ came, steps }) => isNothing(came[index] ?? null) && isNothing(steps[index] ?? null));
  const before = rowsBefore(weeks, first, isEmpty);
  return {
    ...answer,
    weeks: weeks.slice(before),
    centres: centres.map((centre) => ({
      ...centre,
      came: centre.came.slice(before),
      steps: centre.steps.slice(before),
    })),
  };
};

const Centres = ({ answer: all }: { readonly answer: CentreComparison }) => {
  const { words, terms, formats } = useAnalyst();
  const text = words.centres;
  const first = terms.days?.first ?? null;
  const answer = useMemo(() => sinceRecords(all, first), [all, first]);
  const since =
    first === null || answer.weeks.length === all.weeks.length ? [] : [words.choose.recordsFrom(formats.date(first))];
  const [measure, setMeasure] = useState<Measure>('steps');
  const [order, setOrder] = useState<CentreOrder>('most');
  const name = useId();
  return (
    <Plot
      counts={words.sentences([text.counts[measure], ...since])}
      legend={[
        { mark: 'line-main', name: text.own },
        ...(measure === 'steps' ? [{ mark: 'line-behind', name: text.town }] : []),
      ]}
      steps={[peopleStep]}
      sheet={useSheet(answer)}
    >
      <div class="choices screen-only">
        <Choice name={`${name}-show`} label={text.show} texts={text.measure} chosen={measure} onChoose={setMeasure} />
        <Choice name={`${name}-order`} label={text.order} texts={text.orders} chosen={order} onChoose={setOrder} />
      </div>
      <Multiples answer={answer} measure={measure} order={order} />
    </Plot>
  );
};

interface MultiplesProps {
  readonly answer: CentreComparison;
  readonly measure: Measure;
  readonly order: CentreOrder;
}

const Multiples = ({ answer, measure, order }: MultiplesProps) => {
  const { words } = useAnalyst();
  const text = words.centres;
  const cells = useCells();
  const amount = measure === 'steps' ? words.stepsOf : words.people;
  const town = measure === 'steps' ? townLineOf(answer) : [];
  const most = roundTop(mostOf([...town, ...answer.centres.flatMap((centre) => centre[measure])]));
  return (
    <ul class="multiples">
      {orderedCentres(answer.centres, measure, order).map((centre) => {
        const values = centre[measure];
        const [first, last] = endsOf(values);
        const value = measured(centre, measure);
        return (
          <li key={centre.centre}>
            <p class="multiple-name">{centre.name}</p>
            <p class="multiple-value">
              <strong>{cells.said(value, amount)}</strong>
              <span class="faint">{cells.said(centre.people, words.people)}</span>
            </p>
            {first === null ? (
              <p class="multiple-hidden">{words.hidden}</p>
            ) : (
              <SmallLines
                text={text.text(centre.name, amount(first), cells.said(last, amount))}
                values={values}
                behind={town}
                most={most}
                topText={`${words.figure(most)}${text.unit[measure]}`}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};

const useSheet = ({ centres }: CentreComparison): Sheet => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.centres;
  return {
    caption: text.caption,
    columns: [worded(text.centre), numbers(text.people), numbers(text.meanSteps), numbers(text.lastCame)],
    isSortable: true,
    rows: orderedCentres(centres, 'steps', 'most').map(({ name, people, meanSteps, came }) => [
      name,
      cells.count(people),
      cells.count(meanSteps === null ? null : Math.round(meanSteps)),
      cells.count(came.at(-1) ?? null),
    ]),
  };
};
