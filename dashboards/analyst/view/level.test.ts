/** Promises of what is level: nobody is named the first who ties with others. */
import { expect, test } from 'vitest';
import { analystWordsOf } from '../words/analyst-words.ts';
import { levelAtTop } from './level.ts';

const { ja, en } = analystWordsOf;
const own = (value: number | null): number | null => value;

test('all that are level at the top are found, in their order, and nothing where all is hidden', () => {
  const rows = [
    ['kita', 10],
    ['minami', 20],
    ['nishi', null],
    ['higashi', 20],
  ] as const;
  expect(levelAtTop(rows, ([, value]) => value).map(([name]) => name)).toEqual(['minami', 'higashi']);
  expect([levelAtTop([null, null], own), levelAtTop([], own), levelAtTop([0, null], own)]).toEqual([[], [], [0]]);
});

test('centres that are level are named together, and counted where they would be a list', () => {
  expect(ja.arrival.byCentre(['北公民館'], 20)).toMatch(
    /^7日のうちに消える人が いちばん多いのは 北公民館の .*20人です$/u,
  );
  expect(ja.arrival.byCentre(['北公民館', '南公民館'], 20)).toMatch(/北公民館と南公民館で、それぞれ .*20人です$/u);
  expect(en.arrival.byCentre(['Kita', 'Minami'], 20)).toMatch(/are of Kita and Minami: .*20 people each$/u);
  expect(en.arrival.byCentre(['A', 'B', 'C', 'D'], 20)).toMatch(/are of 4 centres: .*20 people each$/u);
});
