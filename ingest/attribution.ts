/** Attribution: whose steps a bucket holds, by who had the pedometer on loan while it was walked. */
import type { ParticipantId } from '../contract/ids.ts';

/** [fromMs, toMs); `toMs` null while the loan runs. */
export interface LoanInterval {
  readonly participant: ParticipantId;
  readonly fromMs: number;
  readonly toMs: number | null;
}

export type Holder =
  | { readonly kind: 'participant'; readonly participant: ParticipantId }
  | { readonly kind: 'nobody' }
  /** The bucket reaches into loans of several people, and nobody can tell their steps apart. */
  | { readonly kind: 'ambiguous'; readonly participants: readonly ParticipantId[] };

/** Dating is good to seconds and hand-overs are keyed in to the minute: touching by less than this is not holding. */
const toleranceMs = 120_000;

/** Who held the pedometer in [startMs, endMs). */
export const holderOf = (startMs: number, endMs: number, loans: readonly LoanInterval[]): Holder => {
  const tolerated = Math.min(toleranceMs, (endMs - startMs) / 4);
  let holder: ParticipantId | undefined;
  for (const loan of loans) {
    const overlapMs = Math.min(endMs, loan.toMs ?? Infinity) - Math.max(startMs, loan.fromMs);
    if (overlapMs <= tolerated || loan.participant === holder) continue;
    if (holder !== undefined) return { kind: 'ambiguous', participants: [holder, loan.participant] };
    holder = loan.participant;
  }
  return holder === undefined ? { kind: 'nobody' } : { kind: 'participant', participant: holder };
};

/** The one loan that holds all of [startMs, endMs), or undefined where it takes a look at every bucket. */
export const wholeHolder = (
  startMs: number,
  endMs: number,
  loans: readonly LoanInterval[],
): ParticipantId | undefined => {
  const touching = loans.filter((loan) => loan.fromMs < endMs && (loan.toMs ?? Infinity) > startMs);
  const [only] = touching;
  if (only === undefined || touching.length > 1) return undefined;
  return only.fromMs <= startMs && (only.toMs ?? Infinity) >= endMs ? only.participant : undefined;
};
