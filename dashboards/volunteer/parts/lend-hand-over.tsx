/** Lend hand-over: four things to explain while the pedometer is read; what is read and explained is lent with one press. */
import { Check, Send } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import type { ParticipantId } from '../../../contract/ids.ts';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { LowPicture } from '../pictures/battery-picture.tsx';
import { CalendarPicture, DataPicture } from '../pictures/thing-picture.tsx';
import { BeltPicture } from '../pictures/wear-picture.tsx';
import { keepDraft, keptDraft } from '../state/kept-text.ts';
import { exchangePlace, lendPlace } from '../state/place.ts';
import { useAction } from '../state/use-action.ts';
import { forgetVisit, useVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { nameOf } from './device-mark.tsx';
import { Link } from './link.tsx';
import { PageTitle } from './page-title.tsx';
import { Refused } from './refused.tsx';
import { VisitView } from './visit-view.tsx';

const checks = [
  { name: 'wear', Picture: BeltPicture },
  { name: 'bring', Picture: CalendarPicture },
  { name: 'battery', Picture: LowPicture },
  { name: 'data', Picture: DataPicture },
] as const;
type Check = (typeof checks)[number]['name'];

export interface LendHandOverProps {
  readonly device: VolunteerDevice;
  readonly participant: string;
  /** Everything is explained; only the proof is waited for. */
  readonly isTold: boolean;
}

export const LendHandOver = ({ device, participant, isTold }: LendHandOverProps) => {
  const volunteer = useVolunteer();
  const { words, replace, go } = volunteer;
  const text = words.lend;
  const { serial, label } = device;
  const visiting = useVisit(device, 'lend');
  const { state, send, forget } = useAction();
  const isProven = visiting.step.kind === 'done';
  const lend = async (): Promise<void> => {
    const answer = await send({ kind: 'lend', device: serial, participant: participant as ParticipantId });
    if (answer?.kind !== 'taken' || answer.action === null) return;
    forgetVisit('lend', serial);
    keepDraft(draftOf(serial), '');
    replace({ kind: 'done', action: answer.action.id });
  };
  useEffect(() => {
    if (isTold && isProven && state.kind === 'idle') void lend();
  }, [isTold, isProven, state.kind]);
  const readAgain = (): void => {
    forget();
    visiting.again();
  };
  return (
    <>
      <PageTitle title={isTold ? text.proving : text.tell(label, nameOf(volunteer, participant))} />
      <VisitView device={device} visiting={visiting} title={words.pedometer(label)} />
      <Refused state={state}>
        <p class="buttons">
          <button type="button" class="press is-primary" onClick={readAgain}>
            {words.visit.tryAgain}
          </button>
          {state.kind === 'refused' && state.because === 'has-another' && (
            <Link to={exchangePlace()}>{text.exchange}</Link>
          )}
        </p>
      </Refused>
      {isTold ? (
        <p>{state.kind === 'sending' ? words.sending.title : text.provingNext}</p>
      ) : (
        <Checklist serial={serial} onTold={() => go({ ...lendPlace(serial, participant), isTold: true })} />
      )}
      {visiting.step.kind === 'failed' && (
        <p class="buttons">
          <Link to={lendPlace(null, participant)}>{words.other}</Link>
        </p>
      )}
    </>
  );
};

const draftOf = (serial: string): string => `told-${serial}`;

const Checklist = ({ serial, onTold }: { readonly serial: string; readonly onTold: () => void }) => {
  const { words } = useVolunteer();
  const text = words.lend;
  const [told, setTold] = useState<readonly string[]>(() => keptDraft(draftOf(serial)).split(' '));
  const remaining = checks.filter(({ name }) => !told.includes(name)).length;
  const tick = (name: Check): void => {
    const next = told.includes(name) ? told.filter((each) => each !== name) : [...told, name];
    keepDraft(draftOf(serial), next.join(' '));
    setTold(next);
  };
  return (
    <section aria-labelledby="checklist-title">
      <h2 id="checklist-title">{text.checklist}</h2>
      <ul class="checks">
        {checks.map(({ name, Picture }) => (
          <li key={name}>
            <button
              type="button"
              class="press check"
              aria-pressed={told.includes(name)}
              aria-labelledby={`check-${name}`}
              onClick={() => tick(name)}
            >
              <Picture />
              <span class="check-text" id={`check-${name}`}>
                <strong>{text.checks[name].title}</strong>
                <span>{text.checks[name].text}</span>
              </span>
              <span class="check-tick">{told.includes(name) && <Check aria-hidden="true" />}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="buttons">
        <button
          type="button"
          class="press is-primary is-large"
          aria-disabled={remaining > 0}
          onClick={() => remaining === 0 && onTold()}
        >
          <Send aria-hidden="true" />
          {remaining === 0 ? text.lend : text.remaining(remaining)}
        </button>
      </p>
    </section>
  );
};
