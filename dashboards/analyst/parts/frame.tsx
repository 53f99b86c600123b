/** Frame: whose programme it is, the way to the desk, the language, the chapters, and that nobody signs in yet. */
import { ArrowLeft, Footprints, Languages } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { useAnalyst } from '../state/analyst.ts';
import { ChapterNav } from './chapter-nav.tsx';

export interface FrameProps {
  readonly onLanguage: (language: Language) => void;
  readonly children: ComponentChildren;
}

export const Frame = ({ onLanguage, children }: FrameProps) => {
  const { words, language, terms } = useAnalyst();
  const other = otherLanguage[language];
  const skip = (event: Event): void => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    <>
      <header class="masthead">
        <a class="skip" href="#content" onClick={skip}>
          {words.skip}
        </a>
        <p class="brand">
          <Footprints aria-hidden="true" />
          <span>{words.product}</span>
          <span class="brand-programme">{terms.programme.name[language]}</span>
        </p>
        <a class="button" href={language === 'ja' ? './' : './?lang=en'}>
          <ArrowLeft aria-hidden="true" />
          {words.desk}
        </a>
        <button type="button" class="button" lang={other} onClick={() => onLanguage(other)}>
          <Languages aria-hidden="true" />
          {words.switchLanguage}
        </button>
      </header>
      <div class="board">
        <ChapterNav />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer class="foot">{words.foot}</footer>
    </>
  );
};
