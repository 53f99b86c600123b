/** A programme file is believed only whole: whatever is wrong with it is told at once, each with its place. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iwamizawaRulePath, readProgramme, ruleFilePath } from './programme-file.ts';
import { changed, problemsOf } from './programme-problems.suite.ts';

const shipped = readFileSync(iwamizawaRulePath, 'utf8');
const sodegaura = readFileSync(ruleFilePath('sodegaura'), 'utf8');
const okayama = readFileSync(ruleFilePath('examples/okayama'), 'utf8');
const swc = readFileSync(ruleFilePath('examples/swc'), 'utf8');
const shitara = readFileSync(ruleFilePath('examples/shitara'), 'utf8');

/** The shipped file with nothing but these tiers in its version. */
const withTiers = (tiers: string): string => shipped.replace(/ {8}tiers:[^]*$/, `        tiers:\n${tiers}`);
const tier = (numbers: string, ja: string, en: string): string =>
  `          - { ${numbers}, sentence: { ja: '${ja}', en: '${en}' } }\n`;

test('reads the steps of Iwamizawa as the city publishes them', () => {
  const { programme, zone, versions } = readProgramme(iwamizawaRulePath);
  expect({ programme, zone, versions: versions.length }).toEqual({
    programme: 'iwamizawa',
    zone: 'Asia/Tokyo',
    versions: 1,
  });
  const [version] = versions;
  expect(version?.participants.ageMin).toBe(18);
  expect(version?.backfill.windowDays).toBe(30);
  const tiers = version?.earning.flatMap((rule) => (rule.kind === 'tiers' ? rule.tiers : []));
  expect(tiers?.map(({ from, to, points }) => [from, to, points])).toEqual([
    [3000, 4999, 1],
    [5000, 7999, 2],
    [8000, 9999, 3],
    [10000, undefined, 4],
  ]);
});

describe('tiers', () => {
  test('names overlap, gap, falling points, missing ends and missing values in one go', () => {
    const text = withTiers(
      tier('from: 3000, to: 4999, points: 2', '3,000〜4,999歩 2', '3,000–4,999 2') +
        tier('from: 4500, to: 7999, points: 2', '4,500〜7,999歩 2', '4,500–7,999 2') +
        tier('from: 8100, points: 3', '8,100歩 3', '8,100 3') +
        tier('from: 9000, to: 8500', '9,000〜8,500歩', '9,000–8,500') +
        tier('from: 9001, to: 9999, points: 1', '9,001〜9,999歩 1', '9,001–9,999 1'),
    ).replace('zone: Asia/Tokyo', 'zone: Asia/Iwamizawa');
    const at = 'versions.0.earning.0.tiers';
    expect(problemsOf(text).toSorted()).toEqual(
      [
        'zone: is no time zone, such as Asia/Tokyo',
        `${at}.3.points: Invalid input: expected number, received undefined`,
        `${at}.1.from: overlaps the tier before, which ends at 4999`,
        `${at}.1.points: must be more than the 2 of the tier before`,
        `${at}.2.from: leaves a gap: must be 8000`,
        `${at}.2.to: is missing: only the last tier may leave it out`,
        `${at}.3.to: is below \`from\``,
        `${at}.4.from: leaves a gap: must be 8501`,
        `${at}.4.to: the last tier has no upper end: leave \`to\` out`,
      ].toSorted(),
    );
  });

  test('share no single step and leave none out', () => {
    const problems = (from: number): readonly string[] =>
      problemsOf(
        changed(shipped, 'from: 5000', `from: ${from}`).replaceAll(/5,000(?=[〜–])/g, from.toLocaleString('en-US')),
      );
    const at = 'versions.0.earning.0.tiers.1.from';
    expect(problems(4_999)).toEqual([`${at}: overlaps the tier before, which ends at 4999`]);
    expect(problems(5_000)).toEqual([]);
    expect(problems(5_001)).toEqual([`${at}: leaves a gap: must be 5000`]);
  });

  test('are some', () => {
    expect(problemsOf(withTiers('').replace(/tiers:\n$/, 'tiers: []'))).toEqual([
      'versions.0.earning.0.tiers: Too small: expected array to have >=1 items',
    ]);
    expect(problemsOf(withTiers('').replace(/tiers:\n$/, 'tiers: many'))).toEqual([
      'versions.0.earning.0.tiers: Invalid input: expected array, received string',
    ]);
  });
});

describe('dates', () => {
  test('exist: there is no 31 February, as a day in force or in every year', () => {
    expect(problemsOf(changed(shipped, 'effectiveFrom: 2024-03-27', 'effectiveFrom: 2024-02-31'))).toEqual([
      'versions.0.effectiveFrom: Invalid ISO date',
    ]);
    expect(problemsOf(changed(shitara, 'endsOn: 02-28', 'endsOn: 02-31'))).toEqual([
      'versions.0.periods.endsOn: is no date of any year',
    ]);
    expect(problemsOf(changed(shitara, 'startsOn: 04-01', 'startsOn: 02-29'))).toEqual([
      'versions.0.periods.startsOn: most years have no 29 February',
    ]);
  });

  test('of two versions are never the same', () => {
    const again = (version: number, date: string): string =>
      `${shitara}${shitara.slice(shitara.indexOf('  - version: 1'))}`
        .replace(/version: 1(?![^]*version: 1)/, `version: ${version}`)
        .replace(/effectiveFrom: 2023-04-01(?![^]*effectiveFrom)/, `effectiveFrom: ${date}`);
    expect(problemsOf(again(2, '2023-04-02'))).toEqual([]);
    expect(problemsOf(again(2, '2023-04-01'))).toEqual([
      'versions.1.effectiveFrom: must be after 2023-04-01, when the version before begins',
    ]);
    expect(problemsOf(again(1, '2023-04-02'))).toEqual(['versions.1.version: must be above 1, the version before']);
  });

  test('a period closes on a date or after so many days, not both, and a date is for whole years', () => {
    expect(problemsOf(changed(shitara, 'closesOn: 03-07', 'closesOn: 03-07, graceDays: 7'))).toEqual([
      'versions.0.periods.closesOn: says the same as graceDays: leave one out',
    ]);
    expect(problemsOf(changed(shitara, 'months: 12', 'months: 3'))).toEqual([
      'versions.0.periods.endsOn: goes with periods of 12 months only',
      'versions.0.periods.closesOn: goes with periods of 12 months only',
    ]);
  });
});

