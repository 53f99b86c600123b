/** Promises of the room on a slip: the first sentence is always there, and what is too much stays away whole. */
import { expect, test } from 'vitest';
import { slipRoomOf, type SlipText } from './slip-room.ts';

const slip = (changes: Partial<SlipText>): SlipText => ({
  programme: '見本の市 健康ポイント',
  whose: 'P-0002 ・ 2番',
  title: '11月17日(火)は 2ポイントです',
  sentences: ['6,474歩は「1日5,000〜7,999歩で 2ポイント」です。'],
  chain: ['きまり 第1版 ・ 合計 6,474歩', '歩数計 2番 ・ 記録 2件 11/18 10:12に届く'],
  entries: [{ text: '11/17 1日5,000〜7,999歩で 2ポイント', points: '+2ポイント' }],
  differs: '自分のスマートフォンの歩数と ちがうのは 歩数計とスマートフォンは べつの機械です。',
  footOfAll: '分からないことは 窓口に声をかけてください。印刷した日 2026年11月21日',
  foot: 'ほか 5件は 画面にあります。分からないことは 窓口に声をかけてください。印刷した日 2026年11月21日',
  ...changes,
});
const long = 'とても長い文です。'.repeat(14);

test('an ordinary day has room for everything', () => {
  expect(slipRoomOf(slip({}))).toEqual({ sentences: 1, chain: 2, hasChart: true, entries: 1, hasDiffers: true });
});

test('long sentences push out what matters less, and never the first', () => {
  expect(slipRoomOf(slip({ sentences: [long, long, long] }))).toMatchObject({
    sentences: 1,
    chain: 2,
    entries: 1,
    hasChart: false,
  });
  expect(slipRoomOf(slip({ sentences: [long + long + long] })).sentences).toBe(1);
});

test('of many entries the newest stay', () => {
  const entries = Array.from({ length: 30 }, () => ({ text: '11/17 訂正', points: '+1ポイント' }));
  const room = slipRoomOf(slip({ entries }));
  expect(room.entries).toBeGreaterThan(2);
  expect(room.entries).toBeLessThan(12);
});

test('four entries with corrections all stay, beside what the points rest on', () => {
  const entries = ['+1', '−1', '+2', '+1'].map((points) => ({ text: '11/18 直し: 歩数のポイント', points }));
  expect(slipRoomOf(slip({ entries }))).toMatchObject({ chain: 2, entries: 4 });
});

test('a day without entries or reasons asks for no room for them', () => {
  expect(slipRoomOf(slip({ entries: [], differs: null }))).toMatchObject({ entries: 0, hasDiffers: false });
});
