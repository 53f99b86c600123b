/** Exchange page: the old pedometer, the reason, the new one; both are read before they change hands. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { BlockedDevice } from '../parts/blocked-device.tsx';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { ExchangeHandOver } from '../parts/exchange-hand-over.tsx';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Steps } from '../parts/steps.tsx';
import { exchangePlace, reasons, type Place } from '../state/place.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';

type ExchangePlace = Place & { readonly kind: 'exchange' };

export const ExchangePage = ({ place }: { readonly place: ExchangePlace }) => {
  const { words } = useVolunteer();
  const at = place.device === null ? 0 : place.reason === null ? 1 : place.replacement === null ? 2 : 3;
  return (
    <>
      <Steps names={words.exchange.steps} at={at} />
      <ExchangeStep place={place} />
    </>
  );
};

const ExchangeStep = ({ place }: { readonly place: ExchangePlace }) => {
  const { sending } = useVolunteer();
  const device = useDevice(place.device);
  const replacement = useDevice(place.replacement);
  if (device === 'missing') return <DeviceMissing serial={place.device ?? ''} again={exchangePlace()} />;
  const withoutNew = { ...place, replacement: null };
  if (replacement === 'missing') return <DeviceMissing serial={place.replacement ?? ''} again={withoutNew} />;
  if (device === null) return <OldDevice place={place} />;
  const isSending = sending.some((action) => action.kind === 'exchange' && action.device === device.serial);
  if (device.participant === null && !isSending) return <NotOnLoan device={device} />;
  if (place.reason === null) return <Reason place={place} device={device} />;
  if (replacement === null) return <NewDevice place={place} />;
  if (replacement.serial === device.serial) return <SameDevice place={withoutNew} />;
  if (replacement.blocked !== null && !isSending) {
    return <BlockedDevice device={replacement} participant={null} again={withoutNew} />;
  }
  return (
    <ExchangeHandOver
      key={`${device.serial} ${replacement.serial}`}
      place={{ ...place, reason: place.reason }}
      device={device}
      replacement={replacement}
    />
  );
};

const OldDevice = ({ place }: { readonly place: ExchangePlace }) => {
  const { words, centre, go } = useVolunteer();
  const pick = ({ serial }: VolunteerDevice): void => {
    forgetVisit('exchange-old', serial);
    go({ ...place, device: serial });
  };
  return (
    <>
      <PageTitle title={words.exchange.device} leavesFocus />
      <ChooseDevice
        name="exchange-device"
        onPick={pick}
        offered={centre.devices.filter(({ isHere, participant }) => isHere && participant !== null)}
      />
    </>
  );
};

const NotOnLoan = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words } = useVolunteer();
  const text = words.exchange;
  return (
    <>
      <PageTitle title={text.notOnLoan(device.label)} />
      <Notice kind="plain" title={text.notOnLoanNext} />
      <p class="buttons">
        <Link to={exchangePlace()} class="press is-primary">
          {words.other}
        </Link>
      </p>
    </>
  );
};

const Reason = ({ place, device }: { readonly place: ExchangePlace; readonly device: VolunteerDevice }) => {
  const { words } = useVolunteer();
  const text = words.exchange;
  return (
    <>
      <PageTitle title={text.reason(device.label)} />
      <div class="two-ways">
        {reasons.map((reason) => (
          <Link key={reason} to={{ ...place, reason }} class="press way">
            <strong>{text.reasons[reason]}</strong>
          </Link>
        ))}
      </div>
    </>
  );
};

const NewDevice = ({ place }: { readonly place: ExchangePlace }) => {
  const { words, centre, go } = useVolunteer();
  const pick = ({ serial }: VolunteerDevice): void => {
    forgetVisit('exchange-new', serial);
    go({ ...place, replacement: serial });
  };
  return (
    <>
      <PageTitle title={words.exchange.replacement} leavesFocus />
      <ChooseDevice
        name="exchange-replacement"
        onPick={pick}
        offered={centre.devices.filter(({ isHere, blocked }) => isHere && blocked === null)}
      />
    </>
  );
};

const SameDevice = ({ place }: { readonly place: Place }) => {
  const { words } = useVolunteer();
  return (
    <>
      <PageTitle title={words.exchange.same} />
      <Notice kind="watch" title={words.exchange.sameNext} />
      <p class="buttons">
        <Link to={place} class="press is-primary">
          {words.other}
        </Link>
      </p>
    </>
  );
};