describe('what hangs together', () => {
  test('a key nobody knows is told, with the one that may be meant', () => {
    expect(problemsOf(changed(shipped, 'windowDays: 30', 'windowDay: 30'))).toEqual([
      'versions.0.backfill.windowDays: Invalid input: expected number, received undefined',
      'versions.0.backfill: Unrecognized key: "windowDay"; did you mean windowDays?',
    ]);
    expect(problemsOf(`${shipped}\nexpiries: 4\n`)).toEqual(['(top): Unrecognized key: "expiries"']);
  });

  test('a cap is of rules there are, and no id stands for two things', () => {
    expect(problemsOf(changed(shipped, 'of: [group-activity]', 'of: [group-activities, steps]'))).toEqual([
      'versions.0.caps.0.of.0: there is no rule or activity group-activities',
    ]);
    expect(problemsOf(changed(shipped, 'id: groups-day', 'id: group-activity'))).toEqual([
      'versions.0.caps.0.id: group-activity is used twice',
    ]);
  });

  test('what is counted by the period needs periods', () => {
    const text = changed(sodegaura, '    periods: { startsOn: 04-01, months: 12 }\n', '');
    expect(problemsOf(text)).toHaveLength(21);
    expect(problemsOf(text)[0]).toBe('versions.0.activities.0.once: counts by the period, but there is no `periods`');
    expect(problemsOf(changed(okayama, 'per: month', 'per: period'))).toEqual([
      'versions.0.caps.0.per: counts by the period, but there is no `periods`',
    ]);
  });

  test('points on paper need a paper account', () => {
    expect(problemsOf(changed(sodegaura, 'points: { pedometer: 50 }', 'points: { paper: 50 }'))).toEqual([
      'versions.0.activities.0.points.paper: the programme has no paper account',
    ]);
    expect(problemsOf(changed(sodegaura, 'points: { pedometer: 50 }', 'points: {}'))).toEqual([
      'versions.0.activities.0.points: must name an account and its points',
    ]);
  });

  test('a goal that is kept is one that can be set, and a roll is a group’s', () => {
    expect(problemsOf(changed(sodegaura, 'goalActivity: goal', 'goalActivity: cycling'))).toEqual([
      'versions.0.earning.0.goalActivity: there is no activity cycling with goalStepsMin',
    ]);
    expect(problemsOf(changed(shipped, '        needsGroup: true\n', ''))).toEqual([
      'versions.0.activities.16.evidence: group-roll is for activities of registered groups: set needsGroup',
    ]);
  });
});

describe('numbers', () => {
  test.each(['0', '-1', '1.5', '3661', 'all'])('no visit reaches back %s days', (days) => {
    const [problem, ...more] = problemsOf(changed(shipped, 'windowDays: 30', `windowDays: ${days}`));
    expect(problem).toMatch(/^versions\.0\.backfill\.windowDays: /);
    expect(more).toEqual([]);
  });

  test('a card is valid for a year at most, and for a month at least', () => {
    const valid = (months: number): string =>
      changed(sodegaura, 'validMonths: 12', `validMonths: ${months}`)
        .replace('(交付から1年)', `(交付から${months}か月)`)
        .replace("for a year'", `for ${months} months'`);
    for (const months of [0, 13]) expect(problemsOf(valid(months))).toHaveLength(1);
    for (const months of [1, 12]) expect(problemsOf(valid(months))).toEqual([]);
  });

  test('nobody is at least 80 and at most 60', () => {
    expect(problemsOf(changed(shipped, '{ ageMin: 18 }', '{ ageMin: 80, ageMax: 60 }'))).toEqual([
      'versions.0.participants: ageMin is above ageMax',
    ]);
  });

  test('everybody has a target and tiers, and they rise with age', () => {
    expect(problemsOf(changed(okayama, '- ageMin: 0', '- ageMin: 18'))).toEqual([
      'versions.0.earning.0.groups: the first must have ageMin 0: it is everybody’s',
      'versions.0.earning.0.sentence.ja: does not say 18',
      'versions.0.earning.0.sentence.en: does not say 18',
    ]);
    expect(problemsOf(changed(okayama, '- ageMin: 75', '- ageMin: 0'))).toEqual([
      'versions.0.earning.0.groups: ageMin must rise from group to group',
    ]);
    expect(problemsOf(changed(swc, 'from: 2000, points: 400', 'from: 2000, points: 200'))).toEqual([
      'versions.0.earning.0.tiers: `points` must rise from tier to tier',
    ]);
  });
});
