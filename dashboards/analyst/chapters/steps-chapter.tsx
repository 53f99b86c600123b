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
import { pointsText, useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { isAbout, stepsOf, sumOf } from '../view/told.ts';
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
            {answer.tiers.length > 1 && <Tiers answer={answer} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, answer: StepDistribution): string => {
  const { words } = analyst;
  const { quartiles, tiers, asOf } = answer;
  const [, median] = quartiles;
  if (median === null) return whyNothing(analyst, asOf);
  const [below, first] = tiers;
  const share = below?.share ?? null;
  const reached = share === null ? null : words.rounding.share(1 - share, isAboutAt(answer, 0));
  return words.steps.finding(median, first?.from ?? null, reached);
};

const isAboutAt = ({ grains, days, tiers }: StepDistribution, tier: number): boolean =>
  isAbout(sumOf(grains, `tier ${tier}`, tiers[tier]?.days ?? null), sumOf(grains, 'days', days));

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
      tooltip: ({ from, to, count }) => [text.tierName(from, to), cells.about(count, words.arrival.daysOf)],
    }),
    [answer, words, cells],
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
  const { grains } = answer;
  const sums = [
    sumOf(grains, 'days', answer.days),
    ...answer.bins.map(({ days }, i) => sumOf(grains, `bin ${i}`, days)),
  ];
  const last = answer.bins.at(-1);
  const overflow = last?.to === null ? [text.overflow(last.from)] : [];
  return (
    <Plot
      counts={words.sentences([text.counts(cells.about(answer.days, words.arrival.daysOf)), ...overflow])}
      steps={stepsOf(sums)}
      sheet={sheet}
    >
      <DrawnChart text={isKnown ? text.text(mean, low, middle, high) : text.caption} option={option} lines={21} />
    </Plot>
  );
};

const Tiers = ({ answer }: { readonly answer: StepDistribution }) => {
  const { tiers, grains } = answer;
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
  const title =
    highest === undefined || highest.days === null
      ? text.tiersHidden
      : share === null
        ? text.tiersCoarse
        : text.tiersTitle(words.rounding.share(share, isAboutAt(answer, tiers.length - 1)), highest.from);
  const sums = tiers.map(({ days }, i) => sumOf(grains, `tier ${i}`, days));
  const sheet: Sheet = {
    caption: text.tiersCaption,
    columns: [worded(text.tier), numbers(text.points), numbers(text.days), numbers(text.share)],
    rows: named.map(({ name, points, days, share: part }) => [
      name,
      cells.count(points),
      cells.count(days),
      cells.shareOf(part, days),
    ]),
  };
  const bars = named.map(({ name, points, days, share: part }, tier) => ({
    name,
    share: shareOf(part, most),
    value:
      part === null ? cells.shareOf(part, days).text : words.rounding.share(part, part > 0 && isAboutAt(answer, tier)),
    note: pointsText(analyst, points),
  }));
  return (
    <Plot title={title} counts={text.tiersCounts} steps={stepsOf(sums)} sheet={sheet}>
      <Bars text={bars.map(({ name, value }) => `${name} ${value}`).join(words.listMark)} bars={bars} />
    </Plot>
  );
};
