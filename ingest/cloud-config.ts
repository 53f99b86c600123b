/** Cloud config: the one YAML file of a cloud process, checked whole. */
import { z } from 'zod';
import { idPattern } from '../contract/ids.ts';
import { brokerUrlSchema, isLoopback, listenHostSchema, webhookUrlSchema } from '../runtime/network-address.ts';
import { simulatedTimeSchema } from '../runtime/simulated-time.ts';
import { importBytesMaxDefault } from './imports/import-spool.ts';
import { settledDaysDefault, settledDaysMin } from './settled-quarantine.ts';

const port = z.int().min(0).max(65_535);
const path = z.string().min(1);
const webUrl = z.url({ protocol: /^https?$/ });

/** A clerk's own list is a few kilobytes; beyond 16 GB there is most likely a zero too many. */
const importBytesMaxMin = 1024 * 1024;
const importBytesMaxMax = 16 * 1024 * 1024 * 1024;
/** A fiscal year and the month after it, in which questions still come. */
const exportKeepDays = 400;
/** Two weeks of nights. */
const backupsKept = 14;
/** After the night's closings and files. */
const backupAt = '03:10';

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

/** A pedometer may bring a month at once, so less is no use; longer than a century is `forever`. */
const seriesDaysMin = 31;
/** Points of whole days lie in shards of half a year. */
const wholeDaysMin = 366;
const keepDays = (min: number) => z.union([z.int().min(min).max(36_525), z.literal('forever')]);

/** What all series stores can be asked for; what is absent of retention is left as the server has it. */
const seriesParts = {
  /** How `series check --store` calls it. */
  name: z.string().regex(idPattern, 'use 1 to 64 of the characters A-Z a-z 0-9 _ -').optional(),
  retentionDays: keepDays(seriesDaysMin).optional(),
  /** `day`: one point per pedometer and day beside the slots, which may be kept longer than they. */
  downsample: z.enum(['day', 'none']).default('day'),
  dayRetentionDays: keepDays(wholeDaysMin).optional(),
  /** The word without which no retention is made shorter. */
  mayDeleteOlder: z.boolean().default(false),
  /** Adds the participant's number as a tag: pseudonymous personal data in another system. */
  participantTag: z.boolean().default(false),
};

const seriesSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('influx1'),
    ...seriesParts,
    url: webUrl,
    database: z.string().default('ayumi'),
    username: z.string().optional(),
    passwordFile: path.optional(),
  }),
  z.strictObject({
    kind: z.literal('influx2'),
    ...seriesParts,
    url: webUrl,
    org: z.string(),
    bucket: z.string(),
    /** Where the points of whole days are to be kept longer than slots. */
    dayBucket: z.string().optional(),
    tokenFile: path,
  }),
]);

const seriesStoresSchema = z
  .array(seriesSchema)
  .refine((all) => all.every((one, i) => all.findIndex((other) => placeOf(other) === placeOf(one)) === i), {
    error: 'two series stores are the same database',
  })
  .refine((all) => all.every((one) => one.kind !== 'influx2' || !one.dayRetentionDays || one.dayBucket !== undefined), {
    error: 'dayRetentionDays needs a dayBucket: a bucket of InfluxDB 2 keeps all it holds equally long',
  });

/** A city's own point service, which is sent the day totals (docs/wire.md §3.4). */
const webhookSchema = z.strictObject({
  /** How far it has got is remembered by this name: a new one hears everything from the beginning. */
  name: z.string().regex(idPattern, 'use 1 to 64 of the characters A-Z a-z 0-9 _ -'),
  url: webhookUrlSchema,
  /** `whsec_` and base64 of 24 bytes or more. */
  secretFile: path,
  batchTotalsMax: z.int().min(1).max(5000).default(500),
});

const webhooksSchema = z
  .array(webhookSchema)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'two webhooks have the same name',
  });

