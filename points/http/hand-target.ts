/** Hand target: remembers what the feed brought, and fails when a test says so. For this folder's tests. */
import type { CentreVisit } from '../../contract/centre-visit.ts';
import type { DayTotal } from '../../contract/day-total.ts';
import type { Enrolment } from '../../contract/enrolment.ts';
import type { FeedTarget } from './feed-target.ts';

export class HandTarget implements FeedTarget {
  readonly totals = new Map<string, DayTotal>();
  readonly visits: CentreVisit[] = [];
  readonly enrolments: Enrolment[] = [];
  /** Thrown by whatever is asked next. */
  failure: Error | undefined;
  calls = 0;

  accept(totals: readonly DayTotal[]): ReturnType<FeedTarget['accept']> {
    this.#call();
    const conflicting: DayTotal[] = [];
    let repeated = 0;
    for (const total of totals) {
      const key = `${total.participant} ${total.date} ${total.revision}`;
      const seen = this.totals.get(key);
      if (seen === undefined) this.totals.set(key, total);
      else if (JSON.stringify(seen) === JSON.stringify(total)) repeated += 1;
      else conflicting.push(total);
    }
    return { fresh: totals.length - repeated - conflicting.length, repeated, conflicting };
  }

  acceptVisits(visits: readonly CentreVisit[]): void {
    this.#call();
    this.visits.push(...visits);
  }

  enrol(enrolments: readonly Enrolment[]): void {
    this.#call();
    this.enrolments.push(...enrolments);
  }

  #call(): void {
    this.calls += 1;
    if (this.failure !== undefined) throw this.failure;
  }
}
