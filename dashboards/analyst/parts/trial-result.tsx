/** Trial result: what the rules of today and the others come to on the same days: together, by month, by person and by centre. */
import { useCallback } from 'preact/hooks';
import type { TrialRules, WhatIf } from '../../../contract/analysis-points.ts';
import { barsOption } from '../charts/bars-option.ts';
import { aboutPoints, pointsText, pointsUnit, useAnalyst, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { levelAtTop } from '../view/level.ts';
import { monthLabels } from '../view/month-labels.ts';
import { isNothing } from '../view/records-begin.ts';
import { isCoarse, moreOf, peopleStep, peopleSum, stepsOf, type Sum } from '../view/told.ts';
import { isNobodysChange, isUnchanged, sideOf, yenChangeOf, yenChangePerPerson } from '../view/trial-told.ts';
import { numbers, words as worded, type Figure, type Sheet } from '../view/sheet.ts';
import { useCells } from './cells.ts';
import { DrawnChart } from './drawn-chart.tsx';
import { FigureTable, SheetTable } from './figure-table.tsx';
import { Plot, RoundingNote } from './plot.tsx';
import { TrialCentres } from './trial-centres.tsx';

export const TrialResult = ({ answer }: { readonly answer: WhatIf }) => (
  <>
    <Compared answer={answer} />
    {answer.months.length > 0 && <Months answer={answer} />}
    {answer.changes.length > 0 && <Changes answer={answer} />}
    {answer.centres.length > 1 && <TrialCentres answer={answer} />}
  </>
);

interface AnswerProps {
  readonly answer: WhatIf;
}

const Compared = ({ answer }: AnswerProps) => {
  const { today, other, change, credited, rules, yenPerPerson, notJudged, grains } = answer;
  const analyst = useAnalyst();
  const { words, language } = analyst;
  const text = words.trial;
  const cells = useCells();
  const isSame = isUnchanged(answer);
  /** `by`: of two figures that were rounded apart nothing is taken from one another. */
  const difference = ({ value, step }: Sum): Figure => {
    const said = value === null ? words.hidden : signed(words.figure(value), value);
    return { value, text: value === 0 && step > 0 && !isSame ? words.rounding.aboutSame : said };
  };
  const row = (name: string, a: number | null, b: number | null, by: Sum) => [
    name,
    cells.count(a),
    cells.count(b),
    difference(by),
  ];
  const sheet: Sheet = {
    caption: text.compared,
    columns: [worded(text.rule), numbers(text.both.today), numbers(text.both.other), numbers(text.difference)],
    rows: [
      row(text.rows.points(pointsUnit(analyst)), today.points, other.points, sideOf(grains, 'change', change.points)),
      row(
        text.rows.people,
        today.peopleEarning,
        other.peopleEarning,
        moreOf(peopleSum(other.peopleEarning), peopleSum(today.peopleEarning)),
      ),
      row(text.rows.yen, today.yen, other.yen, yenChangeOf(answer)),
      row(text.rows.yenPerPerson, yenPerPerson.today, yenPerPerson.other, yenChangePerPerson(answer)),
    ],
  };
  return (
    <div class="plot">
      <h3>{text.compared}</h3>
      <p class="counts">
        {text.comparedCounts}
        {credited !== null && ` ${text.credited(aboutPoints(analyst, credited))}`}
      </p>
      <p>{`${text.used}${words.clauseMark}${usedText(analyst, rules.other)}`}</p>
      {notJudged.length > 0 && (
        <p class="note">{text.notJudged(notJudged.map((each) => each[language]).join(words.listMark))}</p>
      )}
      <SheetTable sheet={sheet} isNamed />
      <RoundingNote steps={comparedSteps(answer)} />
      <FigureTable sheet={sheet} isOpen />
    </div>
  );
};

/** Of people and of points. */
const comparedSteps = ({ today, other, change, grains }: WhatIf): readonly number[] =>
  stepsOf([
    peopleSum(today.peopleEarning),
    sideOf(grains, 'today', today.points),
    sideOf(grains, 'other', other.points),
    sideOf(grains, 'change', change.points),
  ]);

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

const Months = ({ answer }: AnswerProps) => {
  const analyst = useAnalyst();
  const { rows: months, said: since } = useSince(answer.months, nameOf, isEmpty);
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
      hidden: words.hidden,
      isStacked: false,
      rows: [
        { name: text.both.today, ink: 'main', pattern: 'full', values: months.map(({ today }) => today) },
        { name: text.both.other, ink: 'second', pattern: 'hatched', values: months.map(({ other }) => other) },
      ],
      tooltip: (index) => {
        const month = months[index];
        if (month === undefined) return [];
        const said = (value: number | null): string => cells.about(value, (each) => pointsText(analyst, each));
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
    columns: [worded(text.month), numbers(text.both.today), numbers(text.both.other), numbers(text.difference)],
    rows: months.map(({ month, today, other, change }) => [
      formats.month(month),
      ...[today, other, change].map((value) => cells.count(value)),
    ]),
  };
  const title = monthsTitle(analyst, answer, months);
  return (
    <Plot
      title={title}
      counts={words.sentences([text.monthsCounts, ...since])}
      legend={bothLegend(analyst)}
      steps={stepsOf(months.flatMap((month) => monthSums(answer, month)))}
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

const monthSums = ({ grains }: WhatIf, { month, today, other, change }: Month): readonly Sum[] => [
  sideOf(grains, 'today', today, `in ${month}`),
  sideOf(grains, 'other', other, `in ${month}`),
  sideOf(grains, 'change', change, `in ${month}`),
];

/** Months that are level, as far as is told, are named together. */
const monthsTitle = (analyst: Analyst, answer: WhatIf, months: readonly Month[]): string => {
  const { words, formats } = analyst;
  const text = words.trial;
  if (isUnchanged(answer) || isNobodysChange(answer)) return text.monthsSame;
  const [first, ...others] = levelAtTop(months, ({ change }) => (change === null ? null : Math.abs(change)));
  const change = first?.change ?? null;
  if (first === undefined || change === null) return text.monthsHidden;
  if (change === 0) return text.monthsAboutSame;
  if (isCoarse(sideOf(answer.grains, 'change', change, `in ${first.month}`))) return text.monthsCoarse;
  const level = [first, ...others.filter((other) => other.change === change)];
  return text.monthsTitle(
    level.map(({ month }) => formats.month(month)),
    aboutPoints(analyst, Math.abs(change)),
    change > 0,
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
      hidden: words.hidden,
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
  const said = (people: number | null): string | null => (people === null ? null : words.people(people));
  const title = text.changesTitle(said(gaining), said(losing));
  return (
    <Plot title={title} counts={text.changesCounts} steps={[peopleStep]} sheet={sheet}>
      <DrawnChart text={title} option={option} lines={18} />
    </Plot>
  );
};
