/** Roster: the pedometers a centre should know, by sticker number, and how far each is confirmed (docs/wire.md §2.4). */
import { z } from 'zod';
import { deviceSerialSchema } from './ids.ts';

export const deviceStatuses = ['in-stock', 'on-loan', 'returned', 'lost', 'repair', 'retired'] as const;
export type DeviceStatus = (typeof deviceStatuses)[number];

export const rosterDeviceSchema = z.strictObject({
  /** The number on the sticker; never a name. */
  label: z.string().max(16),
  model: z.string().max(64),
  confirmed: z.int().min(0).max(0xffffffff),
  status: z.enum(deviceStatuses),
});
export type RosterDevice = z.infer<typeof rosterDeviceSchema>;

export const rosterSchema = z.strictObject({
  v: z.literal(1),
  /** Grows with every change; an older roster than the one held is ignored. */
  version: z.int().min(0),
  devices: z.record(deviceSerialSchema, rosterDeviceSchema),
});
export type Roster = z.infer<typeof rosterSchema>;
