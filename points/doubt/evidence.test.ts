/** Promises of evidence: one screen has the hours, what is usual, what is marked and why, in words that accuse nobody. */
import { expect, test } from 'vitest';
import type { DayCurve } from '../../contract/day-curve.ts';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import { languages } from '../words.ts';
import { judgeDay } from './doubt.ts';
import { evidenceOf } from './evidence.ts';
import { doubtPromise, doubtTitle, findingWords } from './finding-words.ts';
import { findingKinds, type Finding, type FindingKind } from './finding.ts';
import { dayOfHours } from './trial-day.ts';

const own = (day: number, steps: Readonly<Record<number, number>>): DayCurve =>
  dayOfHours(steps, { date: plainDateSchema.parse(`2026-11-1${day}`) });

test('shows every hour beside the median of the person’s own, with what is marked', () => {
  const curve = dayOfHours({ 9: 800, 14: 11_800 });
  const ownDays = [own(1, { 9: 500, 14: 100 }), own(2, { 9: 700, 14: 300 }), own(3, { 9: 100 }), curve];
  const evidence = evidenceOf(curve, judgeDay({ curve }), ownDays);
  expect(evidence).toMatchObject({ steps: 12_600, usualSteps: 600, ownDays: 3, date: curve.date });
  expect(evidence.bars).toHaveLength(24);
  expect(evidence.bars[9]).toEqual({ hour: 9, from: '09:00', steps: 800, usual: 500, isRecorded: true, marks: [] });
  expect(evidence.bars[14]).toMatchObject({ steps: 11_800, usual: 100, marks: ['cadence'] });
  expect(evidence.reasons.map(({ finding }) => finding.kind)).toEqual(['cadence']);
  expect(evidence.reasons[0]?.words.ja).toContain('11,800歩');
});

test('tells an hour without a record from one without a step, and knows nothing usual of a stranger', () => {
  const { buckets, ...whose } = dayOfHours({ 9: 800 });
  const evidence = evidenceOf({ ...whose, buckets: buckets.slice(0, 12) }, [], []);
  expect(evidence.bars[3]).toMatchObject({ steps: 0, isRecorded: true, usual: undefined });
  expect(evidence.bars[13]).toMatchObject({ steps: 0, isRecorded: false });
  expect(evidence.usualSteps).toBeUndefined();
});

const other = participantIdSchema.parse('P-0002');
const device = deviceSerialSchema.parse('AYM-000001');
const second = deviceSerialSchema.parse('AYM-000002');
const date = plainDateSchema.parse('2026-11-12');
const examples: { readonly [K in FindingKind]: Extract<Finding, { kind: K }> } = {
  cadence: { kind: 'cadence', hours: [14], at: '14:00', minutes: 60, steps: 11_800, limit: 11_000 },
  'day-steps': { kind: 'day-steps', hours: [], steps: 41_000, limit: 40_000 },
  'even-hours': { kind: 'even-hours', hours: [9, 10, 11], stepsPerHour: 4000, differencePercent: 1.2 },
  'even-minutes': {
    kind: 'even-minutes',
    hours: [9],
    from: '09:00',
    to: '10:10',
    stepsPerMinute: 110,
    differencePercent: 0.4,
  },
  night: { kind: 'night', hours: [2], from: '01:00', to: '05:00', steps: 4100, limit: 3000 },
  'no-pause': { kind: 'no-pause', hours: [8, 9], from: '08:00', to: '18:00', stepsPerHour: 2000, steps: 24_000 },
  round: { kind: 'round', hours: [8, 9, 10, 11, 12], multiple: 100, activeHours: 6 },
  repeat: { kind: 'repeat', hours: [8, 9, 10, 11, 12, 13], date },
  'at-target': { kind: 'at-target', hours: [], target: 10_000, within: 20, days: 7, of: 14 },
  twin: { kind: 'twin', hours: [9], other, steps: 8012, otherSteps: 8044, days: 2 },
  'shared-device': { kind: 'shared-device', hours: [9], other, device },
  'two-at-once': { kind: 'two-at-once', hours: [9, 10, 11], devices: [device, second], steps: 4000 },
};

/** Every figure of a finding that a person is to understand, as it is written. */
const figures = (finding: Finding): readonly string[] =>
  Object.entries(finding)
    .filter(([name]) => !['kind', 'hours'].includes(name))
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map(String) : [figure(name, value)]));
const figure = (name: string, value: unknown): string =>
  name === 'minutes' ? '' : String(value).replace(/^\d{4,}$/, (digits) => Number(digits).toLocaleString('en-US'));

test.each(findingKinds)('%s is said politely in both languages, with its figures', (kind) => {
  const words = findingWords(examples[kind]);
  for (const language of languages) {
    const text = words[language];
    expect(text.length).toBeGreaterThan(20);
    for (const each of figures(examples[kind])) {
      if (kind === 'two-at-once' && each === '4,000') continue;
      expect(text).toContain(each);
    }
    expect(text).not.toMatch(/不正|違反|疑|偽|cheat|fraud|suspic|fake|dishonest/i);
  }
  expect(words.ja).toMatch(/[。]$/);
  expect(words.en).toMatch(/[.?]$/);
  expect(words.ja).not.toEqual(words.en);
});

test('what a held day is called accuses nobody', () => {
  expect(doubtTitle.ja).toBe('確かめたい日');
  for (const language of languages) expect(doubtPromise[language]).not.toBe('');
});
