/** Point view: what the cloud asks the point service for its pages and kiosks. In one process it is a function call. */
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';

export interface PointView {
  balance(participant: ParticipantId): number;
  /** Points of one calendar month, `YYYY-MM`. */
  monthPoints(participant: ParticipantId, month: string): number;
  issued(): number;
  issuedOn(date: PlainDateText): number;
  /** Steps at which the points of a day rise, least first, to be drawn into charts. */
  tiers(): readonly number[];
}

/** Where no point service is configured. */
export const noPoints: PointView = {
  balance: () => 0,
  monthPoints: () => 0,
  issued: () => 0,
  issuedOn: () => 0,
  tiers: () => [],
};
