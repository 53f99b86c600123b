/** Return page: a pedometer comes back, is read a last time, and waits until nothing of its borrower is in it alone. */
import { useEffect } from 'preact/hooks';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { nameOf } from '../parts/device-mark.tsx';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Refused } from '../parts/refused.tsx';
import { SendButton } from '../parts/send-button.tsx';
import { VisitView } from '../parts/visit-view.tsx';
import { firstPlace, returnPlace, type Place } from '../state/place.ts';
import { useAction } from '../state/use-action.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit, useVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';

type ReturnPlace = Place & { readonly kind: 'return' };

export const ReturnPage = ({ place }: { readonly place: ReturnPlace }) => {
  const { words, centre, go, sending } = useVolunteer();
  const device = useDevice(place.device);
  if (device === 'missing') return <DeviceMissing serial={place.device ?? ''} again={returnPlace()} />;
  const isSending = sending.some((action) => action.kind === 'return' && action.device === place.device);
  if (device === null) {
    const pick = ({ serial }: VolunteerDevice): void => {
      forgetVisit('return', serial);
      go(returnPlace(serial));
    };
    return (
      <>
        <PageTitle title={words.return.device} leavesFocus />
        <ChooseDevice
          name="return-device"
          onPick={pick}
          offered={centre.devices.filter(({ isHere, participant }) => isHere && participant !== null)}
        />
      </>
    );
  }
  if (device.participant === null && !isSending) return <NotOnLoan device={device} />;
  return place.isUnread ? (
    <ReturnUnread device={device} />
  ) : (
    <ReturnRead key={device.serial} device={device} isSure={place.isSure} />
  );
};

const NotOnLoan = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words, centre } = useVolunteer();
  const text = words.return;
  const returned = centre.actions.findLast(
    ({ kind, device: serial, isUndone }) => kind === 'return' && serial === device.serial && !isUndone,
  );
  return (
    <>
      <PageTitle title={text.notOnLoan(device.label)} />
      <Notice kind="plain" title={text.notOnLoanNext} />
      <p class="buttons">
        <Link to={returnPlace()} class="press is-primary">
          {words.other}
        </Link>
        {returned !== undefined && <Link to={{ kind: 'done', action: returned.id }}>{words.lend.see}</Link>}
      </p>
    </>
  );
};

const useReturning = (device: VolunteerDevice, withoutVisit: boolean) => {
  const { replace } = useVolunteer();
  const acting = useAction();
  const giveBack = async (): Promise<void> => {
    const answer = await acting.send({ kind: 'return', device: device.serial, withoutVisit });
    if (answer?.kind !== 'taken' || answer.action === null) return;
    forgetVisit('return', device.serial);
    replace({ kind: 'done', action: answer.action.id });
  };
  return { ...acting, giveBack };
};

const ReturnRead = ({ device, isSure }: { readonly device: VolunteerDevice; readonly isSure: boolean }) => {
  const volunteer = useVolunteer();
  const { words, formats, go } = volunteer;
  const text = words.return;
  const { label, serial, participant, since } = device;
  const visiting = useVisit(device, 'return');
  const { state, giveBack, forget } = useReturning(device, false);
  const isRead = visiting.step.kind === 'done';
  useEffect(() => {
    if (isSure && isRead && state.kind === 'idle') void giveBack();
  }, [isSure, isRead, state.kind]);
  const person = participant === null ? words.history.somebody : nameOf(volunteer, participant);
  const readAgain = (): void => {
    forget();
    visiting.again();
  };
  return (
    <>
      <PageTitle title={isSure ? text.reading(label) : text.sure(label, person)} />
      {!isSure && since !== null && <p>{text.lentOn(formats.dateAndTime(Date.parse(since)))}</p>}
      {!isSure && (
        <p class="buttons">
          <SendButton state={state} onPress={() => go({ ...returnPlace(serial), isSure: true })} text={text.yes} />
          <Link to={firstPlace}>{words.cancel}</Link>
        </p>
      )}
      <VisitView device={device} visiting={visiting} title={words.pedometer(label)} />
      {isSure && <p>{state.kind === 'sending' ? words.sending.title : text.readingNext}</p>}
      <Refused state={state}>
        <p class="buttons">
          <button type="button" class="press is-primary" onClick={readAgain}>
            {words.visit.tryAgain}
          </button>
        </p>
      </Refused>
      {(visiting.step.kind === 'failed' || visiting.step.kind === 'listening') && (
        <p class="buttons">
          <Link to={{ ...returnPlace(serial), isUnread: true }}>{text.unread}</Link>
        </p>
      )}
    </>
  );
};

const ReturnUnread = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words } = useVolunteer();
  const text = words.return;
  const { state, giveBack } = useReturning(device, true);
  return (
    <>
      <PageTitle title={text.unreadTitle(device.label)} />
      <Notice kind="watch" title={text.unreadNext}>
        <p>{text.unreadSafe}</p>
      </Notice>
      <p class="buttons">
        <SendButton state={state} onPress={() => void giveBack()} text={text.unreadYes} />
        <Link to={returnPlace(device.serial)}>{words.back}</Link>
      </p>
      <Refused state={state} />
    </>
  );
};
