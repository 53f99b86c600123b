/** Swap page: the rite of changing a battery: read, change, read again; it can be left and taken up again, also on another screen. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SwapAfter, SwapBefore, SwapChange } from '../parts/swap-stages.tsx';
import { Steps } from '../parts/steps.tsx';
import type { Place } from '../state/place.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';

export const SwapPage = ({ place }: { readonly place: Place & { readonly kind: 'swap' } }) => {
  const { words } = useVolunteer();
  const device = useDevice(place.device);
  const again: Place = { kind: 'swap', device: null, isChanged: false };
  if (device === 'missing') return <DeviceMissing serial={place.device ?? ''} again={again} />;
  if (device === null) return <SwapDevice />;
  const at = place.isChanged ? 2 : device.swapping === null ? 0 : 1;
  return (
    <>
      <Steps names={words.swap.steps} at={at} />
      {place.isChanged ? (
        <SwapAfter key={device.serial} device={device} />
      ) : device.swapping === null ? (
        <SwapBefore key={device.serial} device={device} />
      ) : (
        <SwapChange device={device} />
      )}
    </>
  );
};

const SwapDevice = () => {
  const { words, go } = useVolunteer();
  const pick = ({ serial, swapping }: VolunteerDevice): void => {
    if (swapping === null) forgetVisit('swap-before', serial);
    forgetVisit('swap-after', serial);
    go({ kind: 'swap', device: serial, isChanged: false });
  };
  return (
    <>
      <PageTitle title={words.swap.device} leavesFocus />
      <ChooseDevice name="swap-device" onPick={pick} />
    </>
  );
};
