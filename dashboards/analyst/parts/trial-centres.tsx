/** Trial centres: how differently the other rules come out at each centre. */
import type { WhatIf } from '../../../contract/analysis-points.ts';
import { pointsText, pointsUnit, useAnalyst, type Analyst } from '../state/analyst.ts';
import { levelAtTop } from '../view/level.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { numbers, words as worded, type Figure, type Sheet } from '../view/sheet.ts';
import { partOf, stepsOf, type Sum } from '../view/told.ts';
import { isNobodysChange, isUnchanged, sideOf } from '../view/trial-told.ts';
import { signedPercent } from '../words/figures.ts';
import { Bars } from './bars.tsx';
import { useCells } from './cells.ts';
import { Plot } from './plot.tsx';

export const TrialCentres = ({ answer }: { readonly answer: WhatIf }) => {
  const analyst = useAnalyst();
  const { words } = analyst;
  const text = words.trial;
  const cells = useCells();
  const sorted = answer.centres
    .map((centre) => comparedOf(analyst, answer, centre))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const most = mostOf(sorted.flatMap(({ today, other }) => [today.value, other.value]));
  const bars = sorted.map(({ name, today, other, by }) => ({
    name,
    share: shareOf(other.value, most),
    mark: shareOf(today.value, most),
    value: cells.about(other.value, (points) => pointsText(analyst, points)),
    ...(other.value === null ? {} : { note: by.text }),
    pattern: 'hatched' as const,
    tone: 'second' as const,
  }));
  const sheet: Sheet = {
    caption: `${text.centresCaption} (${pointsUnit(analyst)})`,
    columns: [worded(text.centre), numbers(text.both.today), numbers(text.both.other), numbers(text.difference)],
    isSortable: true,
    rows: sorted.map(({ name, today, other, by }) => [name, cells.count(today.value), cells.count(other.value), by]),
  };
  return (
    <Plot
      title={titleOf(analyst, answer, sorted)}
      counts={text.centresCounts}
      legend={[
        { mark: 'both-other', name: text.both.other },
        { mark: 'mark-today', name: text.both.today },
      ]}
      steps={stepsOf(sorted.flatMap(({ today, other, change }) => [today, other, change]))}
      sheet={sheet}
    >
      <Bars
        text={bars.map(({ name, value, note }) => `${name} ${value} ${note ?? ''}`).join(words.listMark)}
        bars={bars}
      />
    </Plot>
  );
};

interface Compared {
  readonly name: string;
  readonly today: Sum;
  readonly other: Sum;
  readonly change: Sum;
  /** What changes, as a part of today's. */
  readonly by: Figure;
}

const comparedOf = ({ words }: Analyst, answer: WhatIf, centre: WhatIf['centres'][number]): Compared => {
  const where = `at ${centre.centre}`;
  const sum = (side: 'today' | 'other' | 'change'): Sum => sideOf(answer.grains, side, centre[side], where);
  const [today, change] = [sum('today'), sum('change')];
  const by = partOf(change, today);
  const unsaid = change.value === null ? words.hidden : words.rounding.coarse;
  const isSame = isUnchanged(answer) || isNobodysChange(answer);
  const said = by === 0 && !isSame ? words.rounding.aboutSame : by === null ? unsaid : signedPercent(by);
  return { name: centre.name, today, other: sum('other'), change, by: { value: by, text: said } };
};

/** Centres that are level, as far as is told, are named together. */
const titleOf = ({ words }: Analyst, answer: WhatIf, centres: readonly Compared[]): string => {
  const text = words.trial;
  if (isUnchanged(answer) || isNobodysChange(answer)) return text.centresSame;
  const [first, ...others] = levelAtTop(centres, ({ by }) => (by.value === null ? null : Math.abs(by.value)));
  if (first === undefined)
    return centres.some(({ change }) => change.value !== null) ? text.centresCoarse : text.centresHidden;
  const level = [first, ...others.filter(({ by }) => by.value === first.by.value)];
  if (level.length === centres.length) return text.centresLevel(first.by.text);
  return text.centresTitle(
    level.map(({ name }) => name),
    first.by.text,
  );
};

/** What is not told stands last. */
const sizeOf = ({ by }: Compared): number => (by.value === null ? -1 : Math.abs(by.value));
