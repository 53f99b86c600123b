/** Honest days: day curves of recorded people and of seeded older personas, by which the limits of doubt are tried. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DayCurve } from '../contract/day-curve.ts';
import { deviceSerialSchema, participantIdSchema, plainDateSchema, type ParticipantId } from '../contract/ids.ts';
import { dayLayout } from '../firmware-sim/walkers/persona-day.ts';
import { dayNumber } from '../firmware-sim/walkers/persona-source.ts';
import { drawPersona } from '../firmware-sim/walkers/persona.ts';
import type { Recording } from '../firmware-sim/walkers/recording.ts';
import { readStepsCsv } from '../firmware-sim/walkers/steps-csv.ts';
import { townWeather } from '../firmware-sim/walkers/weather.ts';
import { seededRandom, type Random } from '../runtime/random.ts';
import { curveOf } from '../points/doubt/simulated-cheat.ts';

/** Only to lay times out and back again: a recording has a clock of its own. */
const zone = 'Asia/Tokyo';

export interface HonestPerson {
  readonly id: ParticipantId;
  readonly age: number | undefined;
  /** In order of dates. */
  readonly days: readonly DayCurve[];
}

/** Half of the people, always the same: limits are tuned on these and tried on the others. */
export const isTuning = ({ id }: HonestPerson): boolean => (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0;

/** Throws where the file is not a recording. */
export const recordedPeople = (path: string): readonly HonestPerson[] => {
  const csv = readStepsCsv(readFileSync(path), { zone });
  if (csv.kind === 'problems') throw new Error(`${path}: ${JSON.stringify(csv.problems[0])}`);
  return csv.recordings.map((recording) => ({
    id: recording.participant,
    age: undefined,
    days: recordedDays(recording),
  }));
};

const recordedDays = (recording: Recording): readonly DayCurve[] => {
  const device = deviceSerialSchema.parse(`R-${recording.participant}`);
  const minutes = recording.bucketSeconds / 60;
  const days = new Map<string, DayCurve['buckets']>();
  recording.startsMs.forEach((startMs, i) => {
    const at = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
    const date = at.toPlainDate().toString();
    const bucket = { device, fromMinute: at.hour * 60 + at.minute, minutes, steps: recording.steps[i] ?? 0 };
    const buckets = days.get(date);
    if (buckets === undefined) days.set(date, [bucket]);
    else buckets.push(bucket);
  });
  return [...days].map(([date, buckets]) => ({
    participant: recording.participant,
    date: plainDateSchema.parse(date),
    buckets,
  }));
};

export const personaFirstDate = Temporal.PlainDate.from('2026-10-01');

export interface Elder {
  readonly id: ParticipantId;
  readonly age: number;
  /** Steps of each minute of the day so many after the first date. */
  minutesOf(day: number): Uint16Array;
}

/** People from 65 to 94, each with the weather of one town. */
export const elders = (people: number, random: Random): readonly Elder[] => {
  const weather = townWeather(random.fork('weather'));
  return Array.from({ length: people }, (_, i) => {
    const id = participantIdSchema.parse(`E-${String(i).padStart(6, '0')}`);
    const age = 65 + (i % 30);
    const persona = drawPersona(random.fork(id), id, age);
    return { id, age, minutesOf: (day) => dayLayout(persona, weather, dayNumber(personaFirstDate) + day) };
  });
};

/** A pedometer begins its buckets when its battery was put in, not with the hour. */
export const elderDay = (elder: Elder, day: number, bucketMinutes = 60): DayCurve => {
  const random = seededRandom(day).fork(elder.id);
  const phase = Math.floor(seededRandom(1).fork(elder.id).next() * bucketMinutes);
  const date = plainDateSchema.parse(personaFirstDate.add({ days: day }).toString());
  const device = deviceSerialSchema.parse(`AYM-${elder.id}`);
  return curveOf({ participant: elder.id, date }, elder.minutesOf(day), { device, phase, bucketMinutes }, random);
};

export const honestElder = (elder: Elder, days: number): HonestPerson => ({
  id: elder.id,
  age: elder.age,
  days: Array.from({ length: days }, (_, day) => elderDay(elder, day)),
});

/** The same day as a pedometer that counts each bucket up to `noise` wrong would have it. */
export const miscounted = (day: DayCurve, noise: number, random: Random): DayCurve => ({
  ...day,
  buckets: day.buckets.map((each) => ({
    ...each,
    steps: Math.round(each.steps * (1 + noise * (2 * random.next() - 1))),
  })),
});
