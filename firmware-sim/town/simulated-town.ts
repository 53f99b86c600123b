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
import type { Resident, TownPedometer } from './resident.ts';

/** Somebody waits about so long at a gateway, in real time, before they go home. */
export const patienceMsDefault = 60_000;

export interface TownOptions {
  readonly config: SimConfig;
  readonly residents: readonly Resident[];
  /** Pedometers that nobody has yet. */
  readonly spares?: readonly TownPedometer[];
  /** A battery was changed, for whoever wants to tell the same story again. */
  readonly onSwap?: (serial: DeviceSerial, wallMs: number) => void;
  readonly clock: Clock;
}

interface Visit {
  readonly gateway: GatewayId;
  /** Laid down to stay, and not to be read and taken along again. */
  readonly isLaidDown: boolean;
  /** Ends the wait at the gateway. */
  readonly leave: AbortController;
  readonly outcome: Promise<VisitOutcome>;
}

interface Stay {
  readonly isLaidDown: boolean;
  readonly patienceMs: number;
}

const sleepMaxMs = 86_400_000;

/** `missed`: gone home before a gateway gave the pedometer a receipt and let it go. */
export type VisitOutcome = 'visited' | 'missed';

export class SimulatedTown implements Service {
  readonly #options: TownOptions;
  readonly #air: Air;
  readonly #pedometers: ReadonlyMap<DeviceSerial, TownPedometer>;
  readonly #visits = new Map<DeviceSerial, Visit>();
  #isClosed = false;

  constructor(options: TownOptions) {
    this.#options = options;
    const { seed, air } = options.config;
    const random = seededRandom(seed).fork('air');
    const speed = air.speed === 0 ? Infinity : air.speed;
    this.#air = new Air({ clock: options.clock, random: () => random.next(), speed });
    const pedometers: readonly TownPedometer[] = [...options.residents, ...(options.spares ?? [])];
    this.#pedometers = new Map(pedometers.map((each) => [each.serial, each]));
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
    const leave = new AbortController();
    if (enough?.aborted === true) leave.abort();
    enough?.addEventListener('abort', () => leave.abort(), { once: true });
    return this.#begin(serial, gateway, leave, { isLaidDown: false, patienceMs });
  }

  /** Lays a pedometer down at a gateway, where it stays until it is picked up. Nothing happens where it lies already. */
  layDown(serial: DeviceSerial, gateway: GatewayId): void {
    if (this.#visits.get(serial)?.isLaidDown === true) return;
    void this.#begin(serial, gateway, new AbortController(), { isLaidDown: true, patienceMs: Infinity });
  }

  /** Settles when it is out of range. Nothing happens where it does not lie anywhere. */
  async pickUp(serial: DeviceSerial): Promise<void> {
    const visit = this.#visits.get(serial);
    visit?.leave.abort();
    await visit?.outcome;
  }

  swapBattery(serial: DeviceSerial): void {
    const found = this.#pedometers.get(serial);
    assert(found !== undefined, `nobody in town has ${serial}`);
    found.pedometer.swapBattery();
    this.#options.onSwap?.(serial, this.#options.clock.wallMs());
  }

  /** In whose range it is now. */
  gatewayOf(serial: DeviceSerial): GatewayId | undefined {
    return this.#visits.get(serial)?.gateway;
  }

  /** Every pedometer of the town, lent or not. */
  pedometers(): readonly TownPedometer[] {
    return [...this.#pedometers.values()];
  }

  #begin(serial: DeviceSerial, gateway: GatewayId, leave: AbortController, stay: Stay): Promise<VisitOutcome> {
    const pedometer = this.#pedometers.get(serial);
    assert(pedometer !== undefined, `nobody in town has ${serial}`);
    assert(!this.#visits.has(serial), `${serial} is on a visit`);
    if (this.#isClosed) return Promise.resolve('missed');
    const outcome = this.#visit(pedometer, gateway, stay, leave).finally(() => this.#visits.delete(serial));
    this.#visits.set(serial, { gateway, leave, outcome, isLaidDown: stay.isLaidDown });
    return outcome;
  }

  async #visit(
    visitor: TownPedometer,
    gateway: GatewayId,
    { isLaidDown, patienceMs }: Stay,
    leave: AbortController,
  ): Promise<VisitOutcome> {
    const { serial, pedometer, behaviours } = visitor;
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
        if (!isLaidDown) leave.abort();
      },
    });
    try {
      // Its own signal: the town's lives through more visits than listeners are good for.
      await server.start(new AbortController().signal);
      // Timers know no infinity.
      do await clock.sleep(Math.min(patienceMs, sleepMaxMs), leave.signal);
      while (isLaidDown && !leave.signal.aborted);
    } finally {
      this.#air.place(serial);
      await server[Symbol.asyncDispose]();
      await this.#air.remove(serial);
    }
    if (!isLaidDown && pedometer.batteryPercent() < batteryLowPercent) this.swapBattery(serial);
    return outcome;
  }
}
