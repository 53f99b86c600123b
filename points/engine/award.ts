/** Award: points that the rules give for one thing, known by its key: the same thing never earns twice under one key. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { AccountId } from '../rule/activity.ts';

export interface Award {
  /** `steps:tiers:2026-11-20`, `month:days:2026-11`, `kept:goal:2026-12-20:1`, `visit:…`, `place:…`, `claim:17` */
  readonly key: string;
  readonly account: AccountId;
  /** The date it belongs to: walked, visited, done; the last of a month. Its rule version is the one in force then. */
  readonly date: PlainDateText;
  /** Never below 1; an award that a cap has used up is none. */
  readonly points: number;
  /** Id of the earning rule or activity. */
  readonly rule: string;
  readonly version: number;
}

/** Dates, both ends included. */
export interface DateRange {
  readonly from: PlainDateText;
  readonly to: PlainDateText;
}

/** Dates in the data have four-figure years (contract/ids.ts). */
export const allDates = { from: '0000-01-01', to: '9999-12-31' } as DateRange;

export const isWithin = (date: PlainDateText, { from, to }: DateRange): boolean => from <= date && date <= to;
