/** Cloud config: the one YAML file of a cloud process, checked whole. */
import { z } from 'zod';
import { brokerUrlSchema, listenHostSchema } from '../runtime/network-address.ts';

const port = z.int().min(0).max(65_535);
const path = z.string().min(1);
const webUrl = z.url({ protocol: /^https?$/ });

const tlsFilesSchema = z.strictObject({ keyFile: path, certFile: path, caFile: path });

/** `embedded` runs aedes in this process; `remote` uses any MQTT 3.1.1 broker, which must itself keep gateways apart. */
const brokerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('embedded'),
    host: listenHostSchema.default('127.0.0.1'),
    port: port.default(1883),
    tls: tlsFilesSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('remote'),
    url: brokerUrlSchema,
    clientId: z.string().min(1).max(64).default('ayumi-cloud'),
    username: z.string().optional(),
    passwordFile: path.optional(),
    tls: z.strictObject({ caFile: path, certFile: path.optional(), keyFile: path.optional() }).optional(),
  }),
]);

const seriesSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('influx1'),
    url: webUrl,
    database: z.string().default('ayumi'),
    username: z.string().optional(),
    passwordFile: path.optional(),
  }),
  z.strictObject({ kind: z.literal('influx2'), url: webUrl, org: z.string(), bucket: z.string(), tokenFile: path }),
]);

export const cloudConfigSchema = z.strictObject({
  /** Folder of the databases. */
  data: path,
  zone: z.string().refine(isZone, { error: 'not a time zone, write for example Asia/Tokyo' }).default('Asia/Tokyo'),
  broker: brokerSchema.default({ kind: 'embedded', host: '127.0.0.1', port: 1883 }),
  http: z
    .strictObject({ host: listenHostSchema.default('127.0.0.1'), port: port.default(8080) })
    .default({ host: '127.0.0.1', port: 8080 }),
  /** The programme's rule file; the one of Iwamizawa that comes with Ayumi when absent. */
  ruleFile: path.optional(),
  /** External series stores beside the built-in one. */
  series: z.array(seriesSchema).default([]),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Simulated time: shows `startMs` at machine time `anchorMs` and runs `factor` times as fast. For trials only. */
  clock: z.strictObject({ anchorMs: z.number(), startMs: z.number(), factor: z.number().positive() }).optional(),
});
export type CloudConfig = z.infer<typeof cloudConfigSchema>;
export type BrokerConfig = CloudConfig['broker'];
export type SeriesConfig = CloudConfig['series'][number];

function isZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
