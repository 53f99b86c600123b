/** Visit results: tells the kiosk what a visit brought, once its day totals have reached the point service. */
import { topicOf } from '../contract/topics.ts';
import type { VisitResult } from '../contract/visit-result.ts';
import type { PlainDateText } from '../contract/ids.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import type { Wire } from './broker/wire.ts';
import type { Derivation, Effect } from './derivation.ts';
import type { PointView } from './point-view.ts';
import type { Registry } from './registry/registry.ts';
import type { VisitEffect } from './visit-deriver.ts';

export interface VisitResultsParts {
  readonly derivation: Derivation;
  readonly registry: Registry;
  readonly points: PointView;
  readonly wire: Wire;
  readonly zone: string;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** Whoever came longer ago has gone home, and nobody looks for their answer on the day's list any more. */
const freshMs = 6 * 3_600_000;
/** Nobody comes later than now; a gateway's clock may be a little ahead. */
const aheadMs = 10 * 60_000;
/** While the point service is away, only the latest visits are worth telling: the others have gone home. */
const waitingMax = 500;

export class VisitResults {
  readonly #parts: VisitResultsParts;
  #waiting: readonly VisitEffect[] = [];

  constructor(parts: VisitResultsParts) {
    this.#parts = parts;
  }

  /** Visits whose result is to be told with the next `publish`. */
  expect(effects: readonly Effect[]): void {
    const nowMs = this.#parts.clock.wallMs();
    // One from the future is in quarantine, and its date may be beyond every calendar.
    const fresh = effects
      .flatMap((effect) => effect.visits)
      .filter(({ visit }) => isFresh(Date.parse(visit.startedAt), nowMs));
    if (fresh.length > 0) this.#waiting = [...this.#waiting, ...fresh].slice(-waitingMax);
  }

  publish(): void {
    for (const effect of this.#waiting) {
      const result = this.#resultOf(effect);
      this.#parts.wire.publish(topicOf(effect.gateway, 'results'), JSON.stringify(result), { retain: false });
    }
    this.#waiting = [];
  }

  #resultOf({ visit, atMs, revised }: VisitEffect): VisitResult {
    const { registry, derivation, points, zone } = this.#parts;
    const today = localDate(atMs, zone);
    const yesterday = today.subtract({ days: 1 }).toString() as PlainDateText;
    const loan = registry
      .loansOfDevice(visit.device)
      .find((any) => any.fromMs <= atMs && (any.toMs ?? Infinity) > atMs);
    const total = loan === undefined ? undefined : derivation.totals.get(loan.participant, yesterday);
    return {
      v: 1,
      visit: visit.id,
      device: visit.device,
      label: registry.deviceOf(visit.device)?.label ?? '',
      days: new Set(revised.map((change) => change.total.date)).size,
      yesterday: total === undefined ? null : { date: yesterday, steps: total.steps },
      monthPoints:
        loan === undefined ? null : points.monthPoints(loan.participant, today.toPlainYearMonth().toString()),
    };
  }
}

const isFresh = (startedMs: number, nowMs: number): boolean =>
  startedMs >= nowMs - freshMs && startedMs <= nowMs + aheadMs;
