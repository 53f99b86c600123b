/** Settled: whether what the cloud has told of a centre already contains one of its actions. Pure. */
import type { CentreAction } from '../../contract/centre-action.ts';
import { outcomesMax, type CentreNews } from '../../contract/centre-news.ts';

/** News written so much later than an action that the cloud has, and silent about it, will not speak of it any more. */
const silentMs = 86_400_000;

export type IsSettled = (action: CentreAction, isSent: boolean) => boolean;

/**
 * `isSent`: the cloud has it on its disk, and what it tells lags behind that by a moment. One that is held for the desk is
 * not settled: the pedometer is where the volunteer said it is.
 */
export const settledIn = (news: CentreNews | undefined): IsSettled => {
  if (news === undefined) return () => false;
  const outcomes = new Map(news.outcomes.map(({ action, outcome }) => [action, outcome]));
  const [oldest] = news.outcomes;
  // Only so many are told: those before them have been.
  const toldFromMs = oldest !== undefined && news.outcomes.length >= outcomesMax ? Date.parse(oldest.at) : -Infinity;
  const newsMs = Date.parse(news.at);
  return (action, isSent) => {
    const told = outcomes.get(action.id);
    if (told !== undefined) return told !== 'held';
    return isSent && (action.at < toldFromMs || newsMs - action.at > silentMs);
  };
};
