/** Point service: the points room as the cloud asks for it, in one process. */
import type { PointView } from '../ingest/point-view.ts';
import type { Points } from '../points/points.ts';
import type { Rule } from '../points/rule-file.ts';

export const pointView = (points: Points, rule: Rule): PointView => ({
  balance: (participant) => points.balance(participant),
  monthPoints: (participant, month) => points.monthPoints(participant, month),
  issued: () => points.issued(),
  issuedOn: (date) => points.issuedOn(date),
  tiers: () => rule.steps.tiers.map((tier) => tier.from),
});
