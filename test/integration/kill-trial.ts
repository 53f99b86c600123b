/** Kill trial: days of visits to a gateway and a cloud that die as a plan says. */
import { systemClock } from '../../runtime/clock.ts';
import { deathText, type DayPlan, type Death } from './kill-plan.ts';
import { Trial, type TrialEnd, type TrialPlace } from './trial.ts';

/** Days after the first date on which everybody comes; on the last one nobody dies. */
const visitDays = [9, 20] as const;
export const deadlyDays = visitDays.length - 1;

/** Throws with the story so far where somebody's steps do not arrive at all. `plan` is empty for an undisturbed run. */
export const runKillTrial = async (place: TrialPlace, plan: readonly DayPlan[]): Promise<TrialEnd> => {
  await using trial = await Trial.begin(place, visitDays[0]);
  for (const [i, day] of visitDays.entries()) {
    const isLast = i === visitDays.length - 1;
    trial.town.dawn(day);
    await passDay(trial, plan[i], isLast);
  }
  return await trial.end();
};

const passDay = async (trial: Trial, plan: DayPlan | undefined, isLast: boolean): Promise<void> => {
  const { death, nightMs } = plan ?? {};
  trial.start('both');
  const dying = death === undefined ? Promise.resolve() : die(trial, death);
  await trial.everybodyVisits();
  await dying;
  if (isLast || nightMs === undefined) await trial.everythingArrives();
  else await systemClock.sleep(nightMs);
  if (isLast) return;
  await trial.kill('both');
  trial.tell('both killed for the night');
};

/** Settles when the dead are alive again. */
const die = async (trial: Trial, death: Death): Promise<void> => {
  await trial.moment(death.moment, death.nth);
  await systemClock.sleep(death.laterMs);
  await trial.kill(death.victim);
  trial.tell(deathText(death));
  await systemClock.sleep(death.deadMs);
  trial.start(death.victim);
};
