/** Doubt cheats: the simulated cheats by name, as the bench of doubt tries them. */
import type { DayToJudge } from '../points/doubt/doubt.ts';
import {
  car,
  child,
  curveOf,
  dog,
  handShaking,
  roundHours,
  shaker,
  toppedUp,
  washing,
  type Cheat,
} from '../points/doubt/simulated-cheat.ts';
import { deviceSerialSchema, plainDateSchema } from '../contract/ids.ts';
import { seededRandom } from '../runtime/random.ts';
import { personaFirstDate, type Elder } from './honest-days.ts';

export const cheats: readonly { readonly name: string; readonly cheat: Cheat }[] = [
  { name: 'machine 4,000/h × 8 h ±1 %', cheat: shaker({ stepsPerHour: 4000, hours: 8, jitter: 0.01 }) },
  { name: 'machine 4,000/h × 8 h ±5 %', cheat: shaker({ stepsPerHour: 4000, hours: 8, jitter: 0.05 }) },
  { name: 'machine 110/min × 8 h ±5 %', cheat: shaker({ stepsPerHour: 6600, hours: 8, jitter: 0.05 }) },
  { name: 'machine 2,500/h × 10 h ±3 %', cheat: shaker({ stepsPerHour: 2500, hours: 10, jitter: 0.03 }) },
  { name: 'machine 1,200/h × 10 h ±3 %', cheat: shaker({ stepsPerHour: 1200, hours: 10, jitter: 0.03 }) },
  { name: 'machine × 8 h, 3 pauses', cheat: shaker({ stepsPerHour: 4000, hours: 8, jitter: 0.03, pauses: 3 }) },
  { name: 'machine × 8 h, 6 pauses', cheat: shaker({ stepsPerHour: 4000, hours: 8, jitter: 0.03, pauses: 6 }) },
  { name: 'machine at night, 6 h', cheat: shaker({ stepsPerHour: 4000, hours: 6, jitter: 0.05, fromHour: 23 }) },
  {
    name: 'machine × 6 h after a walk',
    cheat: shaker({ stepsPerHour: 4000, hours: 6, jitter: 0.03, isAfterWalk: true }),
  },
  {
    name: 'machine × 4 h after a walk',
    cheat: shaker({ stepsPerHour: 4000, hours: 4, jitter: 0.03, isAfterWalk: true }),
  },
  { name: 'machine × 2 h', cheat: shaker({ stepsPerHour: 4000, hours: 2, jitter: 0.03 }) },
  { name: 'shaken by hand, 4 × 30 min', cheat: handShaking },
  { name: 'worn by a dog', cheat: dog },
  { name: 'worn by a child', cheat: child },
  { name: 'two drives by car', cheat: car },
  { name: 'washed', cheat: washing },
  { name: 'round numbers', cheat: roundHours },
];

const days = 20;

/** Every day shaken up to ten steps above 10,000, judged with the days before. */
export const toppedUpDays = (people: readonly Elder[], targets: readonly number[]): readonly DayToJudge[] =>
  people.slice(0, 50).flatMap((elder) => {
    const random = seededRandom(3).fork(elder.id);
    const device = deviceSerialSchema.parse(`AYM-${elder.id}`);
    const curves = Array.from({ length: days }, (_, day) => {
      const date = plainDateSchema.parse(personaFirstDate.add({ days: day }).toString());
      const minutes = toppedUp(10_000, 10)(elder.minutesOf(day), random);
      return curveOf({ participant: elder.id, date }, minutes, { device, phase: 0, bucketMinutes: 60 }, random);
    });
    return curves.slice(5).map((curve, i) => ({ curve, ownDays: curves.slice(0, i + 5), targets }));
  });
