/** Participation chapter: from being enrolled to walking, and who came week by week. */
import { useCallback } from 'preact/hooks';
import type { Participation } from '../../../contract/analysis-steps.ts';
import { linesOption } from '../charts/lines-option.ts';
import { Bars } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnChart } from '../parts/drawn-chart.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { useAnalyst, type Analyst } from '../state/analyst.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';

export const ParticipationChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="participation" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) =>
        (answer.stages[0]?.people ?? 0) === 0 ? (
          <Nothing asOf={answer.asOf} />
        ) : (
          <>
            <Stages answer={answer} />
            {answer.weeks.length > 1 && <Weeks weeks={answer.weeks} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = ({ words, formats, terms }: Analyst, { stages, weeks }: Participation): string => {
  const people = (stage: Participation['stages'][number]['stage']): number | null =>
    stages.find((each) => each.stage === stage)?.people ?? null;
  const [lent, came] = [people('lent'), people('came')];
  if (terms.days === null) return words.choose.nothingYet;
  if (people('enrolled') === 0) return words.choose.nobody;
  if (lent === 0) return words.participation.noneLent;
  if (came === null) return words.choose.tooFew;
  const until = weeks.at(-1)?.until;
  return words.participation.finding(came, until === undefined ? '' : formats.date(until), shareOf(came, lent));
};

const Stages = ({ answer: { stages, weeks } }: { readonly answer: Participation }) => {
  const { words, formats, span } = useAnalyst();
  const cells = useCells();
  const text = words.participation;
  const most = mostOf(stages.flatMap(({ people, fourWeeksAgo }) => [people, fourWeeksAgo]));
  const rows = stages.map(({ stage, people, fourWeeksAgo }, index) => {
    const share = shareOf(people, stages[index - 1]?.people ?? null);
    return { name: text.stages[stage], people, fourWeeksAgo, share };
  });
  const sheet: Sheet = {
    caption: text.caption,
    columns: [worded(text.stage), numbers(text.people), numbers(text.ofBefore), numbers(text.fourWeeksAgo)],
    rows: rows.map(({ name, people, share, fourWeeksAgo }, index) => [
      name,
      cells.count(people),
      index === 0 ? '' : cells.share(share),
      cells.count(fourWeeksAgo),
    ]),
  };
  const bars = rows.map(({ name, people, fourWeeksAgo, share }) => ({
    name,
    share: shareOf(people, most),
    mark: shareOf(fourWeeksAgo, most),
    value: cells.said(people, words.people),
    ...(share === null ? {} : { note: text.shareOf(share) }),
  }));
  const told = rows.map(({ name, people, fourWeeksAgo }) => {
    const before = text.before(cells.said(fourWeeksAgo, words.people));
    return `${name} ${cells.said(people, words.people)} (${before})`;
  });
  const until = formats.date(weeks.at(-1)?.until ?? span.to);
  return (
    <Plot counts={text.counts(until)} legend={[{ mark: 'before', name: text.fourWeeksAgoMark }]} sheet={sheet}>
      <Bars text={told.join(words.listMark)} bars={bars} />
    </Plot>
  );
};

const Weeks = ({ weeks }: { readonly weeks: Participation['weeks'] }) => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.participation;
  const { lent, came, walking } = text.stages;
  const option = useCallback(
    linesOption({
      labels: weeks.map(({ until }) => formats.shortDate(until)),
      axis: text.peopleAxis,
      figure: words.figure,
      lines: [
        { name: lent, style: 'third', values: weeks.map((week) => week.lent) },
        { name: came, style: 'main', values: weeks.map((week) => week.came) },
        { name: walking, style: 'second', values: weeks.map((week) => week.walking) },
      ],
      tooltip: (index) => {
        const week = weeks[index];
        if (week === undefined) return [];
        const said = (name: string, value: number | null): string => `${name} ${cells.said(value, words.people)}`;
        return [
          words.week(formats.date(week.until)),
          said(lent, week.lent),
          said(came, week.came),
          said(walking, week.walking),
        ];
      },
    }),
    [weeks, words, formats, cells],
  );
  const sheet: Sheet = {
    caption: text.weeksCaption,
    columns: [worded(text.week), numbers(lent), numbers(came), numbers(walking)],
    rows: weeks.map((week) => [
      formats.date(week.until),
      cells.count(week.lent),
      cells.count(week.came),
      cells.count(week.walking),
    ]),
  };
  const last = weeks.at(-1)?.came ?? null;
  const first = weeks[0]?.came ?? null;
  const title = last === null ? text.weeksHidden : text.weeksTitle(last, first === null ? null : last - first);
  return (
    <Plot
      title={title}
      counts={text.weeksCount}
      legend={[
        { mark: 'line-third', name: lent },
        { mark: 'line-main', name: came },
        { mark: 'line-second', name: walking },
      ]}
      sheet={sheet}
    >
      <DrawnChart text={title} option={option} lines={17} />
    </Plot>
  );
};
