/** Arrival chapter: whose data is about to be lost, first; then how long days take to arrive. */
import { useCallback } from 'preact/hooks';
import type { Arrival, RiskBand } from '../../../contract/analysis-care.ts';
import { binsOption } from '../charts/bins-option.ts';
import { Bars, type Bar } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnChart } from '../parts/drawn-chart.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { useAnalyst, type Analyst } from '../state/analyst.ts';
import { levelAtTop } from '../view/level.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { isAbout, peopleStep, peopleSum, stepsOf, sumOf, wholeOf } from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import type { AnalystWords } from '../words/analyst-words.ts';

export const ArrivalChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="arrival" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) => (
        <>
          <Risk risk={answer.risk} />
          {isSomewhere(answer) && <RiskByCentre centres={answer.riskByCentre} />}
          {answer.bins.length === 0 ? <Nothing asOf={answer.asOf} /> : <Delays answer={answer} />}
        </>
      )}
    </Chapter>
  );
};

/** Where nobody is at risk there is nothing to compare. */
const isSomewhere = ({ riskByCentre }: Arrival): boolean =>
  riskByCentre.length > 1 && riskByCentre.some(({ within7 }) => within7 !== 0);

const soonBands: readonly RiskBand[] = ['lost', 'within-3', 'within-7'];

/** A band that is hidden makes their sum one that is not known. */
const findingOf = ({ words }: Analyst, { risk, asOf }: Arrival): string => {
  if (asOf.people === 0) return words.choose.nobody;
  const soon = risk.filter(({ band }) => soonBands.includes(band)).map(({ people }) => people);
  const known = soon.reduce<number>((sum, people) => sum + (people ?? 0), 0);
  if (!soon.includes(null)) return words.arrival.finding(known);
  return known === 0 ? words.arrival.findingHidden : words.arrival.findingAtLeast(known);
};

const looks: Readonly<Record<RiskBand, Pick<Bar, 'pattern' | 'tone'>>> = {
  lost: { tone: 'alarm', pattern: 'full' },
  'within-3': { tone: 'alarm', pattern: 'crossed' },
  'within-7': { tone: 'alarm', pattern: 'hatched' },
  'within-14': { tone: 'main', pattern: 'dotted' },
  later: { tone: 'quiet', pattern: 'empty' },
};

const Risk = ({ risk }: Pick<Arrival, 'risk'>) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.arrival;
  // Most people are far from it: beside theirs the other bars would not be seen.
  const near = risk.filter(({ band }) => band !== 'later');
  const later = risk.find(({ band }) => band === 'later');
  const most = mostOf(near.map(({ people }) => people));
  const bars = near.map(({ band, people }) => ({
    name: text.bands[band],
    share: shareOf(people, most),
    value: cells.said(people, words.people),
    ...looks[band],
  }));
  const sheet: Sheet = {
    caption: text.riskCaption,
    columns: [worded(text.band), numbers(text.people)],
    rows: risk.map(({ band, people }) => [text.bands[band], cells.count(people)]),
  };
  return (
    <Plot
      counts={words.sentences([
        text.riskCounts,
        ...(later === undefined ? [] : [text.others(cells.said(later.people, words.people))]),
      ])}
      steps={stepsOf(near.map(({ people }) => peopleSum(people)))}
      sheet={sheet}
    >
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};

const centresTitle = (text: AnalystWords['arrival'], centres: Arrival['riskByCentre']): string => {
  const level = levelAtTop(centres, ({ within7 }) => within7);
  const soon = level[0]?.within7 ?? 0;
  if (soon === 0) return text.byCentreHidden;
  return level.length === centres.length
    ? text.byCentreLevel(soon)
    : text.byCentre(
        level.map(({ name }) => name),
        soon,
      );
};

const RiskByCentre = ({ centres }: { readonly centres: Arrival['riskByCentre'] }) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.arrival;
  const sorted = centres.toSorted((a, b) => (b.within7 ?? -1) - (a.within7 ?? -1));
  const most = mostOf(sorted.map(({ within7 }) => within7));
  const title = centresTitle(text, sorted);
  const bars = sorted.map(({ name, within7, people }) => ({
    name,
    share: shareOf(within7, most),
    value: cells.said(within7, words.people),
    note: text.ofLent(cells.said(people, words.people)),
    tone: 'alarm' as const,
    pattern: 'hatched' as const,
  }));
  const sheet: Sheet = {
    caption: text.centreCaption,
    columns: [worded(text.centre), numbers(text.soon), numbers(text.lent), numbers(text.share)],
    isSortable: true,
    rows: sorted.map(({ name, within7, people }) => [
      name,
      cells.count(within7),
      cells.count(people),
      cells.part(peopleSum(within7), peopleSum(people)),
    ]),
  };
  return (
    <Plot title={title} counts={text.byCentreCounts} steps={[peopleStep]} sheet={sheet}>
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};

const Delays = ({ answer: { bins, medianDays, tooLate, grains } }: { readonly answer: Arrival }) => {
  const { words, terms } = useAnalyst();
  const cells = useCells();
  const text = words.arrival;
  const window = terms.programme.backfillDays;
  const option = useCallback(
    binsOption({
      bins: bins.map(({ fromDays, toDays, days }) => ({
        from: fromDays,
        to: toDays === null ? null : toDays + 1,
        count: days,
      })),
      unit: 1,
      axis: text.daysAxis,
      along: text.delayAxis,
      figure: words.figure,
      lines: window === null ? [] : [{ at: window, text: text.tooLate }],
      tooltip: ({ from, to, count }) => [
        `${text.delay} ${text.bin(from, to === null ? null : to - 1)}`,
        cells.about(count, text.daysOf),
      ],
    }),
    [bins, window, words, cells],
  );
  const sums = bins.map(({ days }, i) => sumOf(grains, `bin ${i}`, days));
  const all = wholeOf(sums);
  const late = tooLate?.share ?? null;
  const isLateAbout = late !== null && late > 0 && isAbout(sumOf(grains, 'too late', tooLate?.days ?? null), all);
  const told = late === null ? null : words.rounding.share(late, isLateAbout);
  const title = medianDays === null ? text.medianHidden : text.median(medianDays, told);
  const sheet: Sheet = {
    caption: text.caption,
    columns: [worded(text.delay), numbers(text.days), numbers(text.share)],
    rows: bins.map(({ fromDays, toDays, days }, i) => [
      text.bin(fromDays, toDays),
      cells.count(days),
      cells.part(sums[i] ?? all, all),
    ]),
  };
  const parts = bins.map(
    ({ fromDays, toDays, days }) => `${text.bin(fromDays, toDays)}: ${cells.about(days, text.daysOf)}`,
  );
  return (
    <Plot title={title} counts={text.counts(window)} steps={stepsOf(sums)} sheet={sheet}>
      <DrawnChart text={`${text.delay} ${parts.join(words.listMark)}`} option={option} lines={17} />
    </Plot>
  );
};
