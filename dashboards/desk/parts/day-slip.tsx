/** Day slip: the explanation of a date on one page of A6, to take home. Not shown on the screen. */
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import { amountText, amountsText, useDesk, type Desk } from '../state/desk.ts';
import { slipRoomOf, type SlipText } from '../view/slip-room.ts';
import { HourBars } from './hour-bars.tsx';
import { markOf } from './person-strip.tsx';

export const DaySlip = ({ day }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  const { words, language, programme } = desk;
  const text = slipTextOf(desk, day);
  const room = slipRoomOf(text);
  const hidden = text.sentences.length - room.sentences + text.entries.length - room.entries;
  const [difference] = day.differs;
  return (
    <article class="slip-a6">
      <p class="slip-who">
        {programme.name[language]}
        <span>{whoseOf(desk, day)}</span>
      </p>
      <h2>{text.title}</h2>
      <ul class="slip-sentences">
        {text.sentences.slice(0, room.sentences).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {room.hasChart && <HourBars day={day} />}
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
  const { kind: kindWords } = words.person;
  const [difference] = day.differs;
  return {
    who: `${programme.name[language]} ${whoseOf(desk, day)}`,
    title: words.day.title(formats.date(day.date), amountsText(desk, day.points)),
    sentences: day.sentences.map((sentence) => sentence[language]),
    entries: day.entries.map(({ date, kind, sentence, account, points }) => ({
      text: `${formats.shortDate(date)} ${kind === 'credit' ? '' : `(${kindWords[kind]}) `}${sentence[language]}`,
      points: words.signed(points, amountText(desk, { account, points })),
    })),
    differs: difference === undefined ? null : `${words.day.differs} ${difference[language]}`,
    foot: footOf(desk, day.sentences.length + day.entries.length),
  };
};

const whoseOf = (desk: Desk, { head }: ExplainedDay): string =>
  [markOf(desk, head), head.name].filter((part) => part !== null).join(' ');

const footOf = ({ words, formats, programme }: Desk, hidden: number): string =>
  [
    ...(hidden > 0 ? [words.day.moreLines(hidden)] : []),
    words.day.askStaff,
    words.day.printed(formats.longDate(programme.today)),
  ].join(' ');
