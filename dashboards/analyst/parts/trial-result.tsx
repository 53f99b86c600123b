/** Trial result: what the rules of today and the others come to on the same days: together, by month, by person and by centre. */
import { useCallback } from 'preact/hooks';
import type { TrialRules, WhatIf } from '../../../contract/analysis-points.ts';
import { barsOption } from '../charts/bars-option.ts';
import { pointsText, pointsUnit, useAnalyst, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { monthLabels } from '../view/month-labels.ts';
import { isNothing } from '../view/records-begin.ts';
import { numbers, words as worded, type Figure, type Sheet } from '../view/sheet.ts';
import { useCells } from './cells.ts';
import { DrawnChart } from './drawn-chart.tsx';
import { FigureTable, SheetTable } from './figure-table.tsx';
import { Plot } from './plot.tsx';
import { TrialCentres } from './trial-centres.tsx';

export const TrialResult = ({ answer }: { readonly answer: WhatIf }) => (
  <>
    <Compared answer={answer} />
    {answer.months.length > 0 && <Months all={answer.months} />}
    {answer.changes.length > 0 && <Changes answer={answer} />}
    {answer.centres.length > 1 && <TrialCentres centres={answer.centres} />}
  </>
);

interface AnswerProps {
  readonly answer: WhatIf;
}

const Compared = ({ answer: { today, other, credited, rules, yenPerPerson, notJudged } }: AnswerProps) => {
  const analyst = useAnalyst();
  const { words, language } = analyst;
  const text = words.trial;
  const cells = useCells();
  const difference = (a: number | null, b: number | null): Figure => {
    const value = a === null || b === null ? null : b - a;
    return { value, text: value === null ? words.hidden : signed(words.figure(value), value) };
  };
  const row = (name: string, a: number | null, b: number | null) => [
    name,
    cells.count(a),
    cells.count(b),
    difference(a, b),
  ];
  const sheet: Sheet = {
    caption: text.compared,
    columns: [worded(text.rule), numbers(text.both.today), numbers(text.both.other), numbers(text.difference)],
    rows: [
      row(text.rows.points(pointsUnit(analyst)), today.points, other.points),
      row(text.rows.people, today.peopleEarning, other.peopleEarning),
      row(text.rows.yen, today.yen, other.yen),
      row(text.rows.yenPerPerson, yenPerPerson.today, yenPerPerson.other),
    ],
  };
  return (
    <div class="plot">
      <h3>{text.compared}</h3>
      <p class="counts">
        {text.comparedCounts}
        {credited !== null && ` ${text.credited(pointsText(analyst, credited))}`}
      </p>
      <p>{`${text.used}${words.clauseMark}${usedText(analyst, rules.other)}`}</p>
      {notJudged.length > 0 && (
        <p class="note">{text.notJudged(notJudged.map((each) => each[language]).join(words.listMark))}</p>
      )}
      <SheetTable sheet={sheet} isNamed />
      <FigureTable sheet={sheet} isOpen />
    </div>
  );
};

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

const usedText = (analyst: Analyst, { tiers, monthPointsMax, backfillDays, voucher }: TrialRules): string => {
  const { words } = analyst;
  const text = words.trial;
  const points = (value: number): string => pointsText(analyst, value);
  return [
    (tiers ?? []).map((tier) => text.usedTier(words.stepsOf(tier.from), points(tier.points))).join(words.listMark),
    monthPointsMax === null || monthPointsMax === 0 ? text.noCap : text.usedCap(points(monthPointsMax)),
    ...(backfillDays === null ? [] : [text.usedBackfill(backfillDays)]),
    ...(voucher === null ? [] : [text.usedVoucher(points(voucher.points), words.yenOf(voucher.yen))]),
  ]
    .filter((part) => part !== '')
    .join(words.clauseMark);
};

type Month = WhatIf['months'][number];
const nameOf = ({ month }: Month): string => month;
const isEmpty = ({ today, other }: Month): boolean => isNothing(today) && isNothing(other);

const Months = ({ all }: { readonly all: WhatIf['months'] }) => {
  const analyst = useAnalyst();
  const { rows: months, said: since } = useSince(all, nameOf, isEmpty);
  const { words, formats } = analyst;
  const text = words.trial;
  const cells = useCells();
  const option = useCallback(
    barsOption({
      labels: monthLabels(
        months.map(({ month }) => month),
        words.locale,
      ),
      axis: pointsUnit(analyst),
      figure: words.figure,
      hidden: words.hiddenShort,
      isStacked: false,
      rows: [
        { name: text.both.today, ink: 'main', pattern: 'full', values: months.map(({ today }) => today) },
        { name: text.both.other, ink: 'second', pattern: 'hatched', values: months.map(({ other }) => other) },
      ],
      tooltip: (index) => {
        const month = months[index];
        if (month === undefined) return [];
        const said = (value: number | null): string => cells.said(value, (each) => pointsText(analyst, each));
        return [
          formats.month(month.month),
          `${text.both.today} ${said(month.today)}`,
          `${text.both.other} ${said(month.other)}`,
        ];
      },
    }),
    [months, words, formats, cells],
  );
  const sheet: Sheet = {
    caption: `${text.monthsCaption} (${pointsUnit(analyst)})`,
    columns: [worded(text.month), numbers(text.both.today), numbers(text.both.other)],
    rows: months.map(({ month, today, other }) => [formats.month(month), cells.count(today), cells.count(other)]),
  };
  const title = monthsTitle(analyst, months);
  return (
    <Plot
      title={title}
      counts={words.sentences([text.monthsCounts, ...since])}
      legend={bothLegend(analyst)}
      sheet={sheet}
    >
      <DrawnChart text={title} option={option} lines={18} />
    </Plot>
  );
};

export const bothLegend = ({ words }: Analyst) => [
  { mark: 'both-today', name: words.trial.both.today },
  { mark: 'both-other', name: words.trial.both.other },
];

const monthsTitle = (analyst: Analyst, months: readonly Month[]): string => {
  const { words, formats } = analyst;
  const changes = months.map(({ month, today, other }) => ({ month, by: (other ?? 0) - (today ?? 0) }));
  const largest = changes.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))[0];
  if (largest === undefined || largest.by === 0) return words.trial.monthsSame;
  return words.trial.monthsTitle(
    formats.month(largest.month),
    pointsText(analyst, Math.abs(largest.by)),
    largest.by > 0,
  );
};

