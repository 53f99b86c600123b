/** Desk page: the clerk's pages in one: what the address says, in the reader's language, once the programme is known. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { DeskProgramme } from '../../contract/desk-programme.ts';
import { formatsOf } from '../shared/formats.ts';
import { keepLanguage, keptLanguage } from '../shared/kept-language.ts';
import type { Language } from '../shared/language.ts';
import { FirstWait } from './parts/first-wait.tsx';
import { Frame } from './parts/frame.tsx';
import { PlacePage } from './place-page.tsx';
import { DeskContext, type Desk } from './state/desk.ts';
import { keepActor, keptActor } from './state/kept-text.ts';
import { readAddress, writeAddress, type Place } from './state/place.ts';
import { useAsked } from './state/use-asked.ts';
import { deskWordsOf } from './words/desk-words.ts';

export const DeskPage = () => {
  const [first] = useState(() => readAddress(window.location.search));
  const [language, setLanguage] = useState(first.language ?? keptLanguage());
  const { state, again } = useAsked('programme');
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
  if (state.kind !== 'answered') return <FirstWait language={language} state={state} onAgain={again} />;
  return <KnownDesk programme={state.answer} first={first.place} language={language} onLanguage={setLanguage} />;
};

interface KnownDeskProps {
  readonly programme: DeskProgramme;
  readonly first: Place;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

const KnownDesk = ({ programme, first, language, onLanguage }: KnownDeskProps) => {
  const { place, go } = usePlace(first, language);
  const [actor, setActor] = useState(keptActor);
  const onActor = useCallback((name: string) => {
    keepActor(name);
    setActor(name);
  }, []);
  const desk = useMemo<Desk>(() => {
    const words = deskWordsOf[language];
    const formats = formatsOf(words.locale, programme.zone);
    const hrefOf = (to: Place): string => writeAddress(to, language);
    return { language, words, formats, programme, actor, onActor, go, hrefOf };
  }, [language, programme, actor, onActor, go]);
  return (
    <DeskContext.Provider value={desk}>
      <Frame place={place} onLanguage={onLanguage}>
        <PlacePage place={place} />
      </Frame>
    </DeskContext.Provider>
  );
};

/** The browser's own back and forward buttons walk through the places. */
const usePlace = (first: Place, language: Language) => {
  const [place, setPlace] = useState(first);
  const go = useCallback(
    (to: Place) => {
      window.history.pushState(null, '', window.location.pathname + writeAddress(to, language));
      setPlace(to);
      window.scrollTo(0, 0);
    },
    [language],
  );
  useEffect(() => {
    const read = (): void => setPlace(readAddress(window.location.search).place);
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  useEffect(
    () => window.history.replaceState(null, '', window.location.pathname + writeAddress(place, language)),
    [place, language],
  );
  return { place, go };
};