/** Participants stand on the live page, and nobody signs in yet. */
const thisMachineOnly =
  'participants are on this page and nobody can sign in yet, so it is for this machine only: leave 127.0.0.1, and from ' +
  'elsewhere use `ssh -L 8080:127.0.0.1:8080`, or a reverse proxy here that asks who it is. For /healthz, /readyz and ' +
  '/metrics alone write `operator: { host, port }`';

const pageHostSchema = listenHostSchema.refine(isLoopback, { error: thisMachineOnly }).default('127.0.0.1');

/** Names that machines of an operator use. */
const operatorNamesMax = 20;

export const cloudConfigSchema = z.strictObject({
  /** Folder of the databases. */
  data: path,
  zone: z.string().refine(isZone, { error: 'not a time zone, write for example Asia/Tokyo' }).default('Asia/Tokyo'),
  broker: brokerSchema.default({ kind: 'embedded', host: '127.0.0.1', port: 1883 }),
  http: z.strictObject({ host: pageHostSchema, port: port.default(8080) }).default({ host: '127.0.0.1', port: 8080 }),
  /** `/healthz`, `/readyz` and `/metrics` alone, which tell of no person, also for other machines; none when absent. */
  operator: z
    .strictObject({
      host: listenHostSchema.default('127.0.0.1'),
      port: port.default(8082),
      /** What others call this machine; addresses are always welcome. */
      hostNames: z.array(listenHostSchema).max(operatorNamesMax).default([]),
    })
    .optional(),
  /** The clerk's pages, on this machine only; the port after that of the live page, when absent. */
  desk: z.strictObject({ port }).optional(),
  /** The programme's rule file; the one of Iwamizawa that comes with Ayumi when absent. */
  ruleFile: path.optional(),
  /** External series stores beside the built-in one. */
  series: seriesStoresSchema.default([]),
  webhooks: webhooksSchema.default([]),
  /** Where the daily CSV files go, by default into `exports` in the data folder, and for how long they are kept. */
  exports: z
    .strictObject({ folder: path.optional(), keepDays: z.int().min(1).max(36_525).default(exportKeepDays) })
    .default({ keepDays: exportKeepDays }),
  /** Backups of the databases, by default into `backups` in the data folder; better onto another disk. */
  backups: z
    .strictObject({
      folder: path.optional(),
      /** Of so many days the newest stays, and a few more that were made by hand on them. */
      keep: z.int().min(1).max(3660).default(backupsKept),
      /** Local time of the programme; `never`: only when somebody asks. */
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$|^never$/, 'write a time as 03:10, or never')
        .default(backupAt),
    })
    .default({ keep: backupsKept, at: backupAt }),
  /** For so many days items of quarantine stay after they were used after all, or discarded; those that wait stay for ever. */
  quarantine: z
    .strictObject({ keepDays: z.int().min(settledDaysMin).max(36_525).default(settledDaysDefault) })
    .default({ keepDays: settledDaysDefault }),
  /** Files of steps that other systems counted, as clerks hand them in. */
  imports: z
    .strictObject({
      fileBytesMax: z.int().min(importBytesMaxMin).max(importBytesMaxMax).default(importBytesMaxDefault),
    })
    .default({ fileBytesMax: importBytesMaxDefault }),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Simulated time: shows `startMs` at machine time `anchorMs` and runs `factor` times as fast. For trials only. */
  clock: simulatedTimeSchema.optional(),
});
export type CloudConfig = z.infer<typeof cloudConfigSchema>;
export type BrokerConfig = CloudConfig['broker'];
export type WebhookConfig = CloudConfig['webhooks'][number];
export type SeriesConfig = CloudConfig['series'][number];

function placeOf(series: z.infer<typeof seriesSchema>): string {
  return series.kind === 'influx1'
    ? `${series.url}/${series.database}`
    : `${series.url}/${series.org}/${series.bucket}`;
}

function isZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
