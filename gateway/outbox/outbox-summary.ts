/** Outbox summary: how much waits in the outbox, and since when. */
import type { Prepared } from '../../runtime/prepared.ts';

export interface OutboxSummary {
  /** Formed batches, and one more for each kind of which something waits to be put into one. */
  readonly batches: number;
  /** Visits and actions without a receipt. */
  readonly visits: number;
  readonly actions: number;
  readonly bytes: number;
  readonly oldestMs: number | undefined;
  readonly parked: number;
  /** Rows the disk gave back changed: kept, not sent, not counted on. */
  readonly rotten: number;
}

export const summaryOf = (sql: Prepared): OutboxSummary => {
  const row = sql
    .of(
      `SELECT
         (SELECT count(*) FROM batch WHERE state <> 'rotten')
           + (SELECT count(*) > 0 FROM visit WHERE state = 'waiting')
           + (SELECT count(*) > 0 FROM action WHERE state = 'waiting') AS batches,
         (SELECT count(*) FROM visit LEFT JOIN batch ON batch.seq = visit.batch
           WHERE visit.state <> 'rotten' AND coalesce(batch.state, '') <> 'rotten') AS visits,
         (SELECT count(*) FROM action WHERE state IN ('waiting', 'batched')) AS actions,
         (SELECT count(*) FROM batch WHERE state = 'parked') AS parked,
         (SELECT count(*) FROM batch WHERE state = 'rotten')
           + (SELECT count(*) FROM visit WHERE state = 'rotten')
           + (SELECT count(*) FROM action WHERE state = 'rotten') AS rotten,
         (SELECT min(oldest_ms) FROM (
           SELECT oldest_ms FROM batch WHERE state <> 'rotten'
           UNION ALL SELECT stored_ms FROM visit WHERE state = 'waiting'
           UNION ALL SELECT stored_ms FROM action WHERE state = 'waiting')) AS oldest,
         (SELECT coalesce(sum(octet_length(report)), 0) FROM visit)
           + (SELECT coalesce(sum(octet_length(action)), 0) FROM action WHERE state IN ('waiting', 'batched'))
           + (SELECT coalesce(sum(octet_length(body)), 0) FROM batch) AS bytes`,
    )
    .get();
  const numberOf = (name: string): number => Number(row?.[name] ?? 0);
  return {
    batches: numberOf('batches'),
    visits: numberOf('visits'),
    actions: numberOf('actions'),
    bytes: numberOf('bytes'),
    oldestMs: typeof row?.['oldest'] === 'number' ? row['oldest'] : undefined,
    parked: numberOf('parked'),
    rotten: numberOf('rotten'),
  };
};
