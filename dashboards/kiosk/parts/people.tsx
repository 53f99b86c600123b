/** People: the cards of those who are there, the newest answer big, the others beside it. */
import { useKiosk } from '../state/kiosk.ts';
import type { Stage } from '../view/stage.ts';
import { baseOf } from '../../centre-shared/ruby.ts';
import { BigCard } from './big-card.tsx';
import { SmallCard } from './small-card.tsx';

interface PeopleProps {
  readonly stage: Stage;
  readonly calledBack: string | null;
  readonly onCallBack: (id: string | null) => void;
}

export const People = ({ stage, calledBack, onCallBack }: PeopleProps) => {
  const { words } = useKiosk();
  const { big, small } = stage;
  return (
    <div class={`people ${small.length > 0 ? 'is-several' : ''}`}>
      {big !== null && (
        <BigCard key={big.id} card={big} onClose={calledBack === big.id ? () => onCallBack(null) : null} />
      )}
      {small.length > 0 && (
        <ul class="beside" aria-label={baseOf(words.controls.people)}>
          {small.map((card) => (
            <li key={card.id}>
              <SmallCard card={card} onCallBack={onCallBack} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
