/** Holding: who has a pedometer, and where nobody has it, what must arrive before it may be lent. Pure. */
import { z } from 'zod';
import type { CentreNews } from '../../contract/centre-news.ts';
import { deviceSerialSchema, participantIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import { deviceStatuses, type Roster } from '../../contract/roster.ts';

export const holdingSchema = z.strictObject({
  status: z.enum(deviceStatuses),
  participant: participantIdSchema.nullable(),
  /** When this loan began; null where there is none, or where only the roster knows of it. */
  sinceMs: z.number().nullable(),
  /** A returned one may be lent again once more than this is confirmed; null where only the desk can free it. */
  freeAbove: z.number().nullable(),
});
export type Holding = Readonly<z.infer<typeof holdingSchema>>;
export type Holdings = ReadonlyMap<DeviceSerial, Holding>;

/** As the cloud last told. */
export const toldHoldings = (roster: Roster | undefined, news: CentreNews | undefined): Holdings =>
  new Map(
    Object.entries(roster?.devices ?? {}).map(([serial, { status }]) => {
      const device = deviceSerialSchema.parse(serial);
      const told = news?.devices[device];
      const participant = told?.participant ?? null;
      const since = participant === null ? undefined : told?.since;
      return [
        device,
        {
          // Roster and news come one after the other: whoever is named has it.
          status: participant === null ? status : 'on-loan',
          participant,
          sinceMs: typeof since === 'string' ? Date.parse(since) : null,
          freeAbove: told?.freeAbove ?? null,
        },
      ];
    }),
  );
