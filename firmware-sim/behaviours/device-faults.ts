/** Device faults: behaviours of the pedometer itself, whether anybody listens or not. */
import type { Behaviour } from './behaviour.ts';

export interface BatterySwap {
  /** A moment, or the number of a visit counted from 1, as it connects. */
  readonly when:
    { readonly kind: 'moment'; readonly wallMs: number } | { readonly kind: 'visit'; readonly number: number };
  /** How long it is without power; 0 when absent. */
  readonly offMs?: number;
}

export const batterySwapped = ({ when, offMs = 0 }: BatterySwap): Behaviour => {
  let visits = 0;
  return {
    name: 'battery-swapped',
    made: (pedometer) => {
      if (when.kind === 'moment') pedometer.planSwap(when.wallMs, offMs);
    },
    connected: (pedometer) => {
      visits += 1;
      if (when.kind === 'visit' && when.number === visits) pedometer.swapBattery(offMs);
    },
  };
};

/** An oscillator that is `driftPpm` too fast; a watch crystal keeps within ±20, a cheap resonator within ±500. */
export const clockDrift = (driftPpm: number): Behaviour => ({
  name: 'clock-drift',
  shape: (options) => ({ ...options, driftPpm }),
});

/** A ring so small that a rare visitor's oldest buckets are gone. */
export const ringOverwritten = (capacityBuckets: number): Behaviour => ({
  name: 'ring-overwritten',
  shape: (options) => ({ ...options, capacityBuckets }),
});

/** A step sensor that fails in the buckets told: they close as "not recorded". */
export const sensorFault = (sensorFails: (sequence: number) => boolean): Behaviour => ({
  name: 'sensor-fault',
  shape: (options) => ({ ...options, sensorFails }),
});
