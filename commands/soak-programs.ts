/** SoakPrograms: the cloud and the gateways of a soak, registered with one another, measured, and ended in order. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { GatewayId } from '../contract/ids.ts';
import { registryTables } from '../firmware-sim/town/registry-tables.ts';
import { importLoans } from '../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../ingest/registry/registry-import.ts';
import { systemClock } from '../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../runtime/fault.ts';
import { openStore } from './open-store.ts';
import { SoakProgram, type ProgramReading } from './soak-program.ts';
import { SoakQueues, type QueueDepths } from './soak-queues.ts';
import type { SoakTown } from './soak-town.ts';

/** As docs/operating.md has gateways started. */
const small = {
  nodeOptions: ['--max-semi-space-size=1', '--max-old-space-size=64'],
  environment: { MALLOC_ARENA_MAX: '1' },
};
const asUsual = { nodeOptions: [], environment: {} };
/** On a machine that has much else to do. */
const startMs = 60_000;
const lookMs = 100;

export class SoakPrograms implements AsyncDisposable {
  readonly #town: SoakTown;
  readonly #directory: string;
  readonly data: string;
  #programs: readonly SoakProgram[] = [];
  #queues: SoakQueues | undefined;

  /** `directory` is the soak's own. */
  constructor(town: SoakTown, directory: string) {
    this.#town = town;
    this.#directory = directory;
    this.data = join(directory, 'data');
  }

  /** Gateways first, in their order, then the cloud: so are the readings. */
  names(): readonly string[] {
    return [...this.#town.gateways(), 'cloud'];
  }

  /** Ready when every program has its database open. */
  async start(): Promise<void> {
    mkdirSync(this.data, { recursive: true });
    const secrets = this.#fillRegistry();
    const port = await freePort();
    const gateways = this.#town.gateways().map((gateway) => {
      const config = this.#gatewayConfig(gateway, port, secrets.get(gateway) ?? '');
      return this.#program({ name: gateway, command: 'gateway', config, ...small });
    });
    const config = this.#cloudConfig(port);
    this.#programs = [...gateways, this.#program({ name: 'cloud', command: 'cloud', config, ...asUsual })];
    for (const program of this.#programs.toReversed()) await program.start();
    this.#queues = await this.#openQueues();
  }

  async readings(): Promise<readonly ProgramReading[]> {
    return Promise.all(this.#programs.map((program) => program.reading()));
  }

  depths(): QueueDepths {
    assert(this.#queues !== undefined, 'queues are looked at after the start');
    return this.#queues.depths();
  }

  /** Gateways before the cloud. Throws where one does not end in order. */
  async stop(): Promise<void> {
    for (const program of this.#programs) await program.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#queues?.[Symbol.dispose]();
    await Promise.all(this.#programs.map((program) => program[Symbol.asyncDispose]()));
  }

  #program(options: Omit<ConstructorParameters<typeof SoakProgram>[0], 'directory'>): SoakProgram {
    return new SoakProgram({ ...options, directory: this.#directory });
  }

  async #openQueues(): Promise<SoakQueues> {
    const endMs = systemClock.monotonicMs() + startMs;
    for (;;) {
      try {
        return new SoakQueues(this.data, this.#town.gateways());
      } catch (cause) {
        // Not there yet, or without its tables.
        if (systemClock.monotonicMs() > endMs)
          throw new OperatorError('soak-start', `A program does not start: ${messageOf(cause)}`, 'Try it by hand.', {
            cause,
          });
      }
      await this.readings();
      await systemClock.sleep(lookMs);
    }
  }

  /** Returns the gateways' secrets. */
  #fillRegistry(): ReadonlyMap<GatewayId, string> {
    const { config, residents, clock } = this.#town;
    using store = openStore({ data: this.data, zone: config.zone }, { make: true });
    const { registry } = store;
    const tables = registryTables(config, residents);
    const outcomes = [
      importCentres(registry, tables.centres),
      importParticipants(registry, tables.participants, clock.wallMs()),
      importDevices(registry, tables.devices),
      importLoans(registry, tables.loans),
    ];
    assert(
      outcomes.every(({ kind }) => kind !== 'refused'),
      "the town's registry is taken",
    );
    const secrets = config.centres.flatMap(({ id, gateways }) =>
      gateways.map((gateway) => {
        const added = registry.addGateway(gateway, id);
        assert(added.kind === 'added', `${gateway} is new`);
        return [gateway, added.secret] as const;
      }),
    );
    return new Map(secrets);
  }

  #cloudConfig(port: number): object {
    const { config, time } = this.#town;
    return {
      data: this.data,
      zone: config.zone,
      broker: { kind: 'embedded', host: '127.0.0.1', port },
      http: { host: '127.0.0.1', port: 0 },
      logLevel: 'error',
      clock: time,
    };
  }

  #gatewayConfig(gateway: GatewayId, port: number, secret: string): object {
    const { config, time } = this.#town;
    const passwordFile = join(this.#directory, `${gateway}.secret`);
    writeFileSync(passwordFile, secret, { mode: 0o600 });
    return {
      gateway,
      zone: config.zone,
      data: this.data,
      radio: { kind: 'h4', path: this.#town.gatewaySocket(gateway) },
      uplink: { url: `mqtt://127.0.0.1:${port}`, passwordFile },
      clockTrust: 'always',
      log: 'error',
      clock: time,
    };
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
