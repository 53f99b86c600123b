/** Drawing a plan: the whole run of a world from one number. */
import { seededRandom } from '../../../runtime/random.ts';
import { drawTown } from './draw-town.ts';
import { drawWeather } from './draw-weather.ts';
import type { Plan } from './plan.ts';

/** Some runs are calm, so that a fault of the calm is not put down to the weather; a few are as bad as it gets. */
const storms = [0, 0.2, 0.5, 0.5, 1] as const;

export const drawPlan = (seed: number): Plan => {
  const random = seededRandom(seed);
  const storm = random.pick(storms);
  const { town, happenings } = drawTown(random.fork('town'), storm);
  const weather = drawWeather(random.fork('weather'), town, happenings, storm);
  const broker = random.next() < 0.5 ? 'embedded' : 'remote';
  return { seed, town, broker, happenings: [...happenings, ...weather].sort((a, b) => a.atMs - b.atMs) };
};
