/** Shell worker (/sw.js): keeps the files of the centre's pages, and gives them out while the gateway does not answer. Never keeps what is below /api/. */

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskedEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: URL;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', hear: (event: WaitingEvent) => void): void;
  addEventListener(name: 'fetch', hear: (event: AskedEvent) => void): void;
  addEventListener(name: 'message', hear: (event: WaitingEvent & { readonly data: unknown }) => void): void;
}
declare const self: Worker;

const cacheName = 'ayumi-centre';
/** Both pages with all their letters are some 300 files; older builds make room for newer ones. */
const keptMax = 600;
/** A gateway that does not answer within this is starting again, or was switched off. */
const answerWaitMs = 3000;

const isOurs = (url: URL): boolean => url.origin === self.location.origin && !url.pathname.includes('/api/');
/** Files under assets/ carry a hash of their content in their name. */
const isForEver = (url: URL): boolean => url.pathname.includes('/assets/');

const keep = async (url: string, answer: Response): Promise<void> => {
  const cache = await caches.open(cacheName);
  await cache.put(url, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - keptMax)).map((oldest) => cache.delete(oldest)));
};

/** One entry for a page, whatever stands behind its question mark. */
const nameOf = (url: URL): string => url.origin + url.pathname;

const fetched = async (request: Request): Promise<Response> => {
  const answer = await fetch(request);
  if (answer.ok) await keep(nameOf(new URL(request.url)), answer.clone());
  return answer;
};

const silence = (): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), answerWaitMs));

const answerTo = async (request: Request): Promise<Response> => {
  const url = new URL(request.url);
  const kept = await caches.match(nameOf(url));
  if (kept === undefined) return fetched(request);
  if (isForEver(url)) return kept;
  try {
    const answer = await Promise.race([fetched(request), silence()]);
    return answer === null || answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  }
};

const keepAll = async (urls: readonly string[]): Promise<void> => {
  for (const each of urls) {
    const url = new URL(each, self.location.href);
    if (!isOurs(url) || (isForEver(url) && (await caches.match(nameOf(url))) !== undefined)) continue;
    const answer = await fetch(url).catch(() => undefined);
    // Where a PIN is wanted first, another page answers.
    if (answer?.ok === true && !answer.redirected) await keep(nameOf(url), answer);
  }
};

const urlsOf = (told: unknown): readonly string[] => {
  const urls: unknown = typeof told === 'object' && told !== null && 'urls' in told ? told.urls : [];
  return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : [];
};

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  // What a page asks for itself, to show it, has no destination.
  if (request.method !== 'GET' || request.destination === '' || !isOurs(new URL(request.url))) return;
  event.respondWith(answerTo(request));
});
self.addEventListener('message', (event) => event.waitUntil(keepAll(urlsOf(event.data))));

export {};
