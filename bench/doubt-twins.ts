/** Doubt twins: how well one person's walk on two pedometers is found among many people of a date, and how often by mistake. */
import { deviceSerialSchema, participantIdSchema } from '../contract/ids.ts';
import type { DayCurve } from '../contract/day-curve.ts';
import { systemClock } from '../runtime/clock.ts';
import { seededRandom } from '../runtime/random.ts';
import { curveKeys } from '../points/doubt/curve-key.ts';
import { defaultDoubtLimits as limits } from '../points/doubt/doubt-limits.ts';
import { curveOf } from '../points/doubt/simulated-cheat.ts';
import { isTwin, twinFinding } from '../points/doubt/twin.ts';
import { elderDay, elders, isTuning, miscounted, type Elder, type HonestPerson } from './honest-days.ts';

type Tell = (name: string, text: string) => void;

const crowd = 50_000;
const crowdDay = 3;

export const tellTwins = (people: readonly Elder[], recorded: readonly HonestPerson[], tell: Tell): void => {
  for (const [name, isMine] of [
    ['recorded pairs, tuning', isTuning],
    ['recorded pairs, held out', (each: HonestPerson) => !isTuning(each)],
  ] as const) {
    if (recorded.length > 0) tell(name, recordedPairs(recorded.filter(isMine)));
  }
  for (const [name, carried] of carriers) tell(`carried: ${name}`, foundAmong(people, name, carried));
  tellCrowd(tell);
};

/** Every two days of two people, of the same date and of any: the walks of others on another day are no twins either. */
const recordedPairs = (people: readonly HonestPerson[]): string => {
  const days = people.flatMap((each) => each.days);
  let [dated, datedTwins, all, allTwins] = [0, 0, 0, 0];
  for (const [i, a] of days.entries()) {
    for (const b of days.slice(0, i)) {
      if (a.participant === b.participant) continue;
      const twins = isTwin(a, b, limits) ? 1 : 0;
      all += 1;
      allTwins += twins;
      if (a.date !== b.date) continue;
      dated += 1;
      datedTwins += twins;
    }
  }
  return `${dated} of the same date: ${datedTwins} twins by mistake · ${all} of any date: ${allTwins} · ${copies(days)}`;
};

/** Two pedometers that begin their hours together; others cannot be made of hours. */
const copies = (days: readonly DayCurve[]): string => {
  const random = seededRandom(8);
  let [telling, found] = [0, 0];
  for (const day of days) {
    const first = miscounted(day, 0.03, random);
    const [key] = curveKeys(first, limits);
    if (key === undefined) continue;
    telling += 1;
    const copy = { ...miscounted(day, 0.03, random), participant: second };
    if (curveKeys(copy, limits).includes(key) && isTwin(first, copy, limits)) found += 1;
  }
  return `copies ±3 % found: ${((found / telling) * 100).toFixed(1)} % of ${telling} that tell enough`;
};

/** How the second pedometer in the pocket differs from the first. */
interface Carried {
  readonly phase: 'same' | 'any';
  readonly noise: number;
  readonly lateMinutes: number;
}

const carriers: readonly (readonly [string, Carried])[] = [
  ['exact copy', { phase: 'same', noise: 0, lateMinutes: 0 }],
  ['±3 %', { phase: 'same', noise: 0.03, lateMinutes: 0 }],
  ['±3 %, 3 minutes late', { phase: 'same', noise: 0.03, lateMinutes: 3 }],
  ['±3 %, hours begin elsewhere', { phase: 'any', noise: 0.03, lateMinutes: 0 }],
  ['the same, 3 minutes late', { phase: 'any', noise: 0.03, lateMinutes: 3 }],
];

const second = participantIdSchema.parse('P-second');
const secondDevice = deviceSerialSchema.parse('AYM-second');

