/** Reason words: the reasons for a date's points, said plainly in Japanese and English. Pure. */
import type { ClaimFault } from '../engine/claim-awards.ts';
import type { Cause } from '../ledger/ledger-entry.ts';
import { amountWords, dayWords, stepWords, type Unit, type Words } from '../words.ts';
import { ageSpan, otherRuleWords } from './other-rule-words.ts';
import type { Reason } from './reason.ts';

/** One sentence for a reason. */
export const reasonWords = (reason: Reason, unit: Unit): Words => {
  switch (reason.kind) {
    case 'no-total':
      return {
        ja: 'この日の歩数は、まだ届いていません。歩数計を拠点に持ってきてください。',
        en: 'The steps of this day have not arrived yet. Please bring the pedometer to a centre.',
      };
    case 'no-pedometer':
      return {
        ja: `この日は、まだ歩数計がありませんでした。${reason.from === null ? '' : `歩数は ${dayWords(reason.from).ja}から数えます。`}`,
        en: `There was no pedometer yet on this day.${reason.from === null ? '' : ` Steps count from ${dayWords(reason.from).en} on.`}`,
      };
    case 'earned':
      return {
        ja: `${stepWords(reason.steps).ja}は「${reason.sentence.ja}」です。`,
        en: `${stepWords(reason.steps).en}: “${reason.sentence.en}”.`,
      };
    case 'also-earned':
      return {
        ja: `「${reason.sentence.ja}」で ${amountWords(reason.points, unit).ja}です。`,
        en: `“${reason.sentence.en}”: ${amountWords(reason.points, unit).en}.`,
      };
    case 'below':
      return {
        ja: `${stepWords(reason.steps).ja}は、${stepWords(reason.leastSteps).ja}に ${stepWords(reason.missingSteps).ja} たりませんでした。`,
        en: `${stepWords(reason.steps).en}: ${stepWords(reason.missingSteps).en} short of ${stepWords(reason.leastSteps).en}.`,
      };
    case 'limit':
      return { ja: `上限があります。「${reason.sentence.ja}」`, en: `There is a limit: “${reason.sentence.en}”.` };
    case 'corrected':
      return {
        ja: `${becauseWords[reason.cause].ja}${amountWords(reason.from, unit).ja}から ${amountWords(reason.to, unit).ja}に直しました。`,
        en: `${becauseWords[reason.cause].en}${amountWords(reason.from, unit).en} became ${amountWords(reason.to, unit).en}.`,
      };
    case 'not-settled':
      return {
        ja: `いまの規則では ${amountWords(reason.owed, unit).ja}です。過去の分は、係の人が計算しなおすまで変わりません。`,
        en: `By the rules of today it would be ${amountWords(reason.owed, unit).en}. The past stays as it is until the staff recompute it.`,
      };
    case 'claim-earned-nothing':
      return {
        ja: `「${reason.activity.ja}」は、${claimFaultWords[reason.fault].ja}ので、ポイントはつきません。`,
        en: `“${reason.activity.en}” earns nothing: ${claimFaultWords[reason.fault].en}.`,
      };
    case 'not-for-day':
    case 'not-for-age':
    case 'no-step-rule':
    case 'no-goal':
    case 'goal':
    case 'month-days':
    case 'month-average':
    case 'baseline':
      return otherRuleWords(reason, unit);
    default:
      return deliveryWords(reason);
  }
};

const becauseWords: Readonly<Record<Cause['kind'], Words>> = {
  feed: { ja: '歩数が直されたので、', en: 'The steps were put right, so ' },
  visit: { ja: '拠点に来た記録が変わったので、', en: 'The record of visits has changed, so ' },
  enrolment: { ja: '登録の内容が直されたので、', en: 'The registration was put right, so ' },
  claim: { ja: 'ほかの取組が記録されたので、', en: 'Another activity was recorded, so ' },
  'claim-void': { ja: '取組が取り消されたので、', en: 'An activity was taken back, so ' },
  decision: { ja: '係の人が確かめて決めたので、', en: 'The staff looked at it and decided, so ' },
  closing: { ja: '月や期間の終わりに計算したので、', en: 'It was worked out at the end of the month or period, so ' },
  recompute: { ja: '計算しなおしたので、', en: 'It was recomputed, so ' },
  transfer: { ja: 'ポイントを移したので、', en: 'Points were moved, so ' },
};

type DeliveryReason = Extract<
  Reason,
  {
    kind:
      | 'too-late'
      | 'after-close'
      | 'outside-period'
      | 'after-visit'
      | 'held'
      | 'doubted'
      | 'unsigned'
      | 'decided'
      | 'beyond-belief'
      | 'not-final'
      | 'not-of-age';
  }
>;

