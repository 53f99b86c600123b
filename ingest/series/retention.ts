/** Retention: how long a store keeps points, and that none are deleted by a changed number in a config alone. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { LocalDays } from '../local-days.ts';

/** Days, or without an end. */
export type KeepFor = number | 'forever';

/** What the config asks for; what is absent is left as the server has it. */
export interface RetentionWish {
  /** Slots: steps by the hour. */
  readonly slots?: KeepFor;
  /** The points of whole days. */
  readonly days?: KeepFor;
  /** The explicit word without which nothing is made shorter. */
  readonly mayDelete: boolean;
}

export const noWish: RetentionWish = { mayDelete: false };

export type RetentionStep =
  | { readonly kind: 'leave' }
  | { readonly kind: 'set'; readonly keepFor: KeepFor; readonly deletes: boolean }
  /** It would delete, and nobody has said that it may. */
  | { readonly kind: 'would-delete' };

export const retentionStep = (held: KeepFor, wished: KeepFor | undefined, mayDelete: boolean): RetentionStep => {
  if (wished === undefined || wished === held) return { kind: 'leave' };
  const deletes = lengthOf(wished) < lengthOf(held);
  return deletes && !mayDelete ? { kind: 'would-delete' } : { kind: 'set', keepFor: wished, deletes };
};

/** It is nobody's to shorten what somebody else keeps there. */
export const notAlone =
  'points of pedometers that are not registered here, most likely another cloud’s: its retention is not made shorter. Give each cloud a database of its own';

/** The first local date that is kept whole; undefined: all are. */
export const keptFrom = (keepFor: KeepFor, wallMs: number, days: LocalDays): PlainDateText | undefined => {
  if (keepFor === 'forever') return undefined;
  return days.at(days.at(wallMs - keepFor * dayMs).endMs).date;
};

const dayMs = 86_400_000;
const lengthOf = (keepFor: KeepFor): number => (keepFor === 'forever' ? Infinity : keepFor);
