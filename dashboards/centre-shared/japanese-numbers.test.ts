/** Promises of Japanese numbers: they are read as people say them, whatever the figure. */
import { expect, test } from 'vitest';
import {
  dateMarked,
  daysMarked,
  kanaOf,
  numberMarked,
  peopleMarked,
  pointsMarked,
  stepsMarked,
} from './japanese-numbers.ts';
import { baseOf, readingOf } from './ruby.ts';

test.each([
  [0, 'ゼロ'],
  [1, 'いち'],
  [10, 'じゅう'],
  [100, 'ひゃく'],
  [300, 'さんびゃく'],
  [618, 'ろっぴゃくじゅうはち'],
  [1000, 'せん'],
  [3800, 'さんぜんはっぴゃく'],
  [6214, 'ろくせんにひゃくじゅうよん'],
  [8000, 'はっせん'],
  [10_000, 'いちまん'],
  [12_345, 'いちまんにせんさんびゃくよんじゅうご'],
  [10_000_000, 'いっせんまん'],
  [123_456_789, 'いちおくにせんさんびゃくよんじゅうごまんろくせんななひゃくはちじゅうきゅう'],
  [-3, 'マイナスさん'],
])('%i is read %s', (value, reading) => expect(kanaOf(value)).toBe(reading));

test.each([
  [stepsMarked(6214), '6,214歩', 'ろくせんにひゃくじゅうよんほ'],
  [stepsMarked(0), '0歩', 'ゼロほ'],
  [stepsMarked(1), '1歩', 'いっぽ'],
  [stepsMarked(3), '3歩', 'さんぽ'],
  [stepsMarked(8), '8歩', 'はっぽ'],
  [stepsMarked(5500), '5,500歩', 'ごせんごひゃっぽ'],
  [stepsMarked(7300), '7,300歩', 'ななせんさんびゃっぽ'],
  [stepsMarked(10_000), '10,000歩', 'いちまんぽ'],
  [pointsMarked(62), '62ポイント', 'ろくじゅうにポイント'],
  [pointsMarked(-5), '−5ポイント', 'マイナスごポイント'],
  [peopleMarked(1), '1人', 'ひとり'],
  [peopleMarked(14), '14人', 'じゅうよにん'],
  [daysMarked(1), '1日', 'いちにち'],
  [daysMarked(7), '7日', 'なのか'],
  [daysMarked(30), '30日', 'さんじゅうにち'],
  [numberMarked('12'), '12番', 'じゅうにばん'],
  [numberMarked('A-7'), 'A-7番', 'A-7ばん'],
  [dateMarked('2026-11-21'), '11月21日(土)', 'じゅういちがつにじゅういちにち(ど)'],
  [dateMarked('2026-04-01'), '4月1日(水)', 'しがつついたち(すい)'],
  [dateMarked('2026-09-19'), '9月19日(土)', 'くがつじゅうくにち(ど)'],
])('%s', (marked, written, read) => {
  expect(baseOf(marked)).toBe(written);
  expect(readingOf(marked)).toBe(read);
});
