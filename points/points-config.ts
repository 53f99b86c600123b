/** Points config: the one YAML file of a point service that runs by itself, fed over HTTP by a cloud elsewhere. */
import { z } from 'zod';
import { listenHostSchema } from '../runtime/network-address.ts';

const path = z.string().min(1);
const port = z.int().min(0).max(65_535);

export const pointsConfigSchema = z.strictObject({
  /** Folder of the ledger. */
  data: path,
  /** The programme file. */
  ruleFile: path,
  /** The feed's receiving end, `POST /v1/day-totals` and its sisters (docs/wire.md §3.5). */
  feed: z.strictObject({
    host: listenHostSchema.default('127.0.0.1'),
    port: port.default(8090),
    /** Files with the secrets shared with whoever feeds it, one each; several while they are exchanged. */
    secretFiles: z.array(path).min(1).max(5),
    /** Names a reverse proxy passes on. */
    hostNames: z.array(z.string().min(1)).max(20).default([]),
  }),
  /** The clerk's pages, on this machine only. */
  desk: z.strictObject({ port: port.default(8091) }).optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type PointsConfig = Readonly<z.infer<typeof pointsConfigSchema>>;
