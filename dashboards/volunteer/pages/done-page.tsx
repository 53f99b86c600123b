/** Done page: that something is done, what it means, what to hand out with it, and the way back from a slip. */
import { House, Printer, Send } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import type { DoneAction } from '../../../contract/volunteer.ts';
import { actionText, outcomeText } from '../parts/action-line.tsx';
import { FreeText } from '../parts/free-text.tsx';
import { Link } from '../parts/link.tsx';
import { LoanSlip } from '../parts/loan-slip.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { UncertainHours } from '../parts/uncertain-hours.tsx';
import { UndoButton } from '../parts/undo-button.tsx';
import { firstPlace, lendPlace } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';

export const DonePage = ({ id }: { readonly id: string }) => {
  const { centre, words } = useVolunteer();
  const isLate = useLate(id);
  const action = centre.actions.find((each) => each.id === id);
  if (action !== undefined) return <DoneKnown action={action} />;
  if (!isLate) return <PageTitle title={words.done.coming} />;
  return (
    <>
      <PageTitle title={words.done.missing} />
      <Notice kind="plain" title={words.done.missingNext} />
      <p class="buttons">
        <Link to={firstPlace} class="press is-primary">
          {words.done.next}
        </Link>
      </p>
    </>
  );
};

/** The answer to a button may be here before the list that has it. */
const comingMs = 3_000;

const useLate = (id: string): boolean => {
  const [late, setLate] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(id), comingMs);
    return () => window.clearTimeout(timer);
  }, [id]);
  return late === id;
};

const DoneKnown = ({ action }: { readonly action: DoneAction }) => {
  const volunteer = useVolunteer();
  const { words } = volunteer;
  const text = words.done;
  const outcome = outcomeText(volunteer, action);
  const isHandedOut = (action.kind === 'lend' || action.kind === 'exchange') && !action.isUndone;
  return (
    <>
      <PageTitle title={action.isUndone ? text.undone : text.titles[action.kind]} />
      <div class="screen-only">
        <Notice kind={action.isUndone ? 'plain' : 'well'} title={actionText(volunteer, action)}>
          {action.isUndone && <p>{text.undoneNext}</p>}
          <p>{action.state === 'waiting' ? text.waiting : text.sent}</p>
        </Notice>
        {outcome !== null && (
          <Notice kind="watch" title={outcome[0]}>
            <p>{outcome[1]}</p>
          </Notice>
        )}
        {!action.isUndone && <Meaning action={action} />}
        <p class="buttons">
          {isHandedOut ? (
            <button type="button" class="press is-primary is-large" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              {text.slip}
            </button>
          ) : (
            <Link to={firstPlace} class="press is-primary is-large">
              <House aria-hidden="true" />
              {text.next}
            </Link>
          )}
          {action.kind === 'lend' && (
            <Link to={lendPlace()}>
              <Send aria-hidden="true" />
              {text.lendNext}
            </Link>
          )}
        </p>
        <div class="undo">
          <UndoButton action={action} />
        </div>
      </div>
      {isHandedOut && <LoanSlip action={action} />}
    </>
  );
};

/** What follows from it for the pedometer, as it is now. */
const Meaning = ({ action }: { readonly action: DoneAction }) => {
  const { words, centre } = useVolunteer();
  const text = words.done;
  const device = centre.devices.find(({ serial }) => serial === action.device);
  if (action.kind === 'swap') {
    return action.uncertain === null ? (
      <Notice kind="well" title={text.noGap}>
        <p>{text.noGapNext}</p>
      </Notice>
    ) : (
      <UncertainHours from={action.uncertain.from} to={action.uncertain.to} />
    );
  }
  if (action.kind === 'lost') return <Notice kind="plain" title={text.lostNext} />;
  if (action.kind === 'lend' || device === undefined) return null;
  if (device.blocked === 'desk') return <Notice kind="watch" title={text.deskOnly} />;
  if (device.blocked === 'not-confirmed') {
    return (
      <Notice kind="watch" title={text.notFree}>
        <p>
          <FreeText device={device} />
        </p>
        <p>{text.stay}</p>
      </Notice>
    );
  }
  return device.blocked === null ? <Notice kind="well" title={text.free} /> : null;
};
