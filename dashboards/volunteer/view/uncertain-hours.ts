/** Uncertain hours: the clock hours a time without a battery touches, as people count them. */
import { localDateOf } from '../../shared/local-date.ts';

const hourMs = 3_600_000;
/** Somebody who wants them one by one does not want more than a day of them. */
export const listedHoursMax = 24;

export interface UncertainHour {
  readonly date: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export const uncertainHoursOf = (from: string, to: string, zone: string): readonly UncertainHour[] => {
  const endMs = Date.parse(to);
  const hours: UncertainHour[] = [];
  for (let atMs = Date.parse(from); atMs < endMs && hours.length < listedHoursMax;) {
    const nextMs = Math.min(Math.floor(atMs / hourMs + 1) * hourMs, endMs);
    hours.push({ date: localDateOf(atMs, zone), fromMs: atMs, toMs: nextMs });
    atMs = nextMs;
  }
  return hours;
};
