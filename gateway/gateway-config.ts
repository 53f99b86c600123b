/** Gateway config: what one gateway is told by its YAML file; everything checked, unknown keys refused. */
import { z } from 'zod';
import { gatewayIdSchema } from '../contract/ids.ts';
import { brokerUrlSchema } from '../runtime/network-address.ts';
import { simulatedTimeSchema } from '../runtime/simulated-time.ts';
import { kioskSchema } from './kiosk/kiosk-config.ts';

const mebibyte = 1024 * 1024;

const milliseconds = z.int().min(1).max(86_400_000);

const isZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
};

const radioSchema = z.discriminatedUnion('kind', [
  /** A controller behind a Unix socket: the simulated air. */
  z.strictObject({ kind: z.literal('h4'), path: z.string().min(1) }),
  /** An adapter of this machine by its own address. */
  z.strictObject({
    kind: z.literal('adapter'),
    address: z.string().regex(/^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/, 'like 5C:F3:70:12:34:56'),
    userChannel: z.boolean().optional(),
  }),
  /** Through bluetoothd. */
  z.strictObject({ kind: z.literal('dbus') }),
]);

/** Waiting times with decorrelated jitter between a base and a cap. */
const waits = (baseMs: number, capMs: number) =>
  z
    .strictObject({ baseMs: milliseconds.default(baseMs), capMs: milliseconds.default(capMs) })
    .refine((bounds) => bounds.baseMs <= bounds.capMs, { error: 'capMs is at least baseMs' })
    .prefault({});

const uplinkSchema = z.strictObject({
  url: brokerUrlSchema,
  /** Holds the gateway's secret; only this user may read it. User name is the gateway id. */
  passwordFile: z.string().min(1).optional(),
  tls: z
    .strictObject({ ca: z.string().min(1), cert: z.string().min(1).optional(), key: z.string().min(1).optional() })
    .refine((tls) => (tls.cert === undefined) === (tls.key === undefined), { error: 'cert and key belong together' })
    .optional(),
  keepaliveSeconds: z.int().min(1).max(600).default(30),
  reconnect: waits(1_000, 120_000),
  /** A connection that lasted this long makes the waiting times begin anew. */
  stableMs: milliseconds.default(60_000),
  /** How long a receipt is waited for before a batch is sent again. */
  resend: waits(10_000, 300_000),
  /** Tries without any answer after which a batch is parked. */
  triesMax: z.int().min(1).max(1000).default(20),
});

export const gatewayConfigSchema = z.strictObject({
  gateway: gatewayIdSchema,
  /** The zone of the pedometers' displays. */
  zone: z.string().refine(isZone, { error: 'no such time zone' }).default('Asia/Tokyo'),
  /** Folder of the gateway's database. */
  data: z.string().min(1).default('.ayumi'),
  radio: radioSchema,
  uplink: uplinkSchema,
  outbox: z
    .strictObject({
      bytesMax: z
        .int()
        .min(mebibyte)
        .default(256 * mebibyte),
      diskFreeBytesMin: z
        .int()
        .min(0)
        .default(64 * mebibyte),
    })
    .prefault({}),
  /** Absent: served to this machine itself, where the pages have been built. */
  kiosk: kioskSchema.optional(),
  /** `ntp`: times are trusted while a time service vouches for the clock. `always`: somebody else sees to it. */
  clockTrust: z.enum(['ntp', 'always']).default('ntp'),
  /** Simulated time, for demonstrations; absent: the machine's. */
  clock: simulatedTimeSchema.optional(),
  log: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
