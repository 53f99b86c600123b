/** A sentence says the numbers that are reckoned with: what people are told and what they are paid never differ unnoticed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iwamizawaRulePath, ruleFilePath } from './programme-file.ts';
import { changed, problemsOf } from './programme-problems.suite.ts';
import { says } from './rule-words.ts';

const shipped = readFileSync(iwamizawaRulePath, 'utf8');

test('a number is said by itself, not as a part of a greater one', () => {
  expect(['1日1ポイント', '1点', '+1', 'from 1 to 3', '1.', '1, 2'].map((each) => says(each, 1))).not.toContain(false);
  expect(['10点', '21点', '1,000歩', '2,100', '1.5', '0.1', ''].map((each) => says(each, 1))).not.toContain(true);
  expect([says('5,000〜7,999歩', 7_999), says('15,000歩', 5_000), says('5,000,000', 5_000)]).toEqual([
    true,
    false,
    false,
  ]);
});

const both = (rule: string, number: string): readonly string[] =>
  ['ja', 'en'].map((language) => `${rule}.sentence.${language}: does not say ${number}`);

describe('a sentence says the numbers that are reckoned with', () => {
  test.each([
    [
      'iwamizawa',
      '1日5,000〜7,999歩 → 2',
      '1日5,000〜7,499歩 → 2',
      ['earning.0.tiers.1.sentence.ja: does not say 7,999'],
    ],
    ['iwamizawa', 'at most 3 points a day', 'some points a day', ['caps.0.sentence.en: does not say 3']],
    ['sodegaura', '500 points inside', 'Points inside', ['card.sentence.en: does not say 500']],
    ['sodegaura', 'それぞれ100ポイント', 'それぞれポイント', ['earning.0.sentence.ja: does not say 100']],
    [
      'examples/okayama',
      '75歳以上は3,000・4,500・',
      '75歳以上は',
      ['3,000', '4,500'].map((n) => `earning.0.sentence.ja: does not say ${n}`),
    ],
    ['examples/shinagawa', 'places: 50 points', 'places', ['earning.0.sentence.en: does not say 50']],
    ['examples/shiki', '来ると1ポイント (1日1回)', '来るとポイント', ['earning.1.sentence.ja: does not say 1']],
    ['examples/hita', '15日以上で100', '15日以上で', ['earning.0.sentence.ja: does not say 100']],
    ['examples/kikuyo', "at most 15 a day' }", "no more' }", ['earning.0.sentence.en: does not say 15']],
    ['examples/kikuyo', 'everySteps: 1000', 'everySteps: 2000', both('earning.0', '2,000')],
    ['examples/kikuyo', 'pointsEach: 1', 'pointsEach: 2', both('earning.0', '2')],
    ['examples/kikuyo', 'points: 10', 'points: 9', both('earning.0', '9')],
    ['examples/kikuyo', 'from: 5000', 'from: 4000', both('earning.0', '4,000')],
    ['examples/beppu', 'times: 1.5', 'times: 1.4', both('earning.0', '1.4 or 14')],
    ['examples/beppu', '土日と祝日は15ポイント', '土日と祝日は1.5倍', []],
    ['examples/shiki', 'ageMin: 75, steps: 5000', 'ageMin: 75, steps: 4500', both('earning.0', '4,500')],
    ['examples/shiki', 'ageMin: 75', 'ageMin: 70', both('earning.0', '70')],
    ['examples/hita', 'ageMin: 65, steps: 6000', 'ageMin: 65, steps: 5000', both('earning.0', '5,000')],
    ['examples/okayama', 'ageMin: 75', 'ageMin: 74', both('earning.0', '74')],
    ['examples/saitama', 'points: 30000', 'points: 20000', both('draws.0', '20,000')],
    ['sodegaura', 'goalStepsMin: 4000', 'goalStepsMin: 5000', both('activities.0', '5,000')],
    ['sodegaura', 'points: { pedometer: 50 }', 'points: { pedometer: 60 }', both('activities.0', '60')],
    ['iwamizawa', '{ pedometer: 3, paper: 1 }', '{ pedometer: 3, paper: 2 }', both('activities.16', '2')],
    [
      'sodegaura',
      'goalStepsMin: 4000',
      'goalStepsMin: 4000\n        keptMonths: 2',
      ['activities.0.sentence.ja: does not say 2か月', 'activities.0.sentence.en: does not say 2 months'],
    ],
    [
      'sodegaura',
      'validMonths: 12',
      'validMonths: 11',
      ['card.sentence.ja: does not say 11か月', 'card.sentence.en: does not say 11 months'],
    ],
    ['sodegaura', '(交付から1年)', '(交付から11年)', ['card.sentence.ja: does not say 12か月']],
  ])('%s: %s', (name, from, to, problems) => {
    const text = readFileSync(ruleFilePath(name), 'utf8');
    expect(problemsOf(changed(text, from, to))).toEqual(problems.map((each) => `versions.0.${each}`));
  });

  test('a tier of days with a factor says it, or what comes of it', () => {
    const withFactor = (times: number): string =>
      changed(
        shipped,
        '        kind: tiers\n',
        `        kind: tiers\n        factors: [{ days: holidays, times: ${times} }]\n`,
      );
    // Tier by tier 1, 2, 3 and 4 points: of one point nothing comes but the 1 its sentence says; 1.5 is 3 of 2, 4 of 3, 6 of 4.
    expect(problemsOf(withFactor(1.5))).toEqual(
      [
        [1, '1.5 or 3'],
        [2, '1.5 or 4'],
        [3, '1.5 or 6'],
      ].flatMap(([i, number]) => both(`versions.0.earning.0.tiers.${i}`, `${number}`)),
    );
  });
});
