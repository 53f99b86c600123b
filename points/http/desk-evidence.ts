/** Desk evidence: what lies under a day's steps, where the cloud that has it runs in the same process: its curve and its pages. */
import type { DayCurve } from '../../contract/day-curve.ts';
import type { ExplainedPage } from '../../contract/desk-day.ts';
import type { Said } from '../../contract/desk-terms.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';

export interface DeskEvidence {
  /** Undefined where nothing is known of the day's hours. */
  curve(participant: ParticipantId, date: PlainDateText): DayCurve | undefined;
  /** By time received. */
  pages(participant: ParticipantId, date: PlainDateText): readonly ExplainedPage[];
  /** What other systems say of the day, whether it counts or not, in a sentence each. */
  others?(participant: ParticipantId, date: PlainDateText): readonly Said[];
}

/** Of a point service that is only told totals. */
export const noEvidence: DeskEvidence = { curve: () => undefined, pages: () => [] };
