/** First wait: what stands on the screen before the programme is known. */
import { Hourglass } from 'lucide-preact';
import type { DeskProgramme } from '../../../contract/desk-programme.ts';
import type { Language } from '../../shared/language.ts';
import type { AskedState } from '../state/use-asked.ts';
import { deskWordsOf } from '../words/desk-words.ts';
import { FaultLines } from './fault-lines.tsx';

export interface FirstWaitProps {
  readonly language: Language;
  readonly state: Exclude<AskedState<DeskProgramme>, { readonly kind: 'answered' }>;
  readonly onAgain: () => void;
}

export const FirstWait = ({ language, state, onAgain }: FirstWaitProps) => {
  const words = deskWordsOf[language];
  return (
    <main>
      <h1 class="headline">{words.product}</h1>
      {state.kind === 'waiting' ? (
        <p class="waiting" role="status">
          <Hourglass aria-hidden="true" />
          {words.waiting}
        </p>
      ) : (
        <FaultLines words={words} language={language} told={state} onAgain={onAgain} />
      )}
    </main>
  );
};
