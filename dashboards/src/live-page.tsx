/** Live page: how the programme is right now, from the one sentence down to each participant's days. */
import { Fragment } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { LiveSnapshot, LiveVisit } from '../../contract/live.ts';
import { Centres } from './parts/centres.tsx';
import { ConnectionBanner } from './parts/connection-banner.tsx';
import { DateTotals } from './parts/date-totals.tsx';
import { FigureStrip } from './parts/figure-strip.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Participants } from './parts/participants.tsx';
import { PersonDialog } from './parts/person-dialog.tsx';
import { Visits } from './parts/visits.tsx';
import { readAddress, writeAddress } from './state/address.ts';
import { keepLanguage, keptLanguage } from '../shared/kept-language.ts';
import { listenLive } from './state/live-connection.ts';
import { firstState, hear } from './state/live-state.ts';
import { formatsOf } from '../shared/formats.ts';
import { headlineOf } from './view/headline.ts';
import { SpeechContext, useSpeech } from './words/speech.ts';
import { wordsOf } from './words/words.ts';

/** Relative, so that the page also works below a path of a reverse proxy. */
const streamUrl = 'api/live';
/** The zone of the snapshot is used as soon as there is one. */
const firstZone = 'Asia/Tokyo';

export const LivePage = () => {
  const [state, tell] = useReducer(hear, firstState);
  const [address] = useState(() => readAddress(window.location.search));
  const [language, setLanguage] = useState(address.language ?? keptLanguage());
  const [person, setPerson] = useState(address.person);
  const { snapshot } = state;
  const zone = snapshot?.zone ?? firstZone;
  const speech = useMemo(() => {
    const words = wordsOf[language];
    return { language, words, formats: formatsOf(words.locale, zone) };
  }, [language, zone]);
  const headline = useMemo(
    () => (snapshot === null ? null : speech.words.headline(headlineOf(snapshot))),
    [snapshot, speech],
  );

  useEffect(() => listenLive(streamUrl, tell), []);
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
    window.history.replaceState(
      null,
      '',
      window.location.pathname + writeAddress(window.location.search, language, person),
    );
  }, [language, person]);
  useLayoutEffect(() => {
    const { product, clauseMark } = speech.words;
    document.title = headline === null ? product : `${headline.join(clauseMark)} | ${product}`;
  }, [headline, speech]);

  return (
    <SpeechContext.Provider value={speech}>
      <Masthead state={state} onLanguage={setLanguage} />
      <main>
        <ConnectionBanner state={state} />
        {snapshot !== null && headline !== null && (
          <Board snapshot={snapshot} visits={state.visits} headline={headline} person={person} onPerson={setPerson} />
        )}
      </main>
    </SpeechContext.Provider>
  );
};

interface BoardProps {
  readonly snapshot: LiveSnapshot;
  readonly visits: readonly LiveVisit[];
  readonly headline: readonly string[];
  readonly person: string | null;
  readonly onPerson: (person: string | null) => void;
}

const Board = ({ snapshot, visits, headline, person, onPerson }: BoardProps) => {
  const closePerson = useCallback(() => onPerson(null), [onPerson]);
  const opened = snapshot.participants.find((participant) => participant.id === person);
  return (
    <>
      <HeadlineTitle clauses={headline} />
      {snapshot.participants.length > 0 && <FigureStrip snapshot={snapshot} />}
      <div class="board">
        <Participants snapshot={snapshot} onPerson={onPerson} />
        <Visits snapshot={snapshot} visits={visits} onPerson={onPerson} />
        <DateTotals snapshot={snapshot} />
        <Centres snapshot={snapshot} />
      </div>
      {opened !== undefined && <PersonDialog snapshot={snapshot} participant={opened} onClose={closePerson} />}
    </>
  );
};

/** Clauses stay whole where the screen is wide enough for them. */
const HeadlineTitle = ({ clauses }: { readonly clauses: readonly string[] }) => {
  const { words } = useSpeech();
  return (
    <h1 class="headline">
      {clauses.map((clause, index) => (
        <Fragment key={clause}>
          {index > 0 && words.clauseMark}
          <span class="clause">{clause}</span>
        </Fragment>
      ))}
    </h1>
  );
};
