/** Whom: the people a question about points is about, as the registry's side of the thread has chosen them. */
import type { AnalysisVeil } from '../../contract/analysis-hiding.ts';
import type { AsOf } from '../../contract/analysis-terms.ts';
import type { CentreId } from '../../contract/ids.ts';

/** 1 for each date that enters, from day number `first` on; none beyond. */
export interface ToldDays {
  readonly first: number;
  readonly days: Uint8Array;
}

export interface Whom {
  readonly veil: AnalysisVeil;
  /** To be asked last: it says how much was hidden. */
  readonly asOf: () => AsOf;
  /** To the ten. */
  readonly people: number;
  /** The centres they may belong to. */
  readonly centres: readonly { readonly id: CentreId; readonly name: string }[];
  /** Which days of a participant may enter sums of these people: the others would be a few people's. */
  readonly toldOf: (participant: string) => ToldDays;
  /** Index in `centres`; undefined where the participant is not among them. */
  readonly centreOf: (participant: string) => number | undefined;
}
