/** Kill trial: days of visits to a gateway and a cloud that die as a plan says, and what is on disk afterwards. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { importLoans } from '../../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../../ingest/registry/registry-import.ts';
import { openStore } from '../../commands/open-store.ts';
import { registryTables } from '../../firmware-sim/town/registry-tables.ts';
import type { Resident } from '../../firmware-sim/town/resident.ts';
import { localDate, systemClock } from '../../runtime/clock.ts';
import { deathText, type DayPlan, type Death } from './kill-plan.ts';
import { ProgramProcess } from './program-process.ts';
import { CloudDisk } from './cloud-disk.ts';
import { foundIn, walkedIn, type TrialResult } from './trial-result.ts';
import { trialGateway, TrialTown } from './trial-town.ts';

/** Days after the first date on which everybody comes; on the last one nobody dies. */
const visitDays = [9, 20] as const;
export const deadlyDays = visitDays.length - 1;
/** Long enough for two programs to start on a machine that has much else to do. */
const patienceMs = 60_000;
const lookMs = 10;

export interface TrialEnd {
  readonly story: string;
  readonly found: TrialResult;
  readonly walked: TrialResult;
}

export interface TrialPlace {
  /** Its own; short, as sockets go there. */
  readonly directory: string;
  readonly compiled: string;
}

/** Throws with the story so far where somebody's steps do not arrive at all. `plan` is empty for an undisturbed run. */
export const runTrial = async ({ directory, compiled }: TrialPlace, plan: readonly DayPlan[]): Promise<TrialEnd> => {
  await using trial = new KillTrial(directory, compiled);
  return await trial.run(plan);
};

class KillTrial implements AsyncDisposable {
  readonly #directory: string;
  readonly #compiled: string;
  readonly #data: string;
  readonly #town: TrialTown;
  readonly #cloud: ProgramProcess;
  readonly #gateway: ProgramProcess;
  readonly #story: string[] = [];
  #port = 0;

  constructor(directory: string, compiled: string) {
    this.#directory = directory;
    this.#compiled = compiled;
    this.#data = join(directory, 'cloud');
    mkdirSync(directory, { recursive: true });
    this.#town = new TrialTown(directory);
    this.#cloud = new ProgramProcess('cloud', directory);
    this.#gateway = new ProgramProcess('gateway', directory);
  }

