/** Big card: one person's answer, to be read from two metres, with what belongs to it. */
import {
  BatteryFull,
  BatteryLow,
  Footprints,
  Info,
  MessageCircle,
  Printer,
  Sparkles,
  Star,
  X,
  type LucideIcon,
} from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { KioskCard } from '../../../contract/kiosk.ts';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { useKiosk } from '../state/kiosk.ts';
import { sayingOf, type Fact } from '../view/saying.ts';
import { AnswerIcon } from './answer-icon.tsx';
import { ProgressRing } from './progress-ring.tsx';

/** More than these are set a size smaller, so that all of them are on the screen. */
const factsRoomMax = 3;

interface BigCardProps {
  readonly card: KioskCard;
  /** Of a card that was called back. */
  readonly onClose: (() => void) | null;
}

export const BigCard = ({ card, onClose }: BigCardProps) => {
  const { words } = useKiosk();
  const { step } = card;
  const saying = sayingOf(card, words);
  const isCalledBack = onClose !== null;
  const answer = useRef<HTMLHeadingElement>(null);
  // Whoever asked for it is taken to it, by ear and by keyboard too.
  useEffect(() => {
    if (isCalledBack) answer.current?.focus();
  }, [isCalledBack]);
  return (
    <article
      class={`card is-big is-${saying.tone ?? 'waiting'} ${saying.facts.length > factsRoomMax ? 'is-full' : ''}`}
      data-step={step.kind}
    >
      {(step.kind === 'noticed' || step.kind === 'reading') && <ProgressRing step={step} />}
      <p class="card-name">
        <Ruby text={saying.name} />
      </p>
      <h1 class="card-answer" ref={answer} tabIndex={-1}>
        {saying.tone !== null && <AnswerIcon tone={saying.tone} />}
        <span>
          <Ruby text={saying.answer} />
        </span>
      </h1>
      <ul class="card-facts">
        {saying.facts.map((fact) => (
          <FactLine key={fact.text} fact={fact} />
        ))}
      </ul>
      {(saying.result !== null || isCalledBack) && (
        <p class="card-buttons">
          {saying.result !== null && (
            <button type="button" class="big-button" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              <span>
                <Ruby text={words.controls.print} />
              </span>
            </button>
          )}
          {onClose !== null && (
            <button type="button" class="big-button" onClick={onClose}>
              <X aria-hidden="true" />
              <span>
                <Ruby text={words.controls.close} />
              </span>
            </button>
          )}
        </p>
      )}
    </article>
  );
};

const factIcons: Readonly<Record<Fact['kind'], LucideIcon>> = {
  steps: Footprints,
  points: Star,
  battery: BatteryFull,
  'battery-low': BatteryLow,
  trouble: MessageCircle,
  note: Info,
  welcome: Sparkles,
};

const FactLine = ({ fact }: { readonly fact: Fact }) => {
  const Icon = factIcons[fact.kind];
  return (
    <li class={`fact is-${fact.kind}`}>
      <Icon aria-hidden="true" />
      <span>
        <Ruby text={fact.text} />
      </span>
    </li>
  );
};
