/** Calls page: everybody who should be called, on screen and on A4: numbers only, for names stand in the centre's own list. */
import { Printer } from 'lucide-preact';
import { localDateOf } from '../../shared/local-date.ts';
import { nameOf } from '../parts/device-mark.tsx';
import { LossMark } from '../parts/missing-list.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useVolunteer } from '../state/volunteer.ts';
import { calledOf, missingOf, urgentDaysMax } from '../view/today.ts';

export const CallsPage = () => {
  const volunteer = useVolunteer();
  const { words, centre, formats } = volunteer;
  const text = words.calls;
  const missing = calledOf(missingOf(centre));
  const nowMs = Date.parse(centre.now);
  return (
    <>
      <PageTitle title={text.title(missing.length)} />
      {missing.length === 0 ? (
        <p>{text.none(urgentDaysMax)}</p>
      ) : (
        <>
          <p class="buttons screen-only">
            <button type="button" class="press is-primary" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              {words.print}
            </button>
          </p>
          <p>{text.say}</p>
          <p class="faint">
            {centre.centre?.name} {text.asOf(formats.dateAndTime(nowMs))}
          </p>
          <table class="calls">
            <thead>
              <tr>
                <th scope="col">{text.columns.number}</th>
                <th scope="col">{text.columns.person}</th>
                <th scope="col">{text.columns.loss}</th>
                <th scope="col">{text.columns.last}</th>
                <th scope="col" class="paper-only">
                  {text.columns.done}
                </th>
              </tr>
            </thead>
            <tbody>
              {missing.map(({ serial, label, participant, daysUntilLoss, lastVisitAt }) => (
                <tr key={serial}>
                  <th scope="row">{words.numbered(label)}</th>
                  <td>{participant !== null && nameOf(volunteer, participant)}</td>
                  <td>
                    <LossMark days={daysUntilLoss} />
                  </td>
                  <td data-name={text.columns.last}>
                    {lastVisitAt === null
                      ? text.never
                      : formats.date(localDateOf(Date.parse(lastVisitAt), centre.zone))}
                  </td>
                  <td class="paper-only">
                    <span class="tick-box" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
};
