/** Kept text: what this browser remembers for the desk: who sits here, and whom they looked up last. */

const actorKey = 'ayumi-desk-actor';
const recentKey = 'ayumi-desk-recent';
/** What fits on a screen without scrolling. */
const recentMax = 8;

const read = (key: string): string => {
  try {
    return window.localStorage.getItem(key) ?? '';
  } catch {
    // A browser that keeps nothing asks again.
    return '';
  }
};

const write = (key: string, text: string): void => {
  try {
    window.localStorage.setItem(key, text);
  } catch {
    // See above.
  }
};

export const keptActor = (): string => read(actorKey);
export const keepActor = (actor: string): void => write(actorKey, actor);

/** Numbers only, newest first. */
export const keptRecent = (): readonly string[] =>
  read(recentKey)
    .split(' ')
    .filter((id) => id !== '');
export const keepRecent = (id: string): void =>
  write(recentKey, [id, ...keptRecent().filter((each) => each !== id)].slice(0, recentMax).join(' '));
export const forgetRecent = (): void => write(recentKey, '');
