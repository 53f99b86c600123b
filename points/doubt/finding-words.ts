/** Finding words: why a day is to be looked at, said to a clerk and fit for the participant's eyes: it asks, it accuses nobody. Pure. */
import { grouped, stepWords, type Words } from '../words.ts';
import type { Finding, FindingOf } from './finding.ts';

/** What a held day is called. */
export const doubtTitle: Words = { ja: '確かめたい日', en: 'A day to check' };

/** Told with every finding, on the screen and in a letter. */
export const doubtPromise: Words = {
  ja: '歩数は消えていません。係の人が確かめるまで、ポイントをお待ちいただいています。',
  en: 'No steps are lost. The points wait until somebody has had a look.',
};

/** One or two sentences with the finding's figures. */
export const findingWords = (finding: Finding): Words => {
  switch (finding.kind) {
    case 'cadence':
      return cadenceWords(finding);
    case 'day-steps':
      return {
        ja: `1日に${stepWords(finding.steps).ja}あります。${stepWords(finding.limit).ja}をこえる日は、確かめることにしています。`,
        en: `${stepWords(finding.steps).en} in one day. Days above ${grouped(finding.limit)} are checked.`,
      };
    case 'even-hours':
      return {
        ja:
          `${hoursWords(finding).ja}は、どの時間も約${stepWords(finding.stepsPerHour).ja}で、差が${finding.differencePercent}%しかありません。` +
          '人が歩くと、もう少しばらつきます。',
        en:
          `${hoursWords(finding).en} have about ${stepWords(finding.stepsPerHour).en} each, only ${finding.differencePercent} % apart. ` +
          'On foot, hours differ more.',
      };
    case 'even-minutes':
      return {
        ja: `${finding.from}から${finding.to}まで、毎分ほぼ${stepWords(finding.stepsPerMinute).ja}でした(ばらつき${finding.differencePercent}%)。`,
        en: `Every minute from ${finding.from} to ${finding.to} has nearly ${stepWords(finding.stepsPerMinute).en} (spread ${finding.differencePercent} %).`,
      };
    case 'night':
      return {
        ja: `夜中の${finding.from}から${finding.to}までに${stepWords(finding.steps).ja}あります(目安は${grouped(finding.limit)}歩まで)。夜のお仕事やご用事でしょうか。`,
        en: `${stepWords(finding.steps).en} in the night, from ${finding.from} to ${finding.to} (up to ${grouped(finding.limit)} is usual). Was it night work, or an errand?`,
      };
    case 'no-pause':
      return {
        ja: `${finding.from}から${finding.to}まで、毎時間${stepWords(finding.stepsPerHour).ja}以上で、休みがありません(合わせて${stepWords(finding.steps).ja})。`,
        en: `From ${finding.from} to ${finding.to} every hour has ${stepWords(finding.stepsPerHour).en} or more, without a rest (${grouped(finding.steps)} in all).`,
      };
    case 'round':
      return {
        ja: `歩いた${finding.activeHours}時間のうち${finding.hours.length}時間が、ちょうど${grouped(finding.multiple)}歩きざみの数です。`,
        en: `${finding.hours.length} of ${finding.activeHours} hours with steps are exact multiples of ${grouped(finding.multiple)}.`,
      };
    case 'repeat':
    case 'at-target':
      return ownDaysWords(finding);
    case 'twin':
    case 'shared-device':
    case 'two-at-once':
      return devicesWords(finding);
  }
};

const cadenceWords = ({ at, minutes, steps, limit }: FindingOf<'cadence'>): Words => ({
  ja: `${at}からの${minutesWords(minutes).ja}に${stepWords(steps).ja}あります。この長さでは${stepWords(limit).ja}までを目安にしています。`,
  en: `${stepWords(steps).en} in the ${minutesWords(minutes).en} from ${at}. Up to ${grouped(limit)} is usual for that time.`,
});

const ownDaysWords = (finding: FindingOf<'repeat'> | FindingOf<'at-target'>): Words => {
  if (finding.kind === 'repeat') {
    return {
      ja: `${finding.date}と、${finding.hours.length}時間にわたって1歩もちがいません。`,
      en: `${finding.hours.length} hours have exactly the steps of the same hours on ${finding.date}.`,
    };
  }
  return {
    ja: `${finding.of}日のうち${finding.days}日が、${stepWords(finding.target).ja}から${finding.within}歩以内で終わっています。`,
    en: `${finding.days} of ${finding.of} days ended within ${stepWords(finding.within).en} above ${grouped(finding.target)}.`,
  };
};

const devicesWords = (finding: FindingOf<'twin'> | FindingOf<'shared-device'> | FindingOf<'two-at-once'>): Words => {
  switch (finding.kind) {
    case 'twin':
      return {
        ja:
          `${finding.other}さんの歩数計と、1日の歩き方がほぼ同じです(${stepWords(finding.steps).ja}と${stepWords(finding.otherSteps).ja}${finding.days > 1 ? `、${finding.days}日とも` : ''})。` +
          'いつもごいっしょに歩かれているか、歩数計をまとめてお持ちだったのかもしれません。',
        en:
          `The day runs like that of ${finding.other} (${grouped(finding.steps)} and ${stepWords(finding.otherSteps).en}${finding.days > 1 ? `, on ${finding.days} days` : ''}). ` +
          'Perhaps the two walk together, or one carried both pedometers.',
      };
    case 'shared-device':
      return {
        ja: `歩数計 ${finding.device} の同じ時間の歩数が、${finding.other}さんにもついています。貸出の記録を確かめてください。`,
        en: `Steps of pedometer ${finding.device} at the same time are also with ${finding.other}. Please check the loans.`,
      };
    case 'two-at-once':
      return {
        ja: `${finding.hours.length}時間のあいだ、歩数計 ${finding.devices.join('と')} が同時に数えています。同じ歩数が二重になっていないか確かめてください。`,
        en: `Pedometers ${finding.devices.join(' and ')} counted at the same time for ${finding.hours.length} hours. Please check that no step is counted twice.`,
      };
  }
};

/** `9時台・10時台・14時台`. */
const hoursWords = ({ hours }: Finding): Words => ({
  ja: hours.map((hour) => `${hour}時台`).join('・'),
  en: `The hours from ${hours.map((hour) => `${hour}:00`).join(', ')}`,
});

const minutesWords = (minutes: number): Words =>
  minutes === 60
    ? { ja: '1時間', en: 'hour' }
    : { ja: `${grouped(Math.round(minutes))}分間`, en: minutes === 1 ? 'minute' : `${Math.round(minutes)} minutes` };
