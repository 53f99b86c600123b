/** Anyone can be told why a day has its points, or why it has none, in words they use. */
import { expect, test } from 'vitest';
import { explainText } from './explain-text.ts';
import type { PointsExplanation } from './explanation.ts';
import { dayTotal, TrialDisk, walkedOn, walker, type TotalParts } from '../trial-points.ts';

const explained = async (...deliveries: readonly TotalParts[]): Promise<PointsExplanation> => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  for (const [i, parts] of deliveries.entries()) points.accept([dayTotal({ revision: i + 1, ...parts })]);
  return points.explain(walker, walkedOn);
};

const late = { syncedOn: '2026-12-20' } as const;

test('names the tier that the steps reach', async () => {
  const explanation = await explained({ steps: 6_214 });
  expect(explanation).toMatchObject({
    points: 2,
    countedSteps: 6_214,
    reasons: [{ kind: 'earned', steps: 6_214, points: 2 }],
    ruleVersion: 1,
  });
  expect(explanation.revisions).toMatchObject([
    { revision: 1, steps: 6_214, syncedOn: '2026-11-21', verdict: 'counted', firstCountedDate: '2026-10-23' },
  ]);
  expect(explanation.sentences).toEqual({
    ja: ['6,214歩は「1日5,000〜7,999歩 → 2ポイント」です。'],
    en: ['6,214 steps: “5,000–7,999 steps a day → 2 points”.'],
  });
});

test('says how many steps were missing', async () => {
  const explanation = await explained({ steps: 2_214 });
  expect(explanation).toMatchObject({ points: 0, awards: [], entries: [] });
  expect(explanation.sentences).toEqual({
    ja: ['2,214歩は、3,000歩に 786歩 たりませんでした。'],
    en: ['2,214 steps: 786 steps short of 3,000 steps.'],
  });
  expect((await explained({ steps: 2_999 })).sentences.en).toEqual(['2,999 steps: 1 step short of 3,000 steps.']);
});

test('says that a visit came too late, and that nothing is added', async () => {
  const explanation = await explained({ steps: 6_214, ...late });
  expect(explanation).toMatchObject({ points: 0, countedSteps: 0, reasons: [{ kind: 'too-late', windowDays: 30 }] });
  expect(explanation.revisions).toMatchObject([{ verdict: 'too-late', firstCountedDate: '2026-11-21' }]);
  expect(explanation.sentences).toEqual({
    ja: ['12月20日(日)に届いた 6,214歩は、届いた日を1日目として30日より前の歩数なので、ポイントはふえません。'],
    en: [
      '6,214 steps brought on Sun 20 Dec add no points: the day is more than 30 days back, counting the day of the visit as day 1.',
    ],
  });
});

test('says both what counted and what came too late', async () => {
  const explanation = await explained({ steps: 6_214 }, { steps: 9_000, ...late });
  expect(explanation.points).toBe(2);
  expect(explanation.reasons.map(({ kind }) => kind)).toEqual(['earned', 'too-late']);
});

test('says that steps are on hold', async () => {
  const explanation = await explained({ steps: 6_214, state: 'held' });
  expect(explanation).toMatchObject({ points: 0, reasons: [{ kind: 'held' }] });
  expect(explanation.sentences.ja).toEqual(['11月21日(土)に届いた 6,214歩は保留中です。係の人が確かめています。']);
  expect((await explained({ steps: 6_214 }, { steps: 9_000, state: 'held' })).reasons.map(({ kind }) => kind)).toEqual([
    'earned',
    'held',
  ]);
});

test('says that a day is dated after its visit', async () => {
  const explanation = await explained({ syncedOn: '2026-11-19' });
  expect(explanation.reasons).toEqual([{ kind: 'after-visit', steps: 6_214, syncedOn: '2026-11-19' }]);
});

test('tells a correction, with the sums of the entries', async () => {
  const explanation = await explained({ steps: 9_000 }, { steps: 4_000, state: 'corrected' });
  expect(explanation.entries.map(({ points, kind, sum }) => [points, kind, sum])).toEqual([
    [3, 'credit', 3],
    [-2, 'correction', 1],
  ]);
  expect(explanation.sentences.ja).toEqual([
    '4,000歩は「1日3,000〜4,999歩 → 1ポイント」です。',
    '歩数が直されたので、3ポイントから 1ポイントに直しました。',
  ]);
  expect(explanation.sentences.en[1]).toBe('The steps were put right, so 3 points became 1 point.');
});

test('says that nothing has arrived yet', async () => {
  const explanation = await explained();
  expect(explanation).toMatchObject({ points: 0, revisions: [], entries: [], reasons: [{ kind: 'no-total' }] });
  expect(explanation.sentences.ja).toEqual(['この日の歩数は、まだ届いていません。歩数計を拠点に持ってきてください。']);
});

test('prints the whole of it in Japanese and in English', async () => {
  const explanation = await explained({ steps: 2_214 }, { steps: 6_214 }, { steps: 9_000, ...late });
  const time = /\d\d:\d\d/g;
  expect(explainText(explanation, 'ja').replace(time, '12:00')).toBe(`P-0001  11月20日(金)  2ポイント
  6,214歩は「1日5,000〜7,999歩 → 2ポイント」です。
  12月20日(日)に届いた 9,000歩は、届いた日を1日目として30日より前の歩数なので、ポイントはふえません。
届いた歩数
  1回目 11月21日(土)に届いた 2,214歩 ・ 数えました
  2回目 11月21日(土)に届いた 6,214歩 ・ 数えました
  3回目 12月20日(日)に届いた 9,000歩 ・ 日数切れ
ポイントの記録
  #1 11月21日(土) 12:00 +2 (加算) → 2ポイント ・ 規則 第1版
規則: 岩見沢市 健康ポイント 第1版 (2024-03-27から)`);
  expect(explainText(explanation, 'en').replace(time, '12:00')).toBe(`P-0001  Fri 20 Nov  2 points
  6,214 steps: “5,000–7,999 steps a day → 2 points”.
  9,000 steps brought on Sun 20 Dec add no points: the day is more than 30 days back, counting the day of the visit as day 1.
Steps that arrived
  no. 1, brought on Sat 21 Nov: 2,214 steps, counted
  no. 2, brought on Sat 21 Nov: 6,214 steps, counted
  no. 3, brought on Sun 20 Dec: 9,000 steps, too late
Entries in the ledger
  #1 Sat 21 Nov 12:00 +2 (credit) → 2 points, rule version 1
Rule: Iwamizawa Health Points, version 1 (from 2024-03-27)`);
});

test('leaves empty parts out of the print', async () => {
  expect(explainText(await explained(), 'en')).toBe(`P-0001  Fri 20 Nov  0 points
  The steps of this day have not arrived yet. Please bring the pedometer to a centre.
Rule: Iwamizawa Health Points, version 1 (from 2024-03-27)`);
});
