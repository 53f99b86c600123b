/** Held page: the days that wait for a person to judge them, and those judged lately. */
import type { Held, HeldDay } from '../../../contract/desk-review.ts';
import { Answered } from '../parts/answered.tsx';
import { DecisionWords } from '../parts/decision-words.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { markOf } from '../parts/person-strip.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

export const HeldPage = () => {
  const { words } = useDesk();
  return (
    <Answered asking={useAsked('held')} title={words.nav.held}>
      {(held) => (
        <>
          <PageTitle title={words.review.title(held.held.length)} />
          <section class="panel">
            {held.held.length === 0 ? <p class="empty">{words.review.empty}</p> : <HeldTable held={held.held} />}
          </section>
          <Decided decided={held.decided} />
        </>
      )}
    </Answered>
  );
};

const HeldTable = ({ held }: Pick<Held, 'held'>) => {
  const { words } = useDesk();
  const { column } = words.review;
  return (
    <table class="entry-table is-stacking">
      <thead>
        <tr>
          <th scope="col">{column.who}</th>
          <th scope="col">{column.date}</th>
          <th scope="col" class="number">
            {column.steps}
          </th>
          <th scope="col">{column.why}</th>
          <th scope="col">{column.since}</th>
        </tr>
      </thead>
      <tbody>
        {held.map((day) => (
          <HeldLine key={`${day.participant} ${day.date}`} day={day} />
        ))}
      </tbody>
    </table>
  );
};

const HeldLine = ({ day }: { readonly day: HeldDay }) => {
  const desk = useDesk();
  const { words, formats, language } = desk;
  const { column } = words.review;
  return (
    <tr>
      <th scope="row">
        {day.name} {markOf(desk, { id: day.participant, label: day.label })}
      </th>
      <td>
        <Link
          to={{ kind: 'evidence', id: day.participant, date: day.date }}
          label={`${words.review.open} ${day.participant} ${formats.date(day.date)}`}
        >
          {formats.date(day.date)}
        </Link>
      </td>
      <td class="number" data-name={column.steps}>
        {words.stepsOf(day.steps)}
      </td>
      <td>{day.findings.map(({ sentence }) => sentence[language]).join(' ')}</td>
      <td data-name={column.since}>{formats.date(day.since)}</td>
    </tr>
  );
};

const Decided = ({ decided }: Pick<Held, 'decided'>) => {
  const { words, formats } = useDesk();
  return (
    <section class="panel" aria-labelledby="decided-title">
      <h2 id="decided-title">{words.review.decided}</h2>
      {decided.length === 0 ? (
        <p class="empty">{words.review.decidedEmpty}</p>
      ) : (
        <ul class="lines">
          {decided.map((decision) => (
            <li key={`${decision.participant} ${decision.date} ${decision.at}`}>
              <Link to={{ kind: 'evidence', id: decision.participant, date: decision.date }}>
                {decision.participant} {formats.date(decision.date)}
              </Link>
              <DecisionWords decision={decision} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