const Changes = ({ answer: { changes, gaining, losing } }: AnswerProps) => {
  const analyst = useAnalyst();
  const { words } = analyst;
  const text = words.trial;
  const cells = useCells();
  const option = useCallback(
    barsOption({
      labels: changes.map(({ from, to }) => text.changeBin(from, to)),
      axis: text.peopleAxis,
      along: text.change(pointsUnit(analyst)),
      figure: words.figure,
      hidden: words.hiddenShort,
      isStacked: false,
      rows: [{ name: text.people, ink: 'main', pattern: 'full', values: changes.map(({ people }) => people) }],
      tooltip: (index) => {
        const bin = changes[index];
        return bin === undefined ? [] : [text.changeBin(bin.from, bin.to), text.peopleOf(bin.people)];
      },
    }),
    [changes, words],
  );
  const sheet: Sheet = {
    caption: text.changesCaption,
    columns: [worded(text.change(pointsUnit(analyst))), numbers(text.people)],
    rows: changes.map(({ from, to, people }) => [text.changeBin(from, to), cells.count(people)]),
  };
  const title = text.changesTitle(cells.said(gaining, words.people), cells.said(losing, words.people));
  return (
    <Plot title={title} counts={text.changesCounts} sheet={sheet}>
      <DrawnChart text={title} option={option} lines={18} />
    </Plot>
  );
};
