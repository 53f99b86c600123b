/** SimConfig: one YAML file that describes a town without hardware: its centres, its people and their pedometers. */
import { z } from 'zod';
import { attMtuMax, attMtuMin } from '../contract/gatt.ts';
import { centreIdSchema, gatewayIdSchema } from '../contract/ids.ts';
import { simulatedTimeSchema } from '../runtime/simulated-time.ts';
import { behaviourNames } from './behaviours/behaviour.ts';
import { bucketSecondsDefault, capacityBucketsDefault } from './pedometer/pedometer.ts';

/** More people than this are a benchmark's matter: each one on the air is a radio of its own. */
const peopleMax = 100_000;

const centreSchema = z.strictObject({
  id: centreIdSchema,
  name: z.string().min(1).max(100),
  /** Each gets a radio of its own. */
  gateways: z.array(gatewayIdSchema).min(1),
});

/** Made-up people, or those of a steps CSV, all moved by the same number of days so that the first walks on `firstDate`. */
const peopleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('personas'), count: z.int().min(1).max(peopleMax) }),
  z.strictObject({ kind: z.literal('recordings'), file: z.string().min(1) }),
]);

const pedometersSchema = z.strictObject({
  capacityBuckets: z.int().min(1).max(0xffff).default(capacityBucketsDefault),
  bucketSeconds: z.int().min(60).max(3600).default(bucketSecondsDefault),
  /** Each oscillator is off by at most this much, either way. */
  driftPpmMax: z.number().min(0).max(5000).default(20),
  attMtuMax: z.int().min(attMtuMin).max(attMtuMax).default(attMtuMax),
});

/** The radio of a whole visit is then over in milliseconds; beyond that a timer cannot tell. */
export const airSpeedMax = 1000;

export const simConfigSchema = z.strictObject({
  /** The same seed tells the same story. */
  seed: z.int().default(1),
  zone: z.string().refine(isZone, { error: 'not a time zone, write for example Asia/Tokyo' }).default('Asia/Tokyo'),
  /** Folder of the radios' sockets; a gateway's is `<gateway>.sock` in it. A short path: sockets allow 100 bytes. */
  sockets: z.string().min(1),
  /** The local date on whose first minute the pedometers are lent and begin to count. */
  firstDate: z.iso.date(),
  centres: z.array(centreSchema).min(1),
  people: peopleSchema,
  /** Pedometers that lie at each centre and are lent to nobody. */
  sparesPerCentre: z.int().min(0).max(100).default(0),
  /** People who have joined and have no pedometer yet. */
  waiting: z.int().min(0).max(1000).default(0),
  pedometers: pedometersSchema.prefault({}),
  air: z
    .strictObject({
      /** Simulated time over real time; 0 is as fast as the machine goes. */
      speed: z.number().min(0).max(airSpeedMax).default(1),
      /** Chance that a packet is lost. */
      loss: z.number().min(0).max(0.9).default(0),
    })
    .prefault({}),
  /** Everybody comes about this often. */
  visitEveryDays: z.int().min(1).max(60).default(7),
  /** Each put on this share of the pedometers. */
  behaviours: z.array(z.strictObject({ name: z.enum(behaviourNames), share: z.number().min(0).max(1) })).default([]),
  /** Simulated time, as in the other processes of a trial. */
  clock: simulatedTimeSchema.optional(),
});
export type SimConfig = z.infer<typeof simConfigSchema>;
/** As it is written, before the defaults. */
export type SimConfigText = z.input<typeof simConfigSchema>;

function isZone(zone: string): boolean {
  try {
    return Temporal.PlainDate.from('2026-01-01').toZonedDateTime(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}
