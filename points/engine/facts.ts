/** Facts: all that is known of one participant from which points follow. The engine sees nothing else. */
import type { DayState } from '../../contract/day-total.ts';
import type { CentreId, PlainDateText } from '../../contract/ids.ts';
import type { AccountId } from '../rule/activity.ts';

/** One delivery of a day's steps by the feed. */
export interface RevisionFact {
  readonly revision: number;
  readonly steps: number;
  readonly state: DayState;
  /** Local date of the visit that brought it. */
  readonly syncedOn: PlainDateText;
  /** The point service itself doubts these steps: like `held` until somebody has decided. */
  readonly doubted: boolean;
  /** No pedometer has signed these steps: another system said them. */
  readonly unsigned?: boolean;
}

/** What a clerk decided about a day that was held: the newest decision counts. `none`: a decision was taken back. */
export const decisionKinds = ['accept', 'cap', 'void', 'none'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export interface DecisionFact {
  readonly kind: DecisionKind;
  /** The day's newest revision then: `accept` is for what was known, `cap` and `void` also for what comes later. */
  readonly revision: number;
  /** Of `cap`: so many steps count at most. */
  readonly steps: number | null;
}

export interface DayFacts {
  readonly date: PlainDateText;
  /** In order of their numbers, each once. */
  readonly revisions: readonly RevisionFact[];
  readonly decision?: DecisionFact | undefined;
}

/** That the pedometer was read at a centre on a date. */
export interface VisitFact {
  readonly date: PlainDateText;
  readonly centre: CentreId;
}

/** That an activity was done, or a goal set. */
export interface ClaimFact {
  /** Grows in the order in which claims were recorded. */
  readonly id: number;
  readonly account: AccountId;
  readonly activity: string;
  /** When it was done; for a habit, the last day of it. */
  readonly date: PlainDateText;
  /** Since when a habit was kept. */
  readonly from: PlainDateText | null;
  /** Registered group. */
  readonly group: string | null;
  readonly place: string | null;
  /** The goal of steps a day it declares. */
  readonly goalSteps: number | null;
  readonly isVoid: boolean;
}

export interface Birth {
  readonly year: number;
  /** Where it is known; else a year of life counts from 31 December. */
  readonly date: PlainDateText | null;
}

export interface ParticipantFacts {
  /** Unknown where the registry has not said: then rules about age do not exclude. */
  readonly birth: Birth | undefined;
  /** First date with a pedometer on loan; null or unknown where there is none. */
  readonly pedometerFrom: PlainDateText | null;
  /** By date. */
  readonly days: readonly DayFacts[];
  /** By date, then centre. */
  readonly visits: readonly VisitFact[];
  /** In order of their ids. */
  readonly claims: readonly ClaimFact[];
}
