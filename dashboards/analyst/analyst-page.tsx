/** Analyst page: the analysts' questions in one page, about what the address says, in the reader's language. */
import { Hourglass } from 'lucide-preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AnalysisTerms } from '../../contract/analysis-terms.ts';
import { formatsOf } from '../shared/formats.ts';
import { keepLanguage, keptLanguage } from '../shared/kept-language.ts';
import type { Language } from '../shared/language.ts';
import { Chapters } from './chapters.tsx';
import { prepareCharts } from './parts/drawn-chart.tsx';
import { FaultLines } from './parts/fault-lines.tsx';
import { Frame } from './parts/frame.tsx';
import { PageHead } from './parts/page-head.tsx';
import { languageOf, linkedChapterOf, readAddress, writeAddress, type Address, type Asked } from './state/address.ts';
import { AnalystContext, type Analyst } from './state/analyst.ts';
import { AskLine } from './state/ask-line.ts';
import { useTerms } from './state/use-terms.ts';
import { spanOf } from './view/span.ts';
import { analystWordsOf } from './words/analyst-words.ts';

export const AnalystPage = () => {
  const [language, setLanguage] = useState(() => languageOf(window.location.search) ?? keptLanguage());
  const { terms, fault, again } = useTerms();
  const words = analystWordsOf[language];
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
  useEffect(prepareCharts, []);
  if (terms !== null) return <KnownPage terms={terms} language={language} onLanguage={setLanguage} onTerms={again} />;
  return (
    <main>
      <h1 class="headline">{words.product}</h1>
      {fault === null ? (
        <p class="waiting" role="status">
          <Hourglass aria-hidden="true" />
          {words.waiting}
        </p>
      ) : (
        <FaultLines words={words} language={language} fault={fault} onAgain={again} />
      )}
    </main>
  );
};

interface KnownPageProps {
  readonly terms: AnalysisTerms;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onTerms: () => void;
}

const KnownPage = ({ terms, language, onLanguage, onTerms }: KnownPageProps) => {
  const [{ asked, mended }, onAsked] = useAddress(terms, language);
  const [linked] = useState(() => linkedChapterOf(window.location.search, window.location.hash));
  const [line] = useState(() => new AskLine());
  const { turn, renew } = useTurns(terms, onTerms);
  const { today, zone, programme } = terms;
  const span = useMemo(
    () => spanOf(asked.period, today, programme.yearBegins),
    [asked.period, today, programme.yearBegins],
  );
  const filter = useMemo(
    () => ({ ...span, centres: asked.centres, ages: asked.ages }),
    [span, asked.centres.join(), asked.ages.join()],
  );
  const analyst = useMemo<Analyst>(() => {
    const words = analystWordsOf[language];
    const formats = formatsOf(words.locale, zone);
    return { language, words, formats, terms, asked, span, filter, turn, line, onAsked };
  }, [language, zone, terms, asked, span, filter, turn, line, onAsked]);
  return (
    <AnalystContext.Provider value={analyst}>
      <Frame onLanguage={onLanguage}>
        <PageHead mended={mended} onRenew={renew} />
        <Chapters linked={linked} />
      </Frame>
    </AnalystContext.Provider>
  );
};

/** Everything is asked again when the reader wants it, and when the counting has come to its end. */
const useTurns = ({ state }: AnalysisTerms, onTerms: () => void) => {
  const [turn, setTurn] = useState(0);
  const before = useRef(state.kind);
  useEffect(() => {
    if (before.current === 'counting' && state.kind === 'ready') setTurn((count) => count + 1);
    before.current = state.kind;
  }, [state.kind]);
  const renew = useCallback(() => {
    onTerms();
    setTurn((count) => count + 1);
  }, [onTerms]);
  return { turn, renew };
};

/** The browser's own back and forward buttons walk through what was looked at. */
const useAddress = (terms: AnalysisTerms, language: Language): readonly [Address, (asked: Asked) => void] => {
  const [address, setAddress] = useState(() => readAddress(window.location.search, terms, window.location.hash));
  const addressOf = (asked: Asked): string =>
    window.location.pathname + writeAddress(asked, language) + window.location.hash;
  const onAsked = useCallback(
    (asked: Asked) => {
      window.history.pushState(null, '', addressOf(asked));
      setAddress({ asked, mended: [] });
    },
    [language],
  );
  const known = useRef(terms);
  known.current = terms;
  useEffect(() => {
    const read = (): void =>
      setAddress((before) => {
        const next = readAddress(window.location.search, known.current, window.location.hash);
        // Walking between chapters is a step in the history too.
        return JSON.stringify(next.asked) === JSON.stringify(before.asked) ? before : next;
      });
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  useLayoutEffect(() => window.history.replaceState(null, '', addressOf(address.asked)), [address.asked, language]);
  return [address, onAsked];
};
