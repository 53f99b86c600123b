/** Batch: the visits a gateway sends up in one message, and the cloud journals as it came (docs/wire.md §2.1). */
import { z } from 'zod';
import { deviceSerialSchema, gatewayIdSchema, plainDateSchema } from './ids.ts';
import { pageBytesMax, pageHeaderBytes, pageTagBytes } from './page.ts';

export const batchBytesMax = 64 * 1024;
export const batchVisitsMax = 200;
/** A full 60-day ring of hours fits in 12 pages; this leaves room for minute buckets over a week. */
const visitPagesMax = 400;
const visitReadingsMax = 400;

const uint16 = z.int().min(0).max(0xffff);
const uint32 = z.int().min(0).max(0xffffffff);
const instant = z.iso.datetime();
/** The last millisecond of the year 9999: beyond it dates have another form, and further on none at all. */
const wallMsMax = Date.parse('9999-12-31T23:59:59.999Z');
const wallMs = z.int().min(0).max(wallMsMax);
const shortText = z.string().max(64);
/** Steps of one reading: a pedometer's counter never shows more than seven digits. */
const stepCount = z.int().min(0).max(9_999_999);
/** The only place where unknown keys are welcome. */
const extension = z.record(z.string().max(64), z.unknown());

/** Base64 of one whole page, checked for size here and for sense by `decodePage`. */
const pageText = z
  .base64()
  .min(Math.ceil(((pageHeaderBytes + pageTagBytes) * 4) / 3))
  .max(4 * Math.ceil(pageBytesMax / 3));

/** The gateway's wall time (ms since the Unix epoch) and the device's uptime (s), read at the same instant. */
export const stampSchema = z.strictObject({
  gateway: wallMs,
  trusted: z.boolean(),
  epoch: uint16,
  uptime: uint32,
});
export type Stamp = z.infer<typeof stampSchema>;

/** What devices without signed pages report; kinds are never added together. Times in ms since the Unix epoch. */
export const readingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bucket'),
    start: wallMs,
    seconds: z.int().min(60).max(86_400),
    steps: z.array(stepCount).min(1).max(1440),
  }),
  z.strictObject({
    kind: z.literal('cumulative'),
    at: wallMs,
    steps: stepCount,
    resets: z.enum(['device-midnight', 'never']),
  }),
  z.strictObject({ kind: z.literal('daily'), date: plainDateSchema, steps: stepCount }),
]);
export type Reading = z.infer<typeof readingSchema>;

const visitBase = {
  id: z.string().min(1).max(64),
  device: deviceSerialSchema,
  model: shortText,
  firmware: shortText.optional(),
  startedAt: instant,
  endedAt: instant,
  stamp: stampSchema.optional(),
  /** Per cent; 255 where the device did not know. */
  battery: z.int().min(0).max(255).optional(),
  rssi: z.int().min(-128).max(127).optional(),
  lostBuckets: uint32.optional(),
  nextSequence: uint32.optional(),
  ext: extension.optional(),
};

export const visitSchema = z
  .strictObject({
    ...visitBase,
    pages: z.array(pageText).max(visitPagesMax).optional(),
    readings: z.array(readingSchema).max(visitReadingsMax).optional(),
  })
  .refine((visit) => (visit.pages === undefined) !== (visit.readings === undefined), {
    error: 'a visit has either pages or readings',
  });
export type VisitReport = z.infer<typeof visitSchema>;

/** What every batch says of itself, whatever it carries. */
export const batchEnvelope = {
  v: z.literal(1),
  gateway: gatewayIdSchema,
  boot: z.string().min(1).max(64),
  /** Grows for the life of the gateway's disk. */
  seq: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  sentAt: instant,
  ext: extension.optional(),
} as const;

export const batchSchema = z.strictObject({
  ...batchEnvelope,
  visits: z.array(visitSchema).min(1).max(batchVisitsMax),
});
export type Batch = z.infer<typeof batchSchema>;

/** The least that must be readable of a broken batch for it to be answered; its topic tells the gateway. */
export const batchAddressSchema = z.object({
  gateway: z.unknown(),
  seq: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
