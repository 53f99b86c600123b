/** Kiosk cards: one for everybody who is beside the kiosk, from everything that happens there, in order. Pure; bounded. */
import type { DeviceSerial } from '../../contract/ids.ts';
import { kioskCardsMax, type KioskCard } from '../../contract/kiosk.ts';
import type { VisitResult } from '../../contract/visit-result.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { awayMs } from '../due.ts';
import { agedResult, withCloudsWord } from './kiosk-result.ts';
import { localDay } from './local-day.ts';
import { begunStay, pausedStay, stepStay, type Stay, type StayInput, type StayNow } from './stay.ts';

export interface CardsState {
  /** In the order in which they began. */
  readonly stays: readonly Stay[];
  readonly made: number;
}

export const noCards: CardsState = { stays: [], made: 0 };

/** Nothing disappears sooner, unless newer people need the room. */
const shownMs = 30_000;
/** What asks for something is no use any more when nobody has done it by then. */
const askedMs = 300_000;
/** As many as the gateway remembers pedometers; of a flood of made-up ones those longest silent are forgotten. */
const staysMax = 1_024;

/** Something happened with one pedometer. */
export const takeInput = (state: CardsState, input: StayInput, now: StayNow): CardsState => {
  const found = state.stays.find((stay) => isOf(stay, input, now.monotonicMs));
  const made = state.made + (found === undefined ? 1 : 0);
  const own = stepStay(found ?? begunStay(`${now.wallMs.toString(36)}-${made}`, input, now), input, now);
  const isReading = own.step.kind === 'reading';
  const others = state.stays.map((stay) => {
    if (stay === found) return own;
    // The radio reads one at a time.
    return isReading ? pausedStay(stay, now) : stay;
  });
  const stays = (found === undefined ? [...others, own] : others).filter((stay) => stay === own || !isSame(stay, own));
  return { stays: fewEnough(withRoom(stays, own)), made };
};

/** Nobody needs to be told of the pedometer with this address, as long as it stays. */
export const withoutCard = (state: CardsState, address: string): CardsState => ({
  ...state,
  stays: state.stays.map((stay) => (stay.address === address ? { ...stay, isShown: false } : stay)),
});

/** The cloud's answer to a visit. */
export const takeResult = (state: CardsState, result: VisitResult): CardsState => ({
  ...state,
  stays: state.stays.map((stay) => {
    const { step } = stay;
    if (stay.visit !== result.visit || (step.kind !== 'received' && step.kind !== 'already')) return stay;
    return step.result === null ? stay : { ...stay, step: { ...step, result: withCloudsWord(step.result, result) } };
  }),
});

/** `heard`: the pedometers on the air at this moment. */
export const passTime = (
  state: CardsState,
  heard: ReadonlySet<DeviceSerial>,
  now: StayNow,
  zone: string,
): CardsState => ({
  ...state,
  stays: state.stays
    .map((stay) => (stay.device !== undefined && heard.has(stay.device) ? { ...stay, signMs: now.monotonicMs } : stay))
    .map((stay) => (isOver(stay, now, zone) ? { ...stay, isShown: false } : agedStay(stay, now.wallMs, zone)))
    .filter((stay) => stay.isShown || isHere(stay, now.monotonicMs)),
});

/** Oldest first. */
export const cardsOf = ({ stays }: CardsState): readonly KioskCard[] =>
  stays.flatMap(({ id, label, nickname, sinceMs, atMs, step, isShown }) =>
    isShown ? [{ id, label, nickname, since: isoInstant(sinceMs), at: isoInstant(atMs), step }] : [],
  );

const isHere = (stay: Stay, nowMs: number): boolean => nowMs - stay.signMs <= awayMs;

/** The stay the input belongs to: of the same pedometer, or of an address of which it is not known whose it is. */
const isOf = (stay: Stay, { address, device }: StayInput, nowMs: number): boolean => {
  if (!isHere(stay, nowMs)) return false;
  if (stay.device !== undefined && device !== undefined) return stay.device === device;
  return stay.address === address;
};

/** Of the pedometer itself an earlier stay, or what was begun for its address before it was known whose it is. */
const isSame = (stay: Stay, own: Stay): boolean =>
  isKnownAs(stay.device, own.device) || (stay.device === undefined && stay.address === own.address);

const isKnownAs = (one: DeviceSerial | undefined, other: DeviceSerial | undefined): boolean =>
  one !== undefined && one === other;

const isOver = ({ step, atMs, signMs, changedMs, isShown }: Stay, now: StayNow, zone: string): boolean => {
  const sinceMs = now.monotonicMs - changedMs;
  if (!isShown || sinceMs < shownMs) return false;
  switch (step.kind) {
    case 'reading':
      return false;
    case 'noticed':
      return now.monotonicMs - signMs > shownMs;
    case 'received':
    case 'already':
      return localDay(atMs, zone) !== localDay(now.wallMs, zone);
    case 'again':
    case 'staff':
    case 'not-on-loan':
      return sinceMs > askedMs;
  }
};

const agedStay = (stay: Stay, nowMs: number, zone: string): Stay => {
  const { step } = stay;
  if ((step.kind !== 'received' && step.kind !== 'already') || step.result?.points !== 'following') return stay;
  return { ...stay, step: { ...step, result: agedResult(step.result, stay.atMs, nowMs, zone) } };
};

/** Those that have been told go first, oldest first; then who still waits. Whoever is being read stays, and `own` does. */
const withRoom = (stays: readonly Stay[], own: Stay): readonly Stay[] => {
  const shown = stays.filter(({ isShown }) => isShown);
  const leaving = shown
    .filter((stay) => stay !== own && stay.step.kind !== 'reading')
    .sort((a, b) => Number(a.step.kind === 'noticed') - Number(b.step.kind === 'noticed') || a.changedMs - b.changedMs)
    .slice(0, Math.max(0, shown.length - kioskCardsMax));
  return stays.map((stay) => (leaving.includes(stay) ? { ...stay, isShown: false } : stay));
};

const fewEnough = (stays: readonly Stay[]): readonly Stay[] => {
  if (stays.length <= staysMax) return stays;
  const hidden = stays.filter(({ isShown }) => !isShown).sort((a, b) => a.signMs - b.signMs);
  const leaving = new Set(hidden.slice(0, stays.length - staysMax));
  return stays.filter((stay) => !leaving.has(stay));
};
