/** Kept settings: how this screen was set, remembered by its browser. */
export const textSizes = [100, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];
export const volumeMax = 5;

export interface Settings {
  readonly furigana: boolean;
  readonly textSize: TextSize;
  /** 1 … `volumeMax`. */
  readonly volume: number;
  readonly isMuted: boolean;
  readonly hasVoice: boolean;
}

const firstSettings: Settings = { furigana: false, textSize: 100, volume: 3, isMuted: false, hasVoice: false };
const key = 'ayumi-kiosk';

/** What an older page kept in another form is as if it had not been kept. */
export const keptSettings = (): Settings => {
  const kept = keptRecord();
  const flag = (name: 'furigana' | 'isMuted' | 'hasVoice'): boolean => kept[name] === true;
  return {
    furigana: flag('furigana'),
    textSize: textSizes.find((size) => size === kept['textSize']) ?? firstSettings.textSize,
    volume: isVolume(kept['volume']) ? kept['volume'] : firstSettings.volume,
    isMuted: flag('isMuted'),
    hasVoice: flag('hasVoice'),
  };
};

export const keepSettings = (settings: Settings): void => {
  try {
    window.localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // They hold until the page is closed.
  }
};

export const nextTextSize = (size: TextSize): TextSize =>
  textSizes[(textSizes.indexOf(size) + 1) % textSizes.length] ?? firstSettings.textSize;

export const volumeAfter = (volume: number, change: 1 | -1): number =>
  Math.min(volumeMax, Math.max(1, volume + change));

const isVolume = (told: unknown): told is number =>
  typeof told === 'number' && Number.isInteger(told) && told >= 1 && told <= volumeMax;

const keptRecord = (): Readonly<Record<string, unknown>> => {
  try {
    const told: unknown = JSON.parse(window.localStorage.getItem(key) ?? '{}');
    return typeof told === 'object' && told !== null ? { ...told } : {};
  } catch {
    return {};
  }
};
