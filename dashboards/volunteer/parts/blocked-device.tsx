/** Blocked device: why a pedometer may not be lent, and what leads on from there. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { lendPlace, returnPlace, type Place } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { FreeText } from './free-text.tsx';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { PageTitle } from './page-title.tsx';

export interface BlockedDeviceProps {
  readonly device: VolunteerDevice;
  /** For whom it was meant. */
  readonly participant: string | null;
  /** Where another one is chosen; lending is done elsewhere too. */
  readonly again?: Place;
}

export const BlockedDevice = ({ device, participant, again }: BlockedDeviceProps) => {
  const { words, centre } = useVolunteer();
  const text = words.lend;
  const { blocked } = device;
  if (blocked === null) return null;
  const title = `${words.pedometer(device.label)}${words.clauseMark}${text.blocked[blocked]}`;
  const lent = centre.actions.findLast(
    ({ kind, device: serial, isUndone }) => kind === 'lend' && serial === device.serial && !isUndone,
  );
  if (participant !== null && device.participant === participant && lent !== undefined) {
    return (
      <>
        <PageTitle title={text.already} />
        <p class="buttons">
          <Link to={{ kind: 'done', action: lent.id }} class="press is-primary">
            {text.see}
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle title={title} />
      <Notice kind="watch" title={text.blockedNext[blocked]}>
        <p>
          <FreeText device={device} />
        </p>
      </Notice>
      <p class="buttons">
        <Link to={again ?? lendPlace(null, participant)} class="press is-primary">
          {words.other}
        </Link>
        {blocked === 'on-loan' && <Link to={returnPlace(device.serial)}>{text.takeBack}</Link>}
        {blocked === 'lost' && <Link to={{ kind: 'found', device: device.serial }}>{text.markFound}</Link>}
      </p>
    </>
  );
};