const deliveryWords = (reason: DeliveryReason): Words => {
  switch (reason.kind) {
    case 'too-late':
      return {
        ja: `${brought(reason).ja}は、届いた日を1日目として${reason.windowDays}日より前の歩数なので、ポイントはふえません。`,
        en: `${brought(reason).en} add no points: the day is more than ${reason.windowDays} days back, counting the day of the visit as day 1.`,
      };
    case 'after-close':
      return {
        ja: `${brought(reason).ja}は、受付の終わり ${dayWords(reason.closedOn).ja}を過ぎて届いたので、ポイントはふえません。`,
        en: `${brought(reason).en} add no points: this period could be brought until ${dayWords(reason.closedOn).en}.`,
      };
    case 'outside-period':
      return {
        ja: 'この日は、ポイントがつく期間の外です。',
        en: 'This day lies outside the periods in which points are earned.',
      };
    case 'after-visit':
      return {
        ja: `${stepWords(reason.steps).ja}の日付が、届いた ${dayWords(reason.syncedOn).ja}より後になっているので、ポイントはふえません。係の人に声をかけてください。`,
        en: `${stepWords(reason.steps).en} are dated after ${dayWords(reason.syncedOn).en}, the day they were brought, so they add no points. Please ask the staff.`,
      };
    case 'held':
    case 'doubted':
      return {
        ja: `${brought(reason).ja}は保留中です。係の人が確かめています。`,
        en: `${brought(reason).en} are on hold: someone is looking at them.`,
      };
    case 'unsigned':
      return {
        ja: `${brought(reason).ja}は、ほかの仕組みから取りこんだもので、歩数計の印がないため、ポイントはつきません。`,
        en: `${brought(reason).en} were taken over from another system without a pedometer’s seal, so they earn no points.`,
      };
    case 'decided':
      return decidedWords(reason);
    case 'beyond-belief':
      return {
        ja: `${stepWords(reason.steps).ja}のうち、1日に数えるのは ${stepWords(reason.believedMax).ja}までです。`,
        en: `Of ${stepWords(reason.steps).en}, at most ${stepWords(reason.believedMax).en} count for one day.`,
      };
    case 'not-final':
      return {
        ja: `${stepWords(reason.steps).ja}が届いています。1日分がそろうと、ポイントがつきます。`,
        en: `${stepWords(reason.steps).en} have arrived. The points come once the whole day is there.`,
      };
    case 'not-of-age':
      return {
        ja: `この日は ${reason.age}歳でした。ポイントがつくのは ${ageSpan(reason).ja}の方です。`,
        en: `On this day the age was ${reason.age}; points are for people ${ageSpan(reason).en}.`,
      };
  }
};

const brought = ({ steps, syncedOn }: { readonly steps: number; readonly syncedOn: string }): Words => ({
  ja: `${dayWords(syncedOn).ja}に届いた ${stepWords(steps).ja}`,
  en: `${stepWords(steps).en} brought on ${dayWords(syncedOn).en}`,
});

const decidedWords = ({ decision, steps }: Extract<Reason, { kind: 'decided' }>): Words => {
  switch (decision) {
    case 'accept':
      return {
        ja: '係の人が確かめて、そのまま数えることにしました。',
        en: 'The staff looked at this day and accepted it.',
      };
    case 'cap':
      return {
        ja: `係の人が確かめて、${stepWords(steps ?? 0).ja}までを数えることにしました。`,
        en: `The staff looked at this day; at most ${stepWords(steps ?? 0).en} count.`,
      };
    case 'void':
      return {
        ja: '係の人が確かめて、この日は数えないことにしました。',
        en: 'The staff looked at this day and decided that it does not count.',
      };
  }
};

/** Reads on after 「…」は、 and before ので. */
export const claimFaultWords: Readonly<Record<ClaimFault, Words>> = {
  void: { ja: '取り消された', en: 'it was taken back' },
  'not-on-menu': { ja: 'その日の取組メニューにない', en: 'it was not on that day’s menu' },
  'not-for-account': { ja: 'このポイントの対象ではない', en: 'it is not for this account' },
  'paper-closed': {
    ja: '歩数計を使いはじめた日からは紙のカードに新しいポイントがつかない',
    en: 'no new points go on paper from the day the pedometer is used',
  },
  'before-pedometer': { ja: '歩数計を借りる前の日な', en: 'it was before the pedometer was lent' },
  'too-young': { ja: '対象の年齢ではない', en: 'it is not for this age' },
  'no-group': { ja: '登録団体が書かれていない', en: 'the registered group is missing' },
  'not-kept-long-enough': { ja: '続けた期間がたりない', en: 'it was not kept long enough' },
  'no-goal': { ja: '目標の歩数がたりない', en: 'the goal of steps is missing or too low' },
  'outside-period': { ja: 'ポイントがつく期間の外な', en: 'it lies outside the periods' },
  'already-claimed': { ja: 'もう受け取っている', en: 'it has been claimed already' },
};
