/**
 * Delivery: which batch is sent when, again, or no more, from what the connection and the cloud's receipts say. Pure.
 * A broker's own acknowledgement does not come into it: only the cloud's receipt ends a batch (docs/wire.md §2).
 */
import type { Random } from '../../runtime/random.ts';
import { nextWaitMs, type RetryBounds } from '../../runtime/retry.ts';

export interface DeliveryOptions {
  /** Batches sent and not answered, at most. */
  readonly windowMax: number;
  /** How long an answer is waited for: first `baseMs`, then with decorrelated jitter up to `capMs`. */
  readonly resend: RetryBounds;
  /** Tries without any answer after which a batch is parked. */
  readonly triesMax: number;
  /** A connection that lasted less than this may have been ended by what was sent over it. */
  readonly stableMs: number;
}

const eagerFlightsMax = 4;

interface Flight {
  /** `air`: sent over this connection. `ground`: to be sent when there is room. `resting`: the cloud said when. */
  readonly place: 'air' | 'ground' | 'resting';
  readonly unanswered: number;
  /** A connection ended young while it was alone in the air. */
  readonly suspected: boolean;
  readonly waitMs: number;
  readonly dueMs: number;
  readonly firstSentMs: number;
}

export interface DeliveryState {
  readonly upSinceMs: number | undefined;
  /** One at a time until something is answered: the last connection ended soon after we sent. */
  readonly isNarrow: boolean;
  readonly flights: ReadonlyMap<number, Flight>;
  readonly answeredMs: number;
}

export type DeliveryInput =
  | { readonly kind: 'up' | 'down' }
  /** `waiting`: all batches in the outbox that are not parked, oldest first. */
  | { readonly kind: 'tick'; readonly waiting: readonly number[] }
  | { readonly kind: 'answered' | 'gone'; readonly seq: number }
  | { readonly kind: 'retry'; readonly seq: number; readonly retryAfterMs: number };

/** `inSilence`: nothing else was answered meanwhile either, and no connection ended over it: it may not be to blame. */
export type DeliveryAction =
  | { readonly kind: 'send'; readonly seq: number }
  | { readonly kind: 'park'; readonly seq: number; readonly inSilence: boolean };

export interface DeliveryStep {
  readonly state: DeliveryState;
  readonly actions: readonly DeliveryAction[];
}

export const nothingSent: DeliveryState = {
  upSinceMs: undefined,
  isNarrow: false,
  flights: new Map(),
  answeredMs: -Infinity,
};

/** `nowMs` is monotonic. */
export const stepDelivery = (
  state: DeliveryState,
  input: DeliveryInput,
  nowMs: number,
  options: DeliveryOptions,
  random: Random,
): DeliveryStep => {
  switch (input.kind) {
    case 'up':
      return { state: { ...state, upSinceMs: nowMs }, actions: [] };
    case 'down':
      return { state: goneDown(state, nowMs, options), actions: [] };
    case 'tick':
      if (state.upSinceMs === undefined) return { state, actions: [] };
      return launch(...expire(state, nowMs, options), input.waiting, nowMs, options, random);
    case 'answered':
      return { state: { ...without(state, input.seq), isNarrow: false, answeredMs: nowMs }, actions: [] };
    case 'gone':
      return { state: without(state, input.seq), actions: [] };
    case 'retry':
      return { state: rest(state, input.seq, input.retryAfterMs, nowMs, options, random), actions: [] };
  }
};

/** When something becomes due by itself, in monotonic ms. */
export const nextDueMs = (state: DeliveryState): number | undefined => {
  if (state.upSinceMs === undefined) return undefined;
  const due = [...state.flights.values()].filter(({ place }) => place !== 'ground').map(({ dueMs }) => dueMs);
  return due.length === 0 ? undefined : Math.min(...due);
};

/** Whether new visits should make a batch now; while more is in the air they had better gather. */
export const canTakeMore = (state: DeliveryState, options: DeliveryOptions): boolean =>
  state.upSinceMs !== undefined && inAir(state) < Math.min(eagerFlightsMax, windowOf(state, options));

/** Whether a batch formed now would be sent now. */
export const hasRoom = (state: DeliveryState, options: DeliveryOptions): boolean =>
  state.upSinceMs !== undefined && inAir(state) < windowOf(state, options);

