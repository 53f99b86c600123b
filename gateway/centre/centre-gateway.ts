/** Centre gateway: what a centre needs of its gateway. `Gateway` is one. */
import type { CentreAction } from '../../contract/centre-action.ts';
import type { CentreNews } from '../../contract/centre-news.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import type { Roster } from '../../contract/roster.ts';
import type { CentreNotes } from '../centre-store/centre-notes.ts';
import type { GatewayEventListener } from '../gateway-event.ts';
import type { KeptAction } from '../outbox/action-rows.ts';
import type { OutboxSummary } from '../outbox/outbox-summary.ts';
import type { HeardDevice } from '../rounds.ts';

export interface CentreGateway {
  onEvent(listener: GatewayEventListener): () => void;
  notes(): CentreNotes;
  roster(): Roster | undefined;
  centreNews(): CentreNews | undefined;
  /** Every bucket below it is in the cloud. */
  confirmed(device: DeviceSerial): number;
  /** On disk when it says `stored`; an action whose id is known is stored already. */
  keepActions(actions: readonly CentreAction[]): 'stored' | 'full';
  /** Those of the last weeks, oldest first. */
  keptActions(): readonly KeptAction[];
  askFor(device: DeviceSerial): void;
  forgetAsk(device: DeviceSerial): void;
  hearing(): readonly HeardDevice[];
  outboxSummary(): OutboxSummary;
  readonly isUp: boolean;
  readonly isClockTrusted: boolean;
  readonly radioState: 'listening' | 'deaf';
}
