/** Promises of what is said aloud: every result once, and points that follow it once. */
import { expect, test } from 'vitest';
import type { KioskCard, KioskStep } from '../../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith } from '../../fixture/kiosk-with.ts';
import { newsOf, saidAtFirst, type Said } from './news.ts';

const following = kioskResultWith({ points: 'following', monthPoints: null });
const received = (result = kioskResultWith()): KioskStep => ({ kind: 'received', isFirst: false, result });
const card = (step: KioskStep): KioskCard => kioskCardWith({ step });
/** What is said as a card goes through these steps. */
const saidAlong = (...steps: readonly KioskStep[]): readonly string[] => {
  let said: Said = new Map();
  return steps.flatMap((step) => {
    const told = newsOf(said, [card(step)]);
    said = told.said;
    return told.news.map(({ kind }) => `${step.kind} ${kind}`);
  });
};

test('a result is said when it is there, and only then', () => {
  const reading: KioskStep = { kind: 'reading', done: 1, asked: 8 };
  expect(saidAlong({ kind: 'noticed' }, reading, received(), received())).toEqual(['received result']);
});

test('points that come later are said for themselves', () => {
  expect(saidAlong(received(following), received(), received())).toEqual(['received result', 'received points']);
});

test('points that never come are no news', () => {
  const never = kioskResultWith({ points: 'never', monthPoints: null });
  expect(saidAlong(received(following), received(never))).toEqual(['received result']);
});

test('asked to put it down again twice, a person hears it twice', () => {
  const again: KioskStep = { kind: 'again', isPartial: false };
  expect(saidAlong(again, { kind: 'noticed' }, again)).toEqual(['again result', 'again result']);
});

test('a page opened later says nothing of what was before', () => {
  expect(newsOf(saidAtFirst([card(received())]), [card(received())]).news).toEqual([]);
});
