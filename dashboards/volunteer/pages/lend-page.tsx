/** Lend page: pedometer, card, explanation; meanwhile the first visit proves that the pedometer works. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { BlockedDevice } from '../parts/blocked-device.tsx';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { LendCard } from '../parts/lend-card.tsx';
import { LendHandOver } from '../parts/lend-hand-over.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Steps } from '../parts/steps.tsx';
import { lendPlace, type Place } from '../state/place.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';

export const LendPage = ({ place }: { readonly place: Place & { readonly kind: 'lend' } }) => {
  const { words, sending } = useVolunteer();
  const device = useDevice(place.device);
  if (device === 'missing') return <DeviceMissing serial={place.device ?? ''} again={lendPlace()} />;
  const at = device === null ? 0 : place.participant === null ? 1 : place.isTold ? 3 : 2;
  const isSending = sending.some((action) => action.kind === 'lend' && action.device === place.device);
  return (
    <>
      <Steps names={words.lend.steps} at={at} />
      {device === null ? (
        <LendDevice />
      ) : device.blocked !== null && !isSending ? (
        <BlockedDevice device={device} participant={place.participant} />
      ) : place.participant === null ? (
        <LendCard device={device} />
      ) : (
        <LendHandOver
          key={`${device.serial} ${place.participant}`}
          device={device}
          participant={place.participant}
          isTold={place.isTold}
        />
      )}
    </>
  );
};

const LendDevice = () => {
  const { words, centre, go } = useVolunteer();
  const pick = ({ serial }: VolunteerDevice): void => {
    forgetVisit('lend', serial);
    go(lendPlace(serial));
  };
  return (
    <>
      <PageTitle title={words.lend.device} leavesFocus />
      <ChooseDevice
        name="lend-device"
        onPick={pick}
        offered={centre.devices.filter(({ isHere, blocked }) => isHere && blocked === null)}
      />
    </>
  );
};
