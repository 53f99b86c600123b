/** Centre source: what the server beside a gateway asks of the centre for the kiosk and the volunteers' pages. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { KioskState } from '../../contract/kiosk.ts';
import type { ActionAnswer, VolunteerAction, VolunteerState } from '../../contract/volunteer.ts';

export type CentreChange = 'kiosk' | 'volunteer';

export interface CentreSource {
  kiosk(): KioskState;
  volunteer(): VolunteerState;
  /** 'kiosk' or 'volunteer' state is different now. Answers the way to stop listening; a listener must not throw. */
  subscribe(listener: (what: CentreChange) => void): () => void;
  /** A visit as soon as the pedometer is heard, whatever is known of it. */
  ask(device: DeviceSerial): 'asked' | 'unknown-device';
  /** On disk when it says `taken`. The same id again is answered as before and does nothing. */
  act(action: VolunteerAction): ActionAnswer;
}
