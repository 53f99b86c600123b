/** News: what is said aloud, once each: a result when it is there, and points that came after it. */
import type { KioskCard } from '../../../contract/kiosk.ts';
import { isUnderWay } from './stage.ts';

export type NewsKind = 'result' | 'points';

export interface News {
  readonly kind: NewsKind;
  readonly card: KioskCard;
}

/** What has been said of each card that is there. */
export type Said = ReadonlyMap<string, string>;

/** A page that is opened in the middle of the day says nothing of what was before it. */
export const saidAtFirst = (cards: readonly KioskCard[]): Said => new Map(cards.map((card) => [card.id, markOf(card)]));

/** Oldest first; `said` is what to keep for the next time. */
export const newsOf = (
  before: Said,
  cards: readonly KioskCard[],
): { readonly said: Said; readonly news: readonly News[] } => {
  const news = cards.flatMap((card): readonly News[] => {
    if (isUnderWay(card)) return [];
    const last = before.get(card.id);
    const now = markOf(card);
    if (last === now) return [];
    return [{ card, kind: last !== undefined && now === `${last} ${pointsMark}` ? 'points' : 'result' }];
  });
  return { said: saidAtFirst(cards), news };
};

const pointsMark = 'points';

/** Steps of one kind that follow one another are one result; only points may come after it. */
const markOf = ({ step }: KioskCard): string => {
  const hasPoints = 'result' in step && step.result?.points === 'here';
  return hasPoints ? `${step.kind} ${pointsMark}` : step.kind;
};
