/** Feed target: whoever takes what the feed brings. On return all of it is on disk; what throws has taken nothing. */
import type { CentreVisit } from '../../contract/centre-visit.ts';
import type { DayTotal } from '../../contract/day-total.ts';
import type { Enrolment } from '../../contract/enrolment.ts';

export interface FeedTarget {
  /** Each revision counts once, in whatever order and however often it comes. */
  accept(totals: readonly DayTotal[]): {
    readonly fresh: number;
    readonly repeated: number;
    /** Came before with another content, and were ignored. */
    readonly conflicting: readonly DayTotal[];
  };
  acceptVisits(visits: readonly CentreVisit[]): unknown;
  enrol(enrolments: readonly Enrolment[]): unknown;
}
