/** Import fact: what the journal holds of steps that another system counted: rows in parts, that they are accepted or taken back, and part by part that their days are told. */
import { z } from 'zod';
import { idPattern, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';

/** Kinds are never added together (docs/wire.md §2.1). In the order in which they are believed. */
export const unsignedReadings = ['bucket', 'daily'] as const;
export type UnsignedReading = (typeof unsignedReadings)[number];

/** Stands for the source and every row: the same rows of one source are one import. */
const importIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
const steps = z.int().min(0).max(1_000_000);

/** Buckets of one local date, side by side; null where nothing is said of one. `fromSeconds`: since local midnight. */
const bucketDaySchema = z.strictObject({
  participant: participantIdSchema,
  date: plainDateSchema,
  fromSeconds: z.int().min(0).max(90_000),
  seconds: z.int().min(60).max(3600),
  steps: z.array(steps.nullable()).min(1).max(1_500),
});
const dailySchema = z.strictObject({ participant: participantIdSchema, date: plainDateSchema, steps });
export type BucketDay = Readonly<z.infer<typeof bucketDaySchema>>;
export type DailyDay = Readonly<z.infer<typeof dailySchema>>;

const partFields = {
  step: z.literal('rows'),
  import: importIdSchema,
  /** From 0. */
  part: z.int().min(0),
};
const rowsSchema = z.discriminatedUnion('reading', [
  z.strictObject({ ...partFields, reading: z.literal('bucket'), days: z.array(bucketDaySchema).min(1) }),
  z.strictObject({ ...partFields, reading: z.literal('daily'), days: z.array(dailySchema).min(1) }),
]);
export type RowsFact = Readonly<z.infer<typeof rowsSchema>>;

const who = { actor: z.string().min(1).max(40), reason: z.string().min(1).max(200) };

const acceptSchema = z.strictObject({
  step: z.literal('accept'),
  import: importIdSchema,
  reading: z.enum(unsignedReadings),
  /** The other system. */
  source: z.string().regex(idPattern),
  /** As its file was called; for people only. */
  file: z.string().max(200),
  parts: z.int().min(1),
  rows: z.int().min(1),
  people: z.int().min(1),
  days: z.int().min(1),
  firstDate: plainDateSchema,
  lastDate: plainDateSchema,
  ...who,
});
export type AcceptFact = Readonly<z.infer<typeof acceptSchema>>;

const settleSchema = z.strictObject({ step: z.literal('settle'), import: importIdSchema, part: z.int().min(0) });
const undoSchema = z.strictObject({ step: z.literal('undo'), import: importIdSchema, ...who });
export type UndoFact = Readonly<z.infer<typeof undoSchema>>;

/**
 * `rows` change nothing. `accept` and `undo` decide of all of them at once; what follows from that for the days is told by
 * `settle`, one part after another, so that nobody waits for the whole.
 */
export const importFactSchema = z.union([rowsSchema, acceptSchema, settleSchema, undoSchema]);
export type ImportFact = Readonly<z.infer<typeof importFactSchema>>;

/** What the day amounts to by these buckets. */
export const stepsOfDay = (day: BucketDay | DailyDay): number => {
  if (typeof day.steps === 'number') return day.steps;
  let sum = 0;
  for (const each of day.steps) sum += each ?? 0;
  return sum;
};
