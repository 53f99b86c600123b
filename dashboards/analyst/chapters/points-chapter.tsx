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
import { aboutPoints, pointsText, pointsUnit, useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { monthLabels } from '../view/month-labels.ts';
import { isNothing, onlyOneOf } from '../view/records-begin.ts';
import { levelAtTop } from '../view/level.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import {
  isAbout,
  isCoarse,
  isMostlyCoarse,
  moreOf,
  partOf,
  stepsOf,
  sumOf,
  wholeOf,
  type Grains,
  type Sum,
} from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';

export const PointsChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="points" finding={(answer) => findingOf(analyst, answer)}>
      {({ months, byRule, grains, asOf }) =>
        months.every(({ outstanding }) => outstanding === null) ? (
          <Nothing asOf={asOf} />
        ) : (
          <>
            <Monthly all={months} grains={grains} asOf={asOf} />
            {byRule.length > 0 && <Rules byRule={byRule} grains={grains} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, { months, grains, asOf }: PointFlow): string => {
  const { words } = analyst;
  const last = months.findLast(({ issued, outstanding }) => issued !== null && outstanding !== null);
  if (last === undefined) {
    if (months.length > 0) return whyNothing(analyst, asOf);
    return asOf.people === 0 ? words.choose.nobody : words.points.nothing;
  }
  const told = (name: Figure): string | null => {
    const sum = figureOf(grains, last, name);
    return isCoarse(sum) ? null : aboutPoints(analyst, sum.value ?? 0);
  };
  const coarse = isNothing(last.issued) ? null : aboutPoints(analyst, last.issued ?? 0);
  return words.points.finding(monthOf(analyst, last.month), told('issued'), told('outstanding'), coarse);
};

/** Months are told as a whole; that of today is not over. */
const monthOf = ({ words, formats, terms: { today } }: Analyst, month: string): string =>
  today.startsWith(month) ? words.points.until(formats.month(month), formats.briefDate(today)) : formats.month(month);

type Month = PointFlow['months'][number];
type Figure = Exclude<keyof Month, 'month'>;
const figureOf = (grains: Grains, month: Month, name: Figure): Sum =>
  sumOf(grains, `${name} ${month.month}`, month[name]);

/** The month that is not over says so. */
const labelsOf = ({ words, formats, terms: { today } }: Analyst, months: readonly Month[]): readonly string[] => {
  const names = months.map(({ month }) => month);
  return monthLabels(names, words.locale).map((label, index) =>
    today.startsWith(names[index] ?? '-') ? `${label}\n${words.points.untilShort(formats.briefDate(today))}` : label,
  );
};

const nameOf = ({ month }: Month): string => month;
const isEmpty = (month: Month): boolean => [...flows.map((flow) => month[flow]), month.outstanding].every(isNothing);

interface MonthlyProps extends Pick<PointFlow, 'asOf' | 'grains'> {
  readonly all: PointFlow['months'];
}

const Monthly = ({ all, grains, asOf }: MonthlyProps) => {
  const { rows: months, said: since } = useSince(all, nameOf, isEmpty);
  if (months.length === 0) return <Nothing asOf={asOf} />;
  return (
    <>
      <Flow months={months} grains={grains} since={since} />
      <Outstanding months={months} grains={grains} since={since} />
    </>
  );
};

interface MonthsProps {
  readonly months: readonly Month[];
  readonly grains: Grains;
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

const Flow = ({ months, grains, since }: MonthsProps) => {
  const analyst = useAnalyst();
  const { words, formats } = analyst;
  const cells = useCells();
  const text = words.points;
  const option = useCallback(
    barsOption({
      labels: labelsOf(analyst, months),
      axis: pointsUnit(analyst),
      figure: words.figure,
      hidden: words.hidden,
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
          (flow) => `${text.flow[flow]} ${cells.about(month[flow], (each) => pointsText(analyst, each))}`,
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
      steps={stepsOf(months.flatMap((month) => flows.map((flow) => figureOf(grains, month, flow))))}
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

const Outstanding = ({ months, grains, since }: MonthsProps) => {
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
        return [formats.month(month.month), cells.about(month.outstanding, (each) => pointsText(analyst, each))];
      },
    }),
    [months, words, formats, cells],
  );
  const sheet: Sheet = {
    caption: `${text.outstandingCaption} (${pointsUnit(analyst)})`,
    columns: [worded(text.month), numbers(text.outstanding)],
    rows: months.map(({ month, outstanding }) => [formats.month(month), cells.count(outstanding)]),
  };
  const title = outstandingTitle(analyst, months, grains);
  const only = onlyOneOf(months, ({ outstanding }) => outstanding);
  const sums = months.map((month) => figureOf(grains, month, 'outstanding'));
  const unsaid =
    only !== undefined
      ? words.choose.onlyOneMonth(monthOf(analyst, only.month))
      : isMostlyCoarse(sums)
        ? words.rounding.noPicture
        : null;
  return (
    <Plot
      title={title}
      counts={words.sentences([text.outstandingCounts, ...since])}
      steps={stepsOf(sums)}
      sheet={sheet}
    >
      <DrawnLines text={title} option={option} lines={16} only={unsaid} />
    </Plot>
  );
};

/** Of the months that are shown, each by its name: the first or the last of the period may be hidden. */
const outstandingTitle = (analyst: Analyst, months: readonly Month[], grains: Grains): string => {
  const text = analyst.words.points;
  const shown = months.filter(({ outstanding }) => outstanding !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || first === last) return text.outstandingHidden;
  const more = moreOf(figureOf(grains, last, 'outstanding'), figureOf(grains, first, 'outstanding'));
  const change = more.value ?? 0;
  const [before, after] = [analyst.formats.month(first.month), monthOf(analyst, last.month)];
  if (change === 0) return text.outstandingSame(before, after);
  const amount = isCoarse(more) ? null : aboutPoints(analyst, Math.abs(change));
  return text.outstandingTitle(before, after, amount, change > 0);
};

const Rules = ({ byRule, grains }: Pick<PointFlow, 'byRule' | 'grains'>) => {
  const analyst = useAnalyst();
  const { words, language } = analyst;
  const cells = useCells();
  const text = words.points;
  const sums = byRule.map(({ rule, points }) => sumOf(grains, `points ${rule}`, points));
  const all = wholeOf(sums);
  const most = mostOf(byRule.map(({ points }) => points));
  const bars = byRule.map(({ name, points, people }) => ({
    name: name[language],
    share: shareOf(points, most),
    value: cells.about(points, (each) => pointsText(analyst, each)),
    note: cells.said(people, words.people),
  }));
  const sheet: Sheet = {
    caption: text.ruleCaption,
    columns: [worded(text.rule), numbers(pointsUnit(analyst)), numbers(text.share), numbers(text.people)],
    isSortable: true,
    rows: byRule.map(({ name, points, people }, i) => [
      name[language],
      cells.count(points),
      cells.part(sums[i] ?? all, all),
      cells.count(people),
    ]),
  };
  return (
    <Plot title={ruleTitle(analyst, byRule, sums)} counts={text.ruleCounts} steps={stepsOf(sums)} sheet={sheet}>
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};

/** Rules that are level, as far as is told, are not put one before the other. */
const ruleTitle = ({ words, language }: Analyst, byRule: PointFlow['byRule'], sums: readonly Sum[]): string => {
  const text = words.points;
  const [first, ...level] = levelAtTop(byRule, ({ points }) => points);
  const top = first === undefined ? undefined : sums[byRule.indexOf(first)];
  if (first === undefined || top === undefined || level.length > 0) return text.ruleHidden;
  if (byRule.length === 1) return text.ruleOnly(first.name[language]);
  const whole = wholeOf(sums);
  const share = partOf(top, whole);
  const told = share === null ? null : words.rounding.share(share, isAbout(top, whole));
  return text.ruleTitle(first.name[language], told);
};
