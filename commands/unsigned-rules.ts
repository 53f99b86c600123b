/** Unsigned rules: what the rules in force say of days that no pedometer has signed, for whoever imports such days. */
import type { ImportRules } from '../ingest/imports/import-rules.ts';
import type { Points } from '../points/points.ts';
import { daysBetween } from '../points/rule/calendar.ts';

export const unsignedRules = (points: Points): ImportRules => ({
  unsignedDay: (date, syncedOn) => {
    const { unsignedDays, backfill } = points.books.book.on(date);
    if (unsignedDays !== 'count') return 'unsigned';
    return daysBetween(date, syncedOn) >= backfill.windowDays ? 'too-late' : 'may-earn';
  },
});
