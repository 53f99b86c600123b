/** Desk: the clerk who keys loans in, and tries again later where the cloud is away or another loan has to end first. */
import type { Registry } from '../../../ingest/registry/registry.ts';
import { stepLogModel } from '../../../contract/gatt.ts';
import { messageOf } from '../../../runtime/fault.ts';
import type { LoanTruth } from '../truth/town-truth.ts';
import type { Deed, TownPlan } from './plan.ts';
import type { Story } from './story.ts';

type LoanDeed = Extract<Deed, { readonly kind: 'lend' | 'take-back' }>;

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
  #waiting: readonly LoanDeed[] = [];
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
      for (const { serial, key, label, capacityBuckets, bucketSeconds } of devices) {
        const status = 'in-stock';
        registry.putDevice({ serial, key, label, capacityBuckets, bucketSeconds, model: stepLogModel, centre, status });
      }
    });
    for (const gateway of gateways) registry.addGateway(gateway, centre);
  }

  keyIn(deed: LoanDeed): void {
    this.#waiting = [...this.#waiting, deed];
    this.work();
  }

  /** As much as can be done now. */
  work(): void {
    this.#waiting = this.#waiting.filter((deed) => !this.#isKeyedIn(deed));
  }

  #isKeyedIn(deed: LoanDeed): boolean {
    const atHand = this.#atHand();
    if (atHand === undefined) return false;
    const { registry, isAlive } = atHand;
    try {
      const isWritten = deed.kind === 'lend' ? this.#lend(registry, deed) : this.#takeBack(registry, deed);
      if (!isWritten || !isAlive()) return false;
      this.#note(deed);
      return true;
    } catch (error) {
      this.#story.happened('desk refused', 'desk', `${deed.kind} ${deed.device}: ${messageOf(error)}`);
      return false;
    }
  }

  #lend(registry: Registry, { device, participant, fromMs }: Extract<LoanDeed, { readonly kind: 'lend' }>): boolean {
    const isThere = (loan: LoanTruth): boolean => loan.participant === participant && loan.fromMs === fromMs;
    return registry.loansOfDevice(device).some(isThere) || registry.lend(device, participant, fromMs).kind === 'lent';
  }

  #takeBack(registry: Registry, { device, toMs }: Extract<LoanDeed, { readonly kind: 'take-back' }>): boolean {
    const isThere = registry.loansOfDevice(device).some((loan) => loan.toMs === toMs);
    return isThere || registry.takeBack(device, toMs).kind === 'taken-back';
  }

  #note(deed: LoanDeed): void {
    const { device } = deed;
    this.#story.tell('desk', `${device} is ${deed.kind === 'lend' ? `lent to ${deed.participant}` : 'taken back'}`);
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
