/** Kill plan: which program dies in a trial, and when, drawn from the trial's seed. */
import { seededRandom, type Random } from '../../runtime/random.ts';

export const victims = ['gateway', 'cloud', 'both'] as const;
export type Victim = (typeof victims)[number];

/** What a pedometer sees of a visit: a gateway connects, asks for pages, and has been sent the last of them. */
export const momentKinds = ['connected', 'asked', 'told'] as const;
export type MomentKind = (typeof momentKinds)[number];

export interface Death {
  readonly victim: Victim;
  /** So long after the `nth` such moment since the programs were started. */
  readonly moment: MomentKind;
  readonly nth: number;
  readonly laterMs: number;
  readonly deadMs: number;
}

/** One day of visits. */
export interface DayPlan {
  readonly death: Death;
  /** After the last visit, until the machines lose their power for the night. */
  readonly nightMs: number;
}

/**
 * After the last page come the outbox, the pedometer's receipt, the batch and its commit, all within some ten
 * milliseconds: half of the deaths fall there.
 */
const laterMsMost = 60;
const deadMsMost = 200;
const nightMsMost = 80;

export const planKills = (seed: number, days: number, people: number): readonly DayPlan[] => {
  const random = seededRandom(seed).fork('kills');
  return Array.from({ length: days }, () => ({
    death: drawDeath(random, people),
    nightMs: random.int(0, nightMsMost),
  }));
};

const drawDeath = (random: Random, people: number): Death => ({
  victim: random.pick(victims),
  moment: random.next() < 0.5 ? 'told' : random.pick(momentKinds),
  nth: random.int(1, people),
  laterMs: random.int(0, laterMsMost),
  deadMs: random.int(0, deadMsMost),
});

export const deathText = ({ victim, moment, nth, laterMs, deadMs }: Death): string =>
  `${victim} killed ${laterMs} ms after '${moment}' no. ${nth}, dead for ${deadMs} ms`;
