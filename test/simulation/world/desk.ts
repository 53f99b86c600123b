/** Desk: the clerk who keys in pedometers and loans, and tries again later where the cloud is away. */
import type { DeviceSerial } from '../../../contract/ids.ts';
import type { Registry } from '../../../ingest/registry/registry.ts';
import { stepLogModel } from '../../../contract/gatt.ts';
import { messageOf } from '../../../runtime/fault.ts';
import type { LoanTruth } from '../truth/town-truth.ts';
import type { Deed, TownPlan } from './plan.ts';
import type { Story } from './story.ts';

type DeskDeed = Extract<Deed, { readonly kind: 'register' | 'lend' | 'take-back' }>;
type DeedOf<Kind extends DeskDeed['kind']> = Extract<DeskDeed, { readonly kind: Kind }>;

/** The registry of the cloud's present life. */
export interface RegistryAtHand {
  readonly registry: Registry;
  /** False as soon as that life is over: what was done then was perhaps not done. */
  readonly isAlive: () => boolean;
}

export class Desk {
  readonly #town: TownPlan;
  readonly #story: Story;
  /** Undefined while the cloud is down. */
  readonly #atHand: () => RegistryAtHand | undefined;
  #waiting: readonly DeskDeed[] = [];
  readonly #loans: LoanTruth[] = [];

  constructor(town: TownPlan, story: Story, atHand: () => RegistryAtHand | undefined) {
    this.#town = town;
    this.#story = story;
    this.#atHand = atHand;
  }

  /** Who had what in the end, as far as it has been keyed in. */
  get loans(): readonly LoanTruth[] {
    return this.#loans;
  }

  get isDone(): boolean {
    return this.#waiting.length === 0;
  }

  /** The town as the programme knows it on its first day. */
  open(): void {
    const registry = this.#atHand()?.registry;
    if (registry === undefined) throw new Error('bug: the cloud is up on the first day');
    const { centre, devices, participants, gateways } = this.#town;
    registry.atomically(() => {
      registry.putCentre({ id: centre, name: '公民館' });
      for (const id of participants) registry.putParticipant({ id, name: '匿名', birthYear: 1950, centre });
      for (const { serial } of devices) if (!this.#town.unregistered.includes(serial)) this.#register(registry, serial);
    });
    for (const gateway of gateways) registry.addGateway(gateway, centre);
  }

  keyIn(deed: DeskDeed): void {
    this.#waiting = [...this.#waiting, deed];
    this.work();
  }

  /** As much as can be done now, of one pedometer and of one person in order. */
  work(): void {
    const held = new Set<string>();
    this.#waiting = this.#waiting.filter((deed) => {
      const of = 'participant' in deed ? [deed.device, deed.participant] : [deed.device];
      const isDone = !of.some((each) => held.has(each)) && this.#isKeyedIn(deed);
      if (!isDone) for (const each of of) held.add(each);
      return !isDone;
    });
  }

  #isKeyedIn(deed: DeskDeed): boolean {
    const atHand = this.#atHand();
    if (atHand === undefined) return false;
    const { registry, isAlive } = atHand;
    try {
      const isWritten = this.#write(registry, deed);
      if (!isWritten || !isAlive()) return false;
      this.#note(deed);
      return true;
    } catch (error) {
      this.#story.happened('desk refused', 'desk', `${deed.kind} ${deed.device}: ${messageOf(error)}`);
      return false;
    }
  }

  #write(registry: Registry, deed: DeskDeed): boolean {
    switch (deed.kind) {
      case 'register':
        registry.atomically(() => this.#register(registry, deed.device));
        return true;
      case 'lend':
        return this.#lend(registry, deed);
      case 'take-back':
        return this.#takeBack(registry, deed);
    }
  }

  #register(registry: Registry, serial: DeviceSerial): void {
    const { centre, devices } = this.#town;
    const make = devices.find((each) => each.serial === serial);
    if (make === undefined) throw new Error(`bug: no device ${serial}`);
    const { key, label, capacityBuckets, bucketSeconds } = make;
    const status = 'in-stock';
    registry.putDevice({ serial, key, label, capacityBuckets, bucketSeconds, model: stepLogModel, centre, status });
  }

  #lend(registry: Registry, { device, participant, fromMs }: DeedOf<'lend'>): boolean {
    const isThere = (loan: LoanTruth): boolean => loan.participant === participant && loan.fromMs === fromMs;
    return registry.loansOfDevice(device).some(isThere) || registry.lend(device, participant, fromMs).kind === 'lent';
  }

  #takeBack(registry: Registry, { device, toMs }: DeedOf<'take-back'>): boolean {
    const isThere = registry.loansOfDevice(device).some((loan) => loan.toMs === toMs);
    return isThere || registry.takeBack(device, toMs).kind === 'taken-back';
  }

  #note(deed: DeskDeed): void {
    const { device } = deed;
    const what = { register: 'known', lend: 'lent', 'take-back': 'taken back' }[deed.kind];
    this.#story.tell('desk', `${device} is ${what}${deed.kind === 'lend' ? ` to ${deed.participant}` : ''}`);
    if (deed.kind === 'register') return;
    if (deed.kind === 'lend') {
      const { participant, fromMs } = deed;
      this.#loans.push({ device, participant, fromMs, toMs: null });
      return;
    }
    const at = this.#loans.findLastIndex((loan) => loan.device === device && loan.toMs === null);
    const loan = this.#loans[at];
    if (loan !== undefined) this.#loans[at] = { ...loan, toMs: deed.toMs };
  }
}
