/** Exchange hand-over: both pedometers are read, and then change hands with one press; what is lost or dead is not waited for. */
import { useEffect } from 'preact/hooks';
import type { ExchangeReason } from '../../../contract/centre-action.ts';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { firstPlace, type Place } from '../state/place.ts';
import { useAction } from '../state/use-action.ts';
import { forgetVisit, useVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { PageTitle } from './page-title.tsx';
import { Refused } from './refused.tsx';
import { SendButton } from './send-button.tsx';
import { VisitView } from './visit-view.tsx';

export interface ExchangeHandOverProps {
  readonly place: Place & { readonly kind: 'exchange'; readonly reason: ExchangeReason };
  readonly device: VolunteerDevice;
  readonly replacement: VolunteerDevice;
}

export const ExchangeHandOver = ({ place, device, replacement }: ExchangeHandOverProps) => {
  const { words, go, replace } = useVolunteer();
  const text = words.exchange;
  const { reason, isSure } = place;
  const isUnread = place.isUnread || reason === 'lost';
  const oldVisit = useVisit(device, 'exchange-old', !isUnread);
  const newVisit = useVisit(replacement, 'exchange-new');
  const { state, send, forget } = useAction();
  const isReady = newVisit.step.kind === 'done' && (isUnread || oldVisit.step.kind === 'done');
  const exchange = async (): Promise<void> => {
    const devices = { device: device.serial, replacement: replacement.serial };
    const answer = await send({ kind: 'exchange', ...devices, reason, withoutVisit: isUnread });
    if (answer?.kind !== 'taken' || answer.action === null) return;
    forgetVisit('exchange-old', device.serial);
    forgetVisit('exchange-new', replacement.serial);
    replace({ kind: 'done', action: answer.action.id });
  };
  useEffect(() => {
    if (isSure && isReady && state.kind === 'idle') void exchange();
  }, [isSure, isReady, state.kind]);
  const readAgain = (): void => {
    forget();
    newVisit.again();
    if (!isUnread) oldVisit.again();
  };
  const isStuck = oldVisit.step.kind === 'failed' || oldVisit.step.kind === 'listening';
  return (
    <>
      <PageTitle
        title={isSure ? text.reading(device.label, replacement.label) : text.sure(device.label, replacement.label)}
      />
      {!isSure && (
        <p class="buttons">
          <SendButton state={state} onPress={() => go({ ...place, isSure: true })} text={text.yes} />
          <Link to={firstPlace}>{words.cancel}</Link>
        </p>
      )}
      <VisitView device={replacement} visiting={newVisit} title={text.newVisit(replacement.label)} />
      {isUnread ? (
        <Notice kind="plain" title={reason === 'lost' ? text.lostOld : text.unreadOn} />
      ) : (
        <VisitView device={device} visiting={oldVisit} title={text.oldVisit(device.label)} />
      )}
      {state.kind === 'sending' && <p>{words.sending.title}</p>}
      <Refused state={state}>
        <p class="buttons">
          <button type="button" class="press is-primary" onClick={readAgain}>
            {words.visit.tryAgain}
          </button>
        </p>
      </Refused>
      {!isUnread && isStuck && (
        <p class="buttons">
          <Link to={{ ...place, isUnread: true }}>{text.unread}</Link>
        </p>
      )}
    </>
  );
};
