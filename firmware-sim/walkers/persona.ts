/** Persona: a made-up participant, drawn so that a town of them walks as people of their ages were measured to walk. */
import type { ParticipantId } from '../../contract/ids.ts';
import type { Random } from '../../runtime/random.ts';
import { ageBandOf, type AgeBand, type Peaks } from './age-bands.ts';

export interface Persona {
  readonly id: ParticipantId;
  readonly age: number;
  /** Mean over many days. */
  readonly stepsPerDay: number;
  /** Best minute and mean of the best 30 minutes of a usual day, steps per minute. */
  readonly peak1: number;
  readonly peak30: number;
  /** When the walk of the day is taken. */
  readonly habit: 'morning' | 'evening';
  /** Minutes after midnight. */
  readonly wakesAt: number;
  readonly sleepsAt: number;
  /** Into how many walks the best 30 minutes of a day fall. */
  readonly walks: number;
  /** How much one day differs from another: deviation of the logarithm of a day's steps. */
  readonly dayDeviation: number;
  /** A Saturday or Sunday against another day. */
  readonly weekendFactor: number;
  /** A rainy day against a dry one. */
  readonly rainFactor: number;
  /** Forked by date for everything that happens on a day. */
  readonly random: Random;
}

/** How much the walkers of a band's quick walks are also those of its many steps. */
const peakCorrelation = 0.8;
const peaksCorrelation = 0.9;
/** The published spread is of means over a week; what weeks differ by, felt above the median, is taken off people's own. */
const ownSpread = 0.96;
/** Nobody's best half hour is more than this share of a day. */
export const peakShareMax = 0.85;

/** The same `random` and age always draw the same person. */
export const drawPersona = (random: Random, id: ParticipantId, age: number): Persona => {
  const band = ageBandOf(age);
  const traits = random.fork('traits');
  const steps = traits.normal();
  const quickness = correlated(steps, peakCorrelation, traits);
  const stepsPerDay = Math.max(1, stepsAt(band, steps > 0 ? ownSpread * steps : steps));
  const peak30 = Math.min(peakAt(band.peak30, quickness), (peakShareMax * stepsPerDay) / 30);
  const peak1 = Math.max(peakAt(band.peak1, correlated(quickness, peaksCorrelation, traits)), 1.05 * peak30);
  return {
    id,
    age,
    stepsPerDay,
    peak1,
    peak30,
    habit: traits.next() < 0.6 ? 'morning' : 'evening',
    wakesAt: Math.round(clamp(360 - Math.max(0, age - 40) + traits.normal() * 35, 240, 540)),
    sleepsAt: Math.round(clamp(1380 - Math.max(0, age - 40) * 1.5 + traits.normal() * 35, 1200, 1439)),
    walks: traits.int(1, 4),
    dayDeviation: 0.25 + 0.2 * traits.next(),
    weekendFactor: 0.8 + 0.35 * traits.next(),
    rainFactor: 0.7 + 0.25 * traits.next(),
    random: random.fork('days'),
  };
};

/** The band's mean steps per day of somebody `z` deviations above its median, straight between the published quantiles. */
const stepsAt = ({ steps }: AgeBand, z: number): number =>
  interpolated(z, [
    [-3.29, steps.p05 / 5],
    [-1.645, steps.p05],
    [-0.674, steps.p25],
    [0, steps.p50],
    [0.674, steps.p75],
    [1.645, steps.p95],
    [2.326, steps.p99],
    [3.29, steps.max],
  ]);

/** Below its median a band's peaks are not published: they are taken to lie as far below as those of 95 % lie above. */
const peakAt = ({ p50, p95, p99, max }: Peaks, z: number): number =>
  interpolated(z, [
    [-3.29, Math.max(1, p50 - 2 * (p95 - p50))],
    [0, p50],
    [1.645, p95],
    [2.326, p99],
    [3.29, max],
  ]);

const interpolated = (z: number, points: readonly (readonly [number, number])[]): number => {
  const after = points.findIndex(([at]) => at > z);
  const [leftZ, left] = points.at(after <= 0 ? after : after - 1) ?? [0, 0];
  const [rightZ, right] = points.at(after) ?? [0, 0];
  return rightZ === leftZ ? left : left + ((right - left) * (z - leftZ)) / (rightZ - leftZ);
};

const correlated = (z: number, correlation: number, random: Random): number =>
  correlation * z + Math.sqrt(1 - correlation * correlation) * random.normal();

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
