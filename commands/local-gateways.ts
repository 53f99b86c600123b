/** Local gateways: the production gateways of a simulated town in this process: real noble on the air, real MQTT to the cloud. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayId } from '../contract/ids.ts';
import type { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { gatewayConfigSchema, type GatewayConfig } from '../gateway/gateway-config.ts';
import { Gateway } from '../gateway/gateway.ts';
import { GatewayKiosk } from '../gateway/kiosk/gateway-kiosk.ts';
import { NobleRadio } from '../gateway/radio/noble-radio.ts';
import { openNobleFor } from '../gateway/radio/open-noble.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import type { LocalCloud } from './local-cloud.ts';

export interface LocalKiosks {
  readonly pageFolder: string;
  readonly pinFile: string;
  /** Each centre's after the one before; 0 picks free ones. */
  readonly firstPort: number;
  /** How many times faster than life the clock runs. */
  readonly speed: number;
}

export interface LocalKiosk {
  readonly centre: string;
  readonly url: string;
  readonly volunteerUrl: string;
}

export interface LocalGatewaysOptions {
  readonly dataPath: string;
  readonly zone: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly cloud: LocalCloud;
  readonly town: SimulatedTown;
  /** Absent: no pages. */
  readonly kiosks?: LocalKiosks;
}

/** How often an outbox is looked at while it is waited for. */
const lookMs = 5;

export class LocalGateways implements Service {
  readonly #options: LocalGatewaysOptions;
  readonly #stack = new ServiceStack();
  readonly #gateways = new Map<GatewayId, Gateway>();
  readonly #kiosks: LocalKiosk[] = [];

  constructor(options: LocalGatewaysOptions) {
    this.#options = options;
  }

  /** One for every gateway of the town's registry: each centre's first. */
  async start(signal: AbortSignal): Promise<void> {
    for (const [index, { id, name }] of this.#options.cloud.cloud.store.registry.centres().entries()) {
      const gateway = this.#options.town.gateways()[index];
      assert(gateway !== undefined, `centre ${id} has a radio`);
      const secret = this.#options.cloud.admit(gateway, id);
      const config = this.#config(gateway, secret);
      const started = await this.#stack.start(this.#make(config), signal);
      this.#gateways.set(gateway, started);
      await this.#serve(config, started, name, index, signal);
    }
    this.#options.cloud.cloud.lookAgain();
  }

  /** One for each centre, in the registry's order. */
  get kiosks(): readonly LocalKiosk[] {
    return this.#kiosks;
  }

  /** Settles when no outbox holds anything without a receipt. */
  async emptied(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted && [...this.#gateways.values()].some((gateway) => gateway.health()?.outbox.batches !== 0)) {
      await clock.sleep(lookMs, signal);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }

  #config(gateway: GatewayId, secret: string): GatewayConfig {
    const { dataPath, zone, clock, cloud, town, kiosks } = this.#options;
    const passwordFile = join(dataPath, `${gateway}.secret`);
    writeFileSync(passwordFile, secret, { mode: 0o600 });
    return gatewayConfigSchema.parse({
      gateway,
      zone,
      data: dataPath,
      radio: { kind: 'h4', path: town.gatewaySocket(gateway) },
      uplink: { url: `mqtt://127.0.0.1:${cloud.brokerPort}`, passwordFile },
      clockTrust: 'always',
      // What is said of minutes on the pages is meant as people live them.
      ...(kiosks === undefined
        ? {}
        : { clock: { anchorMs: Date.now(), startMs: clock.wallMs(), factor: kiosks.speed } }),
    });
  }

  #make(config: GatewayConfig): Gateway {
    const { dataPath, clock, random, log } = this.#options;
    const radio = new NobleRadio({ open: openNobleFor(config.radio), clock, log });
    const file = join(dataPath, `gateway-${config.gateway}.sqlite`);
    return new Gateway({ config, clock, random: random.fork(config.gateway), radio, log, dataPath: file });
  }

  async #serve(
    config: GatewayConfig,
    gateway: Gateway,
    centre: string,
    index: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { kiosks, clock, log } = this.#options;
    if (kiosks === undefined) return;
    const { pageFolder, pinFile, firstPort, speed } = kiosks;
    const port = firstPort === 0 ? 0 : firstPort + index;
    const served = gatewayConfigSchema.parse({ ...config, kiosk: { port, pinFile } });
    const options = { gateway, clock, speed, lifeClock: systemClock, random: systemBytes, log, pageFolder };
    const { url, volunteerUrl } = await this.#stack.start(new GatewayKiosk({ config: served, ...options }), signal);
    if (url !== undefined && volunteerUrl !== undefined) this.#kiosks.push({ centre, url, volunteerUrl });
  }
}
