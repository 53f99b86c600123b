/** Other rule words: what a month, a goal or a rule for other days or people makes of a date, said plainly in Japanese and English. Pure. */
import { daysAfter } from '../rule/calendar.ts';
import type { DayKind } from '../rule/day-kind.ts';
import { amountWords, dayWords, stepWords, type Unit, type Words } from '../words.ts';
import type { MonthReason, OtherRuleReason } from './reason.ts';

export const otherRuleWords = (reason: OtherRuleReason, unit: Unit): Words => {
  switch (reason.kind) {
    case 'not-for-day':
      return {
        ja: `「${reason.sentence.ja}」は、${dayKindWords[reason.days].ja}のきまりです。この日にはあたりません。`,
        en: `“${reason.sentence.en}” is for ${dayKindWords[reason.days].en}; this day is none.`,
      };
    case 'not-for-age':
      return {
        ja: `この日は ${reason.age}歳でした。歩数のポイントは ${ageSpan(reason).ja}の方のきまりです。`,
        en: `On this day the age was ${reason.age}; points for steps are for people ${ageSpan(reason).en}.`,
      };
    case 'no-step-rule':
      return {
        ja: `${stepWords(reason.steps).ja}が届いています。この日の歩数だけでつくポイントはありません。`,
        en: `${stepWords(reason.steps).en} have arrived. The steps of this day earn no points by themselves.`,
      };
    case 'no-goal':
      return {
        ja: `歩数の目標が、この日までに決まっていません。「${reason.activity.ja}」を窓口で受け付けます。きまりは「${reason.sentence.ja}」です。`,
        en: `No goal of steps had been declared by this day: “${reason.activity.en}” is taken at the desk. The rule: “${reason.sentence.en}”.`,
      };
    case 'goal':
      return goalWords(reason);
    default:
      return monthWords(reason, unit);
  }
};

const dayKindWords: Readonly<Record<DayKind, Words>> = {
  all: { ja: '毎日', en: 'every day' },
  weekdays: { ja: '平日（祝日でない月曜から金曜）', en: 'weekdays (Monday to Friday, no holidays)' },
  'weekends-and-holidays': { ja: '土日と祝日', en: 'weekends and national holidays' },
  holidays: { ja: '祝日', en: 'national holidays' },
};

/** `150` stands for no limit. */
export const ageSpan = ({ ageMin, ageMax }: { readonly ageMin: number; readonly ageMax: number }): Words => {
  if (ageMax >= 150) return { ja: `${ageMin}歳以上`, en: `aged ${ageMin} or over` };
  if (ageMin === 0) return { ja: `${ageMax}歳まで`, en: `aged ${ageMax} or under` };
  return { ja: `${ageMin}歳から${ageMax}歳まで`, en: `aged ${ageMin} to ${ageMax}` };
};

const goalWords = ({ steps, goalSteps, sentence }: Extract<OtherRuleReason, { kind: 'goal' }>): Words => {
  const [walked, goal, missing] = [stepWords(steps), stepWords(goalSteps), stepWords(goalSteps - steps)];
  return steps >= goalSteps
    ? {
        ja: `${walked.ja}で、目標の ${goal.ja}にとどきました。きまりは「${sentence.ja}」です。`,
        en: `${walked.en}: the goal of ${goal.en} was reached. The rule: “${sentence.en}”.`,
      }
    : {
        ja: `${walked.ja}は、目標の ${goal.ja}に ${missing.ja} たりませんでした。きまりは「${sentence.ja}」です。`,
        en: `${walked.en}: ${missing.en} short of the goal of ${goal.en}. The rule: “${sentence.en}”.`,
      };
};

const monthWords = (reason: MonthReason, unit: Unit): Words => {
  const [finding, outcome] = [findingWords(reason), outcomeWords(reason, unit)];
  return {
    ja: `${finding.ja}きまりは「${reason.sentence.ja}」です。${outcome.ja}`,
    en: `${finding.en} The rule: “${reason.sentence.en}”. ${outcome.en}`,
  };
};

const findingWords = (reason: MonthReason): Words => {
  const month = monthName(reason.month);
  switch (reason.kind) {
    case 'month-days': {
      const { reachedDays, targetSteps } = reason;
      const isOver = reason.granted !== null;
      return {
        ja: `${month.ja}に ${stepWords(targetSteps).ja}にとどいた日は、${isOver ? '' : 'いままでに '}${reachedDays}日です。`,
        en: `${dayCount(reachedDays)} of ${month.en} reached ${stepWords(targetSteps).en}${isOver ? '' : ' so far'}.`,
      };
    }
    case 'month-average': {
      const average = stepWords(reason.average);
      const span: Words = reason.isOfArrived
        ? { ja: '歩数が届いた日の平均', en: 'the days that have arrived average' }
        : { ja: `${dayWords(reason.to).ja}までの平均`, en: `the average until ${dayWords(reason.to).en} is` };
      return {
        ja: `${month.ja}は、${span.ja}が 1日 ${average.ja}です。`,
        en: `In ${month.en} ${span.en} ${average.en} a day.`,
      };
    }
    case 'baseline':
      return baselineWords(reason, month);
  }
};

const baselineWords = (
  { own, baselineDays, average }: Extract<MonthReason, { kind: 'baseline' }>,
  month: Words,
): Words => {
  switch (own) {
    case 'not-over':
      return {
        ja: `はじめの${baselineDays}日間の歩数を、くらべるもとにします。${month.ja}は、まだくらべません。`,
        en: `Your own first ${baselineDays} days are what later months are compared with. ${month.en} is not compared yet.`,
      };
    case 'too-few-days':
      return {
        ja: `はじめの${baselineDays}日間に届いた日がたりないので、くらべられません。`,
        en: `Too few of your first ${baselineDays} days have arrived to compare with.`,
      };
    default:
      return {
        ja: `${month.ja}の平均は 1日 ${stepWords(average).ja}、はじめの${baselineDays}日間の平均は ${stepWords(own).ja}です。`,
        en: `In ${month.en} the average is ${stepWords(average).en} a day; in your own first ${baselineDays} days it was ${stepWords(own).en}.`,
      };
  }
};

const outcomeWords = ({ granted, settledOn }: MonthReason, unit: Unit): Words => {
  if (granted === null) {
    const from = dayWords(daysAfter(settledOn, 1));
    return {
      ja: `ポイントは月が終わってから、${from.ja}に決まります。`,
      en: `Points come after the month, on ${from.en}.`,
    };
  }
  if (granted === 0) return { ja: 'この月のポイントはつきませんでした。', en: 'This month earned no points.' };
  const amount = amountWords(granted, unit);
  return {
    ja: `月の終わりの日に ${amount.ja}がつきました。`,
    en: `The last day of the month has ${amount.en} for it.`,
  };
};

const dayCount = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11` → `11月` · `November`. */
const monthName = (month: string): Words => {
  const number = Number(month.slice(5));
  return { ja: `${number}月`, en: months[number - 1] ?? month };
};
