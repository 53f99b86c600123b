/** Group: a registered group whose meetings earn points, and what is known of how it came to be as it is. */
import type { PlainDateText } from '../../contract/ids.ts';

/** What a town writes down of a group. */
export interface GroupFields {
  readonly name: string;
  /** Of the rule file. */
  readonly activity: string;
  /** What it is in its own words: radio exercise, park golf. */
  readonly pursuit: string;
  readonly contact: string | null;
  /** The first date on which coming to it counts. */
  readonly openedOn: PlainDateText;
}

export interface Group extends GroupFields {
  readonly id: string;
  /** The last date on which coming to it counts; null while it goes on. */
  readonly closedOn: PlainDateText | null;
  readonly registeredBy: string;
}

export const groupChangeKinds = ['registered', 'changed', 'closed', 'reopened'] as const;
export type GroupChangeKind = (typeof groupChangeKinds)[number];

export interface GroupChange extends GroupFields {
  readonly kind: GroupChangeKind;
  readonly closedOn: PlainDateText | null;
  readonly reason: string | null;
  readonly actor: string;
  readonly reference: string | null;
  readonly atMs: number;
}

export const groupRefusals = [
  'unknown-group',
  /** An open group has this name already. */
  'group-exists',
  'name-missing',
  'actor-missing',
  'reason-missing',
  'already-closed',
  'not-closed',
  'closed-before-opened',
] as const;
export type GroupRefusal = (typeof groupRefusals)[number];

/** Both ends belong to it. */
export const isOpenOn = ({ openedOn, closedOn }: Pick<Group, 'openedOn' | 'closedOn'>, date: PlainDateText): boolean =>
  openedOn <= date && (closedOn === null || date <= closedOn);

/** Names that differ only in width, case or blanks are the same name. */
export const sameName = (one: string, other: string): boolean => plainName(one) === plainName(other);

const plainName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
