/** Bar: everything that can be set by whoever stands before the screen, one tap each. */
import type { ComponentChildren } from 'preact';
import { AArrowUp, History, Languages, SlidersHorizontal, SpellCheck2, Volume2, VolumeX } from 'lucide-preact';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { baseOf } from '../../centre-shared/ruby.ts';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { nextTextSize, type Settings } from '../state/kept-settings.ts';
import { useKiosk } from '../state/kiosk.ts';
import type { ChangeSettings } from '../state/use-settings.ts';

interface BarProps {
  readonly settings: Settings;
  readonly onSettings: ChangeSettings;
  readonly onLanguage: (language: Language) => void;
  readonly onOpen: (dialog: 'earlier' | 'sound') => void;
  readonly onSilence: () => void;
}

export const Bar = ({ settings, onSettings, onLanguage, onOpen, onSilence }: BarProps) => {
  const { words, language } = useKiosk();
  const { controls } = words;
  const { isMuted, furigana, textSize } = settings;
  const toggleMuted = (): void => {
    onSettings({ isMuted: !isMuted });
    if (!isMuted) onSilence();
  };
  return (
    <nav class="bar" aria-label={baseOf(controls.title)}>
      <BarButton icon={<History aria-hidden="true" />} text={controls.showAgain} onPress={() => onOpen('earlier')} />
      <BarButton
        icon={<Languages aria-hidden="true" />}
        text={words.switchLanguage}
        lang={otherLanguage[language]}
        onPress={() => onLanguage(otherLanguage[language])}
      />
      {language === 'ja' && (
        <BarButton
          icon={<SpellCheck2 aria-hidden="true" />}
          text={controls.furigana}
          isPressed={furigana}
          onPress={() => onSettings({ furigana: !furigana })}
        />
      )}
      <BarButton
        icon={<AArrowUp aria-hidden="true" />}
        text={controls.textSize(textSize)}
        onPress={() => onSettings({ textSize: nextTextSize(textSize) })}
      />
      <BarButton
        icon={isMuted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
        text={isMuted ? controls.unmute : controls.mute}
        onPress={toggleMuted}
      />
      <BarButton
        icon={<SlidersHorizontal aria-hidden="true" />}
        text={controls.sound}
        onPress={() => onOpen('sound')}
      />
    </nav>
  );
};

interface BarButtonProps {
  readonly icon: ComponentChildren;
  readonly text: string;
  readonly lang?: Language;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}

const BarButton = ({ icon, text, lang, isPressed, onPress }: BarButtonProps) => (
  <button type="button" class="bar-button" lang={lang} aria-pressed={isPressed} onClick={onPress}>
    {icon}
    <span>
      <Ruby text={text} />
    </span>
  </button>
);
