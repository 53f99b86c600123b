/** Kiosk state: what the page knows of the gateway, as a pure function of what it has heard. */
import type { KioskState } from '../../../contract/kiosk.ts';

/** What has been heard; `atMs` is the browser's own monotonic time. */
export type KioskMessage =
  | { readonly kind: 'state'; readonly state: KioskState; readonly atMs: number }
  | { readonly kind: 'heartbeat'; readonly now: string; readonly atMs: number }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'lost'; readonly atMs: number };

export interface Heard {
  readonly state: KioskState | null;
  /** The gateway's clock as it was told at a moment of the browser's own time. */
  readonly told: { readonly shownMs: number; readonly atMs: number } | null;
  /** Since when nothing can be heard; null while it can. */
  readonly lostAtMs: number | null;
  /** The gateway speaks a newer form than this page knows. */
  readonly isOutdated: boolean;
}

/** Nobody is told of a pause shorter than this: a gateway that starts again is back within it. */
export const lostAfterMs = 5000;

export const firstHeard = (atMs: number): Heard => ({ state: null, told: null, lostAtMs: atMs, isOutdated: false });

export const hear = (heard: Heard, message: KioskMessage): Heard => {
  switch (message.kind) {
    case 'state':
      return {
        state: message.state,
        told: { shownMs: Date.parse(message.state.now), atMs: message.atMs },
        lostAtMs: null,
        isOutdated: false,
      };
    case 'heartbeat':
      return { ...heard, told: { shownMs: Date.parse(message.now), atMs: message.atMs }, lostAtMs: null };
    case 'unreadable':
      return { ...heard, isOutdated: true };
    case 'lost':
      return heard.lostAtMs === null ? { ...heard, lostAtMs: message.atMs } : heard;
  }
};

/** What the gateway's clock shows at `atMs` of the browser's time. */
export const shownTimeOf = ({ told, state }: Heard, atMs: number): number | null =>
  told === null ? null : told.shownMs + (atMs - told.atMs) * (state?.speed ?? 1);

export const isLostFor = ({ lostAtMs }: Heard, atMs: number): boolean =>
  lostAtMs !== null && atMs - lostAtMs >= lostAfterMs;
