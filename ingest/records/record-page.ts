/** Record page: records read a bounded piece at a time, each from where the one before has ended, so that nobody waits for all of them. */
import { DeskFault } from '../../contract/desk-fault.ts';
import type { CentreId, ParticipantId, PlainDateText } from '../../contract/ids.ts';

/** Which records; null is every one. */
export interface RecordScope {
  /** Both included. */
  readonly from: PlainDateText;
  readonly to: PlainDateText;
  /** At which a participant is registered now. */
  readonly centre: CentreId | null;
  readonly participant: ParticipantId | null;
}

export interface RecordPage<Row> {
  readonly rows: readonly Row[];
  /** The place of the last row looked at; undefined at the end. */
  readonly next: RecordPlace | undefined;
}

/** Two parts of a key in order: a date and an id, or nothing and a number. */
export type RecordPlace = readonly [string, string];

export interface RecordReader<Row> {
  /** Looks at no more than `rowsMax` rows, or at a few more that belong together; fewer may fit the scope. */
  page(scope: RecordScope, after: RecordPlace | undefined, rowsMax: number): RecordPage<Row>;
  /** From where reading goes on after this very row; missing where a page cannot be cut between any two rows. */
  placeOf?(row: Row): RecordPlace;
}

/** Some milliseconds of reading and writing out. */
export const rowsPerTurn = 500;

/** Lets everything else that waits have its turn. */
export const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** What a client is told of a place: letters, digits, - and _ only. */
export const cursorOf = (place: RecordPlace | undefined): string | null =>
  place === undefined ? null : Buffer.from(place.join(' ')).toString('base64url');

/** Throws DeskFault `unknown-place` where it is none that `cursorOf` made. */
export const placeOf = (cursor: string | undefined): RecordPlace | undefined => {
  if (cursor === undefined) return undefined;
  const [first, second, ...more] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const isPlace = first !== undefined && second !== undefined && more.length === 0;
  if (isPlace && /^(\d{4}-\d\d-\d\d)?$/.test(first) && /^[A-Za-z0-9_-]{1,64}$/.test(second)) return [first, second];
  throw new DeskFault(
    400,
    'unknown-place',
    { ja: 'after の値が、前のページの next ではありません。', en: '`after` is not the `next` of a page before.' },
    { ja: 'after をはずして、はじめから読んでください。', en: 'Leave `after` out and begin anew.' },
  );
};
