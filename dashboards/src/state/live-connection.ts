/** Live connection: listens to the server's stream and comes back by itself whenever it is lost. */
import type { LiveHeartbeat, LiveSnapshot, LiveVisit } from '../../../contract/live.ts';
import type { LiveMessage } from './live-state.ts';

/** Three heartbeats missed: the line is dead even if the browser has not noticed, as after a laptop's sleep. */
export const silenceMaxMs = 45_000;
/** Waits between attempts after a refusal; the browser itself sees to streams that merely broke off. */
const reconnectWaitMs = 3000;
const watchIntervalMs = 5000;

/** Calls `tell` with everything heard until the function it returns is called. */
export const listenLive = (url: string, tell: (message: LiveMessage) => void): (() => void) => {
  let stream: EventSource | undefined;
  let heardAtMs = performance.now();
  let again: number | undefined;

  const connect = (): void => {
    window.clearTimeout(again);
    stream?.close();
    heardAtMs = performance.now();
    stream = openStream(url, hearMessage, () => {
      tell({ kind: 'lost' });
      if (stream?.readyState === EventSource.CLOSED) again = window.setTimeout(connect, reconnectWaitMs);
    });
  };
  const hearMessage = (message: LiveMessage): void => {
    heardAtMs = performance.now();
    tell(message);
  };
  const watch = window.setInterval(() => {
    if (performance.now() - heardAtMs < silenceMaxMs) return;
    tell({ kind: 'lost' });
    connect();
  }, watchIntervalMs);

  connect();
  return () => {
    window.clearInterval(watch);
    window.clearTimeout(again);
    stream?.close();
  };
};

const openStream = (url: string, tell: (message: LiveMessage) => void, onError: () => void): EventSource => {
  const stream = new EventSource(url);
  const on = (name: string, read: (data: string) => LiveMessage): void =>
    stream.addEventListener(name, (event: MessageEvent<string>) => tell(read(event.data)));
  on('snapshot', readSnapshot);
  on('visit', (data) => ({ kind: 'visit', visit: JSON.parse(data) as LiveVisit, atMs: performance.now() }));
  on('heartbeat', (data) => ({
    kind: 'heartbeat',
    heartbeat: JSON.parse(data) as LiveHeartbeat,
    atMs: performance.now(),
  }));
  stream.addEventListener('error', onError);
  return stream;
};

/** The server is ours and checks what it sends; only its version may differ from the page's. */
const readSnapshot = (data: string): LiveMessage => {
  const snapshot = JSON.parse(data) as LiveSnapshot | { readonly v: unknown };
  if (snapshot.v !== 1) return { kind: 'unreadable' };
  return { kind: 'snapshot', snapshot: snapshot as LiveSnapshot, atMs: performance.now() };
};
