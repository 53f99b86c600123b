/** Refusals: why something asked for is not done, and what to do instead; nothing has changed. */
import { Ban } from 'lucide-preact';
import type { Refusal } from '../../../contract/desk-terms.ts';
import type { RegisterRefusal } from '../../../contract/register-terms.ts';
import { useDesk } from '../state/desk.ts';

export interface RefusalsProps {
  readonly title: string;
  readonly refusals: readonly (Refusal | RegisterRefusal)[];
}

export const Refusals = ({ title, refusals }: RefusalsProps) => {
  const { words, language } = useDesk();
  return (
    <div class="banner is-refusal" role="alert">
      <Ban aria-hidden="true" />
      <div>
        <p class="banner-title">{title}</p>
        {refusals.map(({ code, sentence, hint }) => (
          <p key={code}>
            {sentence[language]} {hint?.[language]}
          </p>
        ))}
        <p>{words.nothingChanged}</p>
      </div>
    </div>
  );
};

/** Within a table, where there is room for a line. */
export const RefusalWords = ({ refusals }: Pick<RefusalsProps, 'refusals'>) => {
  const { language } = useDesk();
  return (
    <span class="refused-line">
      <Ban aria-hidden="true" />
      {refusals.map(({ sentence }) => sentence[language]).join(' ')}
    </span>
  );
};
