/** Backfill window: how far back a visit reaches. Pure. */
import type { PlainDateText } from '../contract/ids.ts';

/** A day's feed asks for the same visit date again and again, and date arithmetic is dear beside everything else. */
let remembered:
  { readonly syncedOn: PlainDateText; readonly windowDays: number; readonly date: PlainDateText } | undefined;

/** The oldest date a visit on `syncedOn` still earns points for, the day of the visit being day 1 of `windowDays`. */
export const firstCountedDate = (syncedOn: PlainDateText, windowDays: number): PlainDateText => {
  if (remembered?.syncedOn === syncedOn && remembered.windowDays === windowDays) return remembered.date;
  const date = Temporal.PlainDate.from(syncedOn)
    .subtract({ days: windowDays - 1 })
    .toString() as PlainDateText;
  remembered = { syncedOn, windowDays, date };
  return date;
};
