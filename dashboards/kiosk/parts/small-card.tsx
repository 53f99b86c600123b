/** Small card: somebody else who is there; their result comes to the big place when it is pressed. */
import type { KioskCard } from '../../../contract/kiosk.ts';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { useKiosk } from '../state/kiosk.ts';
import { sayingOf } from '../view/saying.ts';
import { AnswerIcon } from './answer-icon.tsx';
import { ProgressRing } from './progress-ring.tsx';

interface SmallCardProps {
  readonly card: KioskCard;
  readonly onCallBack: (id: string) => void;
}

export const SmallCard = ({ card, onCallBack }: SmallCardProps) => {
  const { words } = useKiosk();
  const { step } = card;
  const saying = sayingOf(card, words);
  const content = (
    <>
      <span class="card-name">
        <Ruby text={saying.name} />
      </span>
      {(step.kind === 'noticed' || step.kind === 'reading') && <ProgressRing step={step} />}
      {saying.tone !== null && <AnswerIcon tone={saying.tone} />}
      <span class="card-answer">
        <span>
          <Ruby text={saying.short} />
        </span>
      </span>
    </>
  );
  const classes = `card is-small is-${saying.tone ?? 'waiting'}`;
  return saying.tone === null ? (
    <article class={classes} data-step={step.kind}>
      {content}
    </article>
  ) : (
    <button type="button" class={classes} data-step={step.kind} onClick={() => onCallBack(card.id)}>
      {content}
    </button>
  );
};
