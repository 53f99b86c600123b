/** Kiosk: what a gateway shows on the screen beside the tray: a card for everybody who is there, and no names (GET /api/kiosk/state, /api/kiosk/live). */
import { z } from 'zod';
import { nicknameSchema } from './centre-news.ts';
import { plainDateSchema } from './ids.ts';
import { deviceStatuses } from './roster.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();

/** What a visit has brought, as far as it is known: points come from the cloud, and later where the line is cut. */
export const kioskResultSchema = z.strictObject({
  /** Local dates of which something came. */
  days: count,
  yesterday: z.strictObject({ date: plainDateSchema, steps: count }).nullable(),
  monthPoints: z.int().nullable(),
  /** `here`: the cloud has answered. `following`: it will. `never`: it will not any more on this screen. */
  points: z.enum(['here', 'following', 'never']),
  battery: z.enum(['well', 'low', 'unknown']),
  /** `memory`: unsent hours were overwritten. `power`: the pedometer had lost power since its last visit. `clock`: the gateway's clock is not sure. */
  troubles: z.array(z.enum(['memory', 'power', 'clock'])),
  /** The last local date on which the pedometer still remembers today's steps; left out where its memory is not known. */
  comeBefore: plainDateSchema.optional(),
});
export type KioskResult = Readonly<z.infer<typeof kioskResultSchema>>;

export const kioskStepSchema = z.discriminatedUnion('kind', [
  /** Heard; it is its turn soon. */
  z.strictObject({ kind: z.literal('noticed') }),
  z.strictObject({ kind: z.literal('reading'), done: count, asked: count }),
  z.strictObject({ kind: z.literal('received'), isFirst: z.boolean(), result: kioskResultSchema }),
  /** Nothing new since earlier today; `result` is what that visit brought. */
  z.strictObject({ kind: z.literal('already'), result: kioskResultSchema.nullable() }),
  /** Read and kept, but nobody is known to have it. `status` null where the centre does not know the pedometer. */
  z.strictObject({ kind: z.literal('not-on-loan'), status: z.enum(deviceStatuses).nullable() }),
  /** The link broke: put it down once more. `isPartial`: some of it is safe. */
  z.strictObject({ kind: z.literal('again'), isPartial: z.boolean() }),
  z.strictObject({ kind: z.literal('staff'), because: z.enum(['link', 'full', 'pedometer']) }),
]);
export type KioskStep = Readonly<z.infer<typeof kioskStepSchema>>;

export const kioskCardSchema = z.strictObject({
  /** One for each stay of a pedometer; the same card changes as the stay goes on. */
  id: z.string().min(1).max(80),
  /** The number on the sticker; null before it is known whose it is. */
  label: z.string().max(16).nullable(),
  nickname: nicknameSchema.nullable(),
  /** When it was first noticed, and when the step last changed. */
  since: instant,
  at: instant,
  step: kioskStepSchema,
});
export type KioskCard = Readonly<z.infer<typeof kioskCardSchema>>;

/** Older ones can be called back as long as they are among these. */
export const kioskCardsMax = 12;

export const kioskStateSchema = z.strictObject({
  v: z.literal(1),
  now: instant,
  zone: z.string(),
  /** How many times faster than life the gateway's clock runs; 1 at a real centre. */
  speed: z.number().positive(),
  centre: z.string().nullable(),
  /** Whether the line to the cloud is up. */
  isUp: z.boolean(),
  radio: z.enum(['listening', 'deaf']),
  /** Pedometers on loan that were read today. */
  cameToday: count,
  /** Oldest first. */
  cards: z.array(kioskCardSchema).max(kioskCardsMax),
});
export type KioskState = Readonly<z.infer<typeof kioskStateSchema>>;

/** `state` of a KioskState at once and after each change, `heartbeat` `{ now }` at least every 15 s. */
export const kioskEvents = ['state', 'heartbeat'] as const;
