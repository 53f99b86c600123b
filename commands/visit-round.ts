/** Visit round: carries out a plan of visits in virtual time: everybody of one hour comes together, then time jumps on. */
import type { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { localDate, type TimelineClock } from '../runtime/clock.ts';
import type { LocalCloud } from './local-cloud.ts';
import type { LocalGateways } from './local-gateways.ts';
import type { Replayed } from './replay-people.ts';
import type { PlannedVisit } from './visit-plan.ts';

export interface VisitRoundParts {
  readonly people: readonly Replayed[];
  readonly plan: readonly PlannedVisit[];
  readonly town: SimulatedTown;
  readonly gateways: LocalGateways;
  readonly cloud: LocalCloud;
  readonly clock: TimelineClock;
  readonly zone: string;
}

/** A broken visit is tried again by the gateway after some seconds of real waiting, a few times if it must be. */
const patienceMs = 45_000;
/** How often it is looked whether the cloud has everything, although the pedometer was not told. */
const lookMs = 50;
/** More at a time would only queue for the one radio. */
const togetherMax = 8;

export class VisitRound {
  readonly #parts: VisitRoundParts;
  readonly #people: ReadonlyMap<string, Replayed>;

  constructor(parts: VisitRoundParts) {
    this.#parts = parts;
    this.#people = new Map(parts.people.map((each) => [each.resident.participant, each]));
  }

  /** Returns how many visits got nowhere. */
  async run(onProgress: (done: number, visits: number) => void, signal: AbortSignal): Promise<number> {
    const { plan, clock } = this.#parts;
    let done = 0;
    let missed = 0;
    for (const group of Map.groupBy(plan, (visit) => visit.atMs).values()) {
      await this.#closeDaysUntil(group[0]?.atMs ?? 0);
      for (let from = 0; from < group.length && !signal.aborted; from += togetherMax) {
        // Never back: a clock that steps back is not to be trusted, in a replay as in life.
        clock.jumpTo(Math.max(clock.wallMs(), group[0]?.atMs ?? 0));
        const some = group.slice(from, from + togetherMax);
        const outcomes = await Promise.all(some.map((visit) => this.#visit(visit)));
        missed += outcomes.filter((outcome) => outcome === 'missed').length;
        done += some.length;
        onProgress(done, plan.length);
      }
      if (signal.aborted) return missed;
      await this.#settled(signal);
    }
    const last = plan.at(-1)?.atMs ?? 0;
    // The night after the last visit closes what it brought.
    await this.#closeDaysUntil(last + 86_400_000);
    return missed;
  }

  /** People wait until their pedometer has its receipt, or until the cloud has all there is to have. */
  async #visit({ participant }: PlannedVisit): Promise<'visited' | 'missed'> {
    const person = this.#people.get(participant);
    if (person === undefined) return 'missed';
    const { town, clock, cloud } = this.#parts;
    const { serial, pedometer } = person.resident;
    const enough = new AbortController();
    const visit = town.visit(serial, person.gateway, patienceMs, enough.signal);
    const over = visit.finally(() => enough.abort());
    while (!enough.signal.aborted) {
      await clock.sleep(lookMs, enough.signal);
      const { confirmed } = cloud.cloud.store.derivation.states.get(serial).coverage;
      if (confirmed >= pedometer.status().nextSequence) enough.abort();
    }
    await over;
    const { confirmed } = cloud.cloud.store.derivation.states.get(serial).coverage;
    return confirmed >= pedometer.status().nextSequence ? 'visited' : await visit;
  }

  /** Waits until every gateway has its receipts and every total has reached the points. */
  async #settled(signal: AbortSignal): Promise<void> {
    await this.#parts.gateways.emptied(signal);
    await this.#parts.cloud.cloud.idle();
  }

  /** Every night up to then, days are closed just as in life: when the date has changed. */
  async #closeDaysUntil(untilMs: number): Promise<void> {
    const { clock, zone, cloud } = this.#parts;
    const until = localDate(untilMs, zone);
    if (Temporal.PlainDate.compare(localDate(clock.wallMs(), zone), until) >= 0) return;
    clock.jumpTo(until.toZonedDateTime({ timeZone: zone, plainTime: '00:10' }).epochMilliseconds);
    await cloud.cloud.jobs.runDue();
    await cloud.cloud.idle();
  }
}
