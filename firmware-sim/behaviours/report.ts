/** Report: everything a pedometer sends for one request to its Record Access Control Point, misbehaviours included, without a radio. */
import { cutSegments } from '../../contract/segment.ts';
import { pageBucketsFor } from '../pedometer/page-size.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import { idleRecordAccess, recordAccess, type RecordSource } from '../pedometer/record-access.ts';
import type { BehaviourStack } from './behaviour-stack.ts';
import type { Transmission } from './behaviour.ts';

export interface Device {
  readonly pedometer: Pedometer;
  readonly behaviours: BehaviourStack;
}

/** The pedometer's buckets as its control point hands them out at `attMtu`. */
export const recordSource = ({ pedometer, behaviours }: Device, attMtu: number): RecordSource => ({
  segmentsFrom: (fromSequence) =>
    behaviours
      .pagesFrom({ pedometer, fromSequence, bucketsMax: pageBucketsFor(attMtu) })
      .flatMap((page) => cutSegments(page, attMtu)),
  countFrom: (fromSequence) => pedometer.countFrom(fromSequence),
});

/**
 * The transmissions that answer `request` of a gateway that has subscribed, up to the link's end. Endless where a
 * behaviour is: the reader bounds it.
 */
export function* report(device: Device, request: Uint8Array, attMtu: number): Generator<Transmission, void, void> {
  const source = recordSource(device, attMtu);
  let step = recordAccess(idleRecordAccess, { kind: 'request', bytes: request, cccdsEnabled: true }, source);
  for (;;) {
    for (const action of step.actions) {
      if (action.kind === 'accept' || action.kind === 'refuse') continue;
      for (const transmission of device.behaviours.send(action)) {
        yield transmission;
        if (transmission.kind === 'hang-up') return;
      }
    }
    if (step.state.kind === 'idle') return;
    step = recordAccess(step.state, { kind: 'room' }, source);
  }
}
