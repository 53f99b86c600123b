/** Records terms: which records there are, in which forms they are handed on, and how a long list is read page by page. */
import { z } from 'zod';
import { dayStates, trusts } from './day-total.ts';
import { codeWordSchema, countSchema, instantSchema } from './desk-terms.ts';
import { centreIdSchema, deviceSerialSchema, idPattern, participantIdSchema, plainDateSchema } from './ids.ts';
import { deviceStatuses } from './roster.ts';

/** `days`: day totals. `intervals`: what the pedometers counted, normally hour by hour. `points`: entries of the ledger. */
export const recordKinds = ['days', 'intervals', 'points'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** docs/openness.md says what each of them is. */
export const recordFormats = ['csv', 'fhir', 'omh', 'ieee1752', 'senml'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** Rows of one answer, unless fewer are asked for. */
export const recordRowsMax = 1000;

/** Where the page before has ended, as that page has said it: letters, digits, - and _ only. */
const cursorSchema = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const dateExample = { examples: ['2026-11-01'] };
const idExample = { examples: ['P-0001'] };
const cursorExample = { examples: ['MjAyNi0xMS0wMSBQLTAwMDE'] };

const pageQuery = {
  /** `next` of the page before; the first page without it. */
  after: cursorSchema.optional().meta({ description: '`next` of the page before' }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .default(String(recordRowsMax))
    .transform(Number)
    .pipe(z.int().max(recordRowsMax))
    .meta({ examples: ['100'], maximum: recordRowsMax }),
} as const;

/** A page to try the API would fill in an example, and find nothing. */
const unfilled = { examples: undefined };

/** Of dates `from` to `to`, both included. */
export const periodFields = {
  from: plainDateSchema.meta(dateExample),
  to: plainDateSchema.meta({ examples: ['2026-11-30'] }),
  centre: centreIdSchema
    .meta({ ...unfilled, description: 'The centre at which a participant is registered now; all without it' })
    .optional(),
} as const;

const recordsQuery = {
  ...periodFields,
  participant: participantIdSchema.meta(unfilled).optional(),
  ...pageQuery,
} as const;

/** GET /api/records/day-totals */
export const dayRecordsQuerySchema = z.strictObject({
  ...recordsQuery,
  state: z.enum(dayStates).optional(),
});
export type DayRecordsQuery = Readonly<z.infer<typeof dayRecordsQuerySchema>>;

/** GET /api/records/intervals and /api/records/points */
export const recordsQuerySchema = z.strictObject(recordsQuery);
export type RecordsQuery = Readonly<z.infer<typeof recordsQuerySchema>>;

/** GET /api/records/pedometers */
export const pedometerRecordsQuerySchema = z.strictObject({
  centre: periodFields.centre,
  state: z.enum(deviceStatuses).optional(),
  ...pageQuery,
});
export type PedometerRecordsQuery = Readonly<z.infer<typeof pedometerRecordsQuerySchema>>;

/** A page may be short, even empty, while there is more: null is the end. */
const next = cursorSchema.nullable().meta(cursorExample);

export const dayRecordSchema = z.strictObject({
  participant: participantIdSchema.meta(idExample),
  date: plainDateSchema.meta(dateExample),
  steps: countSchema.meta({ examples: [6214] }),
  state: z.enum(dayStates),
  revision: z.int().min(1),
  /** Local date of the visit that brought this revision. */
  syncedOn: plainDateSchema.meta({ examples: ['2026-11-03'] }),
  trust: z.enum(trusts),
  devices: z.array(deviceSerialSchema).meta({ examples: [['AYM-000012']] }),
});
export type DayRecord = Readonly<z.infer<typeof dayRecordSchema>>;
export const dayRecordsSchema = z.strictObject({ dayTotals: z.array(dayRecordSchema), next });
export type DayRecords = Readonly<z.infer<typeof dayRecordsSchema>>;

export const intervalRecordSchema = z.strictObject({
  participant: participantIdSchema.meta(idExample),
  device: deviceSerialSchema.meta({ examples: ['AYM-000012'] }),
  /** The local date its middle lies on, to whose day total it counts. */
  date: plainDateSchema.meta(dateExample),
  startAt: z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-01T09:00:00+09:00'] }),
  seconds: z
    .int()
    .min(1)
    .meta({ examples: [3600] }),
  steps: countSchema.meta({ examples: [412] }),
  /** Of its day; `open` also while the interval itself goes on. */
  state: z.enum(dayStates),
  trust: z.enum(trusts),
});
export type IntervalRecord = Readonly<z.infer<typeof intervalRecordSchema>>;
export const intervalRecordsSchema = z.strictObject({ intervals: z.array(intervalRecordSchema), next });
export type IntervalRecords = Readonly<z.infer<typeof intervalRecordsSchema>>;

export const pointRecordSchema = z.strictObject({
  /** Number of the entry in the ledger. */
  id: z.int().min(1),
  participant: participantIdSchema.meta(idExample),
  /** The date it is for. */
  date: plainDateSchema.meta(dateExample),
  account: z
    .string()
    .regex(idPattern)
    .meta({ examples: ['pedometer'] }),
  /** What the account gains; negative where points are taken back. */
  points: z.int().meta({ examples: [20] }),
  kind: codeWordSchema.meta({ examples: ['credit'] }),
  rule: z.string(),
  ruleVersion: z.int(),
  writtenAt: instantSchema,
});
export type PointRecord = Readonly<z.infer<typeof pointRecordSchema>>;
export const pointRecordsSchema = z.strictObject({ entries: z.array(pointRecordSchema), next });
export type PointRecords = Readonly<z.infer<typeof pointRecordsSchema>>;

export const centreRecordsSchema = z.strictObject({
  centres: z.array(
    z.strictObject({
      id: centreIdSchema.meta({ examples: ['higashi'] }),
      name: z.string().meta({ examples: ['東公民館'] }),
      participants: countSchema,
      pedometers: countSchema,
      gateways: countSchema,
    }),
  ),
});
export type CentreRecords = Readonly<z.infer<typeof centreRecordsSchema>>;

export const pedometerRecordSchema = z.strictObject({
  device: deviceSerialSchema.meta({ examples: ['AYM-000012'] }),
  label: z.string(),
  model: z.string(),
  centre: centreIdSchema,
  state: z.enum(deviceStatuses),
  bucketSeconds: z.int().min(1),
  lastVisitAt: instantSchema.nullable(),
  /** Per cent at the last visit. */
  battery: z.int().min(0).max(100).nullable(),
});
export type PedometerRecord = Readonly<z.infer<typeof pedometerRecordSchema>>;
export const pedometerRecordsSchema = z.strictObject({ pedometers: z.array(pedometerRecordSchema), next });
export type PedometerRecords = Readonly<z.infer<typeof pedometerRecordsSchema>>;
