/** Points chapter: what was given and taken month by month, what is outstanding, and for what points are given. */
import { useCallback } from 'preact/hooks';
import type { PointFlow } from '../../../contract/analysis-points.ts';
import { barsOption } from '../charts/bars-option.ts';
import { linesOption } from '../charts/lines-option.ts';
import { Bars } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnChart } from '../parts/drawn-chart.tsx';
import { DrawnLines } from '../parts/drawn-lines.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { pointsText, pointsUnit, useAnalyst, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { monthLabels } from '../view/month-labels.ts';
import { isNothing, onlyOneOf } from '../view/records-begin.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import { percent } from '../words/figures.ts';

export const PointsChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="points" finding={(answer) => findingOf(analyst, answer)}>
      {({ months, byRule, asOf }) =>
        months.every(({ outstanding }) => outstanding === null) ? (
          <Nothing asOf={asOf} />
        ) : (
          <>
            <Monthly all={months} asOf={asOf} />
            {byRule.length > 0 && <Rules byRule={byRule} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, { months, asOf }: PointFlow): string => {
  const { words } = analyst;
  const last = months.findLast(({ issued, outstanding }) => issued !== null && outstanding !== null);
  if (last === undefined) {
    if (months.length > 0) return words.choose.tooFew;
    return asOf.people === 0 ? words.choose.nobody : words.points.nothing;
  }
  const [issued, outstanding] = [last.issued ?? 0, last.outstanding ?? 0];
  return words.points.finding(
    monthOf(analyst, last.month),
    pointsText(analyst, issued),
    pointsText(analyst, outstanding),
  );
};

/** Months are told as a whole; that of today is not over. */
const monthOf = ({ words, formats, terms: { today } }: Analyst, month: string): string =>
  today.startsWith(month) ? words.points.until(formats.month(month), formats.briefDate(today)) : formats.month(month);

type Month = PointFlow['months'][number];

/** The month that is not over says so. */
const labelsOf = ({ words, formats, terms: { today } }: Analyst, months: readonly Month[]): readonly string[] => {
  const names = months.map(({ month }) => month);
  return monthLabels(names, words.locale).map((label, index) =>
    today.startsWith(names[index] ?? '-') ? `${label}\n${words.points.untilShort(formats.briefDate(today))}` : label,
  );
};

const nameOf = ({ month }: Month): string => month;
const isEmpty = (month: Month): boolean => [...flows.map((flow) => month[flow]), month.outstanding].every(isNothing);

const Monthly = ({ all, asOf }: { readonly all: PointFlow['months']; readonly asOf: PointFlow['asOf'] }) => {
  const { rows: months, said: since } = useSince(all, nameOf, isEmpty);
  if (months.length === 0) return <Nothing asOf={asOf} />;
  return (
    <>
      <Flow months={months} since={since} />
      <Outstanding months={months} since={since} />
    </>
  );
};

interface MonthsProps {
  readonly months: readonly Month[];
  readonly since: readonly string[];
}

const flows = ['issued', 'movedIn', 'exchanged', 'expired', 'takenBack'] as const;
const looks = {
  issued: { ink: 'main', pattern: 'full', sign: 1 },
  movedIn: { ink: 'main', pattern: 'hatched', sign: 1 },
  exchanged: { ink: 'second', pattern: 'full', sign: -1 },
  expired: { ink: 'second', pattern: 'crossed', sign: -1 },
  takenBack: { ink: 'alarm', pattern: 'empty', sign: -1 },
} as const;

const Flow = ({ months, since }: MonthsProps) => {
  const analyst = useAnalyst();
  const { words, formats } = analyst;
  const cells = useCells();
  const text = words.points;
  const option = useCallback(
    barsOption({
      labels: labelsOf(analyst, months),
      axis: pointsUnit(analyst),
      figure: words.figure,
      hidden: words.hiddenShort,
      isStacked: true,
      rows: flows.map((flow) => {
        const { sign, ...look } = looks[flow];
        const values = months.map((month) => (month[flow] === null ? null : month[flow] * sign));
        return { name: text.flow[flow], ...look, values };
      }),
      tooltip: (index) => {
        const month = months[index];
        if (month === undefined) return [];
        const said = flows.map(
          (flow) => `${text.flow[flow]} ${cells.said(month[flow], (each) => pointsText(analyst, each))}`,
        );
        return [formats.month(month.month), ...said];
      },
    }),
    [months, words, formats, cells],
  );
  const last = months.at(-1);
  const told = flows.map((flow) => `${text.flow[flow]} ${cells.said(last?.[flow] ?? null, words.figure)}`);
  const sheet: Sheet = {
    caption: `${text.caption} (${pointsUnit(analyst)})`,
    columns: [worded(text.month), ...flows.map((flow) => numbers(text.flow[flow])), numbers(text.outstanding)],
    rows: months.map((month) => [
      formats.month(month.month),
      ...flows.map((flow) => cells.count(month[flow])),
      cells.count(month.outstanding),
    ]),
  };
  return (
    <Plot
      counts={words.sentences([text.counts, ...since])}
      legend={flows.map((flow) => ({ mark: `flow-${flow}`, name: text.flow[flow] }))}
      sheet={sheet}
    >
      <DrawnChart
        text={[last === undefined ? '' : formats.month(last.month), ...told].join(words.listMark)}
        option={option}
        lines={20}
      />
    </Plot>
  );
};

const Outstanding = ({ months, since }: MonthsProps) => {
  const analyst = useAnalyst();
  const { words, formats } = analyst;
  const cells = useCells();
  const text = words.points;
  const values = months.map(({ outstanding }) => outstanding);
  const option = useCallback(
    linesOption({
      labels: labelsOf(analyst, months),
      axis: pointsUnit(analyst),
      figure: words.figure,
      lines: [{ name: text.outstanding, style: 'main', values }],
      tooltip: (index) => {
        const month = months[index];
        if (month === undefined) return [];
        return [formats.month(month.month), cells.said(month.outstanding, (each) => pointsText(analyst, each))];
      },
    }),
    [months, words, formats, cells],
  );
  const sheet: Sheet = {
    caption: `${text.outstandingCaption} (${pointsUnit(analyst)})`,
    columns: [worded(text.month), numbers(text.outstanding)],
    rows: months.map(({ month, outstanding }) => [formats.month(month), cells.count(outstanding)]),
  };
  const title = outstandingTitle(analyst, months);
  const only = onlyOneOf(months, ({ outstanding }) => outstanding);
  return (
    <Plot title={title} counts={words.sentences([text.outstandingCounts, ...since])} sheet={sheet}>
      <DrawnLines
        text={title}
        option={option}
        lines={16}
        only={only === undefined ? null : words.choose.onlyOneMonth(monthOf(analyst, only.month))}
      />
    </Plot>
  );
};

/** Of the months that are shown, each by its name: the first or the last of the period may be hidden. */
const outstandingTitle = (analyst: Analyst, months: readonly Month[]): string => {
  const text = analyst.words.points;
  const shown = months.flatMap(({ month, outstanding }) => (outstanding === null ? [] : [{ month, outstanding }]));
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || first === last) return text.outstandingHidden;
  const change = last.outstanding - first.outstanding;
  const [before, after] = [analyst.formats.month(first.month), monthOf(analyst, last.month)];
  if (change === 0) return text.outstandingSame(before, after);
  return text.outstandingTitle(before, after, pointsText(analyst, Math.abs(change)), change > 0);
};

const Rules = ({ byRule }: { readonly byRule: PointFlow['byRule'] }) => {
  const analyst = useAnalyst();
  const { words, language } = analyst;
  const cells = useCells();
  const text = words.points;
  const all = byRule.reduce((sum, { points }) => sum + (points ?? 0), 0);
  const most = mostOf(byRule.map(({ points }) => points));
  const [first] = byRule;
  const share = shareOf(first?.points ?? null, all);
  const title =
    first === undefined || share === null
      ? text.ruleHidden
      : byRule.length === 1
        ? text.ruleOnly(first.name[language])
        : text.ruleTitle(first.name[language], percent(share));
  const bars = byRule.map(({ name, points, people }) => ({
    name: name[language],
    share: shareOf(points, most),
    value: cells.said(points, (each) => pointsText(analyst, each)),
    note: cells.said(people, words.people),
  }));
  const sheet: Sheet = {
    caption: text.ruleCaption,
    columns: [worded(text.rule), numbers(pointsUnit(analyst)), numbers(text.share), numbers(text.people)],
    isSortable: true,
    rows: byRule.map(({ name, points, people }) => [
      name[language],
      cells.count(points),
      cells.share(shareOf(points, all)),
      cells.count(people),
    ]),
  };
  return (
    <Plot title={title} counts={text.ruleCounts} sheet={sheet}>
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};
