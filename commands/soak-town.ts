/** SoakTown: people who come to their gateways one after another, all of them again and again, while strangers pass by. */
import { gatewayIdSchema, type GatewayId } from '../contract/ids.ts';
import { simConfigSchema, type SimConfig } from '../firmware-sim/sim-config.ts';
import type { Resident } from '../firmware-sim/town/resident.ts';
import { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { drawTownspeople } from '../firmware-sim/town/townspeople.ts';
import { scaledClock, type Clock, type ScaledTime } from '../runtime/clock.ts';
import { seededRandom } from '../runtime/random.ts';
import type { Service } from '../runtime/service.ts';
import { SoakStrangers } from './soak-strangers.ts';

export interface SoakTownOptions {
  readonly pedometers: number;
  readonly gateways: number;
  readonly strangersPerSecond: number;
  readonly seed: number;
  readonly zone: string;
  /** Folder of the sockets; short. */
  readonly sockets: string;
  /** Everybody comes once in so much real time; more than ten seconds, in which an hour passes. */
  readonly roundMs: number;
}

/** An hour passes in ten seconds: whoever comes again always has something to bring, and a date changes every four minutes. */
const factor = 360;
const firstDate = '2026-03-02';
/** People have walked so long before the first visits. */
const walkedDays = 7;
/** One gateway takes one at a time; more only wait for it. */
const visitorsMax = 8;
/** In real time; whoever is not read by then comes again at the next round. */
const patienceMs = 30_000;
/** So often is somebody sent again who was not read in the last round. */
const lastTriesMax = 3;

export class SoakTown implements Service {
  readonly config: SimConfig;
  readonly residents: readonly Resident[];
  readonly time: ScaledTime;
  readonly clock: Clock;
  readonly #town: SimulatedTown;
  readonly #strangers: SoakStrangers;
  readonly #roundMs: number;
  #visits = 0;
  #missed = 0;

  constructor({ pedometers, gateways, strangersPerSecond, seed, zone, sockets, roundMs }: SoakTownOptions) {
    this.#roundMs = roundMs;
    this.config = simConfigSchema.parse({
      seed,
      zone,
      sockets,
      firstDate,
      centres: Array.from({ length: gateways }, (_, i) => ({
        id: `centre-${i + 1}`,
        name: `第${i + 1}公民館`,
        gateways: [`gw-${i + 1}`],
      })),
      people: { kind: 'personas', count: pedometers },
      air: { speed: 0 },
    });
    const startMs = Temporal.PlainDate.from(firstDate)
      .add({ days: walkedDays })
      .toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).epochMilliseconds;
    this.time = { anchorMs: Date.now(), startMs, factor };
    this.clock = scaledClock(this.time);
    this.residents = drawTownspeople(this.config, this.clock);
    this.#town = new SimulatedTown({ config: this.config, residents: this.residents, clock: this.clock });
    this.#strangers = new SoakStrangers({
      perSecond: strangersPerSecond,
      places: this.gateways(),
      clock: this.clock,
      random: seededRandom(seed).fork('strangers'),
      say: (stranger) => this.#town.air.stranger(stranger),
    });
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#town.start(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#town[Symbol.asyncDispose]();
  }

  get counts(): { readonly visits: number; readonly missed: number; readonly strangers: number } {
    return { visits: this.#visits, missed: this.#missed, strangers: this.#strangers.met };
  }

  gateways(): readonly GatewayId[] {
    return this.config.centres.flatMap(({ gateways }) => gateways.map((gateway) => gatewayIdSchema.parse(gateway)));
  }

  gatewaySocket(gateway: GatewayId): string {
    return this.#town.gatewaySocket(gateway);
  }

  /** Everything goes on until `signal` aborts; settles when the last visitor has left. */
  async live(signal: AbortSignal): Promise<void> {
    const rounds = this.#groups().map(([gateway, people]) => this.#rounds(gateway, people, signal));
    await Promise.all([...rounds, this.#strangers.passBy(signal)]);
  }

  /** Whoever has hours that no gateway has receipted comes until it has. Returns those who still have, and should not. */
  async lastRound(): Promise<readonly Resident[]> {
    const wanted = new Map(this.residents.map((each) => [each, each.pedometer.status().nextSequence]));
    const owes = (each: Resident): boolean => each.pedometer.status().receiptSequence < (wanted.get(each) ?? 0);
    for (let tries = 0; tries < lastTriesMax; tries++) {
      const rounds = this.#groups().map(([gateway, people]) => this.#everybody(gateway, people.filter(owes)));
      await Promise.all(rounds);
    }
    return this.residents.filter(owes);
  }

  async #rounds(gateway: GatewayId, people: readonly Resident[], signal: AbortSignal): Promise<void> {
    const here = new Map<Resident, Promise<unknown>>();
    for (let turn = 0; !signal.aborted; turn++) {
      const resident = people[turn % people.length];
      if (resident === undefined) return;
      if (here.size >= visitorsMax) await Promise.race(here.values());
      if (!here.has(resident)) {
        const visit = this.#visit(resident, gateway).finally(() => here.delete(resident));
        here.set(resident, visit);
      }
      await this.clock.sleep(this.#roundMs / people.length, signal);
    }
    await Promise.all(here.values());
  }

  async #everybody(gateway: GatewayId, people: readonly Resident[]): Promise<void> {
    const waiting = [...people];
    const queue = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.#visit(next, gateway);
    };
    await Promise.all(Array.from({ length: visitorsMax }, queue));
  }

  async #visit({ serial }: Resident, gateway: GatewayId): Promise<void> {
    const outcome = await this.#town.visit(serial, gateway, patienceMs);
    this.#visits += 1;
    if (outcome === 'missed') this.#missed += 1;
  }

  #groups(): readonly (readonly [GatewayId, readonly Resident[]])[] {
    return this.config.centres.flatMap(({ id, gateways }) => {
      const people = this.residents.filter(({ centre }) => centre === id);
      return gateways.map((gateway) => [gateway, people] as const);
    });
  }
}
