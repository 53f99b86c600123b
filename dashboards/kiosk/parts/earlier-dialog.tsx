/** Earlier dialog: today's last results, each of which can be seen again. */
import type { KioskCard } from '../../../contract/kiosk.ts';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { useKiosk } from '../state/kiosk.ts';
import { sayingOf } from '../view/saying.ts';
import { earlierOf } from '../view/stage.ts';
import { AnswerIcon } from './answer-icon.tsx';
import { KioskDialog } from './kiosk-dialog.tsx';

interface EarlierDialogProps {
  readonly cards: readonly KioskCard[];
  readonly onCallBack: (id: string) => void;
  readonly onClose: () => void;
}

export const EarlierDialog = ({ cards, onCallBack, onClose }: EarlierDialogProps) => {
  const { words, formats } = useKiosk();
  const earlier = earlierOf(cards);
  const show = (id: string): void => {
    onCallBack(id);
    onClose();
  };
  return (
    <KioskDialog title={words.controls.showAgain} onClose={onClose}>
      <p>
        <Ruby text={earlier.length === 0 ? words.controls.nothingYet : words.controls.showAgainHint} />
      </p>
      <ul class="earlier">
        {earlier.map((card) => {
          const { name, short, tone } = sayingOf(card, words);
          return (
            <li key={card.id}>
              <button type="button" class="big-button" onClick={() => show(card.id)}>
                {tone !== null && <AnswerIcon tone={tone} />}
                <span>
                  <strong>
                    <Ruby text={name} />
                  </strong>{' '}
                  <Ruby text={short} /> <time>{formats.time(Date.parse(card.at))}</time>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </KioskDialog>
  );
};
