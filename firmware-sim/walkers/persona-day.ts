/** PersonaDay: what a persona does on one date, minute by minute, the same whenever it is asked. */
import type { Random } from '../../runtime/random.ts';
import { peakShareMax, type Persona } from './persona.ts';
import { rainyShare, type Weather } from './weather.ts';

export const dayMinutes = 1440;
const peakMinutes = 30;
/** A day's steps fit 16 bits; nobody comes near. */
const daySizeMax = 60_000;

/** Somebody falls ill on about one day in a hundred, for one to four days, and then walks about the house. */
const illnessChance = 0.01;
const illnessDaysMax = 4;
const illnessFactor = 0.15;
const illShare = illnessChance * ((illnessDaysMax + 1) / 2);

/** Steps of the whole date (`day`: days since 1970-01-01), without laying out its minutes. */
export const dayTotal = (persona: Persona, weather: Weather, day: number): number => {
  const random = persona.random.fork(`total ${day}`);
  const { dayDeviation, weekendFactor, rainFactor } = persona;
  const mood = Math.exp(dayDeviation * random.normal() - dayDeviation ** 2 / 2);
  const week = isWeekend(day) ? weekendFactor : 1;
  const sky = weather.isRainy(day) ? rainFactor : 1;
  const health = isIll(persona, day) ? illnessFactor : 1;
  // What the factors take from some days all others give back, so that the mean stays the persona's own.
  const mean =
    ((5 + 2 * weekendFactor) / 7) * (1 - rainyShare * (1 - rainFactor)) * (1 - illShare * (1 - illnessFactor));
  return Math.min(daySizeMax, Math.round((persona.stepsPerDay * mood * week * sky * health) / mean));
};

/** Steps of each minute of the date; they add up to `dayTotal`. */
export const dayLayout = (persona: Persona, weather: Weather, day: number): Uint16Array => {
  const total = dayTotal(persona, weather, day);
  const random = persona.random.fork(`layout ${day}`);
  const minutes = new Uint16Array(dayMinutes);
  const cadences = peakCadences(persona, total, random);
  const walked = cadences.reduce((sum, steps) => sum + steps, 0);
  layWalks(minutes, persona, cadences, random);
  strollAbout(minutes, persona, { steps: total - walked, cadenceMax: Math.max(1, cadences.at(-1) ?? 1) }, random);
  return minutes;
};

/** 1970-01-01 was a Thursday. */
const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);

const isIll = (persona: Persona, day: number): boolean => {
  for (let back = 0; back < illnessDaysMax; back++) {
    const onset = persona.random.fork(`illness ${day - back}`);
    if (onset.next() < illnessChance && onset.int(1, illnessDaysMax) > back) return true;
  }
  return false;
};

/**
 * The 30 best minutes of the day, best first, none more than the day has: from the best minute they fall along a power
 * curve whose mean is the best half hour's.
 */
const peakCadences = (persona: Persona, total: number, random: Random): readonly number[] => {
  const form = 1 + 0.08 * random.normal();
  const peak30 = Math.min(persona.peak30 * form, (peakShareMax * total) / peakMinutes);
  const peak1 = Math.max(persona.peak1 * Math.sqrt(form), peak30 * 1.02);
  const ratio = peak30 / peak1;
  const curve = Array.from({ length: peakMinutes }, (_, i) => (i / (peakMinutes - 1)) ** ratio);
  const drop = (1 - ratio) / (curve.reduce((sum, x) => sum + x, 0) / peakMinutes);
  let left = total;
  return curve.map((x) => {
    const steps = Math.min(left, Math.round(peak1 * (1 - Math.min(1, drop) * x)));
    left -= steps;
    return steps;
  });
};

/** Puts the best minutes into the day's walks: the first at the hour of habit, the others anywhere awake. */
const layWalks = (minutes: Uint16Array, persona: Persona, cadences: readonly number[], random: Random): void => {
  const perWalk = Math.ceil(peakMinutes / persona.walks);
  const usual = persona.habit === 'morning' ? persona.wakesAt + 120 : persona.sleepsAt - 300;
  const order = shuffled(cadences, random);
  for (let walk = 0; walk * perWalk < peakMinutes; walk++) {
    const around = walk === 0 ? usual + 30 * random.normal() : awakeAt(persona, random);
    let at = Math.min(Math.max(Math.round(around), persona.wakesAt), dayMinutes - peakMinutes * 2);
    for (const steps of order.slice(walk * perWalk, (walk + 1) * perWalk)) {
      while (minutes[at] !== 0 && at < dayMinutes - 1) at += 1;
      minutes[at] = (minutes[at] ?? 0) + steps;
    }
  }
};

interface Stroll {
  readonly steps: number;
  /** Slower than the slowest of the best minutes. */
  readonly cadenceMax: number;
}

/** A bout of strolling lasts a few minutes; this many are tried before the rest is walked wherever there is room. */
const boutsMax = 600;
/** Of the hours awake one sits through about this share. */
const sittingShare = 0.3;

const strollAbout = (minutes: Uint16Array, persona: Persona, stroll: Stroll, random: Random): void => {
  const sits = Array.from({ length: 24 }, () => random.next() < sittingShare);
  let left = stroll.steps;
  for (let bout = 0; bout < boutsMax && left > 0; bout++) {
    const from = awakeAt(persona, random);
    if (sits[Math.floor(from / 60)] === true) continue;
    const end = Math.min(from + random.int(1, 8), dayMinutes);
    const cadence = Math.max(1, Math.round(stroll.cadenceMax * (0.3 + 0.7 * random.next())));
    for (let at = from; at < end && left > 0; at++) left -= stepInto(minutes, at, Math.min(left, cadence));
  }
  for (let at = persona.wakesAt; at < dayMinutes && left > 0; at++) {
    left -= stepInto(minutes, at, Math.min(left, stroll.cadenceMax));
  }
  // Somebody whose day has no slow minute left walks the quick ones longer.
  minutes[persona.wakesAt] = (minutes[persona.wakesAt] ?? 0) + left;
};

/** Takes a free minute. Answers the steps that went into it. */
const stepInto = (minutes: Uint16Array, at: number, steps: number): number => {
  if (minutes[at] !== 0) return 0;
  minutes[at] = steps;
  return steps;
};

const awakeAt = (persona: Persona, random: Random): number => random.int(persona.wakesAt, persona.sleepsAt);

const shuffled = (values: readonly number[], random: Random): readonly number[] => {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
};
