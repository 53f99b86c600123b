/** Reload once: fetches the page anew after the gateway has become newer than it; nobody at a kiosk can do that by hand. */
const key = 'ayumi-kiosk-reloaded';
/** Where the new page is not there yet, it is asked for again at this pace. */
const waitMs = 60_000;

export const reloadOnce = (): void => {
  const lastMs = Number(window.sessionStorage.getItem(key) ?? 0);
  const leftMs = Math.max(0, lastMs + waitMs - Date.now());
  window.setTimeout(() => {
    window.sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  }, leftMs);
};
