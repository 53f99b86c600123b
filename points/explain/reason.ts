/** Reason: one of the things that make a date have the points it has, or none. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { ClaimFault } from '../engine/claim-awards.ts';
import type { Cause, EntryKind } from '../ledger/ledger-entry.ts';
import type { DayKind } from '../rule/day-kind.ts';
import type { Words } from '../words.ts';

export type Reason =
  | { readonly kind: 'no-total' }
  /** The date lies before the pedometer was lent, or none has been; `from` null. */
  | { readonly kind: 'no-pedometer'; readonly from: PlainDateText | null }
  /** A rule gave points for the day's steps; `sentence` is the rule's, or its tier's. */
  | { readonly kind: 'earned'; readonly steps: number; readonly points: number; readonly sentence: Words }
  /** Something else than the day's steps gave points on this date: a month, a visit, an activity. */
  | { readonly kind: 'also-earned'; readonly points: number; readonly sentence: Words }
  | { readonly kind: 'below'; readonly steps: number; readonly leastSteps: number; readonly missingSteps: number }
  /** A rule would have given more, but a limit of several rules together was reached. */
  | { readonly kind: 'limit'; readonly sentence: Words }
  | { readonly kind: 'too-late'; readonly steps: number; readonly syncedOn: PlainDateText; readonly windowDays: number }
  | {
      readonly kind: 'after-close';
      readonly steps: number;
      readonly syncedOn: PlainDateText;
      readonly closedOn: PlainDateText;
    }
  | { readonly kind: 'outside-period' }
  | { readonly kind: 'after-visit'; readonly steps: number; readonly syncedOn: PlainDateText }
  | { readonly kind: 'held'; readonly steps: number; readonly syncedOn: PlainDateText }
  | { readonly kind: 'doubted'; readonly steps: number; readonly syncedOn: PlainDateText }
  /** Another system said them, and the programme counts only what a pedometer has signed. */
  | { readonly kind: 'unsigned'; readonly steps: number; readonly syncedOn: PlainDateText }
  | { readonly kind: 'decided'; readonly decision: 'accept' | 'cap' | 'void'; readonly steps: number | null }
  /** Steps above what is believed of one day. */
  | { readonly kind: 'beyond-belief'; readonly steps: number; readonly believedMax: number }
  /** The day earns once it is final. */
  | { readonly kind: 'not-final'; readonly steps: number }
  | { readonly kind: 'not-of-age'; readonly age: number; readonly ageMin: number; readonly ageMax: number }
  | { readonly kind: 'claim-earned-nothing'; readonly activity: Words; readonly fault: ClaimFault }
  | {
      readonly kind: 'corrected';
      readonly from: number;
      readonly to: number;
      readonly because: EntryKind;
      readonly cause: Cause['kind'];
    }
  | OtherRuleReason
  /** There are points although nothing above gives any: what was credited waits for a recomputation. */
  | { readonly kind: 'not-settled'; readonly owed: number };

/** About rules that look at more than the steps of the date, or not at this date. */
export type OtherRuleReason =
  | { readonly kind: 'not-for-day'; readonly days: DayKind; readonly sentence: Words }
  | { readonly kind: 'not-for-age'; readonly age: number; readonly ageMin: number; readonly ageMax: number }
  /** No rule makes points of these steps on this date. */
  | { readonly kind: 'no-step-rule'; readonly steps: number }
  | { readonly kind: 'no-goal'; readonly activity: Words; readonly sentence: Words }
  | { readonly kind: 'goal'; readonly steps: number; readonly goalSteps: number; readonly sentence: Words }
  | MonthReason;

/** `average`s are steps a day, without the fraction. */
export type MonthReason = MonthOutcome &
  (
    | { readonly kind: 'month-days'; readonly reachedDays: number; readonly targetSteps: number }
    /** Over the days up to `to`, or those of them that have arrived. */
    | {
        readonly kind: 'month-average';
        readonly average: number;
        readonly to: PlainDateText;
        readonly isOfArrived: boolean;
      }
    | {
        readonly kind: 'baseline';
        readonly average: number;
        readonly baselineDays: number;
        /** Of the person's own first days; why there is none to compare with otherwise. */
        readonly own: number | 'not-over' | 'too-few-days';
      }
  );

export interface MonthOutcome {
  readonly month: string;
  readonly sentence: Words;
  /** Points are granted on the day after this date. */
  readonly settledOn: PlainDateText;
  /** What the month has earned; null as long as it is not settled. */
  readonly granted: number | null;
}
