/** Trial programme: small rule files made up in a test. For this room's tests. */
import { programmeFileSchema, type Programme } from './rule/programme-file.ts';
import { grouped } from './words.ts';

const words = (text: string) => ({ ja: text, en: text });
const unit = { ja: 'ポイント', en: { one: 'point', other: 'points' } };

/** 1 point for a day of 1,000 steps or more. */
export const perDay = (points = 1) => ({
  id: 'day',
  kind: 'target',
  targets: [{ ageMin: 0, steps: 1_000 }],
  points,
  sentence: words(`1,000 ${grouped(points)}`),
});

/** 100 points for 2 days of 1,000 steps in a month, from `settleDays` after it on. */
export const perMonth = (settleDays = 3) => ({
  id: 'month',
  kind: 'month-days',
  targets: [{ ageMin: 0, steps: 1_000 }],
  tiers: [{ days: 2, points: 100 }],
  settleDays,
  sentence: words('1,000 2 100'),
});

export const activity = (id: string, parts: object = {}) => ({
  id,
  name: words(id),
  points: { pedometer: 10, paper: 5 },
  evidence: ['declaration', 'stamp'],
  ...parts,
});

export const cap = (id: string, per: string, pointsMax: number) => ({
  id,
  per,
  pointsMax,
  sentence: words(`${pointsMax}`),
});

/** Of the versions given, numbered from 1 and in force from April 2020 unless they say otherwise; checked like any rule file. */
export const trialProgramme = (...versions: readonly object[]): Programme =>
  programmeFileSchema.parse({
    programme: 'trial',
    name: words('trial'),
    zone: 'Asia/Tokyo',
    accounts: {
      pedometer: { name: words('pedometer'), unit },
      paper: { name: words('paper'), unit, pedometerPointsPerPoint: 10 },
    },
    versions: versions.map((parts, i) => ({
      version: i + 1,
      effectiveFrom: '2020-04-01',
      participants: {},
      backfill: { windowDays: 3_660 },
      ...parts,
    })),
  });
