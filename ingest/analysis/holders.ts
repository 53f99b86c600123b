/** Holders: who has a pedometer now, how long their oldest unsent hour is still safe, and how far its clock runs off. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RiskBand } from '../../contract/analysis-care.ts';
import { noCoverage } from '../coverage.ts';
import { unsentSinceMs } from '../unsent.ts';
import type { AnalysedPeople } from './analysed-people.ts';

export interface Holder {
  readonly person: number;
  readonly band: RiskBand;
  readonly driftPpm: number | null;
}

const dayMs = 86_400_000;

/** Whoever has a pedometer is looked up no more often: of tens of thousands it takes as long as the rest of the answer. */
const freshMs = 10_000;

export class Holders {
  readonly #now: StatementSync;
  #known: { readonly atMs: number; readonly version: number; readonly its: readonly Holder[] } | undefined;

  constructor(database: DatabaseSync) {
    this.#now = database.prepare(
      `SELECT l.participant, l.from_ms, d.capacity * d.bucket_seconds, s.complete_until_ms,
          CASE WHEN s.last_visit_ms >= l.from_ms THEN s.drift_ppm END
         FROM loan l JOIN device d ON d.serial = l.device LEFT JOIN device_state s ON s.device = l.device
        WHERE l.from_ms <= :nowMs AND (l.to_ms IS NULL OR l.to_ms > :nowMs)`,
    );
    this.#now.setReturnArrays(true);
  }

  /** Whoever has a pedometer at `nowMs`, each once, as known within the last ten seconds. */
  at(nowMs: number, people: AnalysedPeople): readonly Holder[] {
    const known = this.#known;
    const isFresh = known !== undefined && nowMs >= known.atMs && nowMs - known.atMs < freshMs;
    if (isFresh && known.version === people.version) return known.its;
    const its = this.#lookUp(nowMs, people);
    this.#known = { atMs: nowMs, version: people.version, its };
    return its;
  }

  #lookUp(nowMs: number, people: AnalysedPeople): readonly Holder[] {
    const rows = this.#now.all({ nowMs }) as unknown as readonly HolderRow[];
    return rows.flatMap(([participant, fromMs, ringSeconds, completeUntilMs, driftPpm]) => {
      const person = people.indexOf(participant);
      if (person === undefined) return [];
      const coverage = { ...noCoverage, completeUntilMs: completeUntilMs ?? 0 };
      const leftMs = unsentSinceMs({ fromMs }, coverage) + ringSeconds * 1000 - nowMs;
      return [{ person, band: bandOf(Math.max(0, Math.ceil(leftMs / dayMs))), driftPpm }];
    });
  }
}

/** Days as everybody is told them: 0 is too late. */
const bandOf = (days: number): RiskBand => {
  if (days === 0) return 'lost';
  if (days <= 3) return 'within-3';
  if (days <= 7) return 'within-7';
  return days <= 14 ? 'within-14' : 'later';
};

type HolderRow = readonly [string, number, number, number | null, number | null];
