/** Kiosk words in Japanese, every kanji with its furigana (centre-shared/ruby). Sets the keys English must have. */
import type { DeviceStatus } from '../../../contract/roster.ts';
import {
  dateMarked,
  daysMarked,
  nicknameMarked,
  numberMarked,
  peopleMarked,
  pointsMarked,
  stepsMarked,
} from '../../centre-shared/japanese-numbers.ts';
import { unmarked } from '../../centre-shared/ruby.ts';

const askStaff = '[窓口|まどぐち]の[人|ひと]に [声|こえ]をかけてください';
const stillThere = '[歩|ある]いた [分|ぶん]は [歩数計|ほすうけい]に のこっています';

const foundWith: Readonly<Record<DeviceStatus, string>> = {
  'in-stock': 'いまは [貸|か]し[出|だ]していない [歩数計|ほすうけい]です',
  'on-loan': '[使|つか]っている[人|ひと]が まだ わかりません。[歩|ある]いた [分|ぶん]は とってあります',
  returned: '[返|かえ]していただいた [歩数計|ほすうけい]です',
  lost: 'さがしていた [歩数計|ほすうけい]です。ありがとうございます',
  repair: '[修理|しゅうり]を [待|ま]っている [歩数計|ほすうけい]です',
  retired: 'もう [使|つか]わない [歩数計|ほすうけい]です',
};

export const kioskJa = {
  locale: 'ja-JP',
  product: '[歩|あゆ]み [受付|うけつけ]',
  date: (date: string) => dateMarked(date),
  switchLanguage: 'English',
  /** Between what is said of one person, for the voice and for whoever reads the screen by ear. */
  pause: '。',

  idle: {
    title: '[歩数計|ほすうけい]を ここに おいてください',
    hint: 'おくだけで [歩|ある]いた [分|ぶん]が [届|とど]きます',
    drawing: '[受|う]け[皿|ざら]に [歩数計|ほすうけい]を おく [絵|え]',
    came: (people: number) => (people === 0 ? 'きょうは これからです' : `きょう ${peopleMarked(people)} [来|き]ました`),
    pointsLater: 'ポイントは あとで [届|とど]きます',
  },
  starting: '[準備|じゅんび]しています',
  lost: { title: 'つなぎなおしています', safe: stillThere },
  deaf: { title: 'いま [歩数計|ほすうけい]を [読|よ]めません', next: askStaff },

  who: {
    number: (label: string) => `${numberMarked(unmarked(label))}さん`,
    nickname: (nickname: string) => nicknameMarked(nickname),
    unknown: 'この[歩数計|ほすうけい]',
  },
  noticed: { answer: '[見|み]つけました', hint: 'そのまま おまちください' },
  reading: {
    answer: '[読|よ]んでいます',
    hint: 'そのまま おまちください',
    progress: (percent: number) => `${percent}% [読|よ]みました`,
  },
  received: {
    answer: (days: number) => (days === 0 ? '[届|とど]きました' : `${daysMarked(days)}[分|ぶん] [届|とど]きました`),
    short: (days: number) => (days === 0 ? '[届|とど]きました' : `${daysMarked(days)}[分|ぶん]`),
    first: 'はじめての [記録|きろく]です。ようこそ',
  },
  already: { answer: 'きょうは もう [届|とど]いています', short: '[届|とど]いています' },
  facts: {
    yesterday: (steps: number) => `きのう ${stepsMarked(steps)}`,
    month: (points: number) => `[今月|こんげつ] ${pointsMarked(points)}`,
    following: 'ポイントは あとで [届|とど]きます',
    never: 'ポイントは つぎに [来|き]たとき お[知|し]らせします',
    batteryWell: '[電池|でんち]は [元気|げんき]です',
    batteryLow: `[電池|でんち]が [少|すく]なくなりました。${askStaff}`,
  },
  troubles: {
    memory: `[古|ふる]い [分|ぶん]が [少|すこ]し [消|き]えていました。${askStaff}`,
    power: `[電池|でんち]が [一度|いちど] [切|き]れていました。${askStaff}`,
    clock: '[日付|ひづけ]は あとで [確|たし]かめます。[歩|ある]いた [分|ぶん]は とってあります',
  },
  notOnLoan: {
    because: (status: DeviceStatus | null) =>
      status === null
        ? 'ここでは はじめての [歩数計|ほすうけい]です。[歩|ある]いた [分|ぶん]は とってあります'
        : foundWith[status],
  },
  again: {
    answer: 'もう[一度|いちど] おいてください',
    short: 'もう[一度|いちど]',
    partial: 'とちゅうまで [届|とど]いています',
    none: stillThere,
  },
  staff: {
    answer: askStaff,
    short: '[窓口|まどぐち]へ',
    because: {
      link: `うまく つながりません。${stillThere}`,
      full: `いまは [受|う]け[取|と]れません。${stillThere}`,
      pedometer: '[歩数計|ほすうけい]の [調子|ちょうし]を [見|み]てもらってください',
    },
  },

  controls: {
    title: 'ボタン',
    people: 'いま ここにいる[人|ひと]',
    results: '[届|とど]いた お[知|し]らせ',
    showAgain: 'もう[一度|いちど] [見|み]る',
    showAgainHint: 'きょう [届|とど]いた [結果|けっか]です。[見|み]たいものを おしてください',
    nothingYet: 'まだ ありません',
    print: '[紙|かみ]に [出|だ]す',
    close: 'とじる',
    furigana: 'ふりがな',
    textSize: (percent: number) => `[文字|もじ] ${percent}%`,
    mute: '[音|おと]を [止|と]める',
    unmute: '[音|おと]を [出|だ]す',
    sound: '[音|おと]と [声|こえ]',
    touchFirst: '[画面|がめん]に [一度|いちど] さわると [音|おと]が [出|で]ます',
  },
  sound: {
    volume: (level: number, most: number) => `[音|おと]の [大|おお]きさ ${level}／${most}`,
    quieter: '[小|ちい]さく',
    louder: '[大|おお]きく',
    try: '[音|おと]を ためす',
    tones: {
      received: '[届|とど]いた [音|おと]',
      already: 'もう [届|とど]いている [音|おと]',
      again: 'もう[一度|いちど]の [音|おと]',
      staff: '[窓口|まどぐち]への [音|おと]',
    },
    voice: '[声|こえ]でも [読|よ]む',
    noVoice: 'この [画面|がめん]には [声|こえ]が ありません。[音|おと]で お[知|し]らせします',
  },
};

export type KioskWords = typeof kioskJa;
