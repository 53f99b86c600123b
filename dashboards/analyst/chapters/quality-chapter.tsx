/** Quality chapter: in which state the days are, what to watch, and how well the pedometers keep time. */
import { useCallback } from 'preact/hooks';
import type { Quality } from '../../../contract/analysis-care.ts';
import { barsOption, type BarRow } from '../charts/bars-option.ts';
import { Bars } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnChart } from '../parts/drawn-chart.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { SmallLines } from '../parts/small-lines.tsx';
import { useAnalyst, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { isNothing } from '../view/records-begin.ts';
import { endsOf, mostOf, roundTop, shareOf } from '../view/shares.ts';
import { isCoarse, partOf, peopleStep, peopleSum, stepsOf, sumOf, type Grains, type Sum } from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import type { AnalystWords } from '../words/analyst-words.ts';
import { percent } from '../words/figures.ts';

export const QualityChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="quality" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) => (
        <>
          {answer.weeks.some(({ days }) => days !== null && days > 0) ? (
            <Weekly answer={answer} />
          ) : (
            <Nothing asOf={answer.asOf} />
          )}
          {answer.drift.length > 0 && <Drift drift={answer.drift} />}
        </>
      )}
    </Chapter>
  );
};

const findingOf = ({ words }: Analyst, { unsignedShare, weeks, grains }: Quality): string => {
  const text = words.quality;
  if (unsignedShare === null) return text.findingHidden;
  const last = weeks.at(-1);
  const held = last === undefined ? null : figureOf(grains, last, 'held');
  return text.finding(1 - unsignedShare, held === null || isCoarse(held) ? null : held.value);
};

type Week = Quality['weeks'][number];
const untilOf = ({ until }: Week): string => until;
const figureOf = (grains: Grains, week: Week, name: Exclude<keyof Week, 'until'>): Sum =>
  sumOf(grains, `${name} ${week.until}`, week[name]);
const isEmpty = ({ days }: Week): boolean => isNothing(days);

const Weekly = ({ answer: { weeks: all, grains } }: { readonly answer: Quality }) => {
  const { rows: weeks, said: since } = useSince(all, untilOf, isEmpty);
  return (
    <>
      <States weeks={weeks} since={since} grains={grains} />
      <Marks weeks={weeks} since={since} grains={grains} />
    </>
  );
};

interface WeeksProps {
  readonly weeks: readonly Week[];
  readonly since: readonly string[];
  readonly grains: Grains;
}

const states = ['final', 'corrected', 'open', 'held'] as const;
const looks = {
  final: { ink: 'main', pattern: 'full' },
  corrected: { ink: 'second', pattern: 'crossed' },
  open: { ink: 'main', pattern: 'hatched' },
  held: { ink: 'alarm', pattern: 'empty' },
} as const;

/** Days of which it cannot be told in which state they are: left out, a week would look as if nothing had arrived. */
const unsaidOf = (week: Week): number => {
  if (states.every((state) => week[state] !== null)) return 0;
  return Math.max(0, (week.days ?? 0) - states.reduce((sum, state) => sum + (week[state] ?? 0), 0));
};

const rowsOf = ({ quality: text }: AnalystWords, weeks: readonly Week[]): readonly BarRow[] => [
  ...states.map((state) => ({ name: text.states[state], ...looks[state], values: weeks.map((week) => week[state]) })),
  {
    name: text.unsaid,
    ink: 'quiet',
    pattern: 'dotted',
    values: weeks.map((week) => (week.days === null ? null : unsaidOf(week))),
  },
];

const States = ({ weeks, since, grains }: WeeksProps) => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  const option = useCallback(
    barsOption({
      labels: weeks.map(({ until }) => formats.briefDate(until)),
      axis: text.daysAxis,
      figure: words.figure,
      hidden: words.hidden,
      isStacked: true,
      rows: rowsOf(words, weeks),
      tooltip: (index) => {
        const week = weeks[index];
        if (week === undefined) return [];
        const said = states.map((state) => `${text.states[state]} ${cells.about(week[state], words.arrival.daysOf)}`);
        return [words.week(formats.date(week.until)), ...said];
      },
    }),
    [weeks, words, formats, cells],
  );
  const sheet: Sheet = {
    caption: text.caption,
    columns: [
      worded(text.week),
      numbers(text.days),
      ...states.map((state) => numbers(text.ofDays(text.states[state]))),
    ],
    rows: weeks.map((week) => [
      formats.date(week.until),
      cells.count(week.days),
      ...states.map((state) => cells.count(week[state])),
    ]),
  };
  const last = weeks.at(-1);
  const told =
    last === undefined ? [] : states.map((state) => `${text.states[state]} ${cells.said(last[state], words.figure)}`);
  return (
    <Plot
      counts={words.sentences([text.counts, ...since])}
      legend={[
        ...states.map((state) => ({ mark: `state-${state}`, name: text.states[state] })),
        ...(weeks.some((week) => unsaidOf(week) > 0) ? [{ mark: 'state-unsaid', name: text.unsaid }] : []),
      ]}
      steps={stepsOf(
        weeks.flatMap((week) => (['days', ...states] as const).map((name) => figureOf(grains, week, name))),
      )}
      sheet={sheet}
    >
      <HeldNote />
      <DrawnChart
        text={last === undefined ? text.caption : [words.week(formats.date(last.until)), ...told].join(words.listMark)}
        option={option}
        lines={18}
      />
    </Plot>
  );
};

