/** Masthead: whose page it is, the cloud's clock, whether we hear it, and the language. */
import { FastForward, Footprints, Languages, Wifi, WifiOff } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { shownTimeOf, type LiveState } from '../state/live-state.ts';
import { useSpeech } from '../words/speech.ts';
import { otherLanguage, type Language } from '../../shared/language.ts';

export interface MastheadProps {
  readonly state: LiveState;
  readonly onLanguage: (language: Language) => void;
}

export const Masthead = ({ state, onLanguage }: MastheadProps) => {
  const { language, words } = useSpeech();
  const other = otherLanguage[language];
  return (
    <header class="masthead">
      <a class="skip" href="#participants">
        {words.skipToTable}
      </a>
      <p class="brand">
        <Footprints aria-hidden="true" />
        <span>{words.product}</span>
      </p>
      <ClockFace state={state} />
      <ConnectionMark state={state} />
      <button type="button" class="button" lang={other} onClick={() => onLanguage(other)}>
        <Languages aria-hidden="true" />
        {words.switchLanguage}
      </button>
    </header>
  );
};

const tickMs = 1000;

const ClockFace = ({ state }: { readonly state: LiveState }) => {
  const { words, formats } = useSpeech();
  const [, tick] = useState(0);
  useEffect(() => {
    const ticking = window.setInterval(() => tick((ticks) => ticks + 1), tickMs);
    return () => window.clearInterval(ticking);
  }, []);
  const shownMs = shownTimeOf(state, performance.now());
  const speed = state.snapshot?.speed ?? 1;
  if (shownMs === null) return null;
  return (
    <p class="clock">
      <time dateTime={new Date(shownMs).toISOString()}>{formats.dateAndTime(shownMs)}</time>
      {speed !== 1 && (
        <span class="mark" title={words.clock.fasterHint}>
          <FastForward aria-hidden="true" />
          {words.clock.faster(speed)}
        </span>
      )}
    </p>
  );
};

const ConnectionMark = ({ state }: { readonly state: LiveState }) => {
  const { words } = useSpeech();
  const Icon = state.connection === 'lost' ? WifiOff : Wifi;
  return (
    <p class={`connection is-${state.connection}`}>
      <Icon aria-hidden="true" />
      {words.connection[state.connection]}
    </p>
  );
};
