/** Day number: calendar dates as whole numbers of days since 1970-01-01, and ages on them. Pure but for what it remembers. */
import { ageBands, type AgeBand } from '../../contract/analysis-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { epochDayOf } from '../local-days.ts';

/** Some fifty years of dates; the same ones come millions of times. */
const rememberedMax = 20_000;
const remembered = new Map<string, number>();

export const dayNumberOf = (date: string): number => {
  const known = remembered.get(date);
  if (known !== undefined) return known;
  if (remembered.size >= rememberedMax) remembered.clear();
  const day = epochDayOf(date as PlainDateText);
  remembered.set(date, day);
  return day;
};

/** Monday is 1, Sunday 7. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** `2026-11-21` as 20261121: ages are whole ten-thousands between two of these. */
export const calendarNumber = (date: string): number =>
  Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));

const bandFirstAge = 65;
const bandYears = 5;

/** Index in `ageBands`. Both as calendar numbers. */
export const ageBandOn = (date: number, born: number): number => {
  const age = Math.floor((date - born) / 10_000);
  if (age < bandFirstAge) return 0;
  return Math.min(ageBands.length - 1, 1 + Math.floor((age - bandFirstAge) / bandYears));
};

/** By their place in `ageBands`; without any, all. */
export const chosenBands = (ages: readonly AgeBand[]): readonly boolean[] =>
  ageBands.map((band) => ages.length === 0 || ages.includes(band));
