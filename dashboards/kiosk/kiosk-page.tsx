/** Kiosk page: the screen beside the tray, which invites, shows each person their result, and can be told how to look and sound. */
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { FuriganaContext } from '../centre-shared/ruby-text.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Bar } from './parts/bar.tsx';
import { EarlierDialog } from './parts/earlier-dialog.tsx';
import { Head } from './parts/head.tsx';
import { Idle } from './parts/idle.tsx';
import { People } from './parts/people.tsx';
import { PrintedSlip } from './parts/printed-slip.tsx';
import { SoundDialog } from './parts/sound-dialog.tsx';
import { Strips } from './parts/strips.tsx';
import { KioskContext, kioskOf } from './state/kiosk.ts';
import { listenKiosk } from './state/kiosk-connection.ts';
import { firstHeard, hear, shownTimeOf } from './state/kiosk-state.ts';
import { reloadOnce } from './state/reload-once.ts';
import { useLanguage } from './state/use-language.ts';
import { useNow } from './state/use-now.ts';
import { useSettings } from './state/use-settings.ts';
import { useSound } from './state/use-sound.ts';
import { useToldNews } from './state/use-told-news.ts';
import { stageOf } from './view/stage.ts';

/** Relative, so that the page also works below a path of a reverse proxy. */
const streamUrl = 'api/kiosk/live';
const firstZone = 'Asia/Tokyo';

type Opened = 'earlier' | 'sound' | null;

export const KioskPage = () => {
  const [heard, tell] = useReducer(hear, performance.now(), firstHeard);
  const [settings, change] = useSettings();
  const [language, setLanguage] = useLanguage();
  const [calledBack, callBack] = useState<string | null>(null);
  const [opened, open] = useState<Opened>(null);
  const sound = useSound(settings, language);
  const nowMs = useNow();
  const { state } = heard;
  const zone = state?.zone ?? firstZone;
  const kiosk = useMemo(() => kioskOf(language, zone), [language, zone]);

  useEffect(() => listenKiosk(streamUrl, tell), []);
  useEffect(() => {
    if (heard.isOutdated) reloadOnce();
  }, [heard.isOutdated]);
  const told = useToldNews(state, kiosk, sound, callBack);

  const shownMs = shownTimeOf(heard, nowMs) ?? 0;
  const stage = stageOf({ cards: state?.cards ?? [], shownMs, speed: state?.speed ?? 1, calledBack });
  return (
    <KioskContext.Provider value={kiosk}>
      <FuriganaContext.Provider value={language === 'ja' && settings.furigana}>
        <div class="kiosk">
          <Head state={state} shownMs={shownMs} />
          <main>
            <Strips heard={heard} nowMs={nowMs} isSilent={!sound.isReady && !settings.isMuted} />
            {stage.big === null ? (
              <Idle state={state} />
            ) : (
              <People stage={stage} calledBack={calledBack} onCallBack={callBack} />
            )}
          </main>
          <Bar
            settings={settings}
            onSettings={change}
            onLanguage={setLanguage}
            onOpen={open}
            onSilence={sound.silence}
          />
          <Announcer told={told} />
        </div>
        {opened === 'earlier' && (
          <EarlierDialog cards={state?.cards ?? []} onCallBack={callBack} onClose={() => open(null)} />
        )}
        {opened === 'sound' && (
          <SoundDialog sound={sound} settings={settings} onSettings={change} onClose={() => open(null)} />
        )}
        <PrintedSlip card={stage.big} state={state} />
      </FuriganaContext.Provider>
    </KioskContext.Provider>
  );
};
