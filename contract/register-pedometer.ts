/** Register pedometer: finding, adding and editing pedometers. Their keys are written and never shown. */
import { z } from 'zod';
import { changeFields, countSchema, instantSchema, reasonSchema } from './desk-terms.ts';
import { centreIdSchema, deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';
import { loanSpanSchema } from './register-loan.ts';
import {
  centreNameSchema,
  historyEntrySchema,
  lineSchema,
  listCounts,
  listQuery,
  registerRowsMax,
  visitMonthSchema,
} from './register-terms.ts';
import { deviceStatuses } from './roster.ts';

/** Where a pedometer is, or what is due for it. */
export const standings = [...deviceStatuses, 'battery-due', 'silent'] as const;
export type Standing = (typeof standings)[number];

/** GET /api/register/pedometers?query=&centre=&standing=&from= */
export const pedometersQuerySchema = z.strictObject({
  ...listQuery,
  standing: z.enum(['any', ...standings]).default('any'),
});

export const pedometerRowSchema = z.strictObject({
  device: deviceSerialSchema,
  label: z.string(),
  model: z.string(),
  centre: centreNameSchema,
  status: z.enum(deviceStatuses),
  /** Who has it on loan now, and since when. */
  participant: participantIdSchema.nullable(),
  name: z.string().nullable(),
  since: instantSchema.nullable(),
  lastVisitAt: instantSchema.nullable(),
  /** Per cent at the last visit. */
  battery: z.int().min(0).max(100).nullable(),
  swappedOn: plainDateSchema.nullable(),
  isBatteryDue: z.boolean(),
  /** Not heard for long, or never. */
  isSilent: z.boolean(),
  /** Another pedometer of the centre has the same number. */
  isLabelTwice: z.boolean(),
});
export type PedometerRow = Readonly<z.infer<typeof pedometerRowSchema>>;

export const pedometersSchema = z.strictObject({
  /** An exact match of serial or sticker first, then by centre and number. */
  pedometers: z.array(pedometerRowSchema).max(registerRowsMax),
  ...listCounts,
});
export type Pedometers = Readonly<z.infer<typeof pedometersSchema>>;

/** GET /api/register/pedometers/:id */
export const registeredPedometerSchema = z.strictObject({
  pedometer: pedometerRowSchema,
  capacityBuckets: countSchema,
  bucketSeconds: countSchema,
  /** Newest first. */
  loans: z.array(loanSpanSchema),
  visits: z.array(visitMonthSchema),
  /** Newest first. */
  history: z.array(historyEntrySchema),
});
export type RegisteredPedometer = Readonly<z.infer<typeof registeredPedometerSchema>>;

/** What a clerk can say of a pedometer; that it is on loan follows from the loans. */
export const saidStatuses = ['in-stock', 'returned', 'lost', 'repair', 'retired'] as const;

const pedometerFields = {
  label: lineSchema(16),
  model: lineSchema(64),
  capacityBuckets: z.int().min(1).max(65_535),
  bucketSeconds: z.int().min(60).max(3600),
  centre: centreIdSchema,
  /** 32 bytes in hexadecimal. */
  key: z.string().regex(/^[0-9A-Fa-f]{64}$/),
};

/** POST /api/register/pedometers/preview */
export const pedometerAskSchema = z.strictObject({ device: deviceSerialSchema, ...pedometerFields });
export type PedometerAsk = Readonly<z.infer<typeof pedometerAskSchema>>;

/** POST /api/register/pedometers. Refused: `id-taken`. */
export const pedometerBodySchema = z.strictObject({ ...pedometerAskSchema.shape, ...changeFields });
export type PedometerBody = Readonly<z.infer<typeof pedometerBodySchema>>;

/** POST /api/register/pedometers/:id/preview: only what is sent is changed. */
export const pedometerEditAskSchema = z.strictObject({ ...pedometerFields, status: z.enum(saidStatuses) }).partial();
export type PedometerEditAsk = Readonly<z.infer<typeof pedometerEditAskSchema>>;

/** POST /api/register/pedometers/:id. `in-stock` frees one that waits for hours which will never come. */
export const pedometerEditSchema = z.strictObject({
  ...pedometerEditAskSchema.shape,
  reason: reasonSchema.optional(),
  ...changeFields,
});
export type PedometerEdit = Readonly<z.infer<typeof pedometerEditSchema>>;

/** GET /api/register/centres/:id/labels: every pedometer of the centre, by sticker, for labels to be printed. */
export const labelsSchema = z.strictObject({
  centre: centreNameSchema,
  pedometers: z.array(
    z.strictObject({ device: deviceSerialSchema, label: z.string(), status: z.enum(deviceStatuses) }),
  ),
});
export type Labels = Readonly<z.infer<typeof labelsSchema>>;
