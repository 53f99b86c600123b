/** Poster words: what stands on the wall of the centre, every kanji with its furigana. */
import { dateMarked, daysMarked, peopleMarked, stepsMarked } from '../centre-shared/japanese-numbers.ts';
import { formatsOf } from '../shared/formats.ts';
import type { Language } from '../shared/language.ts';

const jaFigure = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 0 });
const enFigure = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

const posterJa = {
  title: 'みんなの [歩|あゆ]み',
  span: (from: string, to: string) => `${dateMarked(from)}から ${dateMarked(to)}`,
  lap: (lap: number) => `${lap}[周目|しゅうめ]`,
  /** Broken between the lines where there is room for two. */
  atStart: (place: string, next: string, km: number) => [`いま ${place}を [出|で]て`, `${next}まで あと ${kmJa(km)}`],
  onTheWay: (place: string, next: string, km: number) => [`いま ${place}を こえて`, `${next}まで あと ${kmJa(km)}`],
  here: 'いま ここ',
  way: (name: string, km: number) => `${name} ${kmJa(km)}`,
  walked: (km: number) => `みんなで ${kmJa(km)} [来|き]ました`,
  week: (steps: number, km: number) => [
    `[一週間|いっしゅうかん]に みんなで ${stepsMarked(steps)}`,
    `およそ ${kmJa(km)}`,
  ],
  weekdays: ['[月|げつ]', '[火|か]', '[水|すい]', '[木|もく]', '[金|きん]', '[土|ど]', '[日|にち]'],
  figure: (value: number) => jaFigure.format(value),
  bars: '[曜日|ようび]ごとの [歩数|ほすう]',
  praise: 'よく つづきました',
  everyDay: (people: number) => ['[毎日|まいにち] [歩|ある]いた[人|ひと]', peopleMarked(people)],
  fiveDays: (people: number) => [`${daysMarked(5)} [以上|いじょう] [歩|ある]いた[人|ひと]`, peopleMarked(people)],
  came: (people: number) => ['ここに [来|き]てくれた[人|ひと]', peopleMarked(people)],
  notYet: {
    title: ['さあ [歩|ある]きはじめましょう'],
    text: '[歩数計|ほすうけい]を [受|う]け[皿|ざら]に おくと、みんなの [歩|ある]いた[分|ぶん]が [集|あつ]まり、[来週|らいしゅう]から この[地図|ちず]の [道|みち]が のびていきます。',
  },
  weekNotYet: 'この [週|しゅう]の [分|ぶん]は、もう[少|すこ]し [集|あつ]まると ここに [出|で]ます。',
  foot: (startedOn: string | null) =>
    `${startedOn === null ? '' : `${dateMarked(startedOn)}から かぞえています。`}[一歩|いっぽ]を 60センチとして、[地図|ちず]の [道|みち]のりに なおしました。`,
  printed: (date: string) => `${dateMarked(date)} [作成|さくせい]`,
};

const kmJa = (km: number): string => `${jaFigure.format(km)}キロ`;

export type PosterWords = typeof posterJa;

const formats = formatsOf('en-GB', 'UTC');
const count = (value: number, one: string, many: string): string =>
  `${enFigure.format(value)} ${value === 1 ? one : many}`;
const kmEn = (km: number): string => `${enFigure.format(km)} km`;

const posterEn: PosterWords = {
  title: 'Walking together',
  span: (from, to) => `${formats.date(from)} to ${formats.date(to)}`,
  lap: (lap) => `Round ${lap}`,
  atStart: (place, next, km) => [`We have set out from ${place}`, `${kmEn(km)} to ${next}`],
  onTheWay: (place, next, km) => [`We are past ${place}`, `${kmEn(km)} to ${next}`],
  here: 'We are here',
  way: (name, km) => `${name}, ${kmEn(km)}`,
  walked: (km) => `Together we have come ${kmEn(km)}`,
  week: (steps, km) => [`Together ${count(steps, 'step', 'steps')} in a week`, `about ${kmEn(km)}`],
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  figure: (value) => enFigure.format(value),
  bars: 'Steps by weekday',
  praise: 'Well kept up',
  everyDay: (people) => ['Walked every day', count(people, 'person', 'people')],
  fiveDays: (people) => ['Walked on five days or more', count(people, 'person', 'people')],
  came: (people) => ['Came here', count(people, 'person', 'people')],
  notYet: {
    title: ['Let us set out'],
    text: 'Put your pedometer on the tray: everybody’s steps come together, and from next week the way on this map grows.',
  },
  weekNotYet: 'The steps of this week will stand here as soon as a few more have come in.',
  foot: (startedOn) =>
    `${startedOn === null ? '' : `Counted from ${formats.date(startedOn)}. `}One step is taken as 60 cm along the way on the map.`,
  printed: (date) => `Made on ${formats.date(date)}`,
};

export const posterWordsOf: Readonly<Record<Language, PosterWords>> = { ja: posterJa, en: posterEn };
