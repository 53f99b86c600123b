/** Doubt limits: from where on a day is looked at by a person. A rule file may override each; the rest stays as tuned here. */
import { z } from 'zod';

const steps = z.int().min(1);
const percent = z.number().min(0).max(100);
const hours = z.int().min(1).max(24);

/** No more steps than this in one unbroken hour, by age on the date. */
const hourLimitSchema = z.strictObject({ ageMin: z.int().min(0), steps });
/** Of `among` hours that follow one another, `hours` of at least `steps` each lie within `percent` of one another. */
const evenHoursSchema = z
  .strictObject({ steps, hours: hours.min(2), among: hours, percent })
  .refine((rule) => rule.among >= rule.hours, '`among` is below `hours`');
export type EvenHours = Readonly<z.infer<typeof evenHoursSchema>>;
/** So many hours one after another of at least `steps` each. */
const noPauseSchema = z.strictObject({ steps, hours });

/**
 * The defaults are tuned on recordings of half of the recorded people and tried on the other half (`bench/doubt.ts`), and
 * on what is published of older walkers; each says what honest people were seen to do.
 */
export const doubtLimitsSchema = z.strictObject({
  /** More in a day waits for a person: the programme's belief cap. Honest days reached 43,112 once in 3,295. */
  daySteps: steps.default(40_000),
  cadence: z
    .strictObject({
      /** Within one minute; real walkers' minutes stay below 190 in 9,999 of 10,000, sprints and shaken arms do not. */
      minuteSteps: steps.default(300),
      /**
       * An hour of running is 180 a minute: 10,800. From 65 on nobody's best minute was seen above 159 on the mean of a
       * week, from 70 on nobody's best half hour above 138.
       */
      hourSteps: z
        .array(hourLimitSchema)
        .min(1)
        .default([
          { ageMin: 0, steps: 11_000 },
          { ageMin: 65, steps: 9_600 },
          { ageMin: 70, steps: 8_400 },
        ]),
    })
    .prefault({}),
  /** Pendulum regularity: people's hours differ, also where they are as busy all day long. */
  evenHours: z.array(evenHoursSchema).default([
    { steps: 2000, hours: 5, among: 8, percent: 10 },
    { steps: 3000, hours: 3, among: 3, percent: 4 },
    { steps: 2000, hours: 4, among: 5, percent: 6 },
    { steps: 1000, hours: 6, among: 8, percent: 8 },
    { steps: 1000, hours: 5, among: 6, percent: 4 },
  ]),
  /** The same by the minute, where minutes are there: an hour of them within 1 % happens on 0.3 of 1,000 honest days. */
  evenMinutes: z
    .strictObject({ steps: steps.default(60), minutes: z.int().min(10).default(60), percent: percent.default(1) })
    .prefault({}),
  /** From 01:00 to 05:00. */
  nightSteps: steps.default(3000),
  /** Nobody recorded kept 2,000 an hour for more than five hours, 1,000 for more than nine, 250 for more than seventeen. */
  noPause: z.array(noPauseSchema).default([
    { steps: 250, hours: 20 },
    { steps: 1000, hours: 14 },
    { steps: 2000, hours: 8 },
  ]),
  /** Hours whose steps are whole multiples: one in `multiple` by chance. */
  round: z.strictObject({ multiple: steps.default(100), hours: hours.default(5) }).prefault({}),
  /** The same steps in so many hours of an earlier day of the same person. */
  repeatedHours: hours.default(6),
  /** Days that end just above the same target, of the last `of`, today included. */
  atTarget: z
    .strictObject({
      steps: z.int().min(0).default(20),
      days: z.int().min(2).default(6),
      of: z.int().min(2).default(14),
    })
    .prefault({}),
  /** Another person's curve that may have been walked by the same legs. */
  twin: z
    .strictObject({
      /** With fewer a day has too little to tell it by. */
      steps: steps.default(2500),
      /** Hours of at least 100 steps. */
      hours: hours.default(6),
      totalPercent: percent.default(5),
      /** How far one counter may lie outside what the other allows, of the day's steps: at any moment, and on the mean. */
      furthestPercent: percent.default(1.2),
      meanPercent: percent.default(0.25),
      /** Steps that may lie in other buckets, where the buckets of both begin together. */
      movedPercent: percent.default(20),
      /**
       * On so many days, this one included. One is enough among ten thousand people; among a million somebody has the same
       * day as one in ten by chance, and nobody has two.
       */
      days: z.int().min(1).default(1),
      /** How far the clocks of the two may lie apart. */
      minutes: z.number().min(0).max(15).default(3),
    })
    .prefault({}),
  /** Hours in which one person's two pedometers both count at least 200 steps. */
  twoAtOnceHours: hours.default(3),
  /** So many of a person's believed days with the same habit, and it is theirs: a night shift, a runner. */
  habitDays: z.int().min(1).default(3),
});
export type DoubtLimits = Readonly<z.infer<typeof doubtLimitsSchema>>;

export const defaultDoubtLimits: DoubtLimits = doubtLimitsSchema.parse({});
