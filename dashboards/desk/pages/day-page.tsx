/** Day page: why a date has the points it has: the answer in words first, then everything behind it, and a slip to take home. */
import { CalendarSearch, ChevronLeft, ChevronRight, Printer } from 'lucide-preact';
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import { addDays } from '../../shared/local-date.ts';
import { Answered } from '../parts/answered.tsx';
import { DayBehind } from '../parts/day-behind.tsx';
import { DaySlip } from '../parts/day-slip.tsx';
import { HourBars } from '../parts/hour-bars.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonStrip } from '../parts/person-strip.tsx';
import { amountsText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

export interface DayPageProps {
  readonly id: string;
  readonly date: string;
}

export const DayPage = ({ id, date }: DayPageProps) => (
  <Answered asking={useAsked('day', { path: { id, date } })} title={`${id} ${date}`}>
    {(day) => (
      <>
        <div class="screen-only">
          <PersonStrip head={day.head} />
          <DayTitle day={day} />
          <DayTools day={day} />
          <InWords day={day} />
          <DayBehind day={day} />
        </div>
        <DaySlip day={day} />
      </>
    )}
  </Answered>
);

const DayTitle = ({ day }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  return <PageTitle title={desk.words.day.title(desk.formats.date(day.date), amountsText(desk, day.points))} />;
};

const DayTools = ({ day: { head, date, state, findings } }: { readonly day: ExplainedDay }) => {
  const { words, programme } = useDesk();
  const text = words.day;
  return (
    <p class="buttons">
      <button type="button" class="button is-primary" onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        {text.printSlip}
      </button>
      <Link to={{ kind: 'day', id: head.id, date: addDays(date, -1) }} class="button">
        <ChevronLeft aria-hidden="true" />
        {text.before}
      </Link>
      {date < programme.today && (
        <Link to={{ kind: 'day', id: head.id, date: addDays(date, 1) }} class="button">
          {text.after}
          <ChevronRight aria-hidden="true" />
        </Link>
      )}
      {(state === 'doubt' || findings.length > 0) && (
        <Link to={{ kind: 'evidence', id: head.id, date }} class="button">
          <CalendarSearch aria-hidden="true" />
          {text.review}
        </Link>
      )}
    </p>
  );
};

const InWords = ({ day }: { readonly day: ExplainedDay }) => {
  const { words, language } = useDesk();
  const text = words.day;
  return (
    <div class="in-words">
      <section class="panel" aria-labelledby="why-title">
        <h2 id="why-title">{text.inWords}</h2>
        <ol class="sentences">
          {day.sentences.map((sentence) => (
            <li key={sentence.ja}>{sentence[language]}</li>
          ))}
        </ol>
        <HourBars day={day} />
      </section>
      {day.differs.length > 0 && (
        <section class="panel" aria-labelledby="differs-title">
          <h2 id="differs-title">{text.differs}</h2>
          <ul class="sentences is-quiet">
            {day.differs.map((sentence) => (
              <li key={sentence.ja}>{sentence[language]}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
