/** Fault lines: what happened, what is safe, and what to do next, for faults the server tells and for a lost line. */
import { CircleAlert, RefreshCw, WifiOff } from 'lucide-preact';
import type { DeskError } from '../../../contract/desk-terms.ts';
import type { Language } from '../../shared/language.ts';
import type { DeskWords } from '../words/desk-words.ts';

export interface FaultLinesProps {
  readonly words: DeskWords;
  readonly language: Language;
  readonly told: { readonly kind: 'lost' } | { readonly kind: 'fault'; readonly fault: DeskError };
  /** What is safe where a change was under way. */
  readonly safe?: string;
  readonly onAgain?: () => void;
}

export const FaultLines = ({ words, language, told, safe = words.lost.safe, onAgain }: FaultLinesProps) => {
  const isLost = told.kind === 'lost';
  const Icon = isLost ? WifiOff : CircleAlert;
  return (
    <div class="banner is-fault" role="alert">
      <Icon aria-hidden="true" />
      <div>
        <p class="banner-title">{isLost ? words.lost.title : told.fault[language]}</p>
        <p>{isLost ? safe : words.nothingChanged}</p>
        <p>{isLost ? words.lost.next : (told.fault.hint?.[language] ?? words.fault.next)}</p>
        {onAgain !== undefined && (
          <button type="button" class="button" onClick={onAgain}>
            <RefreshCw aria-hidden="true" />
            {words.again}
          </button>
        )}
      </div>
    </div>
  );
};
