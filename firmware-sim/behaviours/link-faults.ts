/** Link faults: behaviours of a pedometer towards a connected gateway. */
import type { Random } from '../../runtime/random.ts';
import type { Behaviour, Send, Transmission } from './behaviour.ts';

const firstBit = 1;

export interface LinkLoss {
  /** So many visits are broken; later ones go through. */
  readonly visits: number;
  /** Notifications that still get through in the visit's report; drawn anew for each. */
  readonly segmentsBefore: () => number;
}

/** Hangs up in the middle of a report. */
export const linkLostMidPage = ({ visits, segmentsBefore }: LinkLoss): Behaviour => {
  let broken = 0;
  let left = Infinity;
  return {
    name: 'link-lost-mid-page',
    connected: () => {
      left = broken < visits ? segmentsBefore() : Infinity;
    },
    send: (transmission, next) => {
      if (transmission.kind !== 'notify' && left === Infinity) return next(transmission);
      if (left > 0) {
        left -= 1;
        return next(transmission);
      }
      broken += 1;
      return [{ kind: 'hang-up' }];
    },
  };
};

/** Sends each notification twice with this chance. */
export const repeatedSegments = (chance: number, random: Random): Behaviour => ({
  name: 'repeated-segments',
  send: (transmission, next) => {
    const sent = next(transmission);
    return transmission.kind === 'notify' && random.next() < chance ? [...sent, transmission] : sent;
  },
});

export interface Slowness {
  readonly betweenNotificationsMs: number;
  readonly answerMs: number;
}

export const slowDevice = ({ betweenNotificationsMs, answerMs }: Slowness): Behaviour => ({
  name: 'slow-device',
  send: (transmission, next) =>
    transmission.kind === 'notify'
      ? [{ kind: 'pause', durationMs: betweenNotificationsMs }, ...next(transmission)]
      : next(transmission),
  answerDelayMs: (next) => next() + answerMs,
});

/** Never says that it has done: sends its last page over and over in place of the closing indication. */
export const notifyWithoutEnd = (): Behaviour => {
  let lastPage: Transmission[] = [];
  return {
    name: 'notify-without-end',
    connected: () => {
      lastPage = [];
    },
    send: (transmission, next) => {
      if (transmission.kind === 'notify') {
        if (((transmission.segment[0] ?? 0) & firstBit) !== 0) lastPage = [];
        lastPage.push(transmission);
        return next(transmission);
      }
      return transmission.kind === 'indicate' && lastPage.length > 0 ? forEver(lastPage, next) : next(transmission);
    },
  };
};

function* forEver(transmissions: readonly Transmission[], next: Send): Generator<Transmission, void, void> {
  for (;;) for (const transmission of transmissions) yield* next(transmission);
}
