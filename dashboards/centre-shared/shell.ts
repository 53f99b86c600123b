/** Shell: has the browser keep a page's own files, so that it opens while the gateway starts again. */

/** Loads every letter these words need now rather than when they are first shown, and keeps the page. */
export const keepShell = async (words: string): Promise<void> => {
  await loadLetters(words);
  // Browsers give a keeper only to pages of this machine and of https; elsewhere the page works without one.
  if (!('serviceWorker' in navigator) || !isBuilt) return;
  const registration = await navigator.serviceWorker.register('./sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  (active ?? registration.active)?.postMessage({ kind: 'keep', urls: [window.location.pathname, ...loaded] });
};

/** The typeface comes in many small files, each loaded with the first of its letters. */
const loadLetters = async (words: string): Promise<void> => {
  const letters = [...new Set(words)].join('');
  await Promise.all(
    ['400', '700'].map((weight) => document.fonts.load(`${weight} 28px "BIZ UDPGothic"`, letters)),
  ).catch(() => undefined);
};

/** While one works on the pages nothing is kept: the browser would show the page of before. */
const isBuilt = !new URL(import.meta.url).pathname.endsWith('.ts');
