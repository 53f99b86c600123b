/** Hands: carries simulated pedometers about as somebody says, and has whoever they are lent to wear them. */
import type { HandsMove, HandsPedometer } from '../../contract/hands.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { StepSource } from '../pedometer/step-source.ts';
import type { TownPerson } from '../town/resident.ts';
import type { SimulatedTown } from '../town/simulated-town.ts';
import type { WornSource } from '../town/worn-source.ts';

export interface HandsOptions {
  readonly town: SimulatedTown;
  /** Everybody who may wear a pedometer. */
  readonly people: readonly TownPerson[];
  /** By time, none overlapping another; ms since the Unix epoch. */
  readonly loansOf: (device: DeviceSerial) => readonly HandsLoan[];
  readonly clock: Clock;
}

export interface HandsLoan {
  readonly participant: ParticipantId;
  readonly fromMs: number;
  readonly toMs: number | null;
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

  /** Everybody has worn what they had borrowed until now; before a pedometer has been looked at. */
  recallLoans(): void {
    const { town, loansOf, clock } = this.#options;
    const nowMs = clock.wallMs();
    for (const { serial, worn } of town.pedometers()) {
      for (const { participant, fromMs, toMs } of loansOf(serial)) {
        if (fromMs > nowMs) continue;
        this.#hand(serial, worn, participant, fromMs);
        if (toMs !== null && toMs <= nowMs) this.#hand(serial, worn, undefined, toMs);
      }
    }
  }

  /** Who has borrowed a pedometer walks with it from now on, and who has given it back does not. */
  followLoans(): void {
    const { town, loansOf, clock } = this.#options;
    const nowMs = clock.wallMs();
    for (const { serial, worn } of town.pedometers()) {
      const loan = loansOf(serial).find(({ fromMs, toMs }) => fromMs <= nowMs && (toMs ?? Infinity) > nowMs);
      this.#hand(serial, worn, loan?.participant, nowMs);
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
    if (!town.pedometers().some(({ serial }) => serial === move.device)) return 'unknown-device';
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
        town.swapBattery(move.device);
        return 'done';
    }
  }

  #hand(device: DeviceSerial, worn: WornSource, wearer: ParticipantId | undefined, fromMs: number): void {
    if (wearer === this.#wearers.get(device)) return;
    this.#wearers.set(device, wearer);
    const source = wearer === undefined ? undefined : this.#sources.get(wearer);
    if (source === undefined) worn.layDown(fromMs);
    else worn.wear(source, fromMs);
  }
}
