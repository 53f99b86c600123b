/** A date with steps is always told something, also where months, goals, weekdays or ages decide. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ClaimFact, ParticipantFacts } from '../engine/facts.ts';
import type { Cause, LedgerEntry } from '../ledger/ledger-entry.ts';
import { daysAfter } from '../rule/calendar.ts';
import { readProgramme, type Programme } from '../rule/programme-file.ts';
import { RuleBook } from '../rule/rule-book.ts';
import { iwamizawa, plainDate, walker } from '../trial-points.ts';
import { perDay, trialProgramme } from '../trial-programme.ts';
import { explainDay, type PointsExplanation } from './explanation.ts';

const sodegaura = readProgramme(fileURLToPath(new URL('../programmes/sodegaura.yaml', import.meta.url)));

/** `steps` of the days from `from` on, each brought on its own date. */
const walked = (from: string, steps: readonly number[], parts: Partial<ParticipantFacts> = {}): ParticipantFacts => ({
  birth: undefined,
  pedometerFrom: null,
  visits: [],
  claims: [],
  days: steps.map((each, i) => {
    const date = daysAfter(plainDate(from), i);
    const revision = { revision: 1, steps: each, state: 'final', syncedOn: date, doubted: false } as const;
    return { date, revisions: [revision] };
  }),
  ...parts,
});

const explained = (
  programme: Programme,
  facts: ParticipantFacts,
  date: string,
  { asOf = '2026-11-21', entries = [] }: { readonly asOf?: string; readonly entries?: readonly LedgerEntry[] } = {},
): PointsExplanation =>
  explainDay(
    { participant: walker, date: plainDate(date), facts, entries, asOf: plainDate(asOf) },
    RuleBook.asWritten(programme),
  );

const goal = (date: string, goalSteps: number, isVoid = false): ClaimFact => ({
  id: 1,
  account: 'pedometer',
  activity: 'goal',
  date: plainDate(date),
  from: null,
  group: null,
  place: null,
  goalSteps,
  isVoid,
});

test('Sodegaura: says of every date whether a goal was declared, reached, or missed and by how much', () => {
  const facts = walked('2026-11-08', [7_000, 6_214, 4_500], { claims: [goal('2026-11-09', 5_000)] });
  const on = (date: string) => explained(sodegaura, facts, date);
  expect(on('2026-11-08').reasons).toMatchObject([{ kind: 'no-goal' }]);
  expect(on('2026-11-08').sentences.ja[0]).toContain('歩数の目標が、この日までに決まっていません');
  expect(on('2026-11-09').sentences.en[0]).toContain('6,214 steps: the goal of 5,000 steps was reached');
  expect(on('2026-11-10').sentences.ja[0]).toContain('4,500歩は、目標の 5,000歩に 500歩 たりませんでした');
});

test('a goal that was taken back, or is lower than the least, is none', () => {
  const claims = [goal('2026-11-01', 5_000, true), { ...goal('2026-11-02', 3_000), id: 2 }];
  const { reasons } = explained(sodegaura, walked('2026-11-09', [7_000], { claims }), '2026-11-09');
  expect(reasons).toMatchObject([{ kind: 'no-goal' }]);
});

const sentence = (text: string) => ({ ja: text, en: text });
const monthDays = {
  id: 'month',
  kind: 'month-days',
  targets: [{ ageMin: 0, steps: 1_000 }],
  tiers: [{ days: 2, points: 100 }],
  settleDays: 3,
  sentence: sentence('1,000 2 100'),
};

test('counts the days of the month that reached the target, and says when the points come', () => {
  const programme = trialProgramme({ earning: [monthDays] });
  const facts = walked('2026-11-08', [1_000, 999, 2_000]);
  const open = explained(programme, facts, '2026-11-09');
  expect(open.reasons).toMatchObject([{ kind: 'month-days', reachedDays: 2, granted: null, settledOn: '2026-12-03' }]);
  expect(open.sentences.ja).toEqual([
    '11月に 1,000歩にとどいた日は、いままでに 2日です。きまりは「1,000 2 100」です。ポイントは月が終わってから、12月4日(金)に決まります。',
  ]);
  expect(explained(programme, facts, '2026-11-09', { asOf: '2026-12-04' }).sentences.en).toEqual([
    '2 days of November reached 1,000 steps. The rule: “1,000 2 100”. The last day of the month has 100 points for it.',
  ]);
  const few = explained(programme, walked('2026-11-08', [1_000]), '2026-11-08', { asOf: '2026-12-04' });
  expect(few.sentences.ja[0]).toContain('この月のポイントはつきませんでした');
});

test.each([
  ['calendar-days', '11月は、11月10日(火)までの平均が 1日 600歩です', 200],
  ['days-with-steps', '11月は、歩数が届いた日の平均が 1日 2,000歩です', 2_000],
])('says the average of the month over %s', (over, words, averageInTheEnd) => {
  const groups = [{ ageMin: 0, tiers: [{ from: 5_000, points: 10 }] }];
  const rule = { id: 'average', kind: 'month-average', over, groups, sentence: sentence('5,000 10') };
  const programme = trialProgramme({ earning: [rule] });
  const facts = walked('2026-11-08', [3_000, 2_001, 1_000]);
  expect(explained(programme, facts, '2026-11-09').sentences.ja[0]).toContain(words);
  expect(explained(programme, facts, '2026-11-09', { asOf: '2026-12-01' }).reasons).toMatchObject([
    { kind: 'month-average', average: averageInTheEnd, granted: 0 },
  ]);
});

