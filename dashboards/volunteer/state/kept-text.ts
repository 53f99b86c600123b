/** Kept text: what a browser keeps for the pages: drafts until its tab is closed, and what somebody has put away for good. */

type Store = 'localStorage' | 'sessionStorage';

const read = (store: Store, key: string): string => {
  try {
    return window[store].getItem(key) ?? '';
  } catch {
    // A browser that keeps nothing still works until the page is loaded again.
    return '';
  }
};

const write = (store: Store, key: string, text: string): void => {
  try {
    if (text === '') window[store].removeItem(key);
    else window[store].setItem(key, text);
  } catch {
    // See above.
  }
};

const draftKey = (name: string): string => `ayumi-volunteer-${name}`;
export const keptDraft = (name: string): string => read('sessionStorage', draftKey(name));
export const keepDraft = (name: string, text: string): void => write('sessionStorage', draftKey(name), text);

const putAwayKey = 'ayumi-volunteer-put-away';
/** Outcomes are told of the last 200 actions only; older words are never asked for again. */
const putAwayMax = 400;

export const keptPutAway = (): readonly string[] =>
  read('localStorage', putAwayKey)
    .split(' ')
    .filter((key) => key !== '');
export const keepPutAway = (keys: readonly string[]): void =>
  write('localStorage', putAwayKey, keys.slice(-putAwayMax).join(' '));
