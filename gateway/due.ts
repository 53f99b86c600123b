/** Due: whom to visit next, from what pedometers advertise and what is already held of them. Pure; bounded; fair. */
import type { DeviceSerial } from '../contract/ids.ts';
import type { Random } from '../runtime/random.ts';
import { nextWaitMs } from '../runtime/retry.ts';
import type { Heard } from './radio/radio.ts';

/** What is remembered of the device behind an address; undefined for an address never visited. */
export interface DeviceFacts {
  readonly device: DeviceSerial;
  /** Confirmed or in our outbox: every closed bucket below. */
  readonly held: number;
  /** As of the last visit. */
  readonly epoch: number;
}

interface Progress {
  readonly serial: DeviceSerial;
  readonly epoch: number;
  readonly nextSequence: number;
}

interface Entry {
  readonly heard: Heard;
  readonly heardMs: number;
  /** dBm, smoothed: single advertisements differ by ten and more. */
  readonly rssi: number;
  /** Undefined for an address never visited. */
  readonly device: DeviceSerial | undefined;
  /** Since when it has something for us; undefined while it has not. */
  readonly waitingSinceMs: number | undefined;
  /** Said to be due since it came, or since its last visit. */
  readonly isNoticed: boolean;
  readonly notBeforeMs: number;
  readonly waitMs: number;
  /** The last visit that ended well. */
  readonly visited: (Omit<Progress, 'serial'> & { readonly atMs: number }) | undefined;
}

export interface DueState {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly wasLastKnown: boolean;
  /** To be visited whatever is known of them, each until a visit has ended well; oldest first. */
  readonly asked: readonly DeviceSerial[];
}

/**
 * `noticed` where it is due, once per stay and visit, `due` from then on; `already-sent` once per stay of a device that
 * has nothing new; `silent` where there is nothing to say.
 */
export type HeardVerdict = 'noticed' | 'due' | 'already-sent' | 'silent';

/** How a device was heard last, under whatever address. */
export interface Hearing {
  readonly device: DeviceSerial;
  /** Monotonic. */
  readonly heardMs: number;
  readonly rssi: number;
  /** A call would be likely to reach it. */
  readonly isPresent: boolean;
}

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

/** A volunteer has one pedometer in hand, or a handful; of more the oldest asks are forgotten. */
export const askedMax = 64;
/** The share of a new advertisement in the smoothed strength: half of a change shows after two seconds. */
const rssiShare = 0.3;

export const nobodyDue: DueState = { entries: new Map(), wasLastKnown: false, asked: [] };

/** One advertisement. `nowMs` is monotonic. */
export const hear = (
  state: DueState,
  heard: Heard,
  facts: DeviceFacts | undefined,
  nowMs: number,
): { readonly state: DueState; readonly verdict: HeardVerdict } => {
  const known = state.entries.get(heard.address);
  const isArrival = known === undefined || (known.heardMs > -Infinity && nowMs - known.heardMs > awayMs);
  const isDue = isAsked(state, facts?.device) || hasNews(heard, facts, known?.visited, nowMs);
  const wasNoticed = !isArrival && known.isNoticed;
  const entry: Entry = {
    heard,
    heardMs: nowMs,
    rssi: isArrival ? heard.rssi : known.rssi + rssiShare * (heard.rssi - known.rssi),
    device: facts?.device,
    waitingSinceMs: isDue ? (known?.waitingSinceMs ?? nowMs) : undefined,
    isNoticed: isDue || wasNoticed,
    notBeforeMs: known?.notBeforeMs ?? nowMs,
    waitMs: known?.waitMs ?? 0,
    visited: known?.visited,
  };
  const dueVerdict = wasNoticed ? 'due' : 'noticed';
  return {
    state: { ...state, entries: withEntry(state.entries, heard.address, entry) },
    verdict: isDue ? dueVerdict : isArrival ? 'already-sent' : 'silent',
  };
};

/** Whoever is here is called next, whatever it was told to wait; whoever is not, as soon as it is heard. */
export const ask = (state: DueState, device: DeviceSerial, nowMs: number): DueState => ({
  ...withChanged(state, device, (entry) => ({
    ...entry,
    waitingSinceMs: entry.waitingSinceMs ?? nowMs,
    notBeforeMs: nowMs,
    waitMs: 0,
  })),
  asked: [...state.asked.filter((other) => other !== device), device].slice(-askedMax),
});

