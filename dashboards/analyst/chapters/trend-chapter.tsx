/** Trend chapter: how people walk now against their own beginning. */
import { useCallback, useMemo } from 'preact/hooks';
import type { BaselineTrend } from '../../../contract/analysis-steps.ts';
import { linesOption } from '../charts/lines-option.ts';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnLines } from '../parts/drawn-lines.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { useAnalyst, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { isNothing, onlyOneOf } from '../view/records-begin.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import { ratio } from '../words/figures.ts';

export const TrendChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="trend" finding={({ weeks }) => findingOf(analyst, weeks)}>
      {(answer) =>
        lastKnown(answer.weeks) === undefined ? <Nothing asOf={answer.asOf} /> : <Trend all={answer.weeks} />
      }
    </Chapter>
  );
};

type Week = BaselineTrend['weeks'][number];

const lastKnown = (weeks: readonly Week[]) => weeks.findLast(({ quartiles }) => quartiles[1] !== null);

const findingOf = ({ words }: Analyst, weeks: readonly Week[]): string => {
  const last = lastKnown(weeks);
  const middle = last?.quartiles[1] ?? null;
  if (last === undefined || middle === null) return words.trend.tooEarly;
  return words.trend.finding(middle, last.above, last.below);
};

const untilOf = ({ until }: Week): string => until;
const isEmpty = ({ people }: Week): boolean => isNothing(people);

const Trend = ({ all }: { readonly all: BaselineTrend['weeks'] }) => {
  const analyst = useAnalyst();
  const { words, formats } = analyst;
  const cells = useCells();
  const known = useMemo(() => all.slice(all.findIndex(({ quartiles }) => quartiles[1] !== null)), [all]);
  const { rows: weeks, said: since } = useSince(known, untilOf, isEmpty);
  const text = words.trend;
  const option = useCallback(
    linesOption({
      labels: weeks.map(({ until }) => formats.briefDate(until)),
      axis: text.axis,
      figure: ratio,
      isCut: true,
      lines: [{ name: text.middle, style: 'main', values: weeks.map(({ quartiles }) => quartiles[1]) }],
      band: { low: weeks.map(({ quartiles }) => quartiles[0]), high: weeks.map(({ quartiles }) => quartiles[2]) },
      level: 1,
      tooltip: (index) => {
        const week = weeks[index];
        if (week === undefined) return [];
        const [low, middle, high] = week.quartiles.map((value) => cells.said(value, text.times));
        return [
          words.week(formats.date(week.until)),
          `${text.middle} ${middle ?? ''}`,
          `${text.band} ${low ?? ''}–${high ?? ''}`,
          `${text.above} ${cells.shareOf(week.above, week.people).text}`,
          `${text.below} ${cells.shareOf(week.below, week.people).text}`,
        ];
      },
    }),
    [weeks, words, formats, cells],
  );
  const only = onlyOneOf(weeks, ({ quartiles }) => quartiles[1]);
  return (
    <Plot
      counts={words.sentences([text.counts, ...since])}
      legend={
        only === undefined
          ? [
              { mark: 'line-main', name: text.middle },
              { mark: 'band', name: text.band },
              { mark: 'line-level', name: text.asAtFirst },
            ]
          : []
      }
      sheet={useSheet(weeks)}
    >
      <DrawnLines
        text={findingOf(analyst, weeks)}
        option={option}
        only={only === undefined ? null : words.choose.onlyOneWeek(formats.date(only.until))}
      />
    </Plot>
  );
};

const useSheet = (weeks: readonly Week[]): Sheet => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.trend;
  return {
    caption: text.caption,
    columns: [
      worded(words.participation.week),
      ...[text.people, text.low, text.median, text.high, text.above, text.below].map(numbers),
    ],
    rows: weeks.map(({ until, people, quartiles, above, below }) => [
      formats.date(until),
      cells.count(people),
      ...quartiles.map((value) => cells.fine(value, 2)),
      cells.shareOf(above, people),
      cells.shareOf(below, people),
    ]),
  };
};
