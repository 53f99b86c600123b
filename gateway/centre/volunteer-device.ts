/** Volunteer device: one pedometer as the volunteers' pages show it. Pure. */
import type { VolunteerDevice } from '../../contract/volunteer.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { FailureNote } from '../centre-store/failure-notes.ts';
import type { HeardDevice } from '../rounds.ts';
import type { ViewDevice } from './centre-view.ts';
import type { Swapping } from './check-action.ts';
import { progressOf, type Progress } from './progress.ts';
import type { VisitFacts } from './visit-facts.ts';

export interface DeviceAtHand {
  readonly view: ViewDevice;
  readonly heard: HeardDevice | undefined;
  readonly progress: Progress | undefined;
  readonly visit: VisitFacts | undefined;
  readonly failures: readonly FailureNote[];
  readonly swapping: Swapping | undefined;
}

export const volunteerDevice = ({
  view,
  heard,
  progress,
  visit,
  failures,
  swapping,
}: DeviceAtHand): VolunteerDevice => {
  const { sinceMs, lastVisitAtMs, freeAtMs, ...same } = view;
  const isHere = heard?.isPresent === true;
  return {
    ...same,
    freeAt: instantOf(freeAtMs),
    since: instantOf(sinceMs),
    lastVisitAt: instantOf(lastVisitAtMs),
    isHere,
    lastHeardAt: instantOf(heard?.lastHeardMs ?? null),
    rssi: heard === undefined ? null : Math.max(-128, Math.min(127, Math.round(heard.rssi))),
    progress: progressOf(progress, visit, isHere),
    failures: failures.slice(-5).map(({ atMs, because }) => ({ at: isoInstant(atMs), because })),
    swapping:
      swapping === undefined
        ? null
        : { at: isoInstant(swapping.atMs), epoch: swapping.epoch, nextSequence: swapping.nextSequence },
  };
};

const instantOf = (ms: number | null): string | null => (ms === null ? null : isoInstant(ms));
