/** Every word by which the desk refuses is given in its situation, in both languages, and leaves everything as it was. */
import { describe, expect, test } from 'vitest';
import { refusalCodes } from '../../contract/desk-terms.ts';
import { readProgramme, ruleFilePath } from '../rule/programme-file.ts';
import {
  endless,
  endlessSituations,
  iwamizawaSituations,
  sodegauraSituations,
  trial,
  trialSituations,
} from './refused-situations.ts';
import { refusalOf } from './refusal-words.ts';
import { claimBody, contentOf, signed, TrialDesk } from './trial-desk.ts';

describe.each([
  { name: 'iwamizawa', programme: undefined, situations: iwamizawaSituations },
  { name: 'sodegaura', programme: readProgramme(ruleFilePath('sodegaura')), situations: sodegauraSituations },
  { name: 'limits', programme: trial, situations: trialSituations },
  { name: 'limits for ever', programme: endless, situations: endlessSituations },
])('$name', ({ programme, situations }) => {
  test.each(situations)('$code: $when', async ({ code, ask }) => {
    using disk = new TrialDesk();
    await using points = await disk.openWithPeople(programme);
    const asked = ask(points, disk);
    const before = contentOf(disk);
    const answer = asked();
    expect(answer.refusals?.map((refusal) => refusal.code) ?? answer).toEqual([code]);
    for (const { sentence, hint } of answer.refusals ?? [])
      for (const said of [sentence, ...(hint === undefined ? [] : [hint])]) {
        expect(said.ja).toMatch(/[ぁ-ん].*。$/u);
        expect(said.en).toMatch(/^[A-Z].*\.$/);
      }
    expect(contentOf(disk)).toEqual(before);
    expect(points.verify()).toMatchObject({ kind: 'ok' });
  });
});

test('these are all the words there are, but for those nobody gives yet', () => {
  const given = new Set(
    [...iwamizawaSituations, ...sodegauraSituations, ...trialSituations, ...endlessSituations].map(({ code }) => code),
  );
  const missing = refusalCodes.filter((code) => !given.has(code));
  expect(missing).toEqual(['place-missing', 'before-enrolment', 'not-enrolled']);
  for (const code of missing) expect(refusalOf(code).sentence.ja).not.toBe('');
});

test('what was typed or scanned is told with the word for what is wrong, without a claim', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const code = disk.code(points);
  const before = contentOf(disk);
  expect(points.desk.claims.readCode(code)).toMatchObject({
    kind: 'valid',
    codeKind: 'venue',
    activity: 'city-event',
    from: '2026-11-20',
    to: '2026-11-21',
  });
  expect(points.desk.claims.readCode('AYM1.x')).toMatchObject({ kind: 'refused' });
  expect(contentOf(disk)).toEqual(before);
});

test('a preview says the same as the change, and changes nothing', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  const { participant, activity, date, evidence } = claimBody();
  const ask = { participant, activity, date, evidence };
  const before = contentOf(disk);
  const preview = points.desk.claims.preview(ask);
  expect(contentOf(disk)).toEqual(before);
  expect(points.desk.claims.record({ ...ask, ...signed() })).toMatchObject({ ...preview, kind: 'recorded' });
  const refused = points.desk.claims.preview(ask);
  expect(points.desk.claims.record({ ...ask, ...signed() })).toEqual(refused);
});
