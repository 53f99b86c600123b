/** Participation chapter: from being enrolled to walking, and who came week by week. */
import { useCallback } from 'preact/hooks';
import type { Participation } from '../../../contract/analysis-steps.ts';
import type { Formats } from '../../shared/formats.ts';
import { addDays } from '../../shared/local-date.ts';
import { linesOption } from '../charts/lines-option.ts';
import { Bars } from '../parts/bars.tsx';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnLines } from '../parts/drawn-lines.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Plot } from '../parts/plot.tsx';
import { useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { useSince } from '../state/use-since.ts';
import { isNothing, onlyOneOf } from '../view/records-begin.ts';
import { mostOf, shareOf } from '../view/shares.ts';
import { moreOf, partOf, peopleStep, peopleSum } from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';
import type { AnalystWords } from '../words/analyst-words.ts';

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
            {answer.weeks.length > 1 && <Weeks all={answer.weeks} />}
          </>
        )
      }
    </Chapter>
  );
};

const findingOf = (analyst: Analyst, { stages, weeks }: Participation): string => {
  const { words, formats, terms } = analyst;
  const people = (stage: Participation['stages'][number]['stage']): number | null =>
    stages.find((each) => each.stage === stage)?.people ?? null;
  const [lent, came] = [people('lent'), people('came')];
  if (terms.days === null) return words.choose.nothingYet;
  if (people('enrolled') === 0) return whyNothing(analyst, { people: 0 });
  if (lent === 0) return words.participation.noneLent;
  if (came === null) return whatMayBeTold(words, formats, { lent, enrolled: people('enrolled'), weeks });
  const until = weeks.at(-1)?.until;
  return words.participation.finding(
    came,
    until === undefined ? '' : formats.date(until),
    partOf(peopleSum(came), peopleSum(lent)),
  );
};

interface Told {
  readonly lent: number | null;
  readonly enrolled: number | null;
  readonly weeks: Participation['weeks'];
}

/** Where those who came in the last week are not told, be they few or nearly all: an earlier week, or who could have come. */
const whatMayBeTold = (
  { participation, choose }: AnalystWords,
  formats: Formats,
  { lent, enrolled, weeks }: Told,
): string => {
  const told = weeks.findLast(({ came }) => !isNothing(came));
  if (told !== undefined) return participation.findingEarlier(told.came ?? 0, formats.date(told.until));
  if (lent !== null) return participation.findingLent(lent);
  return enrolled === null ? choose.tooFew : participation.findingEnrolled(enrolled);
};

const Stages = ({ answer: { stages, weeks } }: { readonly answer: Participation }) => {
  const { words, formats, span, terms } = useAnalyst();
  const cells = useCells();
  const text = words.participation;
  const until = weeks.at(-1)?.until ?? span.to;
  const hadBegun = addDays(until, -28) >= (terms.days?.first ?? '');
  const most = mostOf(stages.flatMap(({ people, fourWeeksAgo }) => [people, hadBegun ? fourWeeksAgo : null]));
  const rows = stages.map(({ stage, people, fourWeeksAgo }, index) => {
    const before = stages[index - 1]?.people ?? null;
    return { name: text.stages[stage], people, fourWeeksAgo, before };
  });
  const sheet: Sheet = {
    caption: text.caption,
    columns: [worded(text.stage), numbers(text.people), numbers(text.ofBefore), numbers(text.fourWeeksAgo)],
    rows: rows.map(({ name, people, before, fourWeeksAgo }, index) => [
      name,
      cells.count(people),
      index === 0 ? '' : cells.part(peopleSum(people), peopleSum(before)),
      hadBegun ? cells.count(fourWeeksAgo) : words.choose.noRecords,
    ]),
  };
  const bars = rows.map(({ name, people, fourWeeksAgo, before }) => {
    const share = partOf(peopleSum(people), peopleSum(before));
    return {
      name,
      share: shareOf(people, most),
      mark: hadBegun ? shareOf(fourWeeksAgo, most) : null,
      value: cells.said(people, words.people),
      ...(share === null ? {} : { note: text.shareOf(share) }),
    };
  });
  const told = rows.map(({ name, people, fourWeeksAgo }) => {
    const now = `${name} ${cells.said(people, words.people)}`;
    return hadBegun ? `${now} (${text.before(cells.said(fourWeeksAgo, words.people))})` : now;
  });
  return (
    <Plot
      counts={text.counts(formats.date(until))}
      legend={hadBegun ? [{ mark: 'before', name: text.fourWeeksAgoMark }] : []}
      steps={[peopleStep]}
      sheet={sheet}
    >
      <Bars text={told.join(words.listMark)} bars={bars} />
    </Plot>
  );
};

type Week = Participation['weeks'][number];
const untilOf = ({ until }: Week): string => until;
const isEmpty = ({ lent, came, walking }: Week): boolean => [lent, came, walking].every(isNothing);

const Weeks = ({ all }: { readonly all: Participation['weeks'] }) => {
  const analyst = useAnalyst();
  const { words, formats } = analyst;
  const cells = useCells();
  const { rows: weeks, said: since } = useSince(all, untilOf, isEmpty);
  const text = words.participation;
  const { lent, came, walking } = text.stages;
  const option = useCallback(
    linesOption({
      labels: weeks.map(({ until }) => formats.briefDate(until)),
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
  const title = weeksTitle(analyst, weeks);
  const only = onlyOneOf(weeks, ({ lent }) => lent);
  const hasGaps = weeks.some((week) => [week.lent, week.came, week.walking].includes(null));
  return (
    <Plot
      title={title}
      counts={words.sentences([text.weeksCount, ...since, ...(hasGaps ? [words.choose.gaps] : [])])}
      legend={[
        { mark: 'line-third', name: lent },
        { mark: 'line-main', name: came },
        { mark: 'line-second', name: walking },
      ]}
      steps={[peopleStep]}
      sheet={useWeeksSheet(weeks)}
    >
      <DrawnLines
        text={title}
        option={option}
        lines={17}
        only={only === undefined ? null : words.choose.onlyOneWeek(formats.date(only.until))}
      />
    </Plot>
  );
};

const useWeeksSheet = (weeks: readonly Week[]): Sheet => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.participation;
  const { lent, came, walking } = text.stages;
  return {
    caption: text.weeksCaption,
    columns: [worded(text.week), numbers(lent), numbers(came), numbers(walking)],
    rows: weeks.map((week) => [
      formats.date(week.until),
      cells.count(week.lent),
      cells.count(week.came),
      cells.count(week.walking),
    ]),
  };
};

const weeksTitle = ({ words, formats, terms }: Analyst, weeks: readonly Week[]): string => {
  const text = words.participation;
  const last = weeks.at(-1)?.came ?? null;
  if (last === null) return text.weeksHidden;
  const begin = terms.days?.first ?? '';
  // A week in the middle of which records begin says little.
  const first = weeks.slice(0, -1).find(({ until, came }) => !isNothing(came) && addDays(until, -6) >= begin);
  if (first === undefined) return text.weeksTitle(last, null);
  const more = moreOf(peopleSum(last), peopleSum(first.came));
  return text.weeksTitle(last, [formats.date(first.until), more.value ?? 0]);
};
