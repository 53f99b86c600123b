/** Whereabouts page: a pedometer is lost, or a lost one is here again. */
import { PackageSearch, PackageX } from 'lucide-preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Refused } from '../parts/refused.tsx';
import { SendButton } from '../parts/send-button.tsx';
import { exchangePlace, firstPlace, type Place } from '../state/place.ts';
import { useAction } from '../state/use-action.ts';
import { useDevice } from '../state/use-device.ts';
import { useVolunteer } from '../state/volunteer.ts';

type Kind = 'lost' | 'found';

export const WhereaboutsPage = () => {
  const { words } = useVolunteer();
  const text = words.whereabouts;
  return (
    <>
      <PageTitle title={text.title} />
      <div class="two-ways">
        <Link to={{ kind: 'lost', device: null }} class="press way">
          <PackageX aria-hidden="true" />
          <strong>{text.lost}</strong>
          <span>{text.lostHint}</span>
        </Link>
        <Link to={{ kind: 'found', device: null }} class="press way">
          <PackageSearch aria-hidden="true" />
          <strong>{text.found}</strong>
          <span>{text.foundHint}</span>
        </Link>
      </div>
    </>
  );
};

export const WhereaboutsOf = ({ place }: { readonly place: Place & { readonly kind: Kind } }) => {
  const { sending } = useVolunteer();
  const device = useDevice(place.device);
  if (device === 'missing') {
    return <DeviceMissing serial={place.device ?? ''} again={{ kind: place.kind, device: null }} />;
  }
  if (device === null) return <WhichDevice kind={place.kind} />;
  const isSending = sending.some((action) => action.kind === place.kind && action.device === device.serial);
  const isNews = place.kind === 'lost' ? device.status !== 'lost' : device.status === 'lost';
  return isNews || isSending ? (
    <Telling kind={place.kind} device={device} />
  ) : (
    <NoNews kind={place.kind} device={device} />
  );
};

const WhichDevice = ({ kind }: { readonly kind: Kind }) => {
  const { words, centre, go } = useVolunteer();
  const text = words.whereabouts;
  const pick = ({ serial }: VolunteerDevice): void => go({ kind, device: serial });
  const offered = centre.devices.filter(({ status }) => status === (kind === 'lost' ? 'on-loan' : 'lost'));
  return (
    <>
      <PageTitle title={kind === 'lost' ? text.lostDevice : text.foundDevice} leavesFocus />
      <ChooseDevice
        name={`${kind}-device`}
        onPick={pick}
        offered={offered}
        offeredTitle={kind === 'lost' ? text.lostCandidates : text.foundCandidates}
        offeredNone={kind === 'lost' ? words.today.nobodyLent : text.foundNone}
      />
    </>
  );
};

interface TellingProps {
  readonly kind: Kind;
  readonly device: VolunteerDevice;
}

const Telling = ({ kind, device }: TellingProps) => {
  const { words, replace } = useVolunteer();
  const text = words.whereabouts;
  const { state, send } = useAction();
  const tell = async (): Promise<void> => {
    const answer = await send({ kind, device: device.serial });
    if (answer?.kind === 'taken' && answer.action !== null) replace({ kind: 'done', action: answer.action.id });
  };
  return (
    <>
      <PageTitle title={kind === 'lost' ? text.lostSure(device.label) : text.foundSure(device.label)} />
      <Notice kind="plain" title={kind === 'lost' ? text.lostNext : text.foundNext}>
        {kind === 'lost' && device.participant !== null && (
          <p class="buttons">
            <Link to={{ ...exchangePlace(device.serial), reason: 'lost' }}>{text.lostExchange}</Link>
          </p>
        )}
      </Notice>
      <p class="buttons">
        <SendButton state={state} onPress={() => void tell()} text={kind === 'lost' ? text.lostYes : text.foundYes} />
        <Link to={firstPlace}>{words.cancel}</Link>
      </p>
      <Refused state={state} />
    </>
  );
};

const NoNews = ({ kind, device }: TellingProps) => {
  const { words } = useVolunteer();
  const text = words.whereabouts;
  return (
    <>
      <PageTitle title={kind === 'lost' ? text.already(device.label) : text.notLost(device.label)} />
      <Notice kind="plain" title={kind === 'lost' ? text.alreadyNext : text.notLostNext} />
      <p class="buttons">
        <Link to={{ kind, device: null }} class="press is-primary">
          {words.other}
        </Link>
        {kind === 'lost' && <Link to={{ kind: 'found', device: device.serial }}>{text.found}</Link>}
      </p>
    </>
  );
};
