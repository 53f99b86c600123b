/** Volunteer page: the volunteers' pages in one: behind the PIN, as the gateway tells the centre, at the place the address says. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { VolunteerSession } from '../../contract/volunteer.ts';
import { keepShell } from '../centre-shared/shell.ts';
import { formatsOf } from '../shared/formats.ts';
import { keepLanguage, keptLanguage } from '../shared/kept-language.ts';
import type { Language } from '../shared/language.ts';
import { PinPage } from './pages/pin-page.tsx';
import { FirstWait } from './parts/first-wait.tsx';
import { Frame } from './parts/frame.tsx';
import { PlacePage } from './place-page.tsx';
import { readAddress, writeAddress, type Place } from './state/place.ts';
import { useCentre } from './state/use-centre.ts';
import { useSender } from './state/use-sender.ts';
import { signOut, askSession } from './state/volunteer-client.ts';
import { VolunteerContext, type Volunteer } from './state/volunteer.ts';
import { allLetters } from './words/all-letters.ts';
import { volunteerWordsOf } from './words/volunteer-words.ts';

export const VolunteerPage = () => {
  const [first] = useState(() => readAddress(window.location.search));
  const [language, setLanguage] = useState(first.language ?? keptLanguage());
  const { session, ask } = useSession();
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => void keepShell(allLetters()), []);
  if (session === null) return <FirstWait language={language} />;
  if (session.session !== 'signed-in') {
    return <PinPage language={language} session={session} onLanguage={setLanguage} onOpen={ask} />;
  }
  return <SignedIn first={first.place} language={language} onLanguage={setLanguage} onSession={ask} />;
};

const askAgainMs = 1000;

/** Null until the gateway has answered, however long that takes. */
const useSession = () => {
  const [session, setSession] = useState<VolunteerSession | null>(null);
  const ask = useCallback(() => {
    void askSession().then((told) => {
      if (told.kind === 'answered') setSession(told.answer);
      else window.setTimeout(ask, askAgainMs);
    });
  }, []);
  useEffect(ask, [ask]);
  return { session, ask };
};

interface SignedInProps {
  readonly first: Place;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** The session may have ended: ask. */
  readonly onSession: () => void;
}

const SignedIn = ({ first, language, onLanguage, onSession }: SignedInProps) => {
  const { place, go, replace } = usePlace(first, language);
  const { centre, isConnected, connections, isUnreadable } = useCentre(onSession);
  const { sending, send } = useSender();
  const zone = centre?.zone;
  const fixed = useMemo(() => {
    const words = volunteerWordsOf[language];
    const hrefOf = (to: Place): string => writeAddress(to, language);
    return { language, words, hrefOf, formats: formatsOf(words.locale, zone ?? 'Asia/Tokyo') };
  }, [language, zone]);
  const volunteer = useMemo<Volunteer | null>(
    () => (centre === null ? null : { ...fixed, centre, isConnected, connections, sending, send, place, go, replace }),
    [fixed, centre, isConnected, connections, sending, send, place, go, replace],
  );
  if (volunteer === null || isUnreadable) return <FirstWait language={language} isUnreadable={isUnreadable} />;
  return (
    <VolunteerContext.Provider value={volunteer}>
      <Frame onLanguage={onLanguage} onSignOut={() => void signOut().then(onSession)}>
        <PlacePage place={place} />
      </Frame>
    </VolunteerContext.Provider>
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
  const replace = useCallback((to: Place) => {
    setPlace(to);
    window.scrollTo(0, 0);
  }, []);
  useEffect(() => {
    const read = (): void => setPlace(readAddress(window.location.search).place);
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  useEffect(
    () => window.history.replaceState(null, '', window.location.pathname + writeAddress(place, language)),
    [place, language],
  );
  return { place, go, replace };
};