  async run(plan: readonly DayPlan[]): Promise<TrialEnd> {
    this.#port = await freePort();
    this.#town.dawn(visitDays[0]);
    this.#fillRegistry();
    await this.#town.start();
    for (const [i, day] of visitDays.entries()) {
      const isLast = i === visitDays.length - 1;
      this.#town.dawn(day);
      await this.#day(plan[i], isLast);
    }
    const midnightsMs = this.#town.midnightsMs();
    const today = localDate(midnightsMs.at(-1) ?? NaN, this.#town.config.zone).toString();
    const walked = walkedIn(this.#town, midnightsMs);
    await this.#kill('both');
    return { story: this.#told(), walked, found: await foundIn(this.#data, this.#town, today) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kill('both');
    await this.#town[Symbol.asyncDispose]();
  }

  async #day(plan: DayPlan | undefined, isLast: boolean): Promise<void> {
    const { death, nightMs } = plan ?? {};
    this.#start('both');
    const disk = new CloudDisk(this.#data);
    const dying = death === undefined ? Promise.resolve() : this.#die(death);
    try {
      await this.#everybodyVisits(disk);
      await dying;
      if (isLast || nightMs === undefined) await this.#everythingArrives(disk);
      else await systemClock.sleep(nightMs);
    } finally {
      disk.close();
    }
    if (isLast) return;
    await this.#kill('both');
    this.#story.push('both killed for the night');
  }

  /** People stay until they have been let go with a receipt, or the cloud has all they could bring. */
  async #everybodyVisits(disk: CloudDisk): Promise<void> {
    const enough = new AbortController();
    const over = new Set<Resident>();
    const visits = this.#town.residents.map(async (resident) => {
      await this.#town.town.visit(resident.serial, trialGateway, patienceMs, enough.signal);
      over.add(resident);
    });
    await this.#until('everybody has been visited', () =>
      this.#town.residents.every((resident) => over.has(resident) || disk.hasAllOf(resident.pedometer)),
    );
    enough.abort();
    await Promise.all(visits);
  }

  async #everythingArrives(disk: CloudDisk): Promise<void> {
    await this.#until(
      'everything is at the cloud and at the points',
      () => this.#town.residents.every(({ pedometer }) => disk.hasAllOf(pedometer)) && disk.isFeedDone(),
    );
  }

  async #until(promise: string, isSo: () => boolean): Promise<void> {
    const endMs = systemClock.monotonicMs() + patienceMs;
    while (!isSo()) {
      const isHopeless = this.#cloud.isBroken || this.#gateway.isBroken;
      if (isHopeless || systemClock.monotonicMs() > endMs) throw new Error(`never: ${promise}\n${this.#told()}`);
      await systemClock.sleep(lookMs);
    }
  }

  /** Settles when the dead are alive again. */
  async #die(death: Death): Promise<void> {
    await this.#moment(death);
    await systemClock.sleep(death.laterMs);
    await this.#kill(death.victim);
    this.#story.push(deathText(death));
    await systemClock.sleep(death.deadMs);
    this.#start(death.victim);
  }

  #moment({ moment, nth }: Death): Promise<void> {
    return new Promise((resolve) => {
      let seen = 0;
      this.#town.onMoment = (kind) => {
        if (kind === moment && ++seen === nth) resolve();
      };
    });
  }

  #start(which: Death['victim']): void {
    if (which !== 'gateway') this.#cloud.start(this.#cloudConfig(), this.#compiled);
    if (which !== 'cloud') this.#gateway.start(this.#gatewayConfig(), this.#compiled);
  }

  async #kill(which: Death['victim']): Promise<void> {
    await Promise.all([
      which === 'gateway' ? undefined : this.#cloud.kill(),
      which === 'cloud' ? undefined : this.#gateway.kill(),
    ]);
  }

  #told(): string {
    return [...this.#story, this.#cloud.complaints, this.#gateway.complaints].filter((line) => line !== '').join('\n');
  }

  #fillRegistry(): void {
    using store = openStore({ data: this.#data, zone: this.#town.config.zone }, { make: true });
    const { registry } = store;
    const tables = registryTables(this.#town.config, this.#town.residents);
    const outcomes = [
      importCentres(registry, tables.centres),
      importParticipants(registry, tables.participants, this.#town.time.startMs),
      importDevices(registry, tables.devices),
      importLoans(registry, tables.loans),
    ];
    const [centre] = registry.centres();
    const added = centre === undefined ? undefined : registry.addGateway(trialGateway, centre.id);
    if (added?.kind !== 'added' || outcomes.some(({ kind }) => kind === 'refused')) throw new Error('registry refused');
    writeFileSync(join(this.#directory, 'secret'), added.secret, { mode: 0o600 });
  }

  #cloudConfig(): object {
    return {
      data: this.#data,
      zone: this.#town.config.zone,
      broker: { kind: 'embedded', host: '127.0.0.1', port: this.#port },
      http: { port: 0 },
      logLevel: 'silent',
      clock: this.#town.time,
    };
  }

  #gatewayConfig(): object {
    return {
      gateway: trialGateway,
      zone: this.#town.config.zone,
      data: join(this.#directory, 'gateway'),
      radio: { kind: 'h4', path: this.#town.town.gatewaySocket(trialGateway) },
      uplink: {
        url: `mqtt://127.0.0.1:${this.#port}`,
        passwordFile: join(this.#directory, 'secret'),
        reconnect: { baseMs: 30, capMs: 100 },
        resend: { baseMs: 200, capMs: 500 },
      },
      clockTrust: 'always',
      log: 'silent',
      clock: this.#town.time,
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
