/** A town of personas walks as people of their ages were measured to walk, and always the same way. */
import { expect, test } from 'vitest';
import { participantIdSchema } from '../../contract/ids.ts';
import { seededRandom } from '../../runtime/random.ts';
import { ageBandOf, ageBands, type AgeBand } from './age-bands.ts';
import { dayLayout, dayTotal } from './persona-day.ts';
import { dayNumber, PersonaSource } from './persona-source.ts';
import { drawPersona } from './persona.ts';
import { rainyShare, townWeather } from './weather.ts';

const town = seededRandom(20261121);
const weather = townWeather(town.fork('weather'));
const persona = (name: string, age: number) => drawPersona(town.fork(name), participantIdSchema.parse(name), age);

/** As in the survey: a week of each of many people, whose means are then ranked. */
const peopleOfBand = 600;
const daysOfPerson = 7;
const firstDay = 20_000;

/** The mean per day of one person's week: steps, best minute, best 30 minutes. */
const weekOf = (band: AgeBand, index: number): readonly [number, number, number] => {
  const person = persona(`B${band.ageMin}-${index}`, band.ageMin + (index % (band.ageMax - band.ageMin + 1)));
  let [steps, peak1, peak30] = [0, 0, 0];
  for (let day = 0; day < daysOfPerson; day++) {
    const slowestFirst = dayLayout(person, weather, firstDay + index * daysOfPerson + day).sort();
    steps += slowestFirst.reduce((sum, minute) => sum + minute, 0);
    peak1 += slowestFirst.at(-1) ?? 0;
    peak30 += slowestFirst.subarray(-30).reduce((sum, minute) => sum + minute, 0) / 30;
  }
  return [steps / daysOfPerson, peak1 / daysOfPerson, peak30 / daysOfPerson];
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? NaN;

/** Six hundred people tell the tails of a band no better than this. */
const stepsTolerance = { share: 0.12, least: 350 };
const peakTolerance = { p50: 5, p95: 6 };

test.each(ageBands)('people of $name walk as many steps, and as fast, as published', (band) => {
  const weeks = Array.from({ length: peopleOfBand }, (_, i) => weekOf(band, i));
  const steps = weeks.map(([each]) => each);
  for (const [share, published] of [
    [0.05, band.steps.p05],
    [0.25, band.steps.p25],
    [0.5, band.steps.p50],
    [0.75, band.steps.p75],
    [0.95, band.steps.p95],
  ] as const) {
    const off = Math.abs(quantile(steps, share) - published);
    expect(off, `steps at ${share}: ${quantile(steps, share)} for ${published}`).toBeLessThan(
      Math.max(stepsTolerance.least, published * stepsTolerance.share),
    );
  }
  const peak1 = weeks.map(([, each]) => each);
  const peak30 = weeks.map(([, , each]) => each);
  for (const [values, published] of [
    [peak1, band.peak1],
    [peak30, band.peak30],
  ] as const) {
    expect(Math.abs(quantile(values, 0.5) - published.p50), `peak ${quantile(values, 0.5)}`).toBeLessThan(
      peakTolerance.p50,
    );
    expect(Math.abs(quantile(values, 0.95) - published.p95), `peak ${quantile(values, 0.95)}`).toBeLessThan(
      peakTolerance.p95,
    );
  }
});

test('finds the band of every age', () => {
  expect([15, 18, 39, 40, 64, 65, 79, 80, 103].map((age) => ageBandOf(age).name)).toEqual([
    '18-39',
    '18-39',
    '18-39',
    '40-59',
    '60-64',
    '65-69',
    '75-79',
    '80+',
    '80+',
  ]);
});

const days = Array.from({ length: 365 }, (_, i) => firstDay + i);
const elders = Array.from({ length: 40 }, (_, i) => persona(`E-${i}`, 65 + (i % 25)));
const meanOn = (which: (day: number) => boolean): number => {
  const chosen = days.filter(which);
  const sum = elders.reduce(
    (all, each) => all + chosen.reduce((total, day) => total + dayTotal(each, weather, day), 0),
    0,
  );
  return sum / chosen.length / elders.length;
};

test('half of the hours of old people have no step: nights, and sitting', () => {
  let [empty, all] = [0, 0];
  for (const each of elders) {
    for (const day of days.slice(0, 14)) {
      const minutes = dayLayout(each, weather, day);
      for (let hour = 0; hour < 24; hour++) {
        all += 1;
        if (minutes.subarray(hour * 60, hour * 60 + 60).every((steps) => steps === 0)) empty += 1;
      }
      expect(minutes.subarray(0, 240).every((steps) => steps === 0)).toBe(true);
    }
  }
  expect(empty / all).toBeGreaterThan(0.4);
  expect(empty / all).toBeLessThan(0.6);
});

test('rain falls on the whole town and keeps it in', () => {
  const share = days.filter((day) => weather.isRainy(day)).length / days.length;
  expect(Math.abs(share - rainyShare)).toBeLessThan(0.06);
  expect(meanOn((day) => weather.isRainy(day)) / meanOn((day) => !weather.isRainy(day))).toBeLessThan(0.9);
});

test('everybody is ill for some days of the year, and hardly walks then', () => {
  for (const each of elders.slice(0, 10)) {
    const totals = days.map((day) => dayTotal(each, weather, day)).sort((a, b) => a - b);
    expect(quantile(totals, 0.005)).toBeLessThan(0.35 * quantile(totals, 0.5));
  }
});

test('the same seed lays out the same day, whatever was asked before', () => {
  const again = seededRandom(20261121);
  const same = drawPersona(again.fork('E-3'), participantIdSchema.parse('E-3'), 68);
  const wetter = townWeather(again.fork('weather'));
  dayLayout(same, wetter, firstDay + 9);
  expect(dayLayout(same, wetter, firstDay)).toEqual(dayLayout(persona('E-3', 68), weather, firstDay));
  expect(dayLayout(same, wetter, firstDay)).not.toEqual(dayLayout(same, wetter, firstDay + 1));
});

const zone = 'Asia/Tokyo';
const firstDate = Temporal.PlainDate.from('2026-10-01');
const at = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
const sourceOf = (where = zone) => new PersonaSource({ persona: persona('E-1', 66), weather, zone: where, firstDate });

test('counts every step of every minute of every day exactly once, asked in any order', () => {
  const source = sourceOf();
  const day = dayNumber(Temporal.PlainDate.from('2026-10-03'));
  const minutes = dayLayout(persona('E-1', 66), weather, day);
  const before = [0, 1].reduce((sum, back) => sum + dayTotal(persona('E-1', 66), weather, day - 1 - back), 0);
  expect(source.stepsUntil(at('2026-10-04T00:00'))).toBe(before + minutes.reduce((sum, steps) => sum + steps, 0));
  expect(source.stepsUntil(at('2026-10-03T00:00'))).toBe(before);
  let done = before;
  for (const [minute, steps] of minutes.entries()) {
    expect(source.stepsUntil(at('2026-10-03T00:00') + minute * 60_000)).toBe(done);
    done += steps;
  }
  expect(source.stepsUntil(at('2026-09-30T23:59'))).toBe(0);
});

test('never steps back, also where clocks are changed', () => {
  const source = sourceOf('Europe/Berlin');
  let last = 0;
  for (let wallMs = at('2026-10-23T12:00'); wallMs < at('2026-10-27T00:00'); wallMs += 97_000) {
    const now = source.stepsUntil(wallMs);
    expect(now).toBeGreaterThanOrEqual(last);
    expect(Number.isInteger(now)).toBe(true);
    last = now;
  }
  expect(last).toBeGreaterThan(0);
});
