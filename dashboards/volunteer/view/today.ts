/** Today: what a volunteer has to know of the day: who is missed, what is unfinished, what has to be read. */
import type { DoneAction, VolunteerDevice, VolunteerState } from '../../../contract/volunteer.ts';
import { localDateOf } from '../../shared/local-date.ts';

/** From here on somebody should be called. */
export const urgentDaysMax = 7;

/** Still walking somewhere with a pedometer that has not been read today; who loses data first stands first. */
export const missingOf = (centre: VolunteerState): readonly VolunteerDevice[] => {
  const came = new Set<string>(centre.came.map(({ serial }) => serial));
  return centre.devices
    .filter((device) => device.participant !== null && device.status === 'on-loan' && !came.has(device.serial))
    .filter(({ lastVisitAt }) => lastVisitAt === null || !isToday(lastVisitAt, centre))
    .toSorted((left, right) => rankOf(left) - rankOf(right) || left.label.localeCompare(right.label, 'ja', numeric));
};

const numeric = { numeric: true } as const;
/** Of whom nothing is known has time. */
const rankOf = ({ daysUntilLoss }: VolunteerDevice): number => daysUntilLoss ?? Number.MAX_SAFE_INTEGER;

const isToday = (instant: string, { today, zone }: VolunteerState): boolean =>
  localDateOf(Date.parse(instant), zone) === today;

/** Those of `missing` who should be called. */
export const calledOf = (missing: readonly VolunteerDevice[]): readonly VolunteerDevice[] =>
  missing.filter(({ daysUntilLoss }) => daysUntilLoss !== null && daysUntilLoss <= urgentDaysMax);

/** How many lose data within how many days: the nearest such number of days. */
export const nextLossOf = (
  missing: readonly VolunteerDevice[],
): { readonly people: number; readonly days: number } | null => {
  const days = missing[0]?.daysUntilLoss ?? null;
  if (days === null || days > urgentDaysMax) return null;
  return { people: missing.filter(({ daysUntilLoss }) => daysUntilLoss === days).length, days };
};

/** Those who brought a pedometer, newest first: one from the shelf that was only tried has brought nobody. */
export const cameOf = (centre: VolunteerState): VolunteerState['came'] =>
  centre.came
    .filter(({ serial }) => isSomebodys(serial, centre))
    .toSorted((left, right) => (left.at < right.at ? 1 : -1));

const isSomebodys = (serial: string, centre: VolunteerState): boolean => {
  const device = centre.devices.find((each) => each.serial === serial);
  if (device === undefined || device.participant !== null) return true;
  return actionsToday(centre).some(
    (action) => action.device === serial && !action.isUndone && ['return', 'exchange'].includes(action.kind),
  );
};

/** Of today, newest first. */
export const actionsToday = (centre: VolunteerState): readonly DoneAction[] =>
  centre.actions
    .filter(({ at, kind }) => isToday(at, centre) && kind !== 'undo')
    .toSorted((left, right) => (left.at < right.at ? 1 : -1));

export const earlierActions = (centre: VolunteerState): readonly DoneAction[] =>
  centre.actions
    .filter(({ at, kind }) => !isToday(at, centre) && kind !== 'undo')
    .toSorted((left, right) => (left.at < right.at ? 1 : -1));

/** A battery change that was begun and not ended. */
export const swappingOf = ({ devices }: VolunteerState): readonly VolunteerDevice[] =>
  devices.filter(({ swapping }) => swapping !== null);

/** Given back, and not free for the next person yet. */
export const waitingReturnsOf = ({ devices }: VolunteerState): readonly VolunteerDevice[] =>
  devices.filter(({ blocked }) => blocked === 'not-confirmed' || blocked === 'desk');

/** Something became of these that nobody at the centre expected. */
export const surprisesOf = ({ actions }: VolunteerState, putAway: readonly string[]): readonly DoneAction[] =>
  actions
    .filter((action) => {
      const { outcome } = action;
      if (outcome === null || action.isUndone) return false;
      const isSurprise = ['changed', 'held', 'nothing-to-do'].includes(outcome.outcome);
      return isSurprise && !putAway.includes(putAwayKey(action));
    })
    .toSorted((left, right) => (left.at < right.at ? 1 : -1));

/** The same outcome; another one later has to be read again. */
export const putAwayKey = ({ id, outcome }: DoneAction): string =>
  [id, outcome?.outcome ?? '', outcome?.because ?? '', outcome?.changedAt ?? ''].join('/');
