/**
 * Doubt bench: honest days held by mistake (recordings behind AYUMI_STEPS, and seeded older personas), simulated cheats
 * found, twins found among many, and microseconds per day. The machine is shared: times are told as measured.
 */
import { participantIdSchema, deviceSerialSchema } from '../contract/ids.ts';
import type { DayCurve } from '../contract/day-curve.ts';
import { systemClock } from '../runtime/clock.ts';
import { seededRandom } from '../runtime/random.ts';
import { judgeDay, type DayToJudge } from '../points/doubt/doubt.ts';
import type { Finding, FindingKind } from '../points/doubt/finding.ts';
import { curveOf, type Cheat } from '../points/doubt/simulated-cheat.ts';
import { cheats, toppedUpDays } from './doubt-cheats.ts';
import { tellTwins } from './doubt-twins.ts';
import { elderDay, elders, honestElder, isTuning, recordedPeople, type HonestPerson } from './honest-days.ts';

const targets = [3000, 5000, 8000, 10_000];
const seed = 20261121;
const personas = 1000;
const personaDays = 30;
const cheatDays = 500;

const told = (name: string, text: string): void => console.log(`doubt    | ${name.padEnd(30)} | ${text}`);
const perThousand = (count: number, of: number): string => ((count / of) * 1000).toFixed(2);

/** What a count may have been of, 95 of 100 times, were days independent of one another (Wilson's upper bound). */
const countMax = (count: number): number => count + 1.92 + 1.96 * Math.sqrt(count + 0.96);

/** What a clerk would see: days before count as the person's own once they are believed, which honest days are. */
const judgeAll = (people: readonly HonestPerson[], knowsOwn: boolean): readonly (readonly Finding[])[] =>
  people.flatMap(({ age, days }) =>
    days.map((curve, i) => {
      const ownDays = knowsOwn ? days.slice(Math.max(0, i - 14), i) : [];
      return judgeDay({ curve, age, ownDays, targets });
    }),
  );

const tellHonest = (name: string, people: readonly HonestPerson[]): void => {
  for (const knowsOwn of [false, true]) {
    const judged = judgeAll(people, knowsOwn);
    const held = judged.filter((findings) => findings.length > 0).length;
    const byKind = new Map<FindingKind, number>();
    for (const { kind } of judged.flat()) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
    const kinds = [...byKind].map(([kind, count]) => `${kind} ${count}`).join(', ');
    told(
      knowsOwn ? `${name}, own days known` : `${name}, strangers`,
      `${people.length} people, ${judged.length} days: ${held} held = ${perThousand(held, judged.length)} per 1,000, ` +
        `with 95 % below ${perThousand(countMax(held), judged.length)}` +
        (kinds === '' ? '' : ` (${kinds})`),
    );
  }
};

const caught = (days: readonly DayToJudge[]): string => {
  const judged = days.map(judgeDay);
  const found = judged.filter((findings) => findings.length > 0).length;
  const kinds = [...new Set(judged.flat().map(({ kind }) => kind))].join(', ');
  return `${((found / days.length) * 100).toFixed(1)} %${kinds === '' ? '' : ` (${kinds})`}`;
};

const walker = participantIdSchema.parse('P-0001');
const device = deviceSerialSchema.parse('AYM-000001');
const people = elders(personas, seededRandom(seed));

const cheatDaysOf = (name: string, cheat: Cheat, bucketMinutes: number): readonly DayToJudge[] =>
  Array.from({ length: cheatDays }, (_, i) => {
    const random = seededRandom(seed).fork(`${name} ${i}`);
    const elder = people[i % people.length];
    const minutes = cheat(elder?.minutesOf(i) ?? [], random);
    const date = honestElderDate(i);
    const phase = name === 'round numbers' ? 0 : random.int(0, bucketMinutes - 1);
    return {
      curve: curveOf({ participant: walker, date }, minutes, { device, phase, bucketMinutes }, random),
      targets,
    };
  });

const honestElderDate = (i: number): DayCurve['date'] => honestDates[i % honestDates.length] ?? neverDate();
const neverDate = (): never => {
  throw new Error('bug: no dates');
};

const honest = people.map((elder) => honestElder(elder, personaDays));
const honestDates = (honest[0]?.days ?? []).map(({ date }) => date);

const path = process.env['AYUMI_STEPS'] ?? '';
if (path === '') told('recordings', 'none: AYUMI_STEPS names no file; personas only');
else {
  const recorded = recordedPeople(path);
  tellHonest('recordings, tuning', recorded.filter(isTuning));
  tellHonest(
    'recordings, held out',
    recorded.filter((each) => !isTuning(each)),
  );
}
tellHonest('personas from 65', honest);

for (const { name, cheat } of cheats) {
  told(
    name,
    `by the hour ${caught(cheatDaysOf(name, cheat, 60))} · by the minute ${caught(cheatDaysOf(name, cheat, 1))}`,
  );
}
told('topped up to 10,000 every day', `from the sixth day on ${caught(toppedUpDays(people, targets))}`);
tellTwins(people, path === '' ? [] : recordedPeople(path), told);

const microseconds = (days: readonly DayToJudge[]): string => {
  for (const day of days) judgeDay(day);
  const startedMs = systemClock.monotonicMs();
  for (const day of days) judgeDay(day);
  return `${(((systemClock.monotonicMs() - startedMs) * 1000) / days.length).toFixed(1)} µs`;
};

const strangers = honest.flatMap((each) => each.days.map((curve): DayToJudge => ({ curve, age: each.age, targets })));
const known = honest.flatMap(({ age, days }) =>
  days.slice(14).map((curve, i): DayToJudge => ({ curve, age, ownDays: days.slice(i, i + 14), targets })),
);
const minutely = people.slice(0, 200).map((elder): DayToJudge => ({ curve: elderDay(elder, 1, 1), age: elder.age }));
told('one day of 24 buckets', `${microseconds(strangers)}, with 14 own days ${microseconds(known)}`);
told('one day of 1,440 buckets', microseconds(minutely));