/**
 * Whether what was sent arrived cannot be known: all of it goes again. Only a batch that was alone in the air when a
 * young connection ended counts that as a try: the broker may be closing because of it.
 */
const goneDown = (state: DeliveryState, nowMs: number, options: DeliveryOptions): DeliveryState => {
  const isYoung = state.upSinceMs !== undefined && nowMs - state.upSinceMs < options.stableMs;
  const isSuspect = isYoung && inAir(state) === 1;
  const flights = new Map<number, Flight>();
  for (const [seq, flight] of state.flights) {
    if (flight.place !== 'air') flights.set(seq, flight);
    else {
      const unanswered = flight.unanswered + (isSuspect ? 1 : 0);
      flights.set(seq, { ...flight, place: 'ground', unanswered, suspected: flight.suspected || isSuspect });
    }
  }
  return { ...state, flights, upSinceMs: undefined, isNarrow: state.isNarrow || (isYoung && inAir(state) > 0) };
};

/** What was not answered in time goes to the ground, or is parked when it has been tried often enough. */
const expire = (
  state: DeliveryState,
  nowMs: number,
  options: DeliveryOptions,
): readonly [DeliveryState, readonly DeliveryAction[]] => {
  const flights = new Map(state.flights);
  const actions: DeliveryAction[] = [];
  for (const [seq, flight] of state.flights) {
    const isOverdue = flight.place !== 'ground' && flight.dueMs <= nowMs;
    const unanswered = flight.unanswered + (isOverdue && flight.place === 'air' ? 1 : 0);
    if (unanswered >= options.triesMax) {
      flights.delete(seq);
      actions.push({ kind: 'park', seq, inSilence: isInSilence(state, flight) });
    } else if (isOverdue) flights.set(seq, { ...flight, place: 'ground', unanswered });
  }
  return [{ ...state, flights }, actions];
};

const isInSilence = (state: DeliveryState, flight: Flight): boolean =>
  !flight.suspected && state.answeredMs < flight.firstSentMs;

const launch = (
  state: DeliveryState,
  parked: readonly DeliveryAction[],
  waiting: readonly number[],
  nowMs: number,
  options: DeliveryOptions,
  random: Random,
): DeliveryStep => {
  const flights = new Map(state.flights);
  const actions = [...parked];
  const isParked = new Set(parked.map(({ seq }) => seq));
  let room = windowOf(state, options) - inAir(state);
  for (const seq of waiting) {
    const flight = flights.get(seq);
    if (room <= 0) break;
    if (isParked.has(seq) || (flight !== undefined && flight.place !== 'ground')) continue;
    const waitMs = flight === undefined ? options.resend.baseMs : nextWaitMs(flight.waitMs, options.resend, random);
    flights.set(seq, {
      place: 'air',
      unanswered: flight?.unanswered ?? 0,
      suspected: flight?.suspected ?? false,
      waitMs,
      dueMs: nowMs + waitMs,
      firstSentMs: flight?.firstSentMs ?? nowMs,
    });
    actions.push({ kind: 'send', seq });
    room -= 1;
  }
  return { state: { ...state, flights }, actions };
};

/** The cloud is there and asked for patience: it keeps its place in the queue, but none in the window. */
const rest = (
  state: DeliveryState,
  seq: number,
  retryAfterMs: number,
  nowMs: number,
  options: DeliveryOptions,
  random: Random,
): DeliveryState => {
  const flight = state.flights.get(seq);
  if (flight === undefined) return { ...state, answeredMs: nowMs, isNarrow: false };
  const waitMs = nextWaitMs(flight.waitMs, options.resend, random);
  const dueMs = nowMs + Math.max(retryAfterMs, waitMs);
  const resting: Flight = { ...flight, place: 'resting', unanswered: 0, suspected: false, waitMs, dueMs };
  return { ...state, answeredMs: nowMs, isNarrow: false, flights: new Map(state.flights).set(seq, resting) };
};

const without = (state: DeliveryState, seq: number): DeliveryState => {
  const flights = new Map(state.flights);
  flights.delete(seq);
  return { ...state, flights };
};

const windowOf = (state: DeliveryState, options: DeliveryOptions): number => (state.isNarrow ? 1 : options.windowMax);

const inAir = (state: DeliveryState): number =>
  [...state.flights.values()].filter(({ place }) => place === 'air').length;
