/** Trial town: some people with pedometers whose visits can be watched from inside, and whose days are moved on by hand. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayIdSchema } from '../../contract/ids.ts';
import type { Behaviour } from '../../firmware-sim/behaviours/behaviour.ts';
import { simConfigSchema, type SimConfig } from '../../firmware-sim/sim-config.ts';
import type { Resident } from '../../firmware-sim/town/resident.ts';
import { SimulatedTown } from '../../firmware-sim/town/simulated-town.ts';
import { drawTownspeople } from '../../firmware-sim/town/townspeople.ts';
import { scaledClock, systemClock, type Clock, type ScaledTime } from '../../runtime/clock.ts';
import { DeviceRecorder } from '../simulation/truth/device-recorder.ts';
import type { TownTruth } from '../simulation/truth/town-truth.ts';
import type { MomentKind } from './kill-plan.ts';

export const trialGateway = gatewayIdSchema.parse('gw-1');
export const trialPeople = 4;
const firstDateDefault = '2026-03-02';

export interface TownSettings {
  readonly firstDate?: string;
  /** How many times as fast as life its days pass. */
  readonly factor?: number;
}

export class TrialTown implements AsyncDisposable {
  readonly config: SimConfig;
  readonly residents: readonly Resident[];
  readonly town: SimulatedTown;
  readonly #recorders: readonly DeviceRecorder[];
  readonly #firstDate: string;
  readonly #factor: number;
  #time: ScaledTime = { anchorMs: 0, startMs: 0, factor: 1 };
  readonly #clock: Clock = { ...systemClock, wallMs: () => scaledClock(this.#time).wallMs() };
  onMoment: (moment: MomentKind) => void = () => undefined;

  constructor(directory: string, { firstDate = firstDateDefault, factor = 1 }: TownSettings = {}) {
    this.#firstDate = firstDate;
    this.#factor = factor;
    const sockets = join(directory, 's');
    mkdirSync(sockets);
    this.config = simConfigSchema.parse({
      seed: 7,
      sockets,
      firstDate,
      centres: [{ id: 'centre-1', name: '公民館', gateways: [trialGateway] }],
      people: { kind: 'personas', count: trialPeople },
      // Hours of the pedometers are hours of the day, so that what was walked can be told exactly.
      pedometers: { driftPpmMax: 0 },
      air: { speed: 0 },
    });
    this.residents = drawTownspeople(this.config, this.#clock);
    this.#recorders = this.residents.map(
      ({ pedometer, key }) => new DeviceRecorder({ pedometer, key, driftPpm: this.config.pedometers.driftPpmMax }),
    );
    for (const { behaviours } of this.residents) behaviours.push(this.#watcher());
    this.town = new SimulatedTown({ config: this.config, residents: this.residents, clock: this.#clock });
  }

  /** What every program of the trial has to be told to agree on the time. */
  get time(): ScaledTime {
    return this.#time;
  }

  nowMs(): number {
    return this.#clock.wallMs();
  }

  /** Local midnights from the first date to the date it is now, ms since the Unix epoch. */
  midnightsMs(): readonly number[] {
    const nowMs = this.#clock.wallMs();
    const midnights: number[] = [];
    for (let day = 0; ; day++) {
      const atMs = this.#at(day, '00:00');
      if (atMs > nowMs) return midnights;
      midnights.push(atMs);
    }
  }

  async start(): Promise<void> {
    await this.town.start(new AbortController().signal);
  }

  /** It is ten o'clock, so many days after the first date, and time passes `factor` times as fast as life. */
  dawn(day: number, factor = this.#factor): void {
    this.#time = { anchorMs: Date.now(), startMs: this.#at(day, '10:00'), factor };
    this.#look();
  }

  /** What truly happened until now. */
  truth(clockErrorMs: number): TownTruth {
    this.#look();
    return {
      zone: this.config.zone,
      devices: this.#recorders.map((recorder) => recorder.truth(false)),
      loans: this.residents.map(({ serial, participant }) => ({
        device: serial,
        participant,
        fromMs: this.#at(0, '00:00'),
        toMs: null,
      })),
      clockErrorMs,
    };
  }

  #look(): void {
    for (const recorder of this.#recorders) recorder.look(this.#clock.wallMs());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.town[Symbol.asyncDispose]();
  }

  #at(day: number, time: string): number {
    const date = Temporal.PlainDate.from(this.#firstDate).add({ days: day });
    return date.toZonedDateTime({ timeZone: this.config.zone, plainTime: time }).epochMilliseconds;
  }

  /** Truthful in everything: it looks on. */
  #watcher(): Behaviour {
    const tell = (moment: MomentKind): void => this.onMoment(moment);
    return {
      name: 'slow-device',
      connected: () => tell('connected'),
      pagesFrom: (ask, next) => {
        tell('asked');
        return next(ask);
      },
      *send(transmission, next) {
        yield* next(transmission);
        if (transmission.kind === 'indicate') tell('told');
      },
    };
  }
}
