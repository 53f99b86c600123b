/** Load cloud: the cloud as an operator starts it, two gateways that may speak to it, and how much memory it takes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../commands/open-store.ts';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, participantIdSchema } from '../../contract/ids.ts';
import { freePort } from '../../runtime/test-server.ts';
import { systemClock } from '../../runtime/clock.ts';
import { ProgramProcess } from '../integration/program-process.ts';

export const honestGateway = gatewayIdSchema.parse('gw-honest');
export const hostileGateway = gatewayIdSchema.parse('gw-hostile');
export const loadDevice = { serial: deviceSerialSchema.parse('AYM-000001'), key: new Uint8Array(32).fill(7) };
export const loadParticipant = participantIdSchema.parse('P-0001');

const dayMs = 86_400_000;
const startMs = 60_000;
const lookMs = 100;

export class LoadCloud implements AsyncDisposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'ayumi-load-'));
  readonly #program = new ProgramProcess('cloud', this.directory);
  readonly secrets = new Map<string, string>();
  /** When the loan began, ms since the Unix epoch: a local midnight, forty days ago. */
  readonly loanMs: number;
  brokerPort = 0;
  livePort = 0;
  deskPort = 0;

  private constructor() {
    this.loanMs = Math.floor((Date.now() - 40 * dayMs) / dayMs) * dayMs - 9 * 3_600_000;
  }

  static async start(): Promise<LoadCloud> {
    const cloud = new LoadCloud();
    cloud.#fill();
    cloud.brokerPort = await freePort();
    cloud.livePort = await freePort();
    cloud.deskPort = await freePort();
    cloud.#program.start(
      {
        data: cloud.data,
        broker: { kind: 'embedded', host: '127.0.0.1', port: cloud.brokerPort },
        http: { port: cloud.livePort },
        desk: { port: cloud.deskPort },
        logLevel: 'error',
      },
      join(cloud.directory, 'compiled'),
    );
    await cloud.#answers();
    return cloud;
  }

  get data(): string {
    return join(this.directory, 'data');
  }

  /** Where the page, or the desk, answers. */
  get liveUrl(): string {
    return `http://127.0.0.1:${this.livePort}`;
  }

  get deskUrl(): string {
    return `http://127.0.0.1:${this.deskPort}`;
  }

  /** It ended, or said that something went wrong. */
  get complaints(): string {
    return this.#program.complaints;
  }

  /** Resident memory of the program, the most it ever took, bytes. Linux only. */
  peakBytes(): number {
    const status = readFileSync(`/proc/${this.#program.pid ?? 0}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * 1024;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #fill(): void {
    const store = openStore({ data: this.data, zone: 'Asia/Tokyo' }, { make: true });
    const { registry } = store;
    const centre = centreIdSchema.parse('c-1');
    registry.atomically(() => {
      registry.putCentre({ id: centre, name: '公民館' });
      registry.putParticipant({ id: loadParticipant, name: '歩', birthYear: 1950, centre });
      const device = { ...loadDevice, model: 'steplog-1', label: '1', centre, status: 'in-stock' } as const;
      registry.putDevice({ ...device, capacityBuckets: 1440, bucketSeconds: 3600 });
      registry.addLoan({ device: loadDevice.serial, participant: loadParticipant, fromMs: this.loanMs, toMs: null });
    });
    for (const gateway of [honestGateway, hostileGateway]) {
      const added = registry.addGateway(gateway, centre);
      if (added.kind === 'added') this.secrets.set(gateway, added.secret);
    }
    store[Symbol.dispose]();
  }

  async #answers(): Promise<void> {
    const endMs = systemClock.monotonicMs() + startMs;
    for (;;) {
      const answer = await fetch(`${this.deskUrl}/healthz`).catch(() => undefined);
      if (answer?.ok === true) return;
      if (systemClock.monotonicMs() > endMs) throw new Error(`the cloud does not answer: ${this.complaints}`);
      await systemClock.sleep(lookMs);
    }
  }
}
