/** Hands: carries simulated pedometers about as somebody says, and has whoever they are lent to wear them. */
import type { HandsMove, HandsPedometer } from '../../contract/hands.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { StepSource } from '../pedometer/step-source.ts';
import type { TownPerson } from '../town/resident.ts';
import type { SimulatedTown } from '../town/simulated-town.ts';

export interface HandsOptions {
  readonly town: SimulatedTown;
  /** Everybody who may wear a pedometer. */
  readonly people: readonly TownPerson[];
  /** To whom a pedometer is lent at `wallMs`. */
  readonly borrowerOf: (device: DeviceSerial, wallMs: number) => ParticipantId | undefined;
  readonly clock: Clock;
}

export class Hands {
  readonly #options: HandsOptions;
  readonly #sources: ReadonlyMap<ParticipantId, StepSource>;
  readonly #wearers = new Map<DeviceSerial, ParticipantId | undefined>();

  constructor(options: HandsOptions) {
    this.#options = options;
    this.#sources = new Map(options.people.map(({ participant, source }) => [participant, source]));
    for (const { serial, participant } of options.town.residents) this.#wearers.set(serial, participant);
  }

  /** Who has borrowed a pedometer walks with it from now on, and who has given it back does not. */
  followLoans(): void {
    const { town, borrowerOf, clock } = this.#options;
    const nowMs = clock.wallMs();
    for (const { serial, worn } of town.pedometers()) {
      const borrower = borrowerOf(serial, nowMs);
      if (borrower === this.#wearers.get(serial)) continue;
      this.#wearers.set(serial, borrower);
      const source = borrower === undefined ? undefined : this.#sources.get(borrower);
      if (source === undefined) worn.layDown(nowMs);
      else worn.wear(source, nowMs);
    }
  }

  pedometers(): HandsPedometer[] {
    const { town } = this.#options;
    return town.pedometers().map(({ serial, label, centre, pedometer }) => ({
      serial,
      label,
      centre,
      at: town.gatewayOf(serial) ?? null,
      wearer: this.#wearers.get(serial) ?? null,
      batteryPercent: Math.max(0, Math.min(100, Math.round(pedometer.batteryPercent()))),
      isOn: pedometer.isOn(),
    }));
  }

  /** Settles when it is done. */
  async move(move: HandsMove): Promise<'done' | 'unknown-device' | 'unknown-gateway'> {
    const { town } = this.#options;
    const pedometer = town.pedometers().find(({ serial }) => serial === move.device)?.pedometer;
    if (pedometer === undefined) return 'unknown-device';
    switch (move.kind) {
      case 'lay-down':
        if (!town.gateways().includes(move.gateway)) return 'unknown-gateway';
        await town.pickUp(move.device);
        town.layDown(move.device, move.gateway);
        return 'done';
      case 'pick-up':
        await town.pickUp(move.device);
        return 'done';
      case 'swap-battery':
        pedometer.swapBattery();
        return 'done';
    }
  }
}
