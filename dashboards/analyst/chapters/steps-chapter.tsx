/** Steps chapter: how many steps the days have, and how many days reach which tier of the rules. */
import { useCallback } from 'preact/hooks';
import type { StepDistribution } from '../../../contract/analysis-steps.ts';
import { binsOption } from '../charts/bins-option.ts';
import { Bars } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnChart } from '../parts/drawn-chart.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { pointsText, useAnalyst, type Analyst } from '../state/analyst.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import { percent } from '../words/figures.ts';

export const StepsChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="steps" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) =>
        answer.bins.length === 0 ? (
          <Nothing asOf={answer.asOf} />
        ) : (
          <>
            <Distribution answer={answer} />
            {answer.tiers.length > 1 && <Tiers tiers={answer.tiers} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = ({ words }: Analyst, { quartiles, tiers, asOf }: StepDistribution): string => {
  const [, median] = quartiles;
  if (median === null) return asOf.people === 0 ? words.choose.nobody : words.choose.tooFew;
  const [below, first] = tiers;
  const share = below?.share ?? null;
  return words.steps.finding(median, first?.from ?? null, share === null ? null : 1 - share);
};

/** As the axis says. */
const unitSteps = 500;
const furtherMarks = [15_000, 20_000] as const;

const Distribution = ({ answer }: { readonly answer: StepDistribution }) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.steps;
  const tiers = answer.tiers.map(({ from }) => from);
  // Of bins without end the beginning is said.
  const ends = answer.bins.flatMap(({ from, to }) => (to === null ? [from] : []));
  const option = useCallback(
    binsOption({
      bins: answer.bins.map(({ from, to, days }) => ({ from, to, count: days })),
      unit: unitSteps,
      axis: text.daysAxis,
      along: text.stepsAxis,
      figure: words.figure,
      lines: answer.tiers.map(({ from, share }) => ({ at: from, text: share === null ? '' : percent(share) })),
      // The tiers are the scale people know.
      ...(tiers.length < 2 ? {} : { marks: [...new Set([0, ...tiers, ...furtherMarks, ...ends])] }),
      tooltip: ({ from, to, count }) => [text.tierName(from, to), words.arrival.daysOf(count)],
    }),
    [answer, words],
  );
  const [low, middle, high] = answer.quartiles;
  const { mean } = answer;
  const isKnown = mean !== null && low !== null && middle !== null && high !== null;
  const sheet: Sheet = {
    caption: text.caption,
    columns: [numbers(text.from), numbers(text.to), numbers(text.days), numbers(text.people)],
    rows: answer.bins.map(({ from, to, days, people }) => [
      cells.count(from),
      to === null ? text.open : cells.count(to),
      cells.count(days),
      cells.count(people),
    ]),
  };
  const last = answer.bins.at(-1);
  const overflow = last?.to === null ? [text.overflow(last.from)] : [];
  return (
    <Plot counts={words.sentences([text.counts(answer.days), ...overflow])} sheet={sheet}>
      <DrawnChart text={isKnown ? text.text(mean, low, middle, high) : text.caption} option={option} lines={21} />
    </Plot>
  );
};

const Tiers = ({ tiers }: { readonly tiers: StepDistribution['tiers'] }) => {
  const analyst = useAnalyst();
  const { words } = analyst;
  const cells = useCells();
  const text = words.steps;
  const most = mostOf(tiers.map(({ share }) => share));
  const named = tiers.map((tier, index) => ({
    ...tier,
    name: text.tierName(tier.from, tiers[index + 1]?.from ?? null),
  }));
  const highest = tiers.at(-1);
  const share = highest?.share ?? null;
  const title = highest === undefined || share === null ? text.tiersHidden : text.tiersTitle(share, highest.from);
  const sheet: Sheet = {
    caption: text.tiersCaption,
    columns: [worded(text.tier), numbers(text.points), numbers(text.days), numbers(text.share)],
    rows: named.map(({ name, points, days, share: part }) => [
      name,
      cells.count(points),
      cells.count(days),
      cells.share(part),
    ]),
  };
  const bars = named.map(({ name, points, share: part }) => ({
    name,
    share: shareOf(part, most),
    value: cells.said(part, percent),
    note: pointsText(analyst, points),
  }));
  return (
    <Plot title={title} counts={text.tiersCounts} sheet={sheet}>
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};
