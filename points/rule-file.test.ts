/** A rule file is believed only whole: whatever is wrong with it is told at once. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkConfig } from '../runtime/config.ts';
import { OperatorError } from '../runtime/fault.ts';
import { decidingText, iwamizawaRulePath, readRule, ruleFileSchema } from './rule-file.ts';

const shipped = readFileSync(iwamizawaRulePath, 'utf8');

/** The shipped file with its tiers taken out for these. */
const withTiers = (tiers: string): string => shipped.replace(/tiers:[^]*$/, `tiers:\n${tiers}`);

const problemsOf = (text: string): readonly string[] => {
  try {
    checkConfig(text, 'rule.yaml', ruleFileSchema);
    return [];
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace('  - ', ''));
  }
};

const tier = (numbers: string, ja: string, en: string): string =>
  `    - { ${numbers}, sentence: { ja: '${ja}', en: '${en}' } }\n`;

test('reads the rule of Iwamizawa as the city publishes it', () => {
  const rule = readRule(iwamizawaRulePath);
  expect(rule).toMatchObject({ programme: 'iwamizawa', zone: 'Asia/Tokyo', version: 1, effectiveFrom: '2024-03-27' });
  expect(rule.participants.ageMin).toBe(18);
  expect(rule.backfill.windowDays).toBe(30);
  expect(rule.steps.tiers.map(({ from, to, points }) => [from, to, points])).toEqual([
    [3000, 4999, 1],
    [5000, 7999, 2],
    [8000, 9999, 3],
    [10000, undefined, 4],
  ]);
});

test('names overlap, gap, falling points, missing ends and missing values in one go', () => {
  const text = withTiers(
    tier('from: 3000, to: 4999, points: 2', '3,000〜4,999歩 2', '3,000–4,999 2') +
      tier('from: 4500, to: 7999, points: 2', '4,500〜7,999歩 2', '4,500–7,999 2') +
      tier('from: 8100, points: 3', '8,100歩 3', '8,100 3') +
      tier('from: 9000, to: 8500', '9,000〜8,500歩', '9,000–8,500') +
      tier('from: 9001, to: 9999, points: 4', '9,001〜9,999歩 4', '9,001–9,999 4'),
  )
    .replace('version: 1', 'version: 0')
    .replace('zone: Asia/Tokyo', 'zone: Asia/Iwamizawa')
    .replace('backfill: { windowDays: 30 }', 'backfill: {}');
  expect(problemsOf(text).toSorted()).toEqual(
    [
      'zone: is no time zone, such as Asia/Tokyo',
      'version: Too small: expected number to be >=1',
      'backfill.windowDays: Invalid input: expected number, received undefined',
      'steps.tiers.3.points: Invalid input: expected number, received undefined',
      'steps.tiers.1.from: overlaps the tier before, which ends at 4999',
      'steps.tiers.1.points: must be more than the 2 of the tier before',
      'steps.tiers.2.from: leaves a gap: must be 8000',
      'steps.tiers.2.to: is missing: only the last tier may leave it out',
      'steps.tiers.3.to: is below `from`',
      'steps.tiers.4.from: leaves a gap: must be 8501',
      'steps.tiers.4.to: the last tier has no upper end: leave `to` out',
    ].toSorted(),
  );
});

test('refuses tiers in falling order', () => {
  const text = withTiers(
    tier('from: 5000, to: 7999, points: 2', '5,000〜7,999歩 2', '5,000–7,999 2') +
      tier('from: 3000, points: 1', '3,000歩 1', '3,000 1'),
  );
  expect(problemsOf(text)).toEqual([
    'steps.tiers.1.from: overlaps the tier before, which ends at 7999',
    'steps.tiers.1.points: must be more than the 2 of the tier before',
  ]);
});

test('refuses tiers that share a single step, or leave a single one out', () => {
  const problems = (from: number): readonly string[] =>
    problemsOf(
      shipped.replace('from: 5000', `from: ${from}`).replaceAll(/5,000(?=[〜–])/g, from.toLocaleString('en-US')),
    );
  expect(problems(4_999)).toEqual(['steps.tiers.1.from: overlaps the tier before, which ends at 4999']);
  expect(problems(5_000)).toEqual([]);
  expect(problems(5_001)).toEqual(['steps.tiers.1.from: leaves a gap: must be 5000']);
});

test('refuses a sentence that does not say what is calculated', () => {
  const text = shipped.replace('1日5,000〜7,999歩 → 2ポイント', '1日5,000〜7,499歩 → 2ポイント');
  expect(problemsOf(text)).toEqual(['steps.tiers.1.sentence.ja: does not say 7,999']);
});

test('refuses no tiers at all, and a key nobody knows', () => {
  expect(problemsOf(shipped.replace(/tiers:[^]*$/, 'tiers: []'))).toEqual([
    'steps.tiers: Too small: expected array to have >=1 items',
  ]);
  expect(problemsOf(shipped.replace(/tiers:[^]*$/, 'tiers: many'))).toEqual([
    'steps.tiers: Invalid input: expected array, received string',
  ]);
  expect(problemsOf(`${shipped}\ncap: 4\n`)).toEqual(['(top): Unrecognized key: "cap"']);
});

test('decides the same after a change of wording, and not after a change of numbers', () => {
  const read = (text: string): string => decidingText(checkConfig(text, 'rule.yaml', ruleFileSchema));
  expect(read(shipped.replace('en: Iwamizawa Health Points', 'en: Health Points'))).toBe(read(shipped));
  expect(read(shipped.replace('windowDays: 30', 'windowDays: 31'))).not.toBe(read(shipped));
  expect(read(shipped.replace('points: 4', 'points: 5').replaceAll(/→ 4/g, '→ 5'))).not.toBe(read(shipped));
});
