/** Hands: what a person without hardware may do with simulated pedometers: lay them down, pick them up, change a battery (GET /api/hands, POST /api/hands/move). */
import { z } from 'zod';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, participantIdSchema } from './ids.ts';

export const handsPedometerSchema = z.strictObject({
  serial: deviceSerialSchema,
  label: z.string(),
  centre: centreIdSchema,
  /** The gateway in whose range it is now. */
  at: gatewayIdSchema.nullable(),
  /** Null while it lies somewhere. */
  wearer: participantIdSchema.nullable(),
  batteryPercent: z.int().min(0).max(100),
  /** False while its battery is out. */
  isOn: z.boolean(),
});
export type HandsPedometer = Readonly<z.infer<typeof handsPedometerSchema>>;

export const handsStateSchema = z.strictObject({
  v: z.literal(1),
  now: z.iso.datetime(),
  zone: z.string(),
  centres: z.array(
    z.strictObject({
      id: centreIdSchema,
      name: z.string(),
      gateway: gatewayIdSchema,
      /** The centre's kiosk and volunteer pages. */
      kiosk: z.url().nullable(),
      volunteer: z.url().nullable(),
    }),
  ),
  pedometers: z.array(handsPedometerSchema),
  /** People who have no pedometer yet, by number. */
  waiting: z.array(z.strictObject({ participant: participantIdSchema, centre: centreIdSchema })),
});
export type HandsState = Readonly<z.infer<typeof handsStateSchema>>;

export const handsMoveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lay-down'), device: deviceSerialSchema, gateway: gatewayIdSchema }),
  z.strictObject({ kind: z.literal('pick-up'), device: deviceSerialSchema }),
  z.strictObject({ kind: z.literal('swap-battery'), device: deviceSerialSchema }),
]);
export type HandsMove = Readonly<z.infer<typeof handsMoveSchema>>;
