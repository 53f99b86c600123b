/** Promises of what a card says: the sentence of the programme, troubles in kind words, and nothing made up. */
import { expect, test } from 'vitest';
import type { KioskStep } from '../../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith } from '../../fixture/kiosk-with.ts';
import { kioskWordsOf } from '../words/words.ts';
import { heardOf, pointsHeardOf, sayingOf, spokenOf } from './saying.ts';

const { ja, en } = kioskWordsOf;
const received = (changes = {}, isFirst = false): KioskStep => ({
  kind: 'received',
  isFirst,
  result: kioskResultWith(changes),
});
const heard = (step: KioskStep, words = ja, card = {}): string =>
  heardOf(sayingOf(kioskCardWith({ step, ...card }), words), words);

test('says what arrived, in both languages', () => {
  expect(heard(received())).toBe('12番さん。7日分 届きました。きのう 6,214歩。今月 62ポイント。電池は 元気です。');
  expect(heard(received(), en)).toBe(
    'No. 12. 7 days received. Yesterday 6,214 steps. This month 62 points. The battery is fine.',
  );
});

test('a voice gets it written out', () => {
  expect(spokenOf(sayingOf(kioskCardWith(), ja), ja)).toBe(
    'じゅうにばんさん。なのかぶん とどきました。きのう ろくせんにひゃくじゅうよんほ。こんげつ ろくじゅうにポイント。でんちは げんきです。',
  );
});

test('points that are not there are promised, or left to the next visit, or not spoken of', () => {
  expect(heard(received({ points: 'following', monthPoints: null }))).toContain('ポイントは あとで 届きます');
  expect(heard(received({ points: 'never', monthPoints: null }))).toContain('つぎに 来たとき');
  expect(heard(received({ points: 'here', monthPoints: null }))).not.toContain('ポイント');
});

test('points that came later are said with the name alone', () => {
  expect(pointsHeardOf(sayingOf(kioskCardWith(), ja), ja)).toBe('12番さん。今月 62ポイント。');
});

test('a first visit is welcomed, and what is not known is not said', () => {
  const first = heard(received({ yesterday: null, battery: 'unknown', days: 1 }, true));
  expect(first).toContain('ようこそ');
  expect(first).not.toMatch(/きのう|電池/);
});

test.each(['memory', 'power'] as const)('trouble with %s sends a person to the staff', (trouble) => {
  expect(heard(received({ troubles: [trouble] }))).toContain('窓口の人に 声をかけてください');
});

test.each<[KioskStep, string]>([
  [{ kind: 'already', result: kioskResultWith() }, 'きょうは もう 届いています。きのう 6,214歩'],
  [{ kind: 'already', result: null }, 'きょうは もう 届いています'],
  [{ kind: 'again', isPartial: true }, 'もう一度 おいてください。とちゅうまで 届いています'],
  [{ kind: 'again', isPartial: false }, '歩いた 分は 歩数計に のこっています'],
  [{ kind: 'staff', because: 'full' }, '窓口の人に 声をかけてください。いまは 受け取れません'],
  [{ kind: 'not-on-loan', status: 'lost' }, 'さがしていた 歩数計です。ありがとうございます'],
  [{ kind: 'not-on-loan', status: null }, '歩いた 分は とってあります'],
])('%o says %s', (step, sentence) => expect(heard(step)).toContain(sentence));

test('a nickname stands in for the number, and only then', () => {
  expect(heard(received(), ja, { nickname: 'うめ' })).toMatch(/^うめさん。/);
  expect(heard(received(), ja, { label: null })).toMatch(/^この歩数計。/);
});
