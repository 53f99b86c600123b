/** Due: whom to visit next, from what pedometers advertise and what is already held of them. Pure; bounded; fair. */
import type { Random } from '../runtime/random.ts';
import { nextWaitMs } from '../runtime/retry.ts';
import type { Heard } from './radio/radio.ts';

/** What is remembered of the device behind an address; undefined for an address never visited. */
export interface DeviceFacts {
  /** Confirmed or in our outbox: every closed bucket below. */
  readonly held: number;
  /** As of the last visit. */
  readonly epoch: number;
}

interface Progress {
  readonly epoch: number;
  readonly nextSequence: number;
}

interface Entry {
  readonly heard: Heard;
  readonly heardMs: number;
  readonly isKnown: boolean;
  /** Since when it has something for us; undefined while it has not. */
  readonly waitingSinceMs: number | undefined;
  readonly notBeforeMs: number;
  readonly waitMs: number;
  /** The last visit that ended well. */
  readonly visited: (Progress & { readonly atMs: number }) | undefined;
}

export interface DueState {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly wasLastKnown: boolean;
}

/** `already-sent` once per stay of a device that has nothing new; `silent` where there is nothing to say. */
export type HeardVerdict = 'due' | 'already-sent' | 'silent';

/** One room holds some hundreds of pedometers; a churn of made-up addresses gets no more memory than this. */
export const entriesMax = 1024;
/** Whoever was not heard for this long may have left: a connection attempt would only run into its deadline. */
export const presentMs = 15_000;
/** Not heard for longer than this, and heard again, is a new arrival. */
export const awayMs = 300_000;
/** A device that keeps something back (a hole, an unwilling cloud) is asked again this much later, or at its next bucket. */
export const revisitMs = 600_000;
/** The first retry comes while the person still stands there; the last ones spare everybody's battery. */
export const retryBounds = { baseMs: 3_000, capMs: 300_000 } as const;

export const nobodyDue: DueState = { entries: new Map(), wasLastKnown: false };

/** One advertisement. `nowMs` is monotonic. */
export const hear = (
  state: DueState,
  heard: Heard,
  facts: DeviceFacts | undefined,
  nowMs: number,
): { readonly state: DueState; readonly verdict: HeardVerdict } => {
  const known = state.entries.get(heard.address);
  const isDue = hasNews(heard, facts, known?.visited, nowMs);
  const entry: Entry = {
    heard,
    heardMs: nowMs,
    isKnown: facts !== undefined,
    waitingSinceMs: isDue ? (known?.waitingSinceMs ?? nowMs) : undefined,
    notBeforeMs: known?.notBeforeMs ?? nowMs,
    waitMs: known?.waitMs ?? 0,
    visited: known?.visited,
  };
  const isArrival = known === undefined || (known.heardMs > -Infinity && nowMs - known.heardMs > awayMs);
  return {
    state: { ...state, entries: withEntry(state.entries, heard.address, entry) },
    verdict: isDue ? 'due' : isArrival ? 'already-sent' : 'silent',
  };
};

/**
 * Who has waited longest of those present and not told to wait. Known and unknown devices take turns, so that neither a
 * crowd of strangers nor the regulars can keep the other out.
 */
export const nextDue = (state: DueState, nowMs: number): Heard | undefined => {
  const ready = [...state.entries.values()].filter(
    (entry) => entry.waitingSinceMs !== undefined && entry.notBeforeMs <= nowMs && nowMs - entry.heardMs <= presentMs,
  );
  const turn = ready.filter((entry) => entry.isKnown !== state.wasLastKnown);
  const [first] = (turn.length > 0 ? turn : ready).sort(
    (a, b) => (a.waitingSinceMs ?? 0) - (b.waitingSinceMs ?? 0) || b.heard.rssi - a.heard.rssi,
  );
  return first?.heard;
};

/** The visit ended well; `progress` as its status said. */
export const visited = (state: DueState, address: string, progress: Progress, nowMs: number): DueState =>
  changed(state, address, (entry) => ({
    ...entry,
    waitingSinceMs: undefined,
    notBeforeMs: nowMs,
    waitMs: 0,
    visited: { ...progress, atMs: nowMs },
  }));

/** The visit broke or failed: to the back of the queue, and the longer away the oftener it fails. */
export const failed = (state: DueState, address: string, nowMs: number, random: Random): DueState =>
  changed(state, address, (entry) => {
    const waitMs = nextWaitMs(entry.waitMs, retryBounds, random);
    return { ...entry, waitingSinceMs: nowMs + waitMs, notBeforeMs: nowMs + waitMs, waitMs };
  });

/** Not the device's fault: it keeps its record and comes again after `durationMs`. */
export const postponed = (state: DueState, address: string, nowMs: number, durationMs: number): DueState =>
  changed(state, address, (entry) => ({ ...entry, notBeforeMs: nowMs + durationMs }));

/** The radio has forgotten it: it must be heard again before it can be called. */
export const unheard = (state: DueState, address: string): DueState =>
  changed(state, address, (entry) => ({ ...entry, heardMs: -Infinity }));

const hasNews = (
  { advertised }: Heard,
  facts: DeviceFacts | undefined,
  last: Entry['visited'],
  nowMs: number,
): boolean => {
  const isAsVisited =
    last?.epoch === advertised.epoch && last.nextSequence === advertised.nextSequence && nowMs - last.atMs < revisitMs;
  if (isAsVisited) return false;
  // A new epoch cannot be dated before it has been stamped, and the device may be another one altogether.
  if (facts === undefined || facts.epoch !== advertised.epoch) return true;
  return advertised.nextSequence > facts.held;
};

const changed = (state: DueState, address: string, change: (entry: Entry) => Entry): DueState => {
  const entry = state.entries.get(address);
  if (entry === undefined) return state;
  return { entries: new Map(state.entries).set(address, change(entry)), wasLastKnown: entry.isKnown };
};

const withEntry = (entries: ReadonlyMap<string, Entry>, address: string, entry: Entry): ReadonlyMap<string, Entry> => {
  const next = new Map(entries).set(address, entry);
  if (next.size <= entriesMax) return next;
  // Strangers go before the known, those not heard for longest first.
  const [last] = [...next.values()].sort((a, b) => Number(a.isKnown) - Number(b.isKnown) || a.heardMs - b.heardMs);
  if (last !== undefined) next.delete(last.heard.address);
  return next;
};
