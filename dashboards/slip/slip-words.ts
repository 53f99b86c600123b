/** Slip words: what the paper of a visit says, every kanji with its furigana. */
import type { KioskResult } from '../../contract/kiosk.ts';
import {
  dateMarked,
  daysMarked,
  nicknameMarked,
  numberMarked,
  pointsMarked,
  stepsMarked,
} from '../centre-shared/japanese-numbers.ts';
import { unmarked } from '../centre-shared/ruby.ts';
import { formatsOf } from '../shared/formats.ts';
import type { Language } from '../shared/language.ts';

type Trouble = KioskResult['troubles'][number];

const troublesJa: Readonly<Record<Trouble, string>> = {
  memory: '[古|ふる]い [分|ぶん]が [少|すこ]し [消|き]えていました。',
  power: '[電池|でんち]が [一度|いちど] [切|き]れていました。',
  clock: '[日付|ひづけ]は あとで [確|たし]かめます。',
};

const slipJa = {
  title: '[歩数計|ほすうけい]の お[知|し]らせ',
  who: (label: string | null, nickname: string | null) => {
    if (nickname !== null) return nicknameMarked(nickname);
    return label === null ? '' : `${numberMarked(unmarked(label))}さん`;
  },
  date: dateMarked,
  arrived: (days: number) => (days === 0 ? '[届|とど]きました' : `${daysMarked(days)}[分|ぶん] [届|とど]きました`),
  yesterday: (date: string) => `${dateMarked(date)}に [歩|ある]いた`,
  steps: stepsMarked,
  month: '[今月|こんげつ]の ポイント',
  points: pointsMarked,
  pointsLater: 'あとで [届|とど]きます',
  pointsNextTime: 'つぎに [来|き]たとき',
  battery: '[電池|でんち]',
  batteryWell: '[元気|げんき]です',
  batteryLow: '[少|すく]なくなりました',
  askStaff: '[窓口|まどぐち]の[人|ひと]に お[話|はな]しください。',
  troubles: troublesJa,
  next: 'つぎに すること',
  comeBefore: (date: string) => `${dateMarked(date)}までに また [歩数計|ほすうけい]を おいてください。`,
  comeAgain: 'つぎに [来|き]たときも [歩数計|ほすうけい]を おいてください。',
};

export type SlipWords = typeof slipJa;

const figure = new Intl.NumberFormat('en-GB');
const formats = formatsOf('en-GB', 'UTC');
const count = (value: number, one: string, many: string): string =>
  `${figure.format(value).replace('-', '−')} ${value === 1 ? one : many}`;

const slipEn: SlipWords = {
  title: 'From your pedometer',
  who: (label, nickname) => nickname ?? (label === null ? '' : `No. ${label}`),
  date: (date) => formats.date(date),
  arrived: (days) => (days === 0 ? 'Received' : `${count(days, 'day', 'days')} received`),
  yesterday: (date) => `Walked on ${formats.date(date)}`,
  steps: (steps) => count(steps, 'step', 'steps'),
  month: 'Points this month',
  points: (points) => count(points, 'point', 'points'),
  pointsLater: 'will follow',
  pointsNextTime: 'next time',
  battery: 'Battery',
  batteryWell: 'fine',
  batteryLow: 'running low',
  askStaff: 'Please talk to the staff.',
  troubles: {
    memory: 'Some of the oldest days were lost.',
    power: 'The battery was out for a while.',
    clock: 'We will check the dates later.',
  },
  next: 'What to do next',
  comeBefore: (date) => `Put your pedometer down here again by ${formats.date(date)}.`,
  comeAgain: 'Put your pedometer down again when you come next.',
};

export const slipWordsOf: Readonly<Record<Language, SlipWords>> = { ja: slipJa, en: slipEn };
