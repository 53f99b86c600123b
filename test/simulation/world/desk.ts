/** Desk: the clerk who keys loans in, and tries again later where the cloud is away or another loan has to end first. */
import type { Registry } from '../../../ingest/registry/registry.ts';
import { stepLogModel } from '../../../contract/gatt.ts';
import { messageOf } from '../../../runtime/fault.ts';
import type { LoanTruth } from '../truth/town-truth.ts';
import type { Deed, TownPlan } from './plan.ts';
import type { Story } from './story.ts';

type LoanDeed = Extract<Deed, { readonly kind: 'lend' | 'take-back' }>;

export class Desk {
  readonly #town: TownPlan;
  readonly #story: Story;
  /** Undefined while the cloud is down. */
  readonly #registry: () => Registry | undefined;
  #waiting: readonly LoanDeed[] = [];
  readonly #loans: LoanTruth[] = [];

  constructor(town: TownPlan, story: Story, registry: () => Registry | undefined) {
    this.#town = town;
    this.#story = story;
    this.#registry = registry;
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
    const registry = this.#registry();
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
    const registry = this.#registry();
    if (registry === undefined) return false;
    try {
      return deed.kind === 'lend' ? this.#lend(registry, deed) : this.#takeBack(registry, deed);
    } catch (error) {
      this.#story.happened('desk refused', 'desk', `${deed.kind} ${deed.device}: ${messageOf(error)}`);
      return false;
    }
  }

  #lend(registry: Registry, deed: Extract<LoanDeed, { readonly kind: 'lend' }>): boolean {
    const { device, participant, fromMs } = deed;
    const isThere = registry
      .loansOfDevice(device)
      .some((loan) => loan.participant === participant && loan.fromMs === fromMs);
    const answer = isThere ? { kind: 'lent' as const } : registry.lend(device, participant, fromMs);
    if (answer.kind === 'refused') return false;
    this.#loans.push({ device, participant, fromMs, toMs: null });
    this.#story.tell('desk', `${device} is lent to ${participant}${isThere ? ' (it was on disk)' : ''}`);
    return true;
  }

  #takeBack(registry: Registry, { device, toMs }: Extract<LoanDeed, { readonly kind: 'take-back' }>): boolean {
    const isThere = registry.loansOfDevice(device).some((loan) => loan.toMs === toMs);
    const answer = isThere ? { kind: 'taken-back' as const } : registry.takeBack(device, toMs);
    if (answer.kind === 'refused') return false;
    const at = this.#loans.findLastIndex((loan) => loan.device === device && loan.toMs === null);
    const loan = this.#loans[at];
    if (loan !== undefined) this.#loans[at] = { ...loan, toMs };
    this.#story.tell('desk', `${device} is taken back${isThere ? ' (it was on disk)' : ''}`);
    return true;
  }
}
