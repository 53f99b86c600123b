/** Trial: a town's days with a real gateway and a real cloud, which a test disturbs, and what is on their disks in the end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importLoans } from '../../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../../ingest/registry/registry-import.ts';
import { openStore } from '../../commands/open-store.ts';
import { registryTables } from '../../firmware-sim/town/registry-tables.ts';
import type { Resident } from '../../firmware-sim/town/resident.ts';
import { localDate, systemClock } from '../../runtime/clock.ts';
import { freePort } from '../../runtime/test-server.ts';
import { CloudDisk } from './cloud-disk.ts';
import { GatewayDisk } from './gateway-disk.ts';
import type { MomentKind, Victim } from './kill-plan.ts';
import { ProgramProcess, type Launch } from './program-process.ts';
import { foundIn, walkedIn, type TrialResult } from './trial-result.ts';
import { trialGateway, TrialTown, type TownSettings } from './trial-town.ts';

/** Long enough for two programs to start on a machine that has much else to do. */
const patienceMs = 60_000;
const lookMs = 10;
/** Days after the first date; the rule's thirty are not over then. */
export const lastDay = 20;

export interface TrialPlace {
  /** Its own; short, as sockets go there. */
  readonly directory: string;
  readonly compiled: string;
}

export interface TrialSettings extends TrialPlace {
  readonly town?: TownSettings;
  /** Folders of the two databases, where they are not to be in `directory`. */
  readonly data?: { readonly gateway?: string; readonly cloud?: string };
  readonly launch?: { readonly gateway?: Launch; readonly cloud?: Launch };
  /** The broker inside the cloud listens here. */
  readonly brokerPort?: number;
  /** A broker of its own, which the cloud uses instead. */
  readonly remoteBroker?: string;
  /** Where the gateway believes the broker to be, when something stands in between. */
  readonly uplinkPort?: number;
  /** Parts of the gateway's config beside those every trial has. */
  readonly gatewayConfig?: object;
  readonly uplinkConfig?: object;
  readonly cloudConfig?: object;
  /** By how much the gateway's trusted clock, or a stamp taken with it, may be wrong. */
  readonly clockErrorMs?: number;
}

export interface TrialEnd {
  readonly story: string;
  readonly found: TrialResult;
  readonly walked: TrialResult;
}

export class Trial implements AsyncDisposable {
  readonly town: TrialTown;
  readonly gateway: ProgramProcess;
  readonly cloud: ProgramProcess;
  readonly cloudData: string;
  readonly gatewayData: string;
  readonly #settings: TrialSettings;
  readonly #brokerPort: number;
  readonly #story: string[] = [];
  #disk: CloudDisk | undefined;

  private constructor(settings: TrialSettings, brokerPort: number) {
    const { directory, data, launch } = settings;
    this.#settings = settings;
    this.#brokerPort = brokerPort;
    this.cloudData = data?.cloud ?? join(directory, 'cloud');
    this.gatewayData = data?.gateway ?? join(directory, 'gateway');
    mkdirSync(directory, { recursive: true });
    this.town = new TrialTown(directory, settings.town);
    this.cloud = new ProgramProcess('cloud', directory, launch?.cloud);
    this.gateway = new ProgramProcess('gateway', directory, launch?.gateway);
  }

  /** It is ten o'clock, so many days after the first date; the town is there, both programs are still to be started. */
  static async begin(settings: TrialSettings, day: number): Promise<Trial> {
    const trial = new Trial(settings, settings.brokerPort ?? (await freePort()));
    trial.town.dawn(day);
    trial.#fillRegistry();
    await trial.town.start();
    return trial;
  }

  /** The cloud's database, seen from outside. */
  get disk(): CloudDisk {
    this.#disk ??= new CloudDisk(this.cloudData);
    return this.#disk;
  }

