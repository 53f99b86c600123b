/** Differs words: why the steps of a day here are not those of the person's own phone, in words a senior understands. Pure. */
import type { DayFacts } from '../../engine/facts.ts';
import type { PointsExplanation } from '../../explain/explanation.ts';
import { dayWords, stepWords, type Words } from '../../words.ts';

/** What is true of this day first, what is always true last. */
export const differsWords = (
  day: DayFacts | undefined,
  { date, countedSteps, reasons }: PointsExplanation,
): Words[] => {
  const newest = day?.revisions.at(-1);
  if (newest === undefined) return reasons.some(({ kind }) => kind === 'no-pedometer') ? [noneThen] : [notYet, always];
  const { steps, syncedOn, state } = newest;
  const isEarlyVisit = syncedOn === date;
  return [
    ...(isEarlyVisit ? [sameDay(date)] : []),
    ...(state === 'open' && !isEarlyVisit ? [mayGrow(syncedOn)] : []),
    ...(countedSteps < steps && newest.unsigned !== true ? [fewerCounted(steps, countedSteps)] : []),
    always,
  ];
};

const notYet: Words = {
  ja: 'この日の歩数は、まだ歩数計から届いていません。拠点に歩数計を持ってくると届きます。',
  en: 'The steps of this day have not come from the pedometer yet. They come when it is brought to a centre.',
};

const noneThen: Words = {
  ja: 'この日は、まだ歩数計がありませんでした。',
  en: 'There was no pedometer yet on this day.',
};

const always: Words = {
  ja: '電話と歩数計は、別々に数えます。身につけていた時間や場所がちがうと、歩数もちがいます。',
  en: 'A phone and a pedometer count by themselves: worn at other times or in other places, they count other steps.',
};

const sameDay = (date: string): Words => ({
  ja: `最後に読み取ったのは、その日(${dayWords(date).ja})のうちです。読み取ったあとの歩数は、次に来たときに届きます。`,
  en: `The pedometer was last read on that very day (${dayWords(date).en}). Steps after that come with the next visit.`,
});

const mayGrow = (syncedOn: string): Words => ({
  ja: `${dayWords(syncedOn).ja}に届いた歩数です。まだ届いていない分があるかもしれません。`,
  en: `These came on ${dayWords(syncedOn).en}. Some may still be on their way.`,
});

const fewerCounted = (steps: number, counted: number): Words => ({
  ja: `歩数計の${stepWords(steps).ja}のうち、ポイントに数えたのは${stepWords(counted).ja}です。`,
  en: `Of the pedometer’s ${stepWords(steps).en}, ${stepWords(counted).en} count for points.`,
});
