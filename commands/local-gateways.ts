/** Local gateways: the production gateways of a simulated town in this process: real noble on the air, real MQTT to the cloud. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayId } from '../contract/ids.ts';
import type { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { gatewayConfigSchema } from '../gateway/gateway-config.ts';
import { Gateway } from '../gateway/gateway.ts';
import { NobleRadio } from '../gateway/radio/noble-radio.ts';
import { openNobleFor } from '../gateway/radio/open-noble.ts';
import type { Clock } from '../runtime/clock.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import type { LocalCloud } from './local-cloud.ts';

export interface LocalGatewaysOptions {
  readonly dataPath: string;
  readonly zone: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly cloud: LocalCloud;
  readonly town: SimulatedTown;
}

/** How often an outbox is looked at while it is waited for. */
const lookMs = 5;

export class LocalGateways implements Service {
  readonly #options: LocalGatewaysOptions;
  readonly #stack = new ServiceStack();
  readonly #gateways = new Map<GatewayId, Gateway>();

  constructor(options: LocalGatewaysOptions) {
    this.#options = options;
  }

  /** One for every gateway of the town's registry: each centre's first. */
  async start(signal: AbortSignal): Promise<void> {
    for (const [index, { id }] of this.#options.cloud.cloud.store.registry.centres().entries()) {
      const gateway = this.#options.town.gateways()[index];
      assert(gateway !== undefined, `centre ${id} has a radio`);
      const secret = this.#options.cloud.admit(gateway, id);
      this.#gateways.set(gateway, await this.#stack.start(this.#make(gateway, secret), signal));
    }
    this.#options.cloud.cloud.lookAgain();
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

  #make(gateway: GatewayId, secret: string): Gateway {
    const { dataPath, zone, clock, random, log, cloud, town } = this.#options;
    const passwordFile = join(dataPath, `${gateway}.secret`);
    writeFileSync(passwordFile, secret, { mode: 0o600 });
    const config = gatewayConfigSchema.parse({
      gateway,
      zone,
      data: dataPath,
      radio: { kind: 'h4', path: town.gatewaySocket(gateway) },
      uplink: { url: `mqtt://127.0.0.1:${cloud.brokerPort}`, passwordFile },
      clockTrust: 'always',
    });
    const radio = new NobleRadio({ open: openNobleFor(config.radio), clock, log });
    const file = join(dataPath, `gateway-${gateway}.sqlite`);
    return new Gateway({ config, clock, random: random.fork(gateway), radio, log, dataPath: file });
  }
}
