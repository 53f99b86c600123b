/** Loan conflicts: loans that would have a pedometer with two people at once, or a person with two pedometers. Pure. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';

/** A loan as somebody says it is: [fromMs, toMs), without an end while it runs. */
export interface LoanClaim {
  readonly device: DeviceSerial;
  readonly participant: ParticipantId;
  readonly fromMs: number;
  readonly toMs: number | null;
}

export interface LoanConflict<Claim extends LoanClaim> {
  readonly kind: 'device-lent-twice' | 'participant-has-two';
  /** The earlier one. */
  readonly first: Claim;
  readonly second: Claim;
}

/** At least one conflict for every group of loans that overlap; none exactly when no two do. Loans that touch do not overlap. */
export const conflictsOf = <Claim extends LoanClaim>(claims: readonly Claim[]): readonly LoanConflict<Claim>[] => {
  const inOrder = claims.toSorted((a, b) => a.fromMs - b.fromMs);
  return [
    ...overlapsOf(Map.groupBy(inOrder, (claim) => claim.device)).map(named('device-lent-twice')),
    ...overlapsOf(Map.groupBy(inOrder, (claim) => claim.participant)).map(named('participant-has-two')),
  ];
};

const named =
  <Claim extends LoanClaim>(kind: LoanConflict<Claim>['kind']) =>
  ([first, second]: readonly [Claim, Claim]): LoanConflict<Claim> => ({ kind, first, second });

/** Pairs that overlap in groups sorted by their beginning: each claim with the longest one before it. */
const overlapsOf = <Claim extends LoanClaim>(
  groups: ReadonlyMap<string, readonly Claim[]>,
): readonly (readonly [Claim, Claim])[] => {
  const pairs: (readonly [Claim, Claim])[] = [];
  for (const group of groups.values()) {
    let longest: Claim | undefined;
    for (const claim of group) {
      if (longest !== undefined && claim.fromMs < endOf(longest)) pairs.push([longest, claim]);
      if (longest === undefined || endOf(claim) > endOf(longest)) longest = claim;
    }
  }
  return pairs;
};

const endOf = (claim: LoanClaim): number => claim.toMs ?? Infinity;
