/** Volunteer's morning town: a real centre on a Saturday: pedometers on the air, a gateway with its pages, a line that can be cut, and a cloud. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCloud } from '../../commands/local-cloud.ts';
import { centreIdSchema, gatewayIdSchema, type DeviceSerial, type ParticipantId } from '../../contract/ids.ts';
import { Hands } from '../../firmware-sim/hands/hands.ts';
import { simConfigSchema, type SimConfig } from '../../firmware-sim/sim-config.ts';
import { registryTables } from '../../firmware-sim/town/registry-tables.ts';
import type { Resident, TownPedometer, TownPerson } from '../../firmware-sim/town/resident.ts';
import { SimulatedTown } from '../../firmware-sim/town/simulated-town.ts';
import { drawSpares, drawTownspeople, drawWaiting } from '../../firmware-sim/town/townspeople.ts';
import type { CentreNotes } from '../../gateway/centre-store/centre-notes.ts';
import { gatewayConfigSchema } from '../../gateway/gateway-config.ts';
import { Gateway } from '../../gateway/gateway.ts';
import { KioskServer } from '../../gateway/kiosk/kiosk-server.ts';
import { PinFile } from '../../gateway/kiosk/pin-file.ts';
import { hashPin } from '../../gateway/kiosk/pin-hash.ts';
import { SignIn } from '../../gateway/kiosk/sign-in.ts';
import { NobleRadio } from '../../gateway/radio/noble-radio.ts';
import { openNobleFor } from '../../gateway/radio/open-noble.ts';
import { importLoans } from '../../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../../ingest/registry/registry-import.ts';
import { iwamizawaRulePath, readProgramme } from '../../points/rule/programme-file.ts';
import { systemClock, TimelineClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { systemBytes } from '../../runtime/random-bytes.ts';
import { ServiceStack } from '../../runtime/service.ts';
import { TcpProxy } from '../integration/faults/tcp-proxy.ts';

export const morningPin = '294015';
export const morningCentre = '中央公民館';
export const morningMs = Date.parse('2026-11-21T09:00:00+09:00');
const zone = 'Asia/Tokyo';
const firstDate = '2026-11-14';
const people = 20;
const gatewayId = gatewayIdSchema.parse('gw-1');
const centreId = centreIdSchema.parse('centre-1');
const seed = 5;

export class VolunteerMorningTown implements AsyncDisposable {
  readonly clock = new TimelineClock(morningMs);
  readonly residents: readonly Resident[];
  readonly spares: readonly TownPedometer[];
  readonly waiting: readonly TownPerson[];
  readonly town: SimulatedTown;
  readonly cloud: LocalCloud;
  readonly hands: Hands;
  readonly #folder: string;
  readonly #pageFolder: string;
  readonly #config: SimConfig;
  readonly #stack = new ServiceStack();
  #proxy: TcpProxy | undefined;
  #gateway: Gateway | undefined;
  #kiosk: KioskServer | undefined;
  #kioskPort = 0;
  #secret = '';

  private constructor(folder: string, pageFolder: string) {
    this.#folder = folder;
    this.#pageFolder = pageFolder;
    this.#config = simConfigSchema.parse({
      seed,
      sockets: join(folder, 's'),
      firstDate,
      centres: [{ id: centreId, name: morningCentre, gateways: [gatewayId] }],
      people: { kind: 'personas', count: people },
      sparesPerCentre: 3,
      waiting: 2,
      // Hours of the pedometers are hours of the day, so that what was walked can be told exactly.
      pedometers: { driftPpmMax: 0 },
      air: { speed: 0 },
    });
    const { clock } = this;
    this.residents = drawTownspeople(this.#config, clock);
    this.spares = drawSpares(this.#config, clock, people);
    this.waiting = drawWaiting(this.#config, people);
    this.town = new SimulatedTown({ config: this.#config, residents: this.residents, spares: this.spares, clock });
    const programme = readProgramme(iwamizawaRulePath);
    const random = seededRandom(seed);
    const base = { dataPath: join(folder, 'cloud'), zone, programme, clock, random, log: silentLog };
    this.cloud = new LocalCloud({ ...base, speed: 1, doubts: false });
    this.hands = new Hands({
      town: this.town,
      people: [...this.residents, ...this.waiting],
      loansOf: (device) => this.registry.loansOfDevice(device),
      clock,
    });
  }

  static async open(pageFolder: string): Promise<VolunteerMorningTown> {
    const morning = new VolunteerMorningTown(await mkdtemp(join(tmpdir(), 'ayumi-m-')), pageFolder);
    await morning.#start();
    return morning;
  }

  get registry() {
    return this.cloud.cloud.store.registry;
  }

  /** Only while a gateway runs. */
  get kioskUrl(): string {
    if (this.#kiosk === undefined) throw new Error('the gateway is not running');
    return this.#kiosk.url;
  }

  borrowerOf(device: DeviceSerial, wallMs = this.clock.wallMs()): ParticipantId | undefined {
    return this.registry
      .loansOfDevice(device)
      .find(({ fromMs, toMs }) => fromMs <= wallMs && (toMs ?? Infinity) > wallMs)?.participant;
  }

  get gateway(): typeof gatewayId {
    return gatewayId;
  }

  /** Batches in the gateway's outbox. */
  waitingToSend(): number | undefined {
    return this.#gateway?.health()?.outbox.batches;
  }

  cutTheLine(): void {
    if (this.#proxy !== undefined) this.#proxy.weather = { kind: 'closed' };
  }

  mendTheLine(): void {
    if (this.#proxy !== undefined) this.#proxy.weather = { kind: 'fair' };
  }

  /** As after a power cut of the gateway: the same disk, the same address of its pages. */
  async restartGateway(): Promise<void> {
    await this.stopGateway();
    await this.startGateway();
  }

  async stopGateway(): Promise<void> {
    await this.#kiosk?.[Symbol.asyncDispose]();
    await this.#gateway?.[Symbol.asyncDispose]();
    this.#kiosk = undefined;
    this.#gateway = undefined;
  }

  async startGateway(): Promise<void> {
    const { clock } = this;
    const data = join(this.#folder, 'gateway');
    await mkdir(data, { recursive: true });
    const passwordFile = join(data, 'secret');
    const pinPath = join(data, 'volunteers.pin');
    await writeFile(passwordFile, this.#secret, { mode: 0o600 });
    const config = gatewayConfigSchema.parse({
      gateway: gatewayId,
      zone,
      data,
      radio: { kind: 'h4', path: this.town.gatewaySocket(gatewayId) },
      uplink: {
        url: `mqtt://127.0.0.1:${this.#proxy?.port ?? 0}`,
        passwordFile,
        reconnect: { baseMs: 100, capMs: 500 },
        resend: { baseMs: 500, capMs: 2_000 },
      },
      clockTrust: 'always',
    });
    const radio = new NobleRadio({ open: openNobleFor(config.radio), clock, log: silentLog });
    const random = seededRandom(seed).fork('gateway');
    const dataPath = join(data, 'gateway.sqlite');
    this.#gateway = new Gateway({ config, clock, random, radio, log: silentLog, dataPath });
    await this.#gateway.start(new AbortController().signal);
    if (!existsSync(pinPath)) new PinFile(pinPath).write(await hashPin(morningPin, systemBytes));
    const notes: CentreNotes = this.#gateway.notes();
    this.#kiosk = new KioskServer({
      gateway: gatewayId,
      source: this.#gateway.centre,
      signIn: new SignIn({ notes, pinFile: new PinFile(pinPath), clock: systemClock, random: systemBytes }),
      clock,
      log: silentLog,
      pageFolder: this.#pageFolder,
      port: this.#kioskPort,
    });
    await this.#kiosk.start(new AbortController().signal);
    this.#kioskPort = Number(new URL(this.#kiosk.url).port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopGateway();
    await this.#stack[Symbol.asyncDispose]();
    await this.#proxy?.[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true });
  }

  async #start(): Promise<void> {
    const living = new AbortController().signal;
    await mkdir(join(this.#folder, 's'));
    await this.#stack.start(this.cloud, living);
    this.#fillRegistry();
    this.#secret = this.cloud.admit(gatewayId, centreId);
    this.cloud.cloud.lookAgain();
    await this.#stack.start(this.town, living);
    this.#proxy = await TcpProxy.start(this.cloud.brokerPort);
    await this.startGateway();
  }

  #fillRegistry(): void {
    const tables = registryTables(this.#config, this.residents, this.spares, this.waiting);
    const outcomes = [
      importCentres(this.registry, tables.centres),
      importParticipants(this.registry, tables.participants, this.clock.wallMs()),
      importDevices(this.registry, tables.devices),
      importLoans(this.registry, tables.loans),
    ];
    for (const outcome of outcomes) if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  }
}
