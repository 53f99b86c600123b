/** Visit view: how far the reading of a pedometer has got, large and read out, with what to do when it went wrong. */
import { RefreshCw } from 'lucide-preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { LayPicture } from '../pictures/lay-picture.tsx';
import type { Visiting } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';
import type { VisitStep } from '../view/visit-step.ts';
import type { VolunteerWords } from '../words/volunteer-words.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';

type Because = keyof VolunteerWords['visit']['because'];

export const becauseOf = (words: VolunteerWords, because: string): Because =>
  because in words.visit.because ? (because as Because) : 'other';

export interface VisitViewProps {
  readonly device: VolunteerDevice;
  readonly visiting: Visiting;
  readonly title?: string;
}

export const VisitView = ({ device, visiting: { step, again }, title }: VisitViewProps) => {
  const { words } = useVolunteer();
  const text = words.visit;
  if (step.kind === 'failed') {
    const because = becauseOf(words, step.because);
    return (
      <div class="visit">
        <Notice kind="urgent" title={`${title === undefined ? '' : `${title} `}${text.failed}`} isSudden>
          <p>{text.because[because]}</p>
          <p>{text.failedSafe}</p>
          <p>{text.advice[because]}</p>
          <p class="buttons">
            <button type="button" class="press is-primary" onClick={again}>
              <RefreshCw aria-hidden="true" />
              {text.tryAgain}
            </button>
            <Link to={{ kind: 'connect', device: device.serial }}>{text.why}</Link>
          </p>
        </Notice>
      </div>
    );
  }
  return (
    <div class={`visit is-${step.kind}`}>
      {(step.kind === 'listening' || step.kind === 'asking') && <LayPicture />}
      {step.kind === 'reading' && <Ring share={shareOf(step)} />}
      {step.kind === 'waiting' && <Ring share={0} />}
      {step.kind === 'done' && <Ring share={1} />}
      <div>
        {title !== undefined && <p class="visit-of">{title}</p>}
        <p class="visit-title" role="status">
          {titleOf(words, step)}
        </p>
        {step.kind === 'listening' && <p>{text.listeningNext}</p>}
        {step.kind === 'reading' && <p>{text.readingNext}</p>}
        {step.kind === 'listening' && (
          <p class="buttons">
            <Link to={{ kind: 'connect', device: device.serial }}>{text.listeningHelp}</Link>
          </p>
        )}
      </div>
    </div>
  );
};

const shareOf = ({ done, asked }: VisitStep & { readonly kind: 'reading' }): number =>
  asked === 0 ? 0 : Math.min(1, done / asked);

/** In tens: a screen reader that reads out every step of a hundred says nothing else. */
const percentOf = (step: VisitStep & { readonly kind: 'reading' }): number => Math.floor(shareOf(step) * 10) * 10;

const titleOf = (words: VolunteerWords, step: Exclude<VisitStep, { readonly kind: 'failed' }>): string => {
  switch (step.kind) {
    case 'reading':
      return words.visit.reading(percentOf(step));
    case 'done':
      return words.visit.doneDays(step.days);
    default:
      return words.visit[step.kind];
  }
};

const radius = 40;
const around = 2 * Math.PI * radius;

const Ring = ({ share }: { readonly share: number }) => (
  <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
    <circle class="ring-ground" cx="50" cy="50" r={radius} />
    <circle
      class="ring-share"
      cx="50"
      cy="50"
      r={radius}
      stroke-dasharray={`${share * around} ${around}`}
      transform="rotate(-90 50 50)"
    />
    {share === 1 && <path class="ring-tick" d="M32 51l13 13 24-27" />}
  </svg>
);
