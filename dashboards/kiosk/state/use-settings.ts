/** Use settings: how this screen is set, kept as it changes, and the size of the text laid on the page. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { keepSettings, keptSettings, type Settings } from './kept-settings.ts';

export type ChangeSettings = (change: Partial<Settings>) => void;

export const useSettings = (): readonly [Settings, ChangeSettings] => {
  const [settings, setSettings] = useState(keptSettings);
  const change = useCallback<ChangeSettings>((part) => setSettings((before) => ({ ...before, ...part })), []);
  useEffect(() => {
    keepSettings(settings);
    document.documentElement.dataset['text'] = String(settings.textSize);
  }, [settings]);
  return [settings, change];
};
