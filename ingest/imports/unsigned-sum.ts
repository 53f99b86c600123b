/** Unsigned sum: what a date amounts to by the word of other systems, of which no two are ever added together. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { unsignedReadings, type UnsignedReading } from './import-fact.ts';

/** What one import says of one participant's date. */
export interface UnsignedClaim {
  readonly import: string;
  readonly source: string;
  readonly reading: UnsignedReading;
  readonly steps: number;
  /** Local date on which it was accepted. */
  readonly syncedOn: PlainDateText;
}

export interface UnsignedSum {
  readonly steps: number;
  /** Those of the kind that is believed do not agree: a person has to say which of them is right. */
  readonly held: boolean;
  readonly syncedOn: PlainDateText;
}

/**
 * Buckets are believed before daily totals. Of several that disagree the least stands until somebody has decided, so that
 * nothing is taken back from anybody later. The order of the claims makes no difference.
 */
export const sumUnsigned = (claims: readonly UnsignedClaim[]): UnsignedSum | undefined => {
  const reading = unsignedReadings.find((each) => claims.some((claim) => claim.reading === each));
  const believed = claims.filter((claim) => claim.reading === reading);
  const [first, ...others] = believed;
  if (first === undefined) return undefined;
  const least = others.reduce((least, claim) => (isBefore(claim, least) ? claim : least), first);
  return {
    steps: least.steps,
    held: believed.some(({ steps }) => steps !== least.steps),
    syncedOn: least.syncedOn,
  };
};

/** By steps, and among equals who said it first. */
const isBefore = (a: UnsignedClaim, b: UnsignedClaim): boolean =>
  a.steps < b.steps || (a.steps === b.steps && a.syncedOn < b.syncedOn);
