/** Hands words: everything the page of the simulated hands says, in both languages. */
import type { Language } from '../shared/language.ts';

export interface HandsWords {
  readonly title: (here: number) => string;
  readonly lead: string;
  readonly other: string;
  readonly kiosk: string;
  readonly volunteer: string;
  readonly number: (label: string) => string;
  readonly wearer: (participant: string) => string;
  readonly nobody: string;
  readonly battery: (percent: number) => string;
  readonly here: string;
  readonly layDown: string;
  readonly pickUp: string;
  readonly swap: string;
  readonly swapped: (label: string) => string;
  readonly waiting: (numbers: string) => string;
  readonly lost: string;
  readonly loading: string;
}

const ja: HandsWords = {
  title: (here) => (here === 0 ? 'トレイに歩数計は ありません' : `トレイに歩数計が ${here}台 あります`),
  lead: '機械がなくても試せるように、歩数計をこの画面で動かします。置くと、拠点のゲートウェイが本物と同じように読みます。',
  other: 'English',
  kiosk: '受付の画面',
  volunteer: 'ボランティアの画面',
  number: (label) => `${label}番`,
  wearer: (participant) => `${participant} が つけています`,
  nobody: 'だれも つけていません',
  battery: (percent) => `電池 ${percent}%`,
  here: 'トレイの上',
  layDown: 'トレイに置く',
  pickUp: '持って帰る',
  swap: '電池をかえる',
  swapped: (label) => `${label}番の電池をかえました`,
  waiting: (numbers) => `歩数計を待っている人: ${numbers}`,
  lost: 'つながりません。npm start が動いているか見てください。',
  loading: '読みこんでいます',
};

const en: HandsWords = {
  title: (here) =>
    here === 0 ? 'No pedometer is on a tray' : `${here} ${here === 1 ? 'pedometer is' : 'pedometers are'} on a tray`,
  lead: 'To try things without hardware, pedometers are moved here. Once laid down, the centre’s gateway reads them as it reads real ones.',
  other: '日本語',
  kiosk: 'Kiosk',
  volunteer: 'Volunteer pages',
  number: (label) => `No. ${label}`,
  wearer: (participant) => `worn by ${participant}`,
  nobody: 'worn by nobody',
  battery: (percent) => `battery ${percent}%`,
  here: 'on the tray',
  layDown: 'Lay it down',
  pickUp: 'Take it home',
  swap: 'Change the battery',
  swapped: (label) => `The battery of no. ${label} was changed`,
  waiting: (numbers) => `Waiting for a pedometer: ${numbers}`,
  lost: 'No answer. Is npm start running?',
  loading: 'Loading',
};

export const handsWordsOf: Readonly<Record<Language, HandsWords>> = { ja, en };
