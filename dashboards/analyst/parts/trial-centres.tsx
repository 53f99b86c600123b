/** Trial centres: how differently the other rules come out at each centre. */
import type { WhatIf } from '../../../contract/analysis-points.ts';
import { pointsText, pointsUnit, useAnalyst } from '../state/analyst.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import { signedPercent } from '../words/figures.ts';
import { Bars } from './bars.tsx';
import { useCells } from './cells.ts';
import { Plot } from './plot.tsx';

export const TrialCentres = ({ centres }: Pick<WhatIf, 'centres'>) => {
  const analyst = useAnalyst();
  const { words } = analyst;
  const text = words.trial;
  const cells = useCells();
  const sorted = centres
    .map((centre) => ({ ...centre, by: changeOf(centre) }))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const most = mostOf(sorted.flatMap(({ today, other }) => [today, other]));
  const bars = sorted.map(({ name, today, other, by }) => ({
    name,
    share: shareOf(other, most),
    mark: shareOf(today, most),
    value: cells.said(other, (points) => pointsText(analyst, points)),
    ...(by === null ? {} : { note: signedPercent(by) }),
    pattern: 'hatched' as const,
    tone: 'second' as const,
  }));
  const [first] = sorted;
  const title =
    first === undefined || first.by === null
      ? text.centresHidden
      : text.centresTitle(first.name, signedPercent(first.by));
  const sheet: Sheet = {
    caption: `${text.centresCaption} (${pointsUnit(analyst)})`,
    columns: [worded(text.centre), numbers(text.both.today), numbers(text.both.other), numbers(text.difference)],
    isSortable: true,
    rows: sorted.map(({ name, today, other, by }) => [
      name,
      cells.count(today),
      cells.count(other),
      { value: by, text: by === null ? words.hidden : signedPercent(by) },
    ]),
  };
  return (
    <Plot
      title={title}
      counts={text.centresCounts}
      legend={[
        { mark: 'both-other', name: text.both.other },
        { mark: 'mark-today', name: text.both.today },
      ]}
      sheet={sheet}
    >
      <Bars
        text={bars.map(({ name, value, note }) => `${name} ${value} ${note ?? ''}`).join(words.listMark)}
        bars={bars}
      />
    </Plot>
  );
};

const changeOf = ({ today, other }: WhatIf['centres'][number]): number | null => {
  const share = shareOf(other, today);
  return share === null ? null : share - 1;
};

/** What is hidden stands last. */
const sizeOf = ({ by }: { readonly by: number | null }): number => (by === null ? -1 : Math.abs(by));
