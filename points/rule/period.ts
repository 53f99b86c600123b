/** Period: the spans a programme divides its years into, and until when what was walked in one may still arrive. Pure. */
import { z } from 'zod';
import type { PlainDateText } from '../../contract/ids.ts';
import { daysAfter } from './calendar.ts';

/** `MM-DD`, a date that some year has. */
const monthDaySchema = z
  .string()
  .regex(/^\d{2}-\d{2}$/, 'must be MM-DD, such as 04-01')
  .refine((text) => isDate(`2024-${text}`), 'is no date of any year');

export const periodsSchema = z
  .strictObject({
    /** The first day of a period, in every year. */
    startsOn: monthDaySchema.refine((text) => text !== '02-29', 'most years have no 29 February'),
    /** How many months a period lasts; the next begins after it. */
    months: z.literal([1, 2, 3, 4, 6, 12]),
    /** The last day, where a year's period ends before the next begins: days between two periods earn nothing. */
    endsOn: monthDaySchema.optional(),
    /** Steps of a period count until so many days after its end; always within the backfill window, when absent. */
    graceDays: z.int().min(0).max(366).optional(),
    /** Or until this date after its end, for whoever announces a date: the day after 28 February is not always in March. */
    closesOn: monthDaySchema.optional(),
  })
  .superRefine(({ months, endsOn, graceDays, closesOn }, context) => {
    const say = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
    if (endsOn !== undefined && months !== 12) say('endsOn', 'goes with periods of 12 months only');
    if (closesOn !== undefined && months !== 12) say('closesOn', 'goes with periods of 12 months only');
    if (closesOn !== undefined && graceDays !== undefined) say('closesOn', 'says the same as graceDays: leave one out');
  });
export type Periods = Readonly<z.infer<typeof periodsSchema>>;

export interface Period {
  readonly from: PlainDateText;
  readonly to: PlainDateText;
  /** The last date of a visit that still brings steps of this period. */
  readonly closesOn: PlainDateText | undefined;
}

/** The period that `date` lies in; undefined between two of them. */
export const periodOf = (date: PlainDateText, periods: Periods): Period | undefined => {
  const key = `${date.slice(0, 4)} ${periods.startsOn} ${periods.endsOn ?? ''} ${periods.months} ${periods.graceDays ?? ''} ${periods.closesOn ?? ''}`;
  const known = remembered.get(key) ?? remember(key, periodsAround(Number(date.slice(0, 4)), periods));
  return known.find(({ from, to }) => from <= date && date <= to);
};

/** A handful of years under a handful of rules; the bound is for tests that make up thousands. */
const rememberedMax = 1_000;
const remembered = new Map<string, readonly Period[]>();

const remember = (key: string, periods: readonly Period[]): readonly Period[] => {
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(key, periods);
  return periods;
};

/** All that touch the year. */
const periodsAround = (year: number, periods: Periods): readonly Period[] =>
  [year - 1, year].flatMap((startYear) => periodsFrom(startYear, periods));

const periodsFrom = (year: number, periods: Periods): readonly Period[] => {
  const { startsOn, months, endsOn } = periods;
  const start = Temporal.PlainDate.from(`${String(year).padStart(4, '0')}-${startsOn}`);
  return Array.from({ length: 12 / months }, (_, i): Period => {
    const from = start.add({ months: i * months });
    const last = start.add({ months: (i + 1) * months }).subtract({ days: 1 });
    const to = endsOn === undefined ? last : firstOn(from, endsOn);
    return { from: textOf(from), to: textOf(to), closesOn: closeOf(to, periods) };
  });
};

const closeOf = (to: Temporal.PlainDate, { graceDays, closesOn }: Periods): PlainDateText | undefined => {
  if (closesOn !== undefined) return textOf(firstOn(to, closesOn));
  return graceDays === undefined ? undefined : daysAfter(textOf(to), graceDays);
};

/** The first `MM-DD` on or after `from`; 29 February is the 28th where there is none. */
const firstOn = (from: Temporal.PlainDate, monthDay: string): Temporal.PlainDate => {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  const sameYear = from.with({ month, day });
  return Temporal.PlainDate.compare(sameYear, from) < 0 ? from.add({ years: 1 }).with({ month, day }) : sameYear;
};

const textOf = (date: Temporal.PlainDate): PlainDateText => date.toString() as PlainDateText;

function isDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}
