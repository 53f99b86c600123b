/** What a programme decides can be read without reading YAML. */
import { expect, test } from 'vitest';
import { readProgramme, ruleFilePath } from './programme-file.ts';
import { programmeText } from './rule-text.ts';

const text = (name: string, language: 'ja' | 'en'): string =>
  programmeText(readProgramme(ruleFilePath(name)), language).join('\n');

test('says the period and how late its steps may come', () => {
  expect(text('examples/shitara', 'ja')).toBe(`設楽町の歩数ポイント (規則の例)

第1版 2023年4月1日(土)から
  - 18歳以上の方
  - 歩数計が覚えているすべての日を数える
  - 期間は4月1日から12か月ごと、2月28日まで
  - 期間の歩数は3月7日までに届いた分
  - 1,000歩ごとに1ポイント、1日10ポイントまで`);
  expect(text('mie-example-a', 'en')).toContain(`
  - A visit reaches back 60 days, its own day being day 1
  - Periods of 12 months from 1 Apr, to 31 Jan
  - Steps of a period may arrive for 14 days after it
`);
});

test('says what is believed, and when a day earns', () => {
  expect(text('examples/nagasaki', 'ja')).toContain('  - 1日100,000歩までを数える');
  expect(text('examples/ibaraki', 'en')).toContain('  - A day earns once its steps are final');
});

test('says every tier, every activity on both accounts, and every cap', () => {
  const ja = text('iwamizawa', 'ja');
  expect(ja).toContain('  - 1日3,000〜4,999歩 → 1ポイント\n  - 1日5,000〜7,999歩 → 2ポイント\n');
  expect(ja).toContain('  - 人間ドック: 100ポイント、紙は10ポイント\n');
  expect(ja).toContain('  - 団体活動は、1日に複数の団体で活動しても3ポイントまで\n');
  expect(text('iwamizawa', 'en')).toContain('  - Blood donation: 20 points, on paper 2 points\n');
});