/** What it has to bring of its own is found out when it is heard again. */
export const forgetAsk = (state: DueState, device: DeviceSerial): DueState =>
  isAsked(state, device)
    ? {
        ...withChanged(state, device, (entry) => ({ ...entry, waitingSinceMs: undefined })),
        asked: state.asked.filter((other) => other !== device),
      }
    : state;

/**
 * Whoever was asked for; else who has waited longest of those present and not told to wait. Known and unknown devices take turns, so that neither a
 * crowd of strangers nor the regulars can keep the other out.
 */
export const nextDue = (state: DueState, nowMs: number): Heard | undefined => {
  const ready = [...state.entries.values()].filter(
    (entry) => entry.waitingSinceMs !== undefined && entry.notBeforeMs <= nowMs && nowMs - entry.heardMs <= presentMs,
  );
  const asked = ready.filter(({ device }) => isAsked(state, device));
  const turn = ready.filter((entry) => isKnown(entry) !== state.wasLastKnown);
  const [first] = ([asked, turn].find((group) => group.length > 0) ?? ready).sort(
    (a, b) => (a.waitingSinceMs ?? 0) - (b.waitingSinceMs ?? 0) || b.heard.rssi - a.heard.rssi,
  );
  return first?.heard;
};

/** The visit ended well; `progress` as its status said. */
export const visited = (
  state: DueState,
  address: string,
  { serial, epoch, nextSequence }: Progress,
  nowMs: number,
): DueState =>
  changed({ ...state, asked: state.asked.filter((other) => other !== serial) }, address, (entry) => ({
    ...entry,
    device: serial,
    waitingSinceMs: undefined,
    isNoticed: false,
    notBeforeMs: nowMs,
    waitMs: 0,
    visited: { epoch, nextSequence, atMs: nowMs },
  }));

/** The visit broke or failed: to the back of the queue, and the longer away the oftener it fails. */
export const failed = (state: DueState, address: string, nowMs: number, random: Random): DueState =>
  changed(state, address, (entry) => {
    const waitMs = nextWaitMs(entry.waitMs, retryBounds, random);
    return { ...entry, waitingSinceMs: nowMs + waitMs, isNoticed: true, notBeforeMs: nowMs + waitMs, waitMs };
  });

/** Not the device's fault: it keeps its record and comes again after `durationMs`. */
export const postponed = (state: DueState, address: string, nowMs: number, durationMs: number): DueState =>
  changed(state, address, (entry) => ({ ...entry, notBeforeMs: nowMs + durationMs }));

/** The radio has forgotten it: it must be heard again before it can be called. */
export const unheard = (state: DueState, address: string): DueState =>
  changed(state, address, (entry) => ({ ...entry, heardMs: -Infinity }));

/** Of every device known by its address and not forgotten meanwhile. */
export const hearings = (state: DueState, nowMs: number): readonly Hearing[] => {
  const latest = new Map<DeviceSerial, Hearing>();
  for (const { device, heardMs, rssi } of state.entries.values()) {
    if (device === undefined || heardMs === -Infinity || (latest.get(device)?.heardMs ?? -Infinity) > heardMs) continue;
    latest.set(device, { device, heardMs, rssi: Math.round(rssi), isPresent: nowMs - heardMs <= presentMs });
  }
  return [...latest.values()];
};

const isAsked = ({ asked }: DueState, device: DeviceSerial | undefined): boolean =>
  device !== undefined && asked.includes(device);

const isKnown = ({ device }: Entry): boolean => device !== undefined;

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
  const entries = new Map(state.entries).set(address, change(entry));
  return { ...state, entries, wasLastKnown: isKnown(entry) };
};

/** The same for every address of a device; nobody's turn. */
const withChanged = (state: DueState, device: DeviceSerial, change: (entry: Entry) => Entry): DueState => {
  const entries = [...state.entries].map(
    ([address, entry]) => [address, entry.device === device ? change(entry) : entry] as const,
  );
  return { ...state, entries: new Map(entries) };
};

const withEntry = (entries: ReadonlyMap<string, Entry>, address: string, entry: Entry): ReadonlyMap<string, Entry> => {
  const next = new Map(entries).set(address, entry);
  if (next.size <= entriesMax) return next;
  // Strangers go before the known, those not heard for longest first.
  const [last] = [...next.values()].sort((a, b) => Number(isKnown(a)) - Number(isKnown(b)) || a.heardMs - b.heardMs);
  if (last !== undefined) next.delete(last.heard.address);
  return next;
};
