/** Day slip: the explanation of a date on one page of A6, to take home. Not shown on the screen. */
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import { amountText, amountsText, useDesk } from '../state/desk.ts';
import { HourBars } from './hour-bars.tsx';
import { markOf } from './person-strip.tsx';

/** What an A6 page holds at 12 points, together with its head and foot. */
const sentencesMax = 3;
const entriesMax = 2;

export const DaySlip = ({ day }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  const { words, formats, language, programme } = desk;
  const text = words.day;
  const hidden = Math.max(0, day.sentences.length - sentencesMax) + Math.max(0, day.entries.length - entriesMax);
  return (
    <article class="slip-a6">
      <p class="slip-who">
        {programme.name[language]}
        <span>{[markOf(desk, day.head), day.head.name].filter((part) => part !== null).join(' ')}</span>
      </p>
      <h2>{text.title(formats.date(day.date), amountsText(desk, day.points))}</h2>
      <ul class="slip-sentences">
        {day.sentences.slice(0, sentencesMax).map((sentence) => (
          <li key={sentence.ja}>{sentence[language]}</li>
        ))}
      </ul>
      <HourBars day={day} />
      {day.entries.length > 0 && (
        <ul class="slip-entries">
          {day.entries.slice(-entriesMax).map((entry) => (
            <li key={entry.id}>
              <span>
                {formats.shortDate(entry.date)} {entry.sentence[language]}
              </span>
              <strong>{words.signed(entry.points, amountText(desk, entry))}</strong>
            </li>
          ))}
        </ul>
      )}
      {day.differs[0] !== undefined && (
        <p class="slip-differs">
          <strong>{text.differs}</strong> {day.differs[0][language]}
        </p>
      )}
      <p class="slip-foot">
        {hidden > 0 && text.moreLines(hidden)} {text.askStaff} {text.printed(formats.longDate(programme.today))}
      </p>
    </article>
  );
};
