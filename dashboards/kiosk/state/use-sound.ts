/** Use sound: tones and voice as this screen is set, and whether the browser lets any out. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../shared/language.ts';
import { Sounder } from '../sound/sounder.ts';
import { Speaker } from '../sound/speaker.ts';
import { lengthMsOf, tonePatterns } from '../sound/tones.ts';
import type { Tone } from '../view/saying.ts';
import { volumeMax, type Settings } from './kept-settings.ts';

export interface Sound {
  /** False: the browser wants a touch first. */
  readonly isReady: boolean;
  /** There is a voice for the language. */
  readonly hasVoice: boolean;
  /** `spoken` is read out after the tone, where that is switched on; a null tone is a voice alone. */
  readonly tell: (tone: Tone | null, spoken: string) => void;
  /** Sounds although the screen is muted: somebody is trying it. `volume` where it changes at this moment. */
  readonly tryTone: (tone: Tone, volume?: number) => void;
  readonly silence: () => void;
}

export const useSound = (settings: Settings, language: Language): Sound => {
  const [isReady, setReady] = useState(false);
  const [, setVoices] = useState(0);
  const sounder = useMemo(() => new Sounder(setReady), []);
  const speaker = useMemo(() => new Speaker(), []);
  const latest = useRef({ settings, language });
  latest.current = { settings, language };

  useEffect(() => speaker.watch(() => setVoices((count) => count + 1)), [speaker]);
  useEffect(() => {
    const start = (): void => sounder.start();
    start();
    window.addEventListener('pointerdown', start);
    window.addEventListener('keydown', start);
    return () => {
      window.removeEventListener('pointerdown', start);
      window.removeEventListener('keydown', start);
      void sounder.stop();
    };
  }, [sounder]);

  const actions = useMemo(() => actionsOf(sounder, speaker, latest), [sounder, speaker]);
  return { isReady, hasVoice: speaker.has(language), ...actions };
};

interface Latest {
  readonly current: { readonly settings: Settings; readonly language: Language };
}

const actionsOf = (
  sounder: Sounder,
  speaker: Speaker,
  latest: Latest,
): Pick<Sound, 'tell' | 'tryTone' | 'silence'> => ({
  tell: (tone, spoken) => {
    const { settings, language } = latest.current;
    if (settings.isMuted) return;
    const pattern = tone === null ? [] : tonePatterns[tone];
    sounder.play(pattern, settings.volume);
    if (!settings.hasVoice) return;
    window.setTimeout(() => speaker.say(spoken, language, settings.volume / volumeMax), lengthMsOf(pattern));
  },
  tryTone: (tone, volume) => {
    sounder.start();
    sounder.play(tonePatterns[tone], volume ?? latest.current.settings.volume);
  },
  silence: () => {
    speaker.stop();
    void sounder.stop().then(() => sounder.start());
  },
});
