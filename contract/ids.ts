/** The names things go by when they cross a border: branded so that one kind is never passed for another. */
import { z } from 'zod';

/** Ids stand in topics, paths and tags, so nothing but these characters (docs/wire.md §2). */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

const idSchema = z.string().regex(idPattern);

export const gatewayIdSchema = idSchema.meta({ examples: ['gw-higashi-01'] }).brand<'GatewayId'>();
export const deviceSerialSchema = idSchema.meta({ examples: ['AYM-000012'] }).brand<'DeviceSerial'>();
export const participantIdSchema = idSchema.meta({ examples: ['P-0001'] }).brand<'ParticipantId'>();
export const centreIdSchema = idSchema.meta({ examples: ['higashi'] }).brand<'CentreId'>();

export type GatewayId = z.infer<typeof gatewayIdSchema>;
export type DeviceSerial = z.infer<typeof deviceSerialSchema>;
export type ParticipantId = z.infer<typeof participantIdSchema>;
export type CentreId = z.infer<typeof centreIdSchema>;

/** A calendar date of the programme's time zone, `YYYY-MM-DD`, checked to exist. */
export const plainDateSchema = z.iso
  .date()
  .meta({ examples: ['2026-11-20'] })
  .brand<'PlainDateText'>();
export type PlainDateText = z.infer<typeof plainDateSchema>;
