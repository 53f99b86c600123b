/** Japanese numbers: how figures with their counters, dates and names are read, marked for furigana and voice (centre-shared/ruby). */
import { unmarked } from './ruby.ts';

const digits = ['', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'] as const;
const hundreds = [
  '',
  'ひゃく',
  'にひゃく',
  'さんびゃく',
  'よんひゃく',
  'ごひゃく',
  'ろっぴゃく',
  'ななひゃく',
  'はっぴゃく',
  'きゅうひゃく',
] as const;
const figure = new Intl.NumberFormat('ja-JP');

const digitAt = (value: number, place: number): number => Math.floor(value / place) % 10;

const belowTenThousand = (value: number): string => {
  const thousands = digitAt(value, 1000);
  const tens = digitAt(value, 10);
  return [
    thousands === 0
      ? ''
      : thousands === 1
        ? 'せん'
        : thousands === 3
          ? 'さんぜん'
          : thousands === 8
            ? 'はっせん'
            : `${digits[thousands] ?? ''}せん`,
    hundreds[digitAt(value, 100)] ?? '',
    tens === 0 ? '' : tens === 1 ? 'じゅう' : `${digits[tens] ?? ''}じゅう`,
    digits[digitAt(value, 1)] ?? '',
  ].join('');
};

/** 6214 → ろくせんにひゃくじゅうよん. Whole numbers below a million million. */
export const kanaOf = (value: number): string => {
  if (value < 0) return `マイナス${kanaOf(-value)}`;
  if (value === 0) return 'ゼロ';
  const groups = [
    [100_000_000, 'おく'],
    [10_000, 'まん'],
    [1, ''],
  ] as const;
  return groups
    .map(([size, name]) => {
      const group = Math.floor(value / size) % 10_000;
      // 10,000 is いちまん, and 1,000 before まん いっせんまん; only a bare thousand is せん.
      if (group === 0) return '';
      return size > 1 && digitAt(group, 1000) === 1
        ? `いっ${belowTenThousand(group)}${name}`
        : `${belowTenThousand(group)}${name}`;
    })
    .join('');
};

/** `{6,214|ろくせん…}`: read out, without furigana. */
const spokenFigure = (value: number, reading: string): string =>
  `{${figure.format(value).replace('-', '−')}|${reading}}`;

/** What a number ends in changes how it joins the counter: いっぽ, ろっぽ, はっぽ, じゅっぽ, ひゃっぽ. */
const shortened = (reading: string): string =>
  reading
    .replace(/いち$/, 'いっ')
    .replace(/ろく$/, 'ろっ')
    .replace(/はち$/, 'はっ')
    .replace(/じゅう$/, 'じゅっ')
    .replace(/([ひびぴ])ゃく$/, '$1ゃっ');

/** 6,214歩. */
export const stepsMarked = (value: number): string => {
  const reading = shortened(kanaOf(value));
  const isHard = reading.endsWith('っ') || /(さん|せん|ぜん|まん)$/.test(reading);
  return `${spokenFigure(value, reading)}[歩|${isHard ? 'ぽ' : 'ほ'}]`;
};

/** 62ポイント. */
export const pointsMarked = (value: number): string => `${spokenFigure(value, kanaOf(value))}ポイント`;

/** 12人. */
export const peopleMarked = (value: number): string => {
  if (value === 1) return '[1人|ひとり]';
  if (value === 2) return '[2人|ふたり]';
  return `${spokenFigure(value, kanaOf(value).replace(/よん$/, 'よ'))}[人|にん]`;
};

const dayReadings: Readonly<Record<number, string>> = {
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
};

/** How many days: 7日. */
export const daysMarked = (value: number): string => {
  const reading = dayReadings[value];
  return reading === undefined ? `${spokenFigure(value, kanaOf(value))}[日|にち]` : `[${value}日|${reading}]`;
};

/** The number on a sticker: 12番. */
export const numberMarked = (label: string): string =>
  /^\d{1,9}$/.test(label) ? `{${label}|${kanaOf(Number(label))}}[番|ばん]` : `${label}[番|ばん]`;

/** Politely, unless it is part of the name already: うめさん, けんちゃん. */
export const nicknameMarked = (nickname: string): string =>
  /(さん|さま|ちゃん|くん|様|先生)$/.test(nickname) ? unmarked(nickname) : `${unmarked(nickname)}さん`;

const weekdays = ['日', '月', '火', '水', '木', '金', '土'] as const;
const weekdayReadings = ['にち', 'げつ', 'か', 'すい', 'もく', 'きん', 'ど'] as const;
const months = [
  'いち',
  'に',
  'さん',
  'し',
  'ご',
  'ろく',
  'しち',
  'はち',
  'く',
  'じゅう',
  'じゅういち',
  'じゅうに',
] as const;

/** 11月21日(土), from `2026-11-21`. */
export const dateMarked = (date: string): string => {
  const at = new Date(`${date}T00:00:00Z`);
  const month = at.getUTCMonth();
  const day = at.getUTCDate();
  const weekday = at.getUTCDay();
  return `{${month + 1}|${months[month] ?? ''}}[月|がつ]${day === 1 ? '[1日|ついたち]' : dayOfMonth(day)}([${weekdays[weekday] ?? ''}|${weekdayReadings[weekday] ?? ''}])`;
};

/** 17日 and 27日 are しちにち, 19日 and 29日 くにち. */
const dayOfMonth = (day: number): string =>
  dayReadings[day] === undefined
    ? `{${day}|${kanaOf(day)
        .replace(/なな$/, 'しち')
        .replace(/きゅう$/, 'く')}}[日|にち]`
    : daysMarked(day);
