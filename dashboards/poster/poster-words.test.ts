/** Promises of the poster's words: no kanji without its furigana, and no word about how few somebody is. */
import { expect, test } from 'vitest';
import { baseOf, rubyParts } from '../centre-shared/ruby.ts';
import { routes } from './journey.ts';
import { posterWordsOf } from './poster-words.ts';

const words = posterWordsOf.ja;
const place = routes[0]?.places[0]?.name?.ja ?? '';
const said = [
  words.title,
  words.span('2026-11-09', '2026-11-15'),
  words.lap(2),
  ...words.atStart(place, place, 8),
  ...words.onTheWay(place, place, 12),
  words.here,
  words.walked(300),
  ...words.week(812_345, 487),
  ...words.weekdays,
  words.bars,
  words.praise,
  ...words.everyDay(12),
  ...words.fiveDays(23),
  ...words.came(27),
  ...words.notYet.title,
  words.notYet.text,
  words.weekNotYet,
  words.foot('2026-10-05'),
  words.printed('2026-11-16'),
  ...routes.flatMap(({ name, places }) => [name.ja, ...places.map((each) => each.name?.ja ?? '')]),
];

test('every kanji of the poster and its routes has its furigana', () => {
  const bare = said.filter((text) =>
    rubyParts(text).some(({ base, reading }) => reading === null && /\p{Script=Han}/u.test(base)),
  );
  expect(bare).toEqual([]);
});

test('nobody is told that they are few', () => {
  expect(said.filter((text) => /10人|少な|未満|足り/.test(baseOf(text)))).toEqual([]);
});
