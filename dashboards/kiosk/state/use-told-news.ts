/** Use told news: has each result told once, by a tone, a voice and to who reads by ear. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { KioskState } from '../../../contract/kiosk.ts';
import { newsOf, saidAtFirst, type News, type Said } from '../view/news.ts';
import { heardOf, pointsHeardOf, pointsSpokenOf, sayingOf, spokenOf } from '../view/saying.ts';
import type { Kiosk } from './kiosk.ts';
import type { Sound } from './use-sound.ts';

export interface Told {
  readonly key: string;
  readonly text: string;
}

/** The latest few sentences, oldest first. A new result takes the place of one that was called back. */
export const useToldNews = (
  state: KioskState | null,
  { words }: Kiosk,
  { tell }: Sound,
  callBack: (id: null) => void,
): readonly Told[] => {
  const tellOne = useCallback(
    ({ card, kind }: News): string => {
      const saying = sayingOf(card, words);
      if (kind === 'points') {
        tell(null, pointsSpokenOf(saying, words));
        return pointsHeardOf(saying, words);
      }
      callBack(null);
      tell(saying.tone, spokenOf(saying, words));
      return heardOf(saying, words);
    },
    [words, tell, callBack],
  );
  const said = useRef<Said | null>(null);
  const [latest, setLatest] = useState<readonly Told[]>([]);
  useEffect(() => {
    if (state === null) return;
    if (said.current === null) {
      said.current = saidAtFirst(state.cards);
      return;
    }
    const { news, said: saidNow } = newsOf(said.current, state.cards);
    said.current = saidNow;
    if (news.length === 0) return;
    const told = news.map((each) => ({ key: `${each.card.id} ${each.card.at} ${each.kind}`, text: tellOne(each) }));
    setLatest((before) => [...before, ...told].slice(-latestMax));
  }, [state, tellOne]);
  return latest;
};

/** Enough for several people at once; older ones have been read out. */
const latestMax = 6;
