/** Kept setting: a choice about paper that this computer remembers, such as the words for whoever finds a pedometer. */
import { useState } from 'preact/hooks';

const prefix = 'ayumi-desk-';

const read = (key: string): string | null => {
  try {
    return window.localStorage.getItem(prefix + key);
  } catch {
    // A browser that keeps nothing begins anew.
    return null;
  }
};

/** `first`, in the reader's language, until somebody has typed something else. */
export const useKeptSetting = (key: string, first: string): readonly [string, (text: string) => void] => {
  const [text, setText] = useState(() => read(key));
  const keep = (next: string): void => {
    setText(next);
    try {
      window.localStorage.setItem(prefix + key, next);
    } catch {
      // See above.
    }
  };
  return [text ?? first, keep];
};
