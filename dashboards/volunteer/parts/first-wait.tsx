/** First wait: before the gateway has answered for the first time, or when page and gateway no longer understand each other. */
import { LoaderCircle, RotateCw } from 'lucide-preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Language } from '../../shared/language.ts';
import { volunteerWordsOf } from '../words/volunteer-words.ts';
import { Notice } from './notice.tsx';

export interface FirstWaitProps {
  readonly language: Language;
  readonly isUnreadable?: boolean;
}

export const FirstWait = ({ language, isUnreadable = false }: FirstWaitProps) => {
  const words = volunteerWordsOf[language];
  useLayoutEffect(() => {
    document.title = words.product;
  }, [words]);
  return (
    <main id="content">
      <h1 class="headline">{isUnreadable ? words.unreadable.title : words.product}</h1>
      {isUnreadable ? (
        <Notice kind="watch" title={words.unreadable.next}>
          <p class="buttons">
            <button type="button" class="press is-primary" onClick={() => window.location.reload()}>
              <RotateCw aria-hidden="true" />
              {words.unreadable.reload}
            </button>
          </p>
        </Notice>
      ) : (
        <p class="waiting">
          <LoaderCircle aria-hidden="true" />
          {words.first}
        </p>
      )}
    </main>
  );
};
