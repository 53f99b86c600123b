/** Uncertain hours: an honest list of the hours of which nobody knows the steps. */
import { useVolunteer } from '../state/volunteer.ts';
import { listedHoursMax, uncertainHoursOf } from '../view/uncertain-hours.ts';
import { Notice } from './notice.tsx';

export const UncertainHours = ({ from, to }: { readonly from: string; readonly to: string }) => {
  const { words, formats, centre } = useVolunteer();
  const text = words.done;
  const nowMs = Date.parse(centre.now);
  const hours = uncertainHoursOf(from, to, centre.zone);
  return (
    <Notice kind="watch" title={text.gap(formats.moment(from, nowMs), formats.moment(to, nowMs))}>
      <p>{text.gapNext}</p>
      <ul class="hours">
        {hours.map(({ date, fromMs, toMs }) => (
          <li key={fromMs}>
            {date !== centre.today && <>{formats.date(date)} </>}
            {text.until(formats.time(fromMs), formats.time(toMs))}
          </li>
        ))}
        {hours.length === listedHoursMax && <li>{text.gapMore}</li>}
      </ul>
    </Notice>
  );
};
