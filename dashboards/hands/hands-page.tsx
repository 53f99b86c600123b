/** Hands page: simulated pedometers, centre by centre, to be laid down, picked up and given a new battery. */
import { BatteryFull, Hand, Inbox } from 'lucide-preact';
import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { HandsMove, HandsPedometer, HandsState } from '../../contract/hands.ts';
import { handsPaths } from '../../contract/hands-paths.ts';
import { keepLanguage, keptLanguage } from '../shared/kept-language.ts';
import { handsWordsOf, type HandsWords } from './hands-words.ts';

const lookMs = 1_000;

/** The server is ours and checks what it sends. */
const asked = async (path: string, init?: RequestInit): Promise<HandsState | undefined> => {
  try {
    const response = await fetch(path.slice(1), init);
    return response.ok ? ((await response.json()) as HandsState) : undefined;
  } catch {
    return undefined;
  }
};

const postOf = (move: HandsMove): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(move),
});

export const HandsPage = () => {
  const [language, setLanguage] = useState(keptLanguage);
  const [state, setState] = useState<HandsState | undefined>();
  const [isLost, setLost] = useState(false);
  const [said, setSaid] = useState('');
  const words = handsWordsOf[language];
  const take = useCallback((told: HandsState | undefined) => {
    setLost(told === undefined);
    if (told !== undefined) setState(told);
  }, []);
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const look = (): void => void asked(handsPaths.state).then(take);
    look();
    const timer = window.setInterval(look, lookMs);
    return () => window.clearInterval(timer);
  }, [take]);
  const move = (wanted: HandsMove, label: string): void => {
    void asked(handsPaths.move, postOf(wanted)).then(take);
    setSaid(wanted.kind === 'swap-battery' ? words.swapped(label) : '');
  };
  const here = state?.pedometers.filter(({ at }) => at !== null).length ?? 0;
  return (
    <main>
      <header class="hands-head">
        <h1>{state === undefined ? words.loading : words.title(here)}</h1>
        <button type="button" class="button" onClick={() => setLanguage(language === 'ja' ? 'en' : 'ja')}>
          {words.other}
        </button>
      </header>
      <p>{words.lead}</p>
      <p role="status">{isLost ? words.lost : said}</p>
      {state?.centres.map((centre) => (
        <section key={centre.id} class="centre" aria-labelledby={`centre-${centre.id}`}>
          <h2 id={`centre-${centre.id}`}>{centre.name}</h2>
          <p class="centre-links">
            {centre.kiosk !== null && <a href={centre.kiosk}>{words.kiosk}</a>}
            {centre.volunteer !== null && <a href={centre.volunteer}>{words.volunteer}</a>}
            {waitingAt(state, centre.id) !== '' && <span>{words.waiting(waitingAt(state, centre.id))}</span>}
          </p>
          <ul class="pedometers">
            {state.pedometers
              .filter((each) => each.centre === centre.id)
              .sort((a, b) => Number(a.at === null) - Number(b.at === null))
              .map((each) => (
                <Pedometer key={each.serial} pedometer={each} gateway={centre.gateway} words={words} onMove={move} />
              ))}
          </ul>
        </section>
      ))}
    </main>
  );
};

const waitingAt = ({ waiting }: HandsState, centre: string): string =>
  waiting
    .filter((each) => each.centre === centre)
    .map(({ participant }) => participant)
    .join(' ');

interface PedometerProps {
  readonly pedometer: HandsPedometer;
  readonly gateway: HandsState['centres'][number]['gateway'];
  readonly words: HandsWords;
  readonly onMove: (move: HandsMove, label: string) => void;
}

const Pedometer = ({ pedometer, gateway, words, onMove }: PedometerProps) => {
  const { serial: device, label, at, wearer, batteryPercent } = pedometer;
  const name = words.number(label);
  return (
    <li class={at === null ? 'pedometer' : 'pedometer is-here'}>
      <h3>
        {name}
        {at !== null && (
          <span class="mark">
            <Inbox aria-hidden="true" />
            {words.here}
          </span>
        )}
      </h3>
      <p class="faint">
        {wearer === null ? words.nobody : words.wearer(wearer)}
        <br />
        {words.battery(batteryPercent)}
      </p>
      <p class="pedometer-tools">
        <button
          type="button"
          class="button"
          aria-label={`${name} ${at === null ? words.layDown : words.pickUp}`}
          onClick={() =>
            onMove(at === null ? { kind: 'lay-down', device, gateway } : { kind: 'pick-up', device }, label)
          }
        >
          <Hand aria-hidden="true" />
          {at === null ? words.layDown : words.pickUp}
        </button>
        <button
          type="button"
          class="button"
          aria-label={`${name} ${words.swap}`}
          onClick={() => onMove({ kind: 'swap-battery', device }, label)}
        >
          <BatteryFull aria-hidden="true" />
          {words.swap}
        </button>
      </p>
    </li>
  );
};
