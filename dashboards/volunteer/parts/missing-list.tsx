/** Missing list: who has not come yet, those first whose steps are lost first; the whole of it is the call list. */
import { Clock, Phone, TriangleAlert } from 'lucide-preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { urgentDaysMax } from '../view/today.ts';
import { nameOf } from './device-mark.tsx';
import { Link } from './link.tsx';

const shownMax = 6;

export const MissingList = ({ missing }: { readonly missing: readonly VolunteerDevice[] }) => {
  const { words, centre } = useVolunteer();
  const text = words.today;
  const isAnyLent = centre.devices.some(({ status }) => status === 'on-loan');
  return (
    <section class="panel" aria-labelledby="missing-title">
      <h2 id="missing-title">
        {text.missingTitle} <span class="count">{words.people(missing.length)}</span>
      </h2>
      {missing.length === 0 && <p class="faint">{isAnyLent ? text.missingEmpty : text.nobodyLent}</p>}
      <ul class="lines">
        {missing.slice(0, shownMax).map((device) => (
          <MissingLine key={device.serial} device={device} />
        ))}
      </ul>
      {missing.length > 0 && (
        <Link to={{ kind: 'calls' }}>
          <Phone aria-hidden="true" />
          {text.callList}
        </Link>
      )}
    </section>
  );
};

const MissingLine = ({ device }: { readonly device: VolunteerDevice }) => {
  const volunteer = useVolunteer();
  const text = volunteer.words.today;
  const { daysUntilLoss, participant, serial, label } = device;
  return (
    <li>
      <Link to={{ kind: 'device', device: serial }} class="press line">
        <strong class="line-number">{volunteer.words.numbered(label)}</strong>
        <span class="line-text">
          {participant !== null && <span>{nameOf(volunteer, participant)}</span>}
          <LossMark days={daysUntilLoss} />
        </span>
        <span class="unseen">{text.missingTitle}</span>
      </Link>
    </li>
  );
};

export const LossMark = ({ days }: { readonly days: number | null }) => {
  const { words } = useVolunteer();
  const isUrgent = days !== null && days <= urgentDaysMax;
  const Icon = isUrgent ? TriangleAlert : Clock;
  return (
    <span class={`mark ${isUrgent ? 'is-urgent' : ''}`}>
      <Icon aria-hidden="true" />
      {days === null ? words.today.lossUnknown : words.today.lossIn(days)}
    </span>
  );
};
