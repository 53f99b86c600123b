/** Swap stages: the visit before, the change itself with its pictures, and the visit after that tells whether there is a gap. */
import { BatteryCharging } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ClosePicture, InPicture, OpenPicture, OutPicture } from '../pictures/battery-picture.tsx';
import { firstPlace } from '../state/place.ts';
import { useAction } from '../state/use-action.ts';
import { forgetVisit, useVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { PageTitle } from './page-title.tsx';
import { Refused } from './refused.tsx';
import { VisitView } from './visit-view.tsx';

interface StageProps {
  readonly device: VolunteerDevice;
}

export const SwapBefore = ({ device }: StageProps) => {
  const { words } = useVolunteer();
  const visiting = useVisit(device, 'swap-before');
  const { state, send, forget } = useAction();
  const isRead = visiting.step.kind === 'done';
  useEffect(() => {
    if (isRead && state.kind === 'idle') void send({ kind: 'swap-begin', device: device.serial });
  }, [isRead, state.kind]);
  const readAgain = (): void => {
    forget();
    visiting.again();
  };
  return (
    <>
      <PageTitle title={words.swap.before(device.label)} />
      <Notice kind="watch" title={words.swap.beforeNext} />
      <VisitView device={device} visiting={visiting} />
      <Refused state={state}>
        <p class="buttons">
          <button type="button" class="press is-primary" onClick={readAgain}>
            {words.visit.tryAgain}
          </button>
        </p>
      </Refused>
    </>
  );
};

export const BatterySteps = () => {
  const { words } = useVolunteer();
  const pictures = [OpenPicture, OutPicture, InPicture, ClosePicture];
  return (
    <ol class="pictured">
      {words.swap.how.map(({ title, text }, index) => {
        const Drawing = pictures[index] ?? OpenPicture;
        return (
          <li key={title}>
            <Drawing />
            <strong>{`${index + 1}. ${title}`}</strong>
            <span>{text}</span>
          </li>
        );
      })}
    </ol>
  );
};

export const SwapChange = ({ device }: StageProps) => {
  const { words, go } = useVolunteer();
  const text = words.swap;
  const cancelling = useAction();
  const { serial } = device;
  const changed = (): void => {
    forgetVisit('swap-before', serial);
    forgetVisit('swap-after', serial);
    go({ kind: 'swap', device: serial, isChanged: true });
  };
  const cancel = async (): Promise<void> => {
    const answer = await cancelling.send({ kind: 'swap-cancel', device: serial });
    if (answer?.kind !== 'taken') return;
    forgetVisit('swap-before', serial);
    go(firstPlace);
  };
  return (
    <>
      <PageTitle title={`${words.pedometer(device.label)}${words.clauseMark}${text.change}`} />
      <BatterySteps />
      <p class="buttons">
        <button type="button" class="press is-primary is-large" onClick={changed}>
          <BatteryCharging aria-hidden="true" />
          {text.changed}
        </button>
        <Link to={firstPlace}>{text.later}</Link>
        <button
          type="button"
          class="press"
          aria-disabled={cancelling.state.kind === 'sending'}
          onClick={() => void cancel()}
        >
          {text.cancel}
        </button>
      </p>
      <p class="faint">{text.laterHint}</p>
      <Refused state={cancelling.state} />
    </>
  );
};

export const SwapAfter = ({ device }: StageProps) => {
  const { words, go, replace } = useVolunteer();
  const text = words.swap;
  const { serial } = device;
  const visiting = useVisit(device, 'swap-after', device.swapping !== null);
  const { state, send, forget } = useAction();
  const isRead = visiting.step.kind === 'done';
  const isBegun = device.swapping !== null;
  useEffect(() => {
    if (!isRead || !isBegun || state.kind !== 'idle') return;
    void send({ kind: 'swap-end', device: serial }).then((answer) => {
      if (answer?.kind !== 'taken' || answer.action === null) return;
      forgetVisit('swap-after', serial);
      replace({ kind: 'done', action: answer.action.id });
    });
  }, [isRead, isBegun, state.kind]);
  const startAgain = (): void => {
    forgetVisit('swap-after', serial);
    go({ kind: 'swap', device: serial, isChanged: false });
  };
  const readAgain = (): void => {
    forget();
    visiting.again();
  };
  if (!isBegun && state.kind === 'idle') return <SwapEnded serial={serial} />;
  const isSame = state.kind === 'refused' && state.because === 'same-epoch';
  return (
    <>
      <PageTitle title={isSame ? text.sameTitle : text.after(device.label)} />
      {isSame ? (
        <NotOut onAgain={startAgain} />
      ) : (
        <>
          <VisitView device={device} visiting={visiting} />
          {state.kind === 'sending' && <p>{words.sending.title}</p>}
          <p class="buttons">
            <Link to={firstPlace}>{text.later}</Link>
          </p>
        </>
      )}
      <Refused state={state} except={['same-epoch']}>
        <p class="buttons">
          <button type="button" class="press is-primary" onClick={readAgain}>
            {words.visit.tryAgain}
          </button>
        </p>
      </Refused>
    </>
  );
};

/** The pedometer has not lost power: nothing is wrong yet, only the battery was not out. */
const NotOut = ({ onAgain }: { readonly onAgain: () => void }) => {
  const { words } = useVolunteer();
  const text = words.swap;
  return (
    <>
      <Notice kind="watch" title={text.sameNext} isSudden>
        <p>{words.visit.failedSafe}</p>
      </Notice>
      <p class="buttons">
        <button type="button" class="press is-primary is-large" onClick={onAgain}>
          {text.sameAgain}
        </button>
        <Link to={firstPlace}>{text.later}</Link>
      </p>
    </>
  );
};

const SwapEnded = ({ serial }: { readonly serial: string }) => {
  const { words, centre } = useVolunteer();
  const text = words.swap;
  const done = centre.actions.findLast((action) => action.kind === 'swap' && action.device === serial);
  return (
    <>
      <PageTitle title={text.ended} />
      <p class="buttons">
        {done !== undefined && (
          <Link to={{ kind: 'done', action: done.id }} class="press is-primary">
            {words.lend.see}
          </Link>
        )}
        <Link to={{ kind: 'swap', device: serial, isChanged: false }}>{text.restart}</Link>
      </p>
    </>
  );
};