/** The desk counts other days by a like name. */
const HeldNote = () => {
  const { words, language } = useAnalyst();
  return (
    <p class="counts">
      {words.quality.heldNote}{' '}
      <a class="screen-only" href={`./?page=held${language === 'ja' ? '' : `&lang=${language}`}`}>
        {words.quality.toDesk}
      </a>
    </p>
  );
};

const marks = ['corrected', 'held', 'unsigned', 'gaps', 'batterySwaps'] as const;
type Mark = (typeof marks)[number];

const Marks = ({ weeks, since, grains }: WeeksProps) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  const sumsOf = (name: Exclude<keyof Week, 'until'>) => weeks.map((week) => figureOf(grains, week, name));
  const days = sumsOf('days');
  const share = (mark: Mark, name: string) => {
    const sums = sumsOf(mark);
    const values = sums.map((sum, i) => partOf(sum, days[i] ?? sum));
    const isCoarseLast = (sums.at(-1)?.value ?? null) !== null && (values.at(-1) ?? null) === null;
    return { name, values, said: percent, unsaid: isCoarseLast ? words.rounding.coarse : words.hidden };
  };
  const gaps = share('gaps', text.marks.gaps);
  const parts = [
    share('corrected', text.states.corrected),
    share('held', text.states.held),
    share('unsigned', text.marks.unsigned),
    gaps,
    {
      name: text.marks.swaps,
      values: weeks.map(({ batterySwaps }) => batterySwaps),
      said: text.swapsOf,
      unsaid: words.hidden,
    },
  ];
  return (
    <Plot
      title={text.marksTitle(gaps.values.at(-1) ?? null)}
      counts={words.sentences([text.marksCounts, ...since])}
      steps={stepsOf((['days', ...marks] as const).flatMap(sumsOf))}
      sheet={useMarksSheet(weeks)}
    >
      <ul class="multiples">
        {parts.map(({ name, values, said, unsaid }) => {
          const [first, latest] = endsOf(values);
          const most = roundTop(mostOf(values));
          return (
            <li key={name}>
              <p class="multiple-name">{name}</p>
              <p class="multiple-value">
                <strong>{latest === null ? unsaid : said(latest)}</strong>
              </p>
              <SmallLines
                text={words.centres.text(name, cells.said(first, said), cells.said(latest, said))}
                values={values}
                most={most}
                topText={said(most)}
              />
            </li>
          );
        })}
      </ul>
    </Plot>
  );
};

const useMarksSheet = (weeks: readonly Week[]): Sheet => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  return {
    caption: text.marksCaption,
    columns: [worded(text.week), ...[text.days, text.unsigned, text.gaps, text.swaps].map(numbers)],
    rows: weeks.map((week) => [
      formats.date(week.until),
      ...[week.days, week.unsigned, week.gaps, week.batterySwaps].map((value) => cells.count(value)),
    ]),
  };
};

/** In parts per million: within so many a clock is off by less than two seconds a day. */
const goodPpm = 20;
/** Below it the scale of drift has no end. */
const leastPpm = -1000;

const Drift = ({ drift }: { readonly drift: Quality['drift'] }) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  const most = mostOf(drift.map(({ people }) => people));
  const bars = drift.map(({ fromPpm, toPpm, people }) => ({
    name: text.driftBin(fromPpm <= leastPpm ? null : fromPpm, toPpm),
    share: shareOf(people, most),
    value: words.people(people),
  }));
  const sheet: Sheet = {
    caption: text.driftCaption,
    columns: [worded(text.drift), numbers(text.people)],
    rows: bars.map(({ name }, index) => [name, cells.count(drift[index]?.people ?? null)]),
  };
  const good = goodShareOf(drift);
  return (
    <Plot
      title={good === null ? text.driftHidden : text.driftTitle(good)}
      counts={text.driftCounts}
      steps={[peopleStep]}
      sheet={sheet}
    >
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};

/** Null where bins that were joined hide it. */
const goodShareOf = (drift: Quality['drift']): number | null => {
  const [first, last] = [
    drift.findIndex(({ fromPpm }) => fromPpm === -goodPpm),
    drift.findIndex(({ toPpm }) => toPpm === goodPpm),
  ];
  if (first < 0 || last < first) return null;
  const people = (bins: Quality['drift']): number => bins.reduce((sum, bin) => sum + bin.people, 0);
  return partOf(peopleSum(people(drift.slice(first, last + 1))), peopleSum(people(drift)));
};