  /** `launch` in place of the one in the settings. */
  start(which: Victim, launch?: Launch): void {
    const { compiled } = this.#settings;
    if (which !== 'gateway') this.cloud.start(this.#cloudConfig(), compiled, launch);
    if (which !== 'cloud') this.gateway.start(this.#gatewayConfig(), compiled, launch);
  }

  async kill(which: Victim): Promise<void> {
    await Promise.all([
      which === 'gateway' ? undefined : this.cloud.kill(),
      which === 'cloud' ? undefined : this.gateway.kill(),
    ]);
  }

  /** Nobody has a file of the databases open any more. */
  async leaveDisks(): Promise<void> {
    await this.kill('both');
    this.#disk?.close();
    this.#disk = undefined;
  }

  /** What a failure of this trial would have to tell. */
  tell(sentence: string): void {
    this.#story.push(sentence);
  }

  /** Settles at the `nth` such moment from now on. */
  moment(moment: MomentKind, nth = 1): Promise<void> {
    return new Promise((resolve) => {
      let seen = 0;
      this.town.onMoment = (kind) => {
        if (kind === moment && ++seen === nth) resolve();
      };
    });
  }

  /** Both are killed for the night; on another day all is well, and brings whatever is still missing. */
  async fairDay(): Promise<void> {
    await this.kill('both');
    this.town.dawn(lastDay, 1);
    this.start('both');
    await this.everybodyVisits();
    await this.everythingArrives();
  }

  /** The gateway has heard from the cloud, today or on another day. */
  async connected(): Promise<void> {
    await this.until('the gateway is connected', () => GatewayDisk.hasRoster(this.gatewayData));
  }

  /** People stay until they have been let go with a receipt, or the cloud has all they could bring. */
  async everybodyVisits(): Promise<void> {
    const enough = new AbortController();
    const over = new Set<Resident>();
    const visits = this.town.residents.map(async (resident) => {
      await this.town.town.visit(resident.serial, trialGateway, patienceMs, enough.signal);
      over.add(resident);
    });
    try {
      await this.until('everybody has been visited', () =>
        this.town.residents.every((resident) => over.has(resident) || this.disk.hasAllOf(resident.pedometer)),
      );
    } finally {
      enough.abort();
      await Promise.all(visits);
    }
  }

  /** People stay until `longEnough` settles, with or without success. */
  async everybodyTries(longEnough: Promise<unknown>): Promise<void> {
    const enough = new AbortController();
    const visits = this.town.residents.map(({ serial }) =>
      this.town.town.visit(serial, trialGateway, patienceMs, enough.signal),
    );
    try {
      await Promise.race([longEnough, Promise.all(visits)]);
    } finally {
      enough.abort();
      await Promise.all(visits);
    }
  }

  /** Everybody comes again as soon as they have been let go, until `over`. */
  async peopleComeAndGo(over: AbortSignal): Promise<void> {
    await Promise.all(
      this.town.residents.map(async ({ serial }) => {
        while (!over.aborted) await this.town.town.visit(serial, trialGateway, patienceMs, over);
      }),
    );
  }

  /** The cloud has answered for everything, whatever it said. */
  async everythingIsSent(): Promise<void> {
    await this.until('the outbox is empty', () => this.waiting === 0 && this.disk.isFeedDone());
  }

  async everythingArrives(): Promise<void> {
    await this.until(
      'everything is at the cloud and at the points',
      () => this.town.residents.every(({ pedometer }) => this.disk.hasAllOf(pedometer)) && this.disk.isFeedDone(),
    );
  }

  /** Pedometers that were told that something is safe which is neither in the outbox nor at the cloud. */
  deceived(): readonly string[] {
    const receipts = this.town.residents.map(({ pedometer }) => pedometer.status().receiptSequence);
    using gateway = new GatewayDisk(this.gatewayData);
    return this.town.residents
      .filter(({ pedometer, serial }, i) => {
        const held = gateway.held(serial, this.disk.confirmed(pedometer));
        // What went from one to the other meanwhile is at the cloud now.
        return Math.max(held, this.disk.confirmed(pedometer)) < (receipts[i] ?? NaN);
      })
      .map(({ serial }) => serial);
  }

  /** Visits in the outbox whose batch has no receipt yet. */
  get waiting(): number {
    using gateway = new GatewayDisk(this.gatewayData);
    return gateway.waiting;
  }

  /** Throws with the story where it does not become so, or a program ended by itself. */
  async until(promise: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    const endMs = systemClock.monotonicMs() + patienceMs;
    while (!(await isSo())) {
      const isHopeless = this.cloud.isBroken || this.gateway.isBroken;
      if (isHopeless || systemClock.monotonicMs() > endMs) throw new Error(`never: ${promise}\n${this.told()}`);
      await systemClock.sleep(lookMs);
    }
  }

  /** Both programs are killed; their disks are compared with what was walked until last midnight. */
  async end(): Promise<TrialEnd> {
    const midnightsMs = this.town.midnightsMs();
    const { zone } = this.town.config;
    const before = localDate(midnightsMs.at(-1) ?? NaN, zone).toString();
    const walked = walkedIn(this.town, midnightsMs);
    const truth = this.town.truth(this.#settings.clockErrorMs ?? 0);
    await this.leaveDisks();
    return { story: this.told(), walked, found: await foundIn(this.cloudData, truth, before) };
  }

  told(): string {
    return [...this.#story, this.cloud.complaints, this.gateway.complaints].filter((line) => line !== '').join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leaveDisks();
    await this.town[Symbol.asyncDispose]();
  }

  #fillRegistry(): void {
    using store = openStore({ data: this.cloudData, zone: this.town.config.zone }, { make: true });
    const { registry } = store;
    const tables = registryTables(this.town.config, this.town.residents);
    const outcomes = [
      importCentres(registry, tables.centres),
      importParticipants(registry, tables.participants, this.town.time.startMs),
      importDevices(registry, tables.devices),
      importLoans(registry, tables.loans),
    ];
    const [centre] = registry.centres();
    const added = centre === undefined ? undefined : registry.addGateway(trialGateway, centre.id);
    if (added?.kind !== 'added' || outcomes.some(({ kind }) => kind === 'refused')) throw new Error('registry refused');
    writeFileSync(join(this.#settings.directory, 'secret'), added.secret, { mode: 0o600 });
  }

  #cloudConfig(): object {
    const { remoteBroker, cloudConfig } = this.#settings;
    return {
      data: this.cloudData,
      zone: this.town.config.zone,
      broker:
        remoteBroker === undefined
          ? { kind: 'embedded', host: '127.0.0.1', port: this.#brokerPort }
          : { kind: 'remote', url: remoteBroker },
      http: { port: 0 },
      logLevel: 'silent',
      clock: this.town.time,
      ...cloudConfig,
    };
  }

  #gatewayConfig(): object {
    const { directory, remoteBroker, uplinkPort, uplinkConfig, gatewayConfig } = this.#settings;
    const port = uplinkPort ?? this.#brokerPort;
    return {
      gateway: trialGateway,
      zone: this.town.config.zone,
      data: this.gatewayData,
      radio: { kind: 'h4', path: this.town.town.gatewaySocket(trialGateway) },
      uplink: {
        url: uplinkPort === undefined && remoteBroker !== undefined ? remoteBroker : `mqtt://127.0.0.1:${port}`,
        passwordFile: join(directory, 'secret'),
        reconnect: { baseMs: 30, capMs: 100 },
        resend: { baseMs: 200, capMs: 500 },
        ...uplinkConfig,
      },
      clockTrust: 'always',
      log: 'silent',
      clock: this.town.time,
      ...gatewayConfig,
    };
  }
}
