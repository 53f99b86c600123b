/** Sound dialog: how loud, whether a voice reads, and what each sound means. */
import { Minus, Plus, Speech } from 'lucide-preact';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { volumeAfter, volumeMax, type Settings } from '../state/kept-settings.ts';
import { useKiosk } from '../state/kiosk.ts';
import type { ChangeSettings } from '../state/use-settings.ts';
import type { Sound } from '../state/use-sound.ts';
import type { Tone } from '../view/saying.ts';
import { AnswerIcon } from './answer-icon.tsx';
import { KioskDialog } from './kiosk-dialog.tsx';

interface SoundDialogProps {
  readonly sound: Sound;
  readonly settings: Settings;
  readonly onSettings: ChangeSettings;
  readonly onClose: () => void;
}

const tones: readonly Tone[] = ['received', 'already', 'again', 'staff'];

export const SoundDialog = ({ sound, settings, onSettings, onClose }: SoundDialogProps) => {
  const { words } = useKiosk();
  const { volume, hasVoice } = settings;
  const turn = (change: 1 | -1): void => {
    const changed = volumeAfter(volume, change);
    onSettings({ volume: changed, isMuted: false });
    sound.tryTone('already', changed);
  };
  return (
    <KioskDialog title={words.controls.sound} onClose={onClose}>
      <VolumeRow volume={volume} onTurn={turn} />
      <h3>
        <Ruby text={words.sound.try} />
      </h3>
      <ul class="tones">
        {tones.map((tone) => (
          <li key={tone}>
            <button type="button" class="big-button" onClick={() => sound.tryTone(tone)}>
              <AnswerIcon tone={tone} />
              <span>
                <Ruby text={words.sound.tones[tone]} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {sound.hasVoice ? (
        <button
          type="button"
          class="big-button"
          aria-pressed={hasVoice}
          onClick={() => onSettings({ hasVoice: !hasVoice })}
        >
          <Speech aria-hidden="true" />
          <span>
            <Ruby text={words.sound.voice} />
          </span>
        </button>
      ) : (
        <p>
          <Ruby text={words.sound.noVoice} />
        </p>
      )}
    </KioskDialog>
  );
};

interface VolumeRowProps {
  readonly volume: number;
  readonly onTurn: (change: 1 | -1) => void;
}

const VolumeRow = ({ volume, onTurn }: VolumeRowProps) => {
  const { words } = useKiosk();
  return (
    <div class="volume">
      <button type="button" class="big-button" disabled={volume === 1} onClick={() => onTurn(-1)}>
        <Minus aria-hidden="true" />
        <span>
          <Ruby text={words.sound.quieter} />
        </span>
      </button>
      <p role="status">
        <Ruby text={words.sound.volume(volume, volumeMax)} />
      </p>
      <button type="button" class="big-button" disabled={volume === volumeMax} onClick={() => onTurn(1)}>
        <Plus aria-hidden="true" />
        <span>
          <Ruby text={words.sound.louder} />
        </span>
      </button>
    </div>
  );
};
