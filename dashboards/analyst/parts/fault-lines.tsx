/** Fault lines: what happened, what is safe, and the way to try again. */
import { CircleAlert, RefreshCw, WifiOff } from 'lucide-preact';
import type { Language } from '../../shared/language.ts';
import type { Fault } from '../state/analysis-client.ts';
import type { AnalystWords } from '../words/analyst-words.ts';

export interface FaultLinesProps {
  readonly words: AnalystWords;
  readonly language: Language;
  readonly fault: Fault;
  readonly onAgain: () => void;
}

export const FaultLines = ({ words, language, fault, onAgain }: FaultLinesProps) => {
  const isLost = fault.kind === 'lost';
  const Icon = isLost ? WifiOff : CircleAlert;
  return (
    <div class="banner is-fault" role="alert">
      <Icon aria-hidden="true" />
      <div>
        <p class="banner-title">{isLost ? words.lost.title : fault.fault[language]}</p>
        <p>{isLost ? words.lost.next : (fault.fault.hint?.[language] ?? words.faultNext)}</p>
        <button type="button" class="button" onClick={onAgain}>
          <RefreshCw aria-hidden="true" />
          {words.again}
        </button>
      </div>
    </div>
  );
};
