/** Live state: what the page knows, as a pure function of what it has heard. */
import type { LiveHeartbeat, LiveSnapshot, LiveVisit } from '../../../contract/live.ts';

export type Connection = 'connecting' | 'live' | 'lost';

/** What has been heard; `atMs` is the browser's own monotonic time. */
export type LiveMessage =
  | { readonly kind: 'snapshot'; readonly snapshot: LiveSnapshot; readonly atMs: number }
  | { readonly kind: 'visit'; readonly visit: LiveVisit; readonly atMs: number }
  | { readonly kind: 'heartbeat'; readonly heartbeat: LiveHeartbeat; readonly atMs: number }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'lost' };

/** The cloud's clock as it was told at a moment of the browser's own time. */
export interface ToldTime {
  readonly shownMs: number;
  readonly atMs: number;
}

export interface LiveState {
  readonly connection: Connection;
  readonly snapshot: LiveSnapshot | null;
  /** Newest first. */
  readonly visits: readonly LiveVisit[];
  readonly told: ToldTime | null;
  /** The server speaks a newer form than this page knows. */
  readonly outdated: boolean;
}

/** More than anybody scrolls through; the snapshot brings its own, usually fewer. */
export const shownVisitsMax = 50;

export const firstState: LiveState = {
  connection: 'connecting',
  snapshot: null,
  visits: [],
  told: null,
  outdated: false,
};

export const hear = (state: LiveState, message: LiveMessage): LiveState => {
  switch (message.kind) {
    case 'snapshot':
      return {
        connection: 'live',
        snapshot: message.snapshot,
        visits: message.snapshot.visits.slice(0, shownVisitsMax),
        told: { shownMs: Date.parse(message.snapshot.now), atMs: message.atMs },
        outdated: false,
      };
    case 'visit':
      return { ...state, connection: 'live', visits: withVisit(state.visits, message.visit) };
    case 'heartbeat':
      return {
        ...state,
        connection: 'live',
        told: { shownMs: Date.parse(message.heartbeat.now), atMs: message.atMs },
      };
    case 'unreadable':
      return { ...state, outdated: true };
    case 'lost':
      return { ...state, connection: 'lost' };
  }
};

/** What the cloud's clock shows at `atMs` of the browser's time; it stands still while nothing is heard. */
export const shownTimeOf = (state: LiveState, atMs: number): number | null => {
  if (state.told === null) return null;
  if (state.connection !== 'live') return state.told.shownMs;
  return state.told.shownMs + (atMs - state.told.atMs) * (state.snapshot?.speed ?? 1);
};

const withVisit = (visits: readonly LiveVisit[], visit: LiveVisit): readonly LiveVisit[] =>
  [visit, ...visits.filter((each) => each.id !== visit.id)].slice(0, shownVisitsMax);
