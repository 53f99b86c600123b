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
            <Weekly all={answer.weeks} />
          ) : (
            <Nothing asOf={answer.asOf} />
          )}
          {answer.drift.length > 0 && <Drift drift={answer.drift} />}
        </>
      )}
    </Chapter>
  );
};

const findingOf = ({ words }: Analyst, { unsignedShare, weeks }: Quality): string =>
  unsignedShare === null
    ? words.quality.findingHidden
    : words.quality.finding(1 - unsignedShare, weeks.at(-1)?.held ?? null);

type Week = Quality['weeks'][number];
const untilOf = ({ until }: Week): string => until;
const isEmpty = ({ days }: Week): boolean => isNothing(days);

const Weekly = ({ all }: { readonly all: Quality['weeks'] }) => {
  const { rows: weeks, said: since } = useSince(all, untilOf, isEmpty);
  return (
    <>
      <States weeks={weeks} since={since} />
      <Marks weeks={weeks} since={since} />
    </>
  );
};

interface WeeksProps {
  readonly weeks: readonly Week[];
  readonly since: readonly string[];
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

const States = ({ weeks, since }: WeeksProps) => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  const option = useCallback(
    barsOption({
      labels: weeks.map(({ until }) => formats.briefDate(until)),
      axis: text.daysAxis,
      figure: words.figure,
      hidden: words.hiddenShort,
      isStacked: true,
      rows: rowsOf(words, weeks),
      tooltip: (index) => {
        const week = weeks[index];
        if (week === undefined) return [];
        const said = states.map((state) => `${text.states[state]} ${cells.said(week[state], words.arrival.daysOf)}`);
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
    <p class="note">
      {words.quality.heldNote}{' '}
      <a class="screen-only" href={`./?page=held${language === 'ja' ? '' : `&lang=${language}`}`}>
        {words.quality.toDesk}
      </a>
    </p>
  );
};

const Marks = ({ weeks, since }: WeeksProps) => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.quality;
  const parts = [
    {
      name: text.states.corrected,
      values: weeks.map(({ corrected, days }) => shareOf(corrected, days)),
      said: percent,
    },
    { name: text.states.held, values: weeks.map(({ held, days }) => shareOf(held, days)), said: percent },
    { name: text.marks.unsigned, values: weeks.map(({ unsigned, days }) => shareOf(unsigned, days)), said: percent },
    { name: text.marks.gaps, values: weeks.map(({ gaps, days }) => shareOf(gaps, days)), said: percent },
    { name: text.marks.swaps, values: weeks.map(({ batterySwaps }) => batterySwaps), said: text.swapsOf },
  ];
  const sheet: Sheet = {
    caption: text.marksCaption,
    columns: [worded(text.week), ...[text.days, text.unsigned, text.gaps, text.swaps].map(numbers)],
    rows: weeks.map(({ until, days, unsigned, gaps, batterySwaps }) => [
      formats.date(until),
      ...[days, unsigned, gaps, batterySwaps].map((value) => cells.count(value)),
    ]),
  };
  const last = weeks.at(-1);
  return (
    <Plot
      title={text.marksTitle(last === undefined ? null : shareOf(last.gaps, last.days))}
      counts={words.sentences([text.marksCounts, ...since])}
      sheet={sheet}
    >
      <ul class="multiples">
        {parts.map(({ name, values, said }) => {
          const [first, latest] = endsOf(values);
          const most = roundTop(mostOf(values));
          return (
            <li key={name}>
              <p class="multiple-name">{name}</p>
              <p class="multiple-value">
                <strong>{cells.said(latest, said)}</strong>
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
    name: fromPpm <= leastPpm && toPpm !== null ? text.driftBelow(toPpm) : text.driftBin(fromPpm, toPpm),
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
    <Plot title={good === null ? text.driftHidden : text.driftTitle(good)} counts={text.driftCounts} sheet={sheet}>
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
  return people(drift.slice(first, last + 1)) / people(drift);
};
