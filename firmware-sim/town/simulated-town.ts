/** SimulatedTown: an air with a radio for every gateway, into which people carry their pedometers when they come. */
import { join } from 'node:path';
import type { DeviceSerial, GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { seededRandom } from '../../runtime/random.ts';
import type { Service } from '../../runtime/service.ts';
import { Air } from '../air/air.ts';
import { GattServer } from '../gatt-server/gatt-server.ts';
import type { SimConfig } from '../sim-config.ts';
import { batteryLowPercent } from '../pedometer/battery.ts';
import type { Resident } from './resident.ts';

/** Somebody waits about so long at a gateway, in real time, before they go home. */
export const patienceMsDefault = 60_000;

export interface TownOptions {
  readonly config: SimConfig;
  readonly residents: readonly Resident[];
  readonly clock: Clock;
}

interface Visit {
  /** Ends the wait at the gateway. */
  readonly leave: AbortController;
  readonly outcome: Promise<VisitOutcome>;
}

/** `missed`: gone home before a gateway gave the pedometer a receipt and let it go. */
export type VisitOutcome = 'visited' | 'missed';

export class SimulatedTown implements Service {
  readonly #options: TownOptions;
  readonly #air: Air;
  readonly #residents: ReadonlyMap<DeviceSerial, Resident>;
  readonly #visits = new Map<DeviceSerial, Visit>();
  #isClosed = false;

  constructor(options: TownOptions) {
    this.#options = options;
    const { seed, air } = options.config;
    const random = seededRandom(seed).fork('air');
    const speed = air.speed === 0 ? Infinity : air.speed;
    this.#air = new Air({ clock: options.clock, random: () => random.next(), speed });
    this.#residents = new Map(options.residents.map((each) => [each.serial, each]));
  }

  /** Opens the gateways' sockets. Throws OperatorError if one cannot be opened. */
  async start(signal: AbortSignal): Promise<void> {
    // Not the air's to hear of: visitors leave before it goes.
    await this.#air.start(new AbortController().signal);
    signal.addEventListener('abort', () => void this[Symbol.asyncDispose](), { once: true });
    for (const { gateways } of this.#options.config.centres) {
      for (const gateway of gateways) {
        await this.#air.controllerAt(this.gatewaySocket(gateway), { name: gateway, places: [gateway] });
        this.#air.setLoss(gateway, this.#options.config.air.loss);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const visits = [...this.#visits.values()];
    for (const { leave } of visits) leave.abort();
    await Promise.allSettled(visits.map(({ outcome }) => outcome));
    await this.#air[Symbol.asyncDispose]();
  }

  get residents(): readonly Resident[] {
    return this.#options.residents;
  }

  /** The virtual air itself, for tests that disturb it. */
  get air(): Air {
    return this.#air;
  }

  /** All gateways that have a radio here, in the order of the config. */
  gateways(): readonly GatewayId[] {
    return this.#options.config.centres.flatMap(({ gateways }) => gateways);
  }

  /** The radio of a gateway: what its own config names as its HCI socket. */
  gatewaySocket(gateway: GatewayId): string {
    return join(this.#options.config.sockets, `${gateway}.sock`);
  }

  /**
   * Carries a pedometer to a gateway, waits there until it has been receipted and let go, at most `patienceMs` of real
   * time or until `enough` aborts, and carries it out of range again. A volunteer changes a battery that is low. One visit
   * of a pedometer at a time.
   */
  visit(
    serial: DeviceSerial,
    gateway: GatewayId,
    patienceMs: number = patienceMsDefault,
    enough?: AbortSignal,
  ): Promise<VisitOutcome> {
    const resident = this.#residents.get(serial);
    assert(resident !== undefined, `nobody in town has ${serial}`);
    assert(!this.#visits.has(serial), `${serial} is on a visit`);
    if (this.#isClosed) return Promise.resolve('missed');
    const leave = new AbortController();
    if (enough?.aborted === true) leave.abort();
    enough?.addEventListener('abort', () => leave.abort(), { once: true });
    const outcome = this.#visit(resident, gateway, patienceMs, leave).finally(() => this.#visits.delete(serial));
    this.#visits.set(serial, { leave, outcome });
    return outcome;
  }

  async #visit(
    resident: Resident,
    gateway: GatewayId,
    patienceMs: number,
    leave: AbortController,
  ): Promise<VisitOutcome> {
    const { serial, pedometer, behaviours } = resident;
    const { clock, config } = this.#options;
    let outcome: VisitOutcome = 'missed';
    const socketPath = join(config.sockets, `${serial}.sock`);
    await this.#air.controllerAt(socketPath, { name: serial, places: [gateway] });
    const server = new GattServer({
      pedometer,
      behaviours,
      socketPath,
      clock,
      attMtuMax: config.pedometers.attMtuMax,
      onEvent: (event) => {
        if (event.kind !== 'disconnected' || !event.receipted) return;
        outcome = 'visited';
        leave.abort();
      },
    });
    try {
      // Its own signal: the town's lives through more visits than listeners are good for.
      await server.start(new AbortController().signal);
      await clock.sleep(patienceMs, leave.signal);
    } finally {
      this.#air.place(serial);
      await server[Symbol.asyncDispose]();
      await this.#air.remove(serial);
    }
    if (pedometer.batteryPercent() < batteryLowPercent) pedometer.swapBattery();
    return outcome;
  }
}
