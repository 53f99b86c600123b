/** Point service: the points room as the cloud asks for it, in one process. */
import type { PointView } from '../ingest/point-view.ts';
import type { Points } from '../points/points.ts';

export const pointView = (points: Points): PointView => ({
  balance: (participant) => points.balance(participant),
  monthPoints: (participant, month) => points.monthPoints(participant, month),
  issued: () => points.issued(),
  issuedOn: (date) => points.issuedOn(date),
  tiers: () => points.tiers(),
});
