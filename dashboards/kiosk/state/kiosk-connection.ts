/** Kiosk connection: listens to the gateway and comes back by itself whenever it has been away. */
import type { kioskEvents, KioskState } from '../../../contract/kiosk.ts';
import type { KioskMessage } from './kiosk-state.ts';

/** Three heartbeats missed: the line is dead even if the browser has not noticed. */
const silenceMaxMs = 45_000;
/** A gateway that starts again is found at once: it is on this machine, or one room away. */
const reconnectWaitMs = 1000;
const watchIntervalMs = 5000;
type EventName = (typeof kioskEvents)[number];

/** Calls `tell` with everything heard until the function it returns is called. */
export const listenKiosk = (url: string, tell: (message: KioskMessage) => void): (() => void) => {
  let stream: EventSource | undefined;
  let heardAtMs = performance.now();
  let again: number | undefined;

  const connect = (): void => {
    window.clearTimeout(again);
    stream?.close();
    heardAtMs = performance.now();
    stream = openStream(url, hearMessage, () => {
      tell({ kind: 'lost', atMs: performance.now() });
      // Browsers wait some seconds by themselves, and give up on a refusal.
      stream?.close();
      window.clearTimeout(again);
      again = window.setTimeout(connect, reconnectWaitMs);
    });
  };
  const hearMessage = (message: KioskMessage): void => {
    heardAtMs = performance.now();
    tell(message);
  };
  const watch = window.setInterval(() => {
    if (performance.now() - heardAtMs < silenceMaxMs) return;
    tell({ kind: 'lost', atMs: performance.now() });
    connect();
  }, watchIntervalMs);

  connect();
  return () => {
    window.clearInterval(watch);
    window.clearTimeout(again);
    stream?.close();
  };
};

const openStream = (url: string, tell: (message: KioskMessage) => void, onError: () => void): EventSource => {
  const stream = new EventSource(url);
  const on = (name: EventName, read: (data: string) => KioskMessage): void =>
    stream.addEventListener(name, ({ data }: MessageEvent<string>) => tell(read(data)));
  on('state', readState);
  on('heartbeat', (data) => {
    const { now } = JSON.parse(data) as { readonly now: string };
    return { kind: 'heartbeat', now, atMs: performance.now() };
  });
  stream.addEventListener('error', onError);
  return stream;
};

/** The gateway is ours and checks what it sends; only its version may differ from the page's. */
const readState = (data: string): KioskMessage => {
  const state = JSON.parse(data) as KioskState | { readonly v: unknown };
  if (state.v !== 1) return { kind: 'unreadable' };
  return { kind: 'state', state: state as KioskState, atMs: performance.now() };
};
