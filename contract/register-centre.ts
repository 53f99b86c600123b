/** Register centre: the centres, what each has in stock, and their gateways. */
import { z } from 'zod';
import { changeFields, countSchema, instantSchema, reasonSchema, saidSchema } from './desk-terms.ts';
import { gatewayHealthSchema } from './gateway-health.ts';
import { centreIdSchema, gatewayIdSchema } from './ids.ts';
import {
  centreNameSchema,
  fieldChangeSchema,
  historyEntrySchema,
  lineSchema,
  listQuery,
  noteSchema,
  registerRefusedSchema,
  registerRowsMax,
} from './register-terms.ts';

/** GET /api/register/centres: by id. */
export const centresSchema = z.strictObject({
  centres: z.array(
    z.strictObject({
      ...centreNameSchema.shape,
      participants: countSchema,
      pedometers: countSchema,
      onLoan: countSchema,
      gateways: countSchema,
    }),
  ),
});
export type Centres = Readonly<z.infer<typeof centresSchema>>;

const centreTitle = lineSchema(100);
/** POST /api/register/centres. Refused: `id-taken`. */
export const centreBodySchema = z.strictObject({ id: centreIdSchema, name: centreTitle, ...changeFields });
export type CentreBody = Readonly<z.infer<typeof centreBodySchema>>;
/** POST /api/register/centres/:id */
export const centreEditSchema = z.strictObject({ name: centreTitle, reason: reasonSchema.optional(), ...changeFields });
export type CentreEdit = Readonly<z.infer<typeof centreEditSchema>>;

/** Every pedometer stands in one of the first six. */
const stockCounts = {
  inStock: countSchema,
  onLoan: countSchema,
  returned: countSchema,
  lost: countSchema,
  repair: countSchema,
  retired: countSchema,
  total: countSchema,
  /** Of those that are not lost, in repair or retired. */
  batteryDue: countSchema,
  silent: countSchema,
};

/** GET /api/register/stock */
export const stockSchema = z.strictObject({
  centres: z.array(z.strictObject({ centre: centreNameSchema, ...stockCounts })),
  all: z.strictObject(stockCounts),
  /** When a battery is due and a pedometer silent. */
  limits: z.strictObject({ batteryBelow: countSchema, swapAfterMonths: countSchema, silentAfterDays: countSchema }),
  /** The same in a sentence, for the foot of the table. */
  legend: saidSchema,
});
export type Stock = Readonly<z.infer<typeof stockSchema>>;

/** GET /api/register/gateways: by centre. */
export const gatewaysSchema = z.strictObject({
  gateways: z.array(
    z.strictObject({
      id: gatewayIdSchema,
      centre: centreNameSchema,
      /** Unknown since the cloud was started, or where the gateways are not heard in this process. */
      state: z.enum(['online', 'offline', 'unknown']),
      since: instantSchema.nullable(),
      lastVisitAt: instantSchema.nullable(),
      health: gatewayHealthSchema.nullable(),
    }),
  ),
});
export type Gateways = Readonly<z.infer<typeof gatewaysSchema>>;

/** POST /api/register/gateways. Refused: `id-taken`, `unknown-centre`. */
export const gatewayBodySchema = z.strictObject({ id: gatewayIdSchema, centre: centreIdSchema, ...changeFields });
export type GatewayBody = Readonly<z.infer<typeof gatewayBodySchema>>;
/** POST /api/register/gateways/:id: it stands in another centre now. */
export const gatewayEditSchema = z.strictObject({
  centre: centreIdSchema,
  reason: reasonSchema.optional(),
  ...changeFields,
});
export type GatewayEdit = Readonly<z.infer<typeof gatewayEditSchema>>;
/** POST /api/register/gateways/:id/secret: the old one ends at once. */
export const gatewayRenewSchema = z.strictObject({ reason: reasonSchema.optional(), ...changeFields });
export type GatewayRenew = Readonly<z.infer<typeof gatewayRenewSchema>>;

export const gatewaySecretSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('saved'),
    id: z.string(),
    changes: z.array(fieldChangeSchema),
    notes: z.array(noteSchema),
    /** Shown this once and not kept: null when the same request is answered again, and then to be renewed. */
    secret: z.string().nullable(),
  }),
  registerRefusedSchema,
]);
export type GatewaySecret = Readonly<z.infer<typeof gatewaySecretSchema>>;

/** GET /api/register/changes?from=: what the desk has changed in the register, newest first. */
export const changesQuerySchema = z.strictObject({ from: listQuery.from });
export const changesSchema = z.strictObject({
  changes: z.array(historyEntrySchema).max(registerRowsMax),
  total: countSchema,
});
export type Changes = Readonly<z.infer<typeof changesSchema>>;
