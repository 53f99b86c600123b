/** Use centre: the centre as the gateway tells it, kept on the screen while the gateway is away. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { VolunteerState } from '../../../contract/volunteer.ts';
import { listenCentre } from './centre-connection.ts';

interface Heard {
  readonly centre: VolunteerState | null;
  readonly isConnected: boolean;
  readonly connections: number;
  readonly isUnreadable: boolean;
}

const nothingYet: Heard = { centre: null, isConnected: false, connections: 0, isUnreadable: false };

/** `onLost`: the stream broke; the session may have ended with it. */
export const useCentre = (onLost: () => void): Heard => {
  const [heard, setHeard] = useState<Heard>(nothingYet);
  const lost = useRef(onLost);
  lost.current = onLost;
  useEffect(
    () =>
      listenCentre((message) => {
        if (message.kind === 'lost') lost.current();
        setHeard((before) => {
          switch (message.kind) {
            case 'lost':
              return before.isConnected ? { ...before, isConnected: false } : before;
            case 'heartbeat':
              return before.centre === null ? before : { ...before, centre: { ...before.centre, now: message.now } };
            case 'unreadable':
              return { ...before, isUnreadable: true };
            case 'state': {
              const connections = before.isConnected ? before.connections : before.connections + 1;
              return { centre: message.state, isConnected: true, connections, isUnreadable: false };
            }
          }
        });
      }),
    [],
  );
  return heard;
};
