/** Kiosk config: where a gateway serves its centre's pages, and what opens those of the volunteers. */
import { join } from 'node:path';
import { z } from 'zod';
import { isEveryAddress, listenHostSchema } from '../../runtime/network-address.ts';

/** A tablet has one or two names for the gateway. */
const hostNamesMax = 20;

const hostNamesWanted =
  'name what tablets will type here, such as kiosk.local or 192.0.2.20: host is every address of this machine';

export const kioskSchema = z
  .strictObject({
    /** False: no pages, and nothing listens. */
    enabled: z.boolean().default(true),
    host: listenHostSchema.default('127.0.0.1'),
    /** 0 picks a free one. */
    port: z.int().min(0).max(65_535).default(8070),
    /** What tablets call this machine; its own names are always welcome. */
    hostNames: z.array(listenHostSchema).max(hostNamesMax).default([]),
    /** Of the built pages; absent: those of this installation. */
    pageFolder: z.string().min(1).optional(),
    /** What set-pin writes; absent: `volunteers.pin` in the data folder. */
    pinFile: z.string().min(1).optional(),
    /** Browsers let pages use a camera only over TLS or on the machine itself. */
    tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
  })
  .refine(({ host, hostNames }) => !isEveryAddress(host) || hostNames.length > 0, {
    error: hostNamesWanted,
    path: ['hostNames'],
  });
export type KioskConfig = Readonly<z.infer<typeof kioskSchema>>;

export const pinPathOf = (config: { readonly data: string; readonly kiosk?: KioskConfig | undefined }): string =>
  config.kiosk?.pinFile ?? join(config.data, 'volunteers.pin');