const foundAmong = (people: readonly Elder[], name: string, carried: Carried): string => {
  let [telling, keyed, found] = [0, 0, 0];
  for (const elder of people) {
    const day = elderDay(elder, crowdDay);
    const random = seededRandom(7).fork(`${name} ${elder.id}`);
    const first = miscounted(day, carried.noise, random);
    const [key] = curveKeys(first, limits);
    if (key === undefined) continue;
    telling += 1;
    const own = (((day.buckets[0]?.fromMinute ?? 0) % 60) + 60) % 60;
    const counter = {
      device: secondDevice,
      phase: carried.phase === 'same' ? own : random.int(0, 59),
      bucketMinutes: 60,
      noise: carried.noise,
      lateMinutes: carried.lateMinutes,
    };
    const copy = curveOf({ participant: second, date: day.date }, elder.minutesOf(crowdDay), counter, random);
    if (!curveKeys(copy, limits).includes(key)) continue;
    keyed += 1;
    if (isTwin(first, copy, limits)) found += 1;
  }
  const share = (count: number): string => `${((count / telling) * 100).toFixed(1)} %`;
  return `${share(keyed)} by their keys, ${share(found)} in all, of ${telling} days that tell enough of ${people.length}`;
};

type Table = ReadonlyMap<string, readonly DayCurve[]>;

const tableOf = (days: readonly DayCurve[]): Table => {
  const table = new Map<string, DayCurve[]>();
  for (const day of days) {
    const [key] = curveKeys(day, limits);
    if (key === undefined) continue;
    const kept = table.get(key);
    if (kept === undefined) table.set(key, [day]);
    else kept.push(day);
  }
  return table;
};

const tellCrowd = (tell: Tell): void => {
  const people = new Map(elders(crowd, seededRandom(77)).map((elder) => [elder.id, elder]));
  const days = [...people.values()].map((elder) => elderDay(elder, crowdDay));
  const table = tableOf(days);
  // The first thousand twice: what is measured is not how long it takes to compile.
  for (const day of days.slice(0, 1000)) twinFinding(day, [], days.slice(0, 100), limits);
  const spent = { keysMs: 0, lookupMs: 0, compareMs: 0 };
  let [lookedUp, candidates, held, confirmed] = [0, 0, 0, 0];
  for (const day of days) {
    const beganMs = systemClock.monotonicMs();
    const keys = curveKeys(day, limits);
    const keyedMs = systemClock.monotonicMs();
    const others = keys.flatMap((key) => table.get(key) ?? []);
    const foundMs = systemClock.monotonicMs();
    const twin = twinFinding(day, [], others, limits);
    spent.compareMs += systemClock.monotonicMs() - foundMs;
    spent.keysMs += keyedMs - beganMs;
    spent.lookupMs += foundMs - keyedMs;
    if (keys.length === 0) continue;
    lookedUp += 1;
    candidates += others.length;
    if (twin === undefined) continue;
    held += 1;
    if (areAgain(people.get(day.participant), people.get(twin.other))) confirmed += 1;
  }
  tell(
    `${crowd.toLocaleString('en-US')} personas of a date`,
    `${held} with a chance twin = ${((held / crowd) * 1000).toFixed(2)} per 1,000 (grows with the crowd), ` +
      `${confirmed} of them again within three days`,
  );
  const microseconds = (ms: number): number => (ms * 1000) / lookedUp;
  const compared = (candidates / lookedUp) * (million / crowd);
  const each = (spent.compareMs * 1000) / candidates;
  const inMillion = microseconds(spent.keysMs + spent.lookupMs) + compared * each;
  tell(
    'looking up a day among them',
    `${microseconds(spent.keysMs).toFixed(1)} µs for its keys, ${microseconds(spent.lookupMs).toFixed(1)} µs to look them up, ` +
      `${microseconds(spent.compareMs).toFixed(1)} µs to compare ${(candidates / lookedUp).toFixed(1)} ` +
      `(among a million, reckoned: ${compared.toFixed(0)}, ${inMillion.toFixed(0)} µs in all)`,
  );
};

const million = 1_000_000;

const areAgain = (a: Elder | undefined, b: Elder | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  [1, 2, 3].some((later) => isTwin(elderDay(a, crowdDay + later), elderDay(b, crowdDay + later), limits));
