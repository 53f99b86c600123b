/** Record world: what records are read from and handed on by. */
import type { Clock } from '../../runtime/clock.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { PointSource } from './point-source.ts';

export interface RecordWorld {
  /** Open. */
  readonly store: Pick<CloudStore, 'database' | 'registry' | 'days'>;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** For the keys of recipients. */
  readonly randomBytes: RandomBytes;
  /** Where there is a ledger. */
  readonly points?: PointSource | undefined;
}
