/** Explain sentences: the reasons for a day's points, said plainly in Japanese and English. Pure. */
import type { Reason } from './explanation.ts';
import { amountWords, dayWords, stepWords, type Unit, type Words } from './words.ts';

/** One sentence per reason, in the same order. */
export const explainSentences = (
  reasons: readonly Reason[],
  unit: Unit,
): Readonly<Record<keyof Words, readonly string[]>> => {
  const sentences = reasons.map((reason) => sentenceOf(reason, unit));
  return { ja: sentences.map(({ ja }) => ja), en: sentences.map(({ en }) => en) };
};

const sentenceOf = (reason: Reason, unit: Unit): Words => {
  switch (reason.kind) {
    case 'no-total':
      return {
        ja: 'この日の歩数は、まだ届いていません。歩数計を拠点に持ってきてください。',
        en: 'The steps of this day have not arrived yet. Please bring the pedometer to a centre.',
      };
    case 'tier':
      return {
        ja: `${stepWords(reason.steps).ja}は「${reason.tier.sentence.ja}」です。`,
        en: `${stepWords(reason.steps).en}: “${reason.tier.sentence.en}”.`,
      };
    case 'below-tiers':
      return belowSentence(reason);
    case 'too-late':
      return tooLateSentence(reason);
    case 'after-visit':
      return afterVisitSentence(reason);
    case 'held':
      return {
        ja: `${dayWords(reason.syncedOn).ja}に届いた ${stepWords(reason.steps).ja}は保留中です。係の人が確かめています。`,
        en: `${stepWords(reason.steps).en} brought on ${dayWords(reason.syncedOn).en} are on hold: someone is looking at them.`,
      };
    case 'corrected':
      return {
        ja: `歩数が直されたので、${amountWords(reason.from, unit).ja}から ${amountWords(reason.to, unit).ja}に直しました。`,
        en: `The steps were put right, so ${amountWords(reason.from, unit).en} became ${amountWords(reason.to, unit).en}.`,
      };
  }
};

const belowSentence = ({ steps, leastSteps, missingSteps }: Extract<Reason, { kind: 'below-tiers' }>): Words => ({
  ja: `${stepWords(steps).ja}は、${stepWords(leastSteps).ja}に ${stepWords(missingSteps).ja} たりませんでした。`,
  en: `${stepWords(steps).en}: ${stepWords(missingSteps).en} short of ${stepWords(leastSteps).en}.`,
});

const tooLateSentence = ({ steps, syncedOn, windowDays }: Extract<Reason, { kind: 'too-late' }>): Words => ({
  ja:
    `${dayWords(syncedOn).ja}に届いた ${stepWords(steps).ja}は、` +
    `届いた日を1日目として${windowDays}日より前の歩数なので、ポイントはふえません。`,
  en:
    `${stepWords(steps).en} brought on ${dayWords(syncedOn).en} add no points: ` +
    `the day is more than ${windowDays} days back, counting the day of the visit as day 1.`,
});

const afterVisitSentence = ({ steps, syncedOn }: Extract<Reason, { kind: 'after-visit' }>): Words => ({
  ja:
    `${stepWords(steps).ja}の日付が、届いた ${dayWords(syncedOn).ja}より後になっているので、` +
    'ポイントはふえません。係の人に声をかけてください。',
  en:
    `${stepWords(steps).en} are dated after ${dayWords(syncedOn).en}, the day they were brought, ` +
    'so they add no points. Please ask the staff.',
});