test('sets the month beside the person’s own first days', () => {
  const rule = {
    id: 'more',
    kind: 'baseline',
    baselineDays: 7,
    daysMin: 2,
    tiers: [{ from: 1_000, points: 10 }],
    sentence: sentence('1,000 10'),
  };
  const programme = trialProgramme({ earning: [rule] });
  const facts = walked('2026-10-28', [1_000, 2_000, 3_000, 3_000, 9_000, 9_000, 9_000]);
  const later = { ...facts, days: [...facts.days, ...walked('2026-12-01', [4_000, 5_000]).days] };
  expect(explained(programme, later, '2026-11-02').reasons).toMatchObject([{ kind: 'baseline', own: 'not-over' }]);
  const december = explained(programme, later, '2026-12-02', { asOf: '2026-12-05' });
  expect(december.reasons).toMatchObject([{ kind: 'baseline', average: 4_500, own: 5_142, granted: null }]);
  expect(december.sentences.ja[0]).toContain('12月の平均は 1日 4,500歩、はじめの7日間の平均は 5,142歩です');
});

test('says that a rule is for other days, or for other ages', () => {
  const facts = walked('2026-11-21', [7_000]);
  const weekdays = explained(trialProgramme({ earning: [{ ...perDay(), days: 'weekdays' }] }), facts, '2026-11-21');
  expect(weekdays.reasons).toMatchObject([{ kind: 'not-for-day', days: 'weekdays' }]);
  expect(weekdays.sentences.ja[0]).toContain('平日');
  const old = { ...facts, birth: { year: 1950, date: plainDate('1950-01-01') } };
  const young = trialProgramme({ earning: [{ ...perDay(), ages: { max: 64 } }] });
  expect(explained(young, old, '2026-11-21').sentences.en).toEqual([
    'On this day the age was 76; points for steps are for people aged 64 or under.',
  ]);
});

test('a programme without rules for steps says so', () => {
  const { reasons } = explained(trialProgramme({ earning: [] }), walked('2026-11-20', [7_000]), '2026-11-20');
  expect(reasons).toEqual([{ kind: 'no-step-rule', steps: 7_000 }]);
});

test('a date before the pedometer was lent does not ask for it to be brought', () => {
  const facts = walked('2026-11-20', [7_000], { pedometerFrom: plainDate('2026-11-10') });
  expect(explained(iwamizawa, facts, '2026-11-09').sentences.ja).toEqual([
    'この日は、まだ歩数計がありませんでした。歩数は 11月10日(火)から数えます。',
  ]);
  expect(explained(iwamizawa, facts, '2026-11-10').reasons).toEqual([{ kind: 'no-total' }]);
});

const entry = (id: number, points: number, cause: Cause): LedgerEntry => ({
  id,
  participant: walker,
  account: 'pedometer',
  counter: 'issued',
  kind: points < 0 ? 'correction' : 'credit',
  key: 'steps:day:2026-11-20',
  date: plainDate('2026-11-20'),
  points,
  programme: 'trial',
  rule: 'day',
  ruleVersion: 1,
  reverses: null,
  reason: null,
  actor: null,
  reference: null,
  cause: JSON.stringify(cause),
  atMs: id,
  hash: '',
});
const feed: Cause = { kind: 'feed', revision: 1, syncedOn: plainDate('2026-11-20'), countedSteps: 7_000 };

const corrections = (...entries: readonly LedgerEntry[]): readonly string[] => {
  const facts = walked('2026-11-20', [7_000]);
  const { reasons, sentences } = explained(trialProgramme({ earning: [perDay()] }), facts, '2026-11-20', { entries });
  return sentences.ja.filter((_, i) => reasons[i]?.kind === 'corrected');
};

test('points that have risen again are not called taken', () => {
  expect(corrections(entry(1, 3, feed), entry(2, -2, feed), entry(3, 1, feed))).toEqual([]);
  expect(corrections(entry(1, 3, feed), entry(2, -2, feed))).toEqual([
    '歩数が直されたので、3ポイントから 1ポイントに直しました。',
  ]);
});

test.each<[Cause, string]>([
  [{ kind: 'visit' }, '拠点に来た記録'],
  [{ kind: 'enrolment' }, '登録の内容'],
  [{ kind: 'claim', claim: 1, activity: 'a', evidence: 'stamp' }, 'ほかの取組が記録された'],
  [{ kind: 'claim-void', claim: 1 }, '取組が取り消された'],
  [{ kind: 'decision', decision: 1 }, '係の人が確かめて'],
  [{ kind: 'closing', asOf: plainDate('2026-11-30') }, '月や期間の終わり'],
  [{ kind: 'recompute', run: 'r' }, '計算しなおした'],
])('a correction names its cause: %j', (cause, words) => {
  const [said] = corrections(entry(1, 3, feed), entry(2, -2, cause));
  expect(said).toContain(words);
  expect(said).not.toContain('歩数が直された');
});
