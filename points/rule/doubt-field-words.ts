/** Doubt field words: what each limit to what is believed of a day is for, in Japanese and English, for editors. */
import type { Words } from '../words.ts';

const words = (ja: string, en: string): Words => ({ ja, en });

/** By the end of an entry's path, like those beside them (field-words.ts). */
export const doubtFieldWords: Readonly<Record<string, Words>> = {
  doubt: words(
    '人が確かめるまで保留にする日の境目。書かない項目は既定のまま',
    'From where on a day is held for a person to look at; what is left out is as tuned',
  ),
  daySteps: words('1日にこれより多ければ保留', 'More in a day is held'),
  cadence: words('速すぎる歩数', 'Steps too fast to be walked'),
  minuteSteps: words('1分にこれより多ければ保留', 'More within a minute is held'),
  hourSteps: words('休みない1時間の上限、年齢ごと', 'Most steps of an unbroken hour, by age'),
  'hourSteps.ageMin': words('この年齢から', 'From this age on'),
  evenHours: words('そろいすぎた時間 (振り子など)', 'Hours too even, as a pendulum’s'),
  'evenHours.steps': words('この歩数以上の時間について', 'Of hours with so many steps or more'),
  'evenHours.hours': words('これだけの時間が', 'So many hours …'),
  among: words('続く何時間のうち', '… of so many in a row'),
  percent: words('何%の幅におさまるか', 'Lie within so many percent of one another'),
  evenMinutes: words('そろいすぎた分', 'Minutes too even'),
  'evenMinutes.steps': words('この歩数以上の分について', 'Of minutes with so many steps or more'),
  'evenMinutes.minutes': words('これだけの分が続く', 'So many in a row'),
  nightSteps: words('午前1時から5時までの歩数', 'Steps from 01:00 to 05:00'),
  noPause: words('休みなく続く時間', 'Hours without a pause'),
  'noPause.steps': words('1時間にこの歩数以上が', 'So many steps an hour or more …'),
  'noPause.hours': words('何時間続くか', '… for so many hours in a row'),
  round: words('きりのよすぎる歩数', 'Steps too round'),
  multiple: words('この数の倍数が', 'Multiples of this …'),
  'round.hours': words('何時間あるか', '… in so many hours'),
  repeatedHours: words('前の日と同じ歩数の時間の数', 'Hours with the same steps as on an earlier day'),
  atTarget: words('目標のすぐ上で終わる日', 'Days that end just above a target'),
  'atTarget.steps': words('目標からこの歩数まで', 'Up to so many steps above it'),
  'atTarget.days': words('何日あるか', 'So many days …'),
  'atTarget.of': words('最近の何日のうち', '… of the last so many'),
  twin: words('ほかの人と同じ足で歩いたような日', 'Another person’s curve, walked by the same legs'),
  'twin.steps': words('これより少ない日は比べない', 'Days with fewer steps are not compared'),
  'twin.hours': words('100歩以上の時間の数', 'Hours of at least 100 steps'),
  totalPercent: words('1日の歩数の差 (%)', 'How far the days’ steps may differ, in percent'),
  furthestPercent: words('どの時点でもの差 (1日の歩数の%)', 'How far at any moment, in percent of the day'),
  meanPercent: words('平均の差 (1日の歩数の%)', 'How far on the mean, in percent of the day'),
  movedPercent: words('ほかの区間にずれてよい歩数 (%)', 'Steps that may lie in other buckets, in percent'),
  'twin.days': words('同じ日が何日あるか、この日を含めて', 'On so many days, this one included'),
  'twin.minutes': words('時計の差 (分)', 'How far the clocks may lie apart, in minutes'),
  twoAtOnceHours: words(
    '一人の2台がどちらも200歩以上数えた時間の数',
    'Hours in which both pedometers of one person count 200 steps or more',
  ),
  habitDays: words('同じくせの日が何日認められれば本人のくせか', 'So many believed days with a habit make it theirs'),
};
