/** Centre connection: listens to what the gateway tells of the centre and comes back by itself whenever it is lost. */
import { volunteerPaths } from '../../../contract/volunteer-paths.ts';
import type { VolunteerState } from '../../../contract/volunteer.ts';

export type CentreMessage =
  | { readonly kind: 'state'; readonly state: VolunteerState }
  /** Time passes where nothing else happens. */
  | { readonly kind: 'heartbeat'; readonly now: string }
  | { readonly kind: 'lost' }
  /** The page is older or newer than the gateway. */
  | { readonly kind: 'unreadable' };

/** Three heartbeats missed: the gateway is gone even if the browser has not noticed, as after a tablet's sleep. */
const silenceMaxMs = 45_000;
/** Gateway and tablet stand in one house: trying often costs nothing. */
const reconnectWaitMs = 1000;
const watchIntervalMs = 5000;

/** Calls `tell` with everything heard until the function it returns is called. */
export const listenCentre = (tell: (message: CentreMessage) => void): (() => void) => {
  let stream: EventSource | undefined;
  let heardAtMs = performance.now();
  let again: number | undefined;

  const connect = (): void => {
    window.clearTimeout(again);
    stream?.close();
    heardAtMs = performance.now();
    stream = openStream(hear, lose);
  };
  const hear = (message: CentreMessage): void => {
    heardAtMs = performance.now();
    tell(message);
  };
  const lose = (): void => {
    tell({ kind: 'lost' });
    // Left to itself a browser waits seconds, and not at all after a refusal.
    stream?.close();
    window.clearTimeout(again);
    again = window.setTimeout(connect, reconnectWaitMs);
  };
  const watch = window.setInterval(() => {
    if (performance.now() - heardAtMs >= silenceMaxMs) lose();
  }, watchIntervalMs);

  connect();
  return () => {
    window.clearInterval(watch);
    window.clearTimeout(again);
    stream?.close();
  };
};

const openStream = (hear: (message: CentreMessage) => void, onError: () => void): EventSource => {
  const stream = new EventSource(volunteerPaths.live);
  stream.addEventListener('state', (event: MessageEvent<string>) => hear(readState(event.data)));
  stream.addEventListener('heartbeat', (event: MessageEvent<string>) =>
    hear({ kind: 'heartbeat', now: (JSON.parse(event.data) as { readonly now: string }).now }),
  );
  stream.addEventListener('error', onError);
  return stream;
};

/** The gateway is ours and checks what it sends; only its version may differ from the page's. */
const readState = (data: string): CentreMessage => {
  const state = JSON.parse(data) as VolunteerState | { readonly v: unknown };
  if (state.v !== 1) return { kind: 'unreadable' };
  return { kind: 'state', state: state as VolunteerState };
};
