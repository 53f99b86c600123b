/** The gateway program: its config file, the real clock, chance and radio, until it is told to stop. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { scaledClock, systemClock } from '../runtime/clock.ts';
import { readConfig } from '../runtime/config.ts';
import { messageOf } from '../runtime/fault.ts';
import { doubtAbout } from '../runtime/file-system.ts';
import { openLog } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { seededRandom } from '../runtime/random.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import { gatewayConfigSchema } from './gateway-config.ts';
import { Gateway } from './gateway.ts';
import { GatewayKiosk } from './kiosk/gateway-kiosk.ts';
import { NobleRadio } from './radio/noble-radio.ts';
import { openNobleFor } from './radio/open-noble.ts';
import { checkCredentials } from './uplink/credentials.ts';

export interface GatewayPages {
  /** Of the built pages. */
  readonly pageFolder: string;
  readonly print: (line: string) => void;
}

/** Resolves when `signal` has been raised and everything is on disk and said. Throws OperatorError for wrong configs. */
export const runGateway = async (configPath: string, pages: GatewayPages, signal: AbortSignal): Promise<void> => {
  const config = readConfig(configPath, gatewayConfigSchema);
  // Read once to find out about wrong files now; afterwards anew for each connection. By the machine's clock: TLS goes by it.
  checkCredentials(config.gateway, config.uplink, Date.now());
  makeFolder(config.data);
  const log = openLog('gateway', config.log);
  const doubt = doubtAbout(config.data);
  if (doubt !== undefined) log.warn({ hint: 'Choose a folder on a local disk.' }, doubt);
  const clock = config.clock === undefined ? systemClock : scaledClock(config.clock);
  const open = openNobleFor(config.radio, (error) => log.debug({ error: messageOf(error) }, 'a malformed packet'));
  const radio = new NobleRadio({ open, clock, log });
  await using gateway = new Gateway({
    config,
    clock,
    random: seededRandom(randomInt(2 ** 31)),
    radio,
    log,
    dataPath: join(config.data, `gateway-${config.gateway}.sqlite`),
  });
  const over = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await gateway.start(new AbortController().signal);
  log.info({ gateway: config.gateway, radio: config.radio.kind }, 'the gateway is up');
  if (gateway.health()?.clock.trusted === false) {
    const hint =
      'Start a time service (systemd-timesyncd), or write clockTrust: always where something else sets the clock.';
    log.warn({ hint }, 'the clock is not trusted yet; until it is, steps arrive but wait for a date');
  }
  await using kiosk = new GatewayKiosk({
    config,
    gateway,
    clock,
    speed: config.clock?.factor ?? 1,
    lifeClock: systemClock,
    random: systemBytes,
    log,
    pageFolder: pages.pageFolder,
  });
  await kiosk.start(new AbortController().signal);
  if (kiosk.url !== undefined) {
    pages.print(`受付画面 (kiosk): ${kiosk.url}`);
    pages.print(`ボランティアの画面 (volunteers' pages): ${kiosk.volunteerUrl ?? ''}`);
  }
  await over;
};
