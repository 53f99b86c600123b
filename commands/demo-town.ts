/** Demo town: the people and pedometers of a demo, in the registry and on the air, and the hands that carry them. */
import type { HandsState } from '../contract/hands.ts';
import { Hands } from '../firmware-sim/hands/hands.ts';
import { townspeopleOf } from '../firmware-sim/main.ts';
import type { SimConfig } from '../firmware-sim/sim-config.ts';
import { registryTables } from '../firmware-sim/town/registry-tables.ts';
import type { Resident, TownPedometer, TownPerson } from '../firmware-sim/town/resident.ts';
import { SimulatedTown, type VisitOutcome } from '../firmware-sim/town/simulated-town.ts';
import { drawSpares, drawWaiting } from '../firmware-sim/town/townspeople.ts';
import { walkAbout } from '../firmware-sim/town/walk-about.ts';
import { importLoans } from '../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../ingest/registry/registry-import.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import type { Clock } from '../runtime/clock.ts';
import { assert } from '../runtime/fault.ts';
import type { DemoMemory } from './demo-memory.ts';

/** How soon a borrower begins to walk. */
const lookMs = 500;

export interface DemoLife {
  readonly config: SimConfig;
  readonly clock: Clock;
  readonly print: (line: string) => void;
  /** After each visit. */
  readonly keep: () => void;
}

export class DemoTown {
  readonly town: SimulatedTown;
  readonly hands: Hands;
  readonly #config: SimConfig;
  readonly #registry: Registry;
  readonly #spares: readonly TownPedometer[];
  readonly #waiting: readonly TownPerson[];

  private constructor(
    config: SimConfig,
    clock: Clock,
    registry: Registry,
    memory: DemoMemory,
    residents: readonly Resident[],
  ) {
    this.#config = config;
    this.#registry = registry;
    this.#spares = drawSpares(config, clock, residents.length);
    this.#waiting = drawWaiting(config, residents.length);
    const onSwap = memory.swapped.bind(memory);
    this.town = new SimulatedTown({ config, residents, spares: this.#spares, clock, onSwap });
    this.hands = new Hands({
      town: this.town,
      people: [...residents, ...this.#waiting],
      loansOf: (device) => registry.loansOfDevice(device),
      clock,
    });
  }

  /** Everybody in the registry, and everything as it was when a kept demo was stopped. The town has not started. */
  static async make(config: SimConfig, clock: Clock, registry: Registry, memory: DemoMemory): Promise<DemoTown> {
    const made = new DemoTown(config, clock, registry, memory, await townspeopleOf(config, clock));
    made.#fillRegistry(clock);
    for (const { device, atMs } of memory.story.swaps) made.#pedometer(device).planSwap(atMs);
    made.hands.recallLoans();
    return made;
  }

  /** Everybody comes as they are used to, until `signal` aborts and the last visitor has gone home. */
  async live({ config, clock, print, keep }: DemoLife, signal: AbortSignal): Promise<void> {
    const onVisit = (resident: Resident, _gateway: string, outcome: VisitOutcome): void => {
      if (outcome === 'missed')
        print(`  ${resident.label}番 つながりませんでした。次の来所で届きます (not read; comes with the next visit)`);
      keep();
    };
    const hasPedometer = (resident: Resident): boolean => this.#hasPedometer(resident);
    this.#layDownSpares();
    const walking = walkAbout({ town: this.town, config, clock, onVisit, hasPedometer }, signal);
    while (!signal.aborted) {
      this.hands.followLoans();
      await clock.sleep(lookMs, signal);
    }
    await walking;
  }

  /** Who has joined and has no pedometer. */
  waiting(): HandsState['waiting'] {
    return this.#waiting
      .filter(({ participant }) => this.#registry.loansOfParticipant(participant).every(({ toMs }) => toMs !== null))
      .map(({ participant, centre }) => ({ participant, centre }));
  }

  /** Pedometers that nobody has lie at their centres, in range. */
  #layDownSpares(): void {
    for (const { serial, centre } of this.#spares) {
      const gateway = this.#config.centres.find(({ id }) => id === centre)?.gateways[0];
      if (gateway !== undefined && !this.#isLent(serial)) this.town.layDown(serial, gateway);
    }
  }

  /** Whether they still have the pedometer they began with. */
  #hasPedometer({ serial, participant }: Resident): boolean {
    return this.#registry.loansOfDevice(serial).some((loan) => loan.participant === participant && loan.toMs === null);
  }

  #isLent(serial: TownPedometer['serial']): boolean {
    return this.#registry.loansOfDevice(serial).some(({ toMs }) => toMs === null);
  }

  #pedometer(serial: TownPedometer['serial']): TownPedometer['pedometer'] {
    const found = this.town.pedometers().find((each) => each.serial === serial);
    assert(found !== undefined, `${serial} is of this town`);
    return found.pedometer;
  }

  #fillRegistry(clock: Clock): void {
    const registry = this.#registry;
    const tables = registryTables(this.#config, this.town.residents, this.#spares, this.#waiting);
    const outcomes = [
      importCentres(registry, tables.centres),
      importParticipants(registry, tables.participants, clock.wallMs()),
      importDevices(registry, tables.devices),
      // Later ones are the volunteers' and the desk's to make and to end.
      ...(registry.loans().length === 0 ? [importLoans(registry, tables.loans)] : []),
    ];
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused')
        throw new Error(`bug: the town's registry was refused: ${JSON.stringify(outcome.problems)}`);
    }
  }
}
