/** Reason: one of the things that make a date have the points it has, or none. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { ClaimFault } from '../engine/claim-awards.ts';
import type { EntryKind } from '../ledger/ledger-entry.ts';
import type { Words } from '../words.ts';

export type Reason =
  | { readonly kind: 'no-total' }
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
  | { readonly kind: 'decided'; readonly decision: 'accept' | 'cap' | 'void'; readonly steps: number | null }
  /** Steps above what is believed of one day. */
  | { readonly kind: 'beyond-belief'; readonly steps: number; readonly believedMax: number }
  /** The day earns once it is final. */
  | { readonly kind: 'not-final'; readonly steps: number }
  | { readonly kind: 'not-of-age'; readonly age: number; readonly ageMin: number; readonly ageMax: number }
  | { readonly kind: 'claim-earned-nothing'; readonly activity: Words; readonly fault: ClaimFault }
  | { readonly kind: 'corrected'; readonly from: number; readonly to: number; readonly because: EntryKind }
  /** There are points although nothing above gives any: what was credited waits for a recomputation. */
  | { readonly kind: 'not-settled'; readonly owed: number };
