/** Stage: which cards are on the screen, and which of them is the big one. */
import type { KioskCard } from '../../../contract/kiosk.ts';

/** A result stays at least this long; longer while several people are there. Afterwards it can be called back. */
export const resultHoldMs = 30_000;
/** More cards than this cannot be read from two metres. */
export const stageCardsMax = 4;

export interface Stage {
  /** Null: nobody is there, and the kiosk invites. */
  readonly big: KioskCard | null;
  /** Newest first. */
  readonly small: readonly KioskCard[];
}

export interface StageAsked {
  /** Oldest first. */
  readonly cards: readonly KioskCard[];
  /** What the gateway's clock shows, and how many times faster than life it runs. */
  readonly shownMs: number;
  readonly speed: number;
  /** The card somebody wants to see again: it stays until it is closed or somebody new has a result. */
  readonly calledBack: string | null;
}

export const stageOf = ({ cards, shownMs, speed, calledBack }: StageAsked): Stage => {
  const newestFirst = cards.toSorted((left, right) => right.at.localeCompare(left.at));
  const ageMs = (card: KioskCard): number => (shownMs - Date.parse(card.at)) / speed;
  const underWay = newestFirst.filter(isUnderWay);
  const results = newestFirst.filter((card) => !isUnderWay(card));
  const recent = results.filter((card) => ageMs(card) < resultHoldMs);
  // Each person present gives everybody more time to read.
  const present = underWay.length + recent.length;
  const held = results.filter((card) => ageMs(card) < resultHoldMs * Math.max(1, present));
  const called = results.find((card) => card.id === calledBack);
  // Whoever has an answer keeps the big place until the next one has theirs: nobody reads over a shoulder.
  const order = [...held, ...underWay];
  const big = called ?? order[0] ?? null;
  const small = newestFirst.filter((card) => card.id !== big?.id && order.includes(card)).slice(0, stageCardsMax - 1);
  return { big, small };
};

/** Still being read: what it has brought is not known yet. */
export const isUnderWay = ({ step }: KioskCard): boolean => step.kind === 'noticed' || step.kind === 'reading';

/** Newest first: everything that can be seen again. */
export const earlierOf = (cards: readonly KioskCard[]): readonly KioskCard[] =>
  cards.filter((card) => !isUnderWay(card)).toSorted((left, right) => right.at.localeCompare(left.at));
