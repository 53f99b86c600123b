/** Register world: what the answers of the register are made from. */
import type { Clock } from '../../runtime/clock.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { Fleet } from '../fleet.ts';

export interface RegisterWorld {
  readonly store: CloudStore;
  readonly clock: Clock;
  /** What the gateways said of themselves, where they are heard in this process. */
  readonly fleet?: Pick<Fleet, 'of'>;
  /** Something was changed: whoever tells the centres looks again. */
  readonly onChanged: () => void;
}
