/** Day slip: the explanation of a date on one page of A6, to take home. Not shown on the screen. */
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import { amountText, amountsText, useDesk, type Desk } from '../state/desk.ts';
import { slipRoomOf, type SlipText } from '../view/slip-room.ts';
import { localDateOf } from '../../shared/local-date.ts';
import { HourBars } from './hour-bars.tsx';
import { markOf } from './person-strip.tsx';

export const DaySlip = ({ day }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  const { words, language } = desk;
  const text = slipTextOf(desk, day);
  const room = slipRoomOf(text);
  const said = room.sentences + room.chain + room.entries;
  const hidden = text.sentences.length + text.chain.length + text.entries.length - said;
  const [difference] = day.differs;
  return (
    <article class="slip-a6">
      <p class="slip-who">
        <span class="slip-programme">{text.programme}</span>
        <span>{text.whose}</span>
      </p>
      <h2>{text.title}</h2>
      <ul class="slip-sentences">
        {text.sentences.slice(0, room.sentences).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {room.hasChart && <HourBars day={day} />}
      {room.chain > 0 && (
        <ul class="slip-chain">
          {text.chain.slice(0, room.chain).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {room.entries > 0 && (
        <ul class="slip-entries">
          {text.entries.slice(-room.entries).map((entry, index) => (
            <li key={index}>
              <span>{entry.text}</span>
              <strong>{entry.points}</strong>
            </li>
          ))}
        </ul>
      )}
      {room.hasDiffers && difference !== undefined && (
        <p class="slip-differs">
          <strong>{words.day.differs}</strong> {difference[language]}
        </p>
      )}
      <p class="slip-foot">{footOf(desk, hidden)}</p>
    </article>
  );
};

const slipTextOf = (desk: Desk, day: ExplainedDay): SlipText => {
  const { words, formats, language, programme } = desk;
  const [difference] = day.differs;
  return {
    programme: programme.name[language],
    whose: whoseOf(desk, day),
    title: words.day.title(formats.date(day.date), amountsText(desk, day.points)),
    sentences: day.sentences.map((sentence) => sentence[language]),
    chain: chainOf(desk, day),
    entries: day.entries.map(({ at, kind, sentence, account, points }) => ({
      text: `${formats.shortDate(localDateOf(Date.parse(at), programme.zone))} ${kind === 'void' ? `(${words.person.kind.void}) ` : ''}${sentence[language]}`,
      points: words.signed(points, amountText(desk, { account, points })),
    })),
    differs: difference === undefined ? null : `${words.day.differs} ${difference[language]}`,
    footOfAll: footOf(desk, 0),
    foot: footOf(desk, day.sentences.length + day.entries.length + day.pages.length),
  };
};

/** What the points rest on: the rule, the total, and which pedometer's records came when, the newest first. */
const chainOf = (desk: Desk, { rule, revisions, pages, countedSteps }: ExplainedDay): readonly string[] => {
  const { words, formats, programme } = desk;
  const arrivals = [...Map.groupBy(pages, ({ label, receivedAt }) => JSON.stringify([label, receivedAt])).values()];
  const grounds = [
    ...(rule === null ? [] : [words.day.rule(rule.version)]),
    ...(revisions.length === 0 ? [] : [words.day.slipTotal(words.stepsOf(countedSteps))]),
  ];
  return [
    ...(grounds.length === 0 ? [] : [grounds.join(words.clauseMark)]),
    ...arrivals.toReversed().flatMap((arrived) => {
      const [page] = arrived;
      if (page === undefined) return [];
      const atMs = page.receivedAt === null ? null : Date.parse(page.receivedAt);
      const moment =
        atMs === null ? null : `${formats.shortDate(localDateOf(atMs, programme.zone))} ${formats.time(atMs)}`;
      return [words.day.slipPages(page.label, arrived.length, moment)];
    }),
  ];
};

const whoseOf = (desk: Desk, { head }: ExplainedDay): string =>
  [markOf(desk, head), head.name].filter((part) => part !== null).join(' ');

const footOf = ({ words, formats, programme }: Desk, hidden: number): string =>
  [
    ...(hidden > 0 ? [words.day.moreLines(hidden)] : []),
    words.day.askStaff,
    words.day.printed(formats.longDate(programme.today)),
  ].join(' ');
